"""All of the chapter *scores* that is not its notebook."""
