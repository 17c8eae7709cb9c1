"""All of the chapter *decoder* that is not its notebook."""
