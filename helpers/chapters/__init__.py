"""What belongs to one chapter and is not its notebook: figures, stills, questions and slips."""

import helpers.display  # noqa: F401 - tells the engine the symbols, before the first figure
