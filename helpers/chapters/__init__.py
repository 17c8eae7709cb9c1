"""What belongs to one chapter and is not its notebook: figures, stills, questions and slips."""

# they tell the engine, before the first figure, the symbols and where the weights come from
import helpers.chapters.models
import helpers.display  # noqa: F401
