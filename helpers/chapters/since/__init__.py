"""All of the chapter *since* that is not its notebook."""
