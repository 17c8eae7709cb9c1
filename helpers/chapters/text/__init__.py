"""All of the chapter *text* that is not its notebook."""
