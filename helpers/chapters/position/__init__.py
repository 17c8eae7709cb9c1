"""All of the chapter *position* that is not its notebook."""
