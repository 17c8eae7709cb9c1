"""No number that a slider takes makes a figure show NaN without a word."""

import numpy as np
import pytest

from helpers.chapters.figures import FIGURES
from helpers.chapters.scores.figures import picture_figure
from helpers.live.figure import results_of

TRIED = (0.0, -1.0, 0.01, 1e-4)


def takes(declared, number):
    try:
        declared.state_of("it", number)
    except ValueError:
        return False
    return True


def has_nan(figure):
    results = results_of(figure.plan, figure.state, figure.iteration)
    return any(np.isnan(np.asarray(values, float)).any() for values in results)


@pytest.mark.parametrize("name", FIGURES)
def test_a_number_that_would_make_nan_is_refused(name):
    figure = FIGURES[name]()
    if has_nan(figure):
        return  # it shows, from its first state on, how softmax or a way down breaks
    for key, declared in figure.plan.inputs.items():
        for number in TRIED if declared.kind == "slider" else ():
            if takes(declared, number):
                figure.set(**{key: number})
                assert not has_nan(figure), f"{key} = {number}"
        figure.reset()


def test_a_divisor_says_how_small_it_may_be():
    figure = picture_figure()
    with pytest.raises(ValueError, match=r"scale: give a number that is at least 0\.01"):
        figure.set(scale=0)
    figure.set(scale=0.01)
    assert figure["A"].max() == pytest.approx(1)
