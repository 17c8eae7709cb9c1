"""All of the chapter *feed forward* that is not its notebook."""
