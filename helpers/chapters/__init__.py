"""What belongs to one chapter and is not its notebook: figures, stills, questions and slips."""
