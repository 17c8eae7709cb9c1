"""All of the chapter *translator* that is not its notebook."""
