"""All of the chapter *context* that is not its notebook."""
