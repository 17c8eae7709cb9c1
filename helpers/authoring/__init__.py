"""What authors use: numbers in prose tied to code, and notebooks stored in one normal form."""
