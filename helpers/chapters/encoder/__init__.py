"""All of the chapter *encoder* that is not its notebook."""
