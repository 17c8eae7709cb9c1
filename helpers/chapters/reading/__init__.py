"""All of the chapter *reading* that is not its notebook."""
