"""All of the chapter *heads* that is not its notebook."""
