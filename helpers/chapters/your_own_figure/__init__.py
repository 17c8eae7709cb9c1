"""All of the page *your own figure* that is not its notebook."""
