"""Open-ended exercises with folded solutions."""

import tomllib
from dataclasses import dataclass, field
from importlib.resources import files

from helpers.chapters.kinds import Aside
from helpers.site.reference.pages import chapter_link, chapters


@dataclass(frozen=True, repr=False)
class Exercise(Aside):
    """An exercise, the chapter it belongs to, and a solution.

    Parameters
    ----------
    id, chapter : str, int
    asks, solution : str
    source : int
        Its number among the exercises of the worked example's source; 0 for one of ours.
    let : dict
        Names and expressions that the texts use.
    """

    id: str
    chapter: int
    asks: str
    solution: str
    source: int = 0
    let: dict = field(default_factory=dict)

    @property
    def markdown(self):
        """The exercise and its folded solution, for sphinx-exercise."""
        label = f"exercise-{self.id}"
        origin = f" (Exercise {self.source} of the source.)" if self.source else ""
        return "\n".join(
            [
                "````{exercise}",
                f":label: {label}",
                "",
                f"{self.filled(self.asks)}{origin} Chapter {chapter_link(self.chapter)}.",
                "````",
                "",
                f"````{{solution}} {label}",
                f":label: solution-{self.id}",
                "",
                '<details class="hm-fold">',
                "<summary>Show the solution</summary>",
                "",
                self.filled(self.solution),
                "",
                "</details>",
                "````",
            ]
        )


EXERCISES = tuple(
    Exercise(**entry)
    for entry in tomllib.loads(
        files("helpers.site.reference").joinpath("exercises.toml").read_text("utf-8")
    )["exercise"]
)


def exercises():
    """Write all exercises in the order of the chapters.

    Returns
    -------
    markdown : str
    """
    by_chapter = {}
    for exercise in EXERCISES:
        by_chapter.setdefault(exercise.chapter, []).append(exercise.markdown)
    return "\n\n".join(
        "\n\n".join([f"## {chapters()[chapter].title}", *found])
        for chapter, found in sorted(by_chapter.items())
    )
