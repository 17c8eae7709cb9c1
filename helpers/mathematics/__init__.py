"""Every formula of the book, in plain NumPy: one module for each chapter-sized idea."""
