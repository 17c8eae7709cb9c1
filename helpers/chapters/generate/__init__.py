"""All of the chapter *generate* that is not its notebook."""
