"""All of the chapter *stacking* that is not its notebook."""
