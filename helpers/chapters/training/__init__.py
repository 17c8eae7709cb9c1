"""All of the chapter *training* that is not its notebook."""
