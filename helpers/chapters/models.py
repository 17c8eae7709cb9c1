"""Which model is this: every model of the book, where its weights come from, where it is used.

``models.toml`` holds them; the page *The models of this book* is made from it, and so is the mark
on each figure that shows weights.
"""

import re
import tomllib
from dataclasses import dataclass
from functools import cache
from importlib.resources import files

from helpers.live import configure
from helpers.mathematics.checks import require

KINDS = {
    "printed": "as printed",
    "hand": "by hand",
    "dice": "dice, seed {seed}",
    "trained": "trained",
}
"""Where weights come from, and how a mark says it."""


@dataclass(frozen=True)
class Model:
    """A model of the book; what its fields mean is said at the top of ``models.toml``."""

    title: str
    kind: str
    holds: str
    embedding: str
    blocks: str
    why: str
    figures: list
    seed: int | None = None
    code: str = ""
    enters: tuple = ()

    def __post_init__(self):
        require(
            self.kind in KINDS,
            f"The model {self.id} is of the kind {self.kind!r}; there are {list(KINDS)}.",
        )
        require(
            (self.kind == "dice") == (self.seed is not None),
            f"The model {self.id} is {self.kind}: dice have a seed, and nothing else has one.",
        )

    @property
    def id(self):
        """The anchor of its entry: its title in small letters, with hyphens."""
        return re.sub(r"[^\w -]", "", self.title).lower().replace(" ", "-")

    @property
    def mark(self):
        """What a mark says: where the weights come from."""
        return KINDS[self.kind].format(seed=self.seed)

    def weights(self):
        """Run the code that gives the weights.

        Returns
        -------
        weights : ndarray or tuple
        """
        require(self.code, f"No code gives the model {self.id}.")
        found = {}
        exec(self.code, found)
        return found["weights"]


_READ = tomllib.loads(files("helpers.chapters").joinpath("models.toml").read_text("utf-8"))
MODELS = {one.id: one for one in (Model(**entry) for entry in _READ["model"])}
"""The models by their anchors, in the order of ``models.toml``."""


def which_model(name):
    """Say where the weights of a model come from, as its mark does.

    Parameters
    ----------
    name : str
        An anchor of the page of models.

    Returns
    -------
    mark : str

    Raises
    ------
    ValueError
        If there is no such model; the message lists those that there are.

    Examples
    --------
    >>> which_model("our-six-encoder-blocks"), which_model("the-translator")
    ('dice, seed 7', 'trained')
    """
    require(name in MODELS, f"There is no model {name!r}; there are {list(MODELS)}.")
    return MODELS[name].mark


@cache
def models_of():
    """Give the models of each figure that shows weights.

    Returns
    -------
    models : dict of str to tuple of Model
        By the name of the figure; two where a switch puts trained weights in the place of dice.
    """
    found = {}
    for one in MODELS.values():
        for figure in one.figures:
            found[figure] = (*found.get(figure, ()), one)
    return found


def model_of():
    """Give the model of each figure that shows weights; of two, that of the start.

    Returns
    -------
    models : dict of str to Model
        By the name of the figure.
    """
    return {figure: models[0] for figure, models in models_of().items()}


configure(
    origins={name: tuple(one.mark for one in models) for name, models in models_of().items()},
    weights="theta",
)
