"""All of the chapter *masks* that is not its notebook."""
