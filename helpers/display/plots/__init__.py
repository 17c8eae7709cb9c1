"""Pictures of what stands still, drawn by matplotlib; one module for each chapter that has some."""
