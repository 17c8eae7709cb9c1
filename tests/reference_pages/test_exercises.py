"""The open-ended exercises: complete, computed, and true where they compare."""

import numpy as np
import pytest

from helpers.reference.exercises import EXERCISES, exercises

BY_ID = {exercise.id: exercise for exercise in EXERCISES}


def values(name):
    return BY_ID[name]._let()


def test_each_chapter_that_explains_has_an_exercise_and_all_eight_of_the_source_are_there():
    assert {exercise.chapter for exercise in EXERCISES} >= set(range(1, 16))
    assert sorted(exercise.source for exercise in EXERCISES if exercise.source) == [*range(1, 9)]


def test_no_two_exercises_share_a_label():
    assert len(BY_ID) == len(EXERCISES)
    assert exercises().count(":label: exercise-") == len(EXERCISES)


@pytest.mark.parametrize("exercise", EXERCISES, ids=lambda exercise: exercise.id)
def test_every_number_of_an_exercise_is_computed_and_its_solution_folded(exercise):
    assert "<<" not in exercise.markdown
    assert exercise.markdown.count("<details") == exercise.markdown.count("</details>") == 1


def test_order_is_lost_without_positions_and_kept_with_them():
    told = values("what-positions-are-for")
    assert told["apart"](values_of_example().E) < 1e-12
    assert told["apart_with_places"] > 1


def values_of_example():
    from helpers import example

    return example


def test_norms_keep_the_numbers_small_and_residual_connections_alone_do_not():
    from helpers import BARE, NORM_ONLY, POST_NORM, RESIDUAL_ONLY

    largest = values("residuals-and-norms")["largest"]
    assert largest(NORM_ONLY) < 3
    assert largest(POST_NORM) < 3
    assert min(largest(BARE), largest(RESIDUAL_ONLY)) > 1000


def test_the_greedy_sentence_is_not_the_best_one():
    tree = values("always-the-best-word")
    assert tree["a"] > 0.5 > 1 - tree["a"]
    assert tree["a"] * 0.5 < (1 - tree["a"]) * tree["b"]


def test_the_spread_of_dot_products_is_the_root_of_the_width():
    spread = values("scale-that-fits")["spread"]
    for width in (4, 64, 256):
        assert spread(width) == pytest.approx(np.sqrt(width), rel=0.03)
