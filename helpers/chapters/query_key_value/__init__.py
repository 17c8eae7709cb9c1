"""All of the chapter *query key value* that is not its notebook."""
