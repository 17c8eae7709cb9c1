"""All of the chapter *errata* that is not its notebook."""
