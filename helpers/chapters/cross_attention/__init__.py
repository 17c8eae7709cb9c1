"""All of the chapter *cross attention* that is not its notebook."""
