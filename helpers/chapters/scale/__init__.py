"""All of the chapter *scale* that is not its notebook."""
