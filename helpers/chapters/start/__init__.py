"""All of the chapter *start* that is not its notebook."""
