import numpy as np
import pytest

from helpers.chapters.translator import plots
from helpers.training import grammar, seeds, translator

RUNS = seeds.stored()
SPLIT = grammar.split(translator.SEED)
MODEL = translator.trained()


def test_the_curves_are_the_stored_runs_in_order():
    data = plots.learning(RUNS).data
    assert data["steps"].tolist() == RUNS[0].steps.tolist()
    for i, run in enumerate(RUNS):
        assert data["loss"][i].tolist() == run.losses.tolist()
        assert data["sentences"][i].tolist() == run.unseen_sentences.tolist()
        assert data["combinations"][i].tolist() == run.unseen_combinations.tolist()


def test_the_cells_show_the_weights_that_were_given():
    A = np.array([[[0.25, 0.75], [1.0, 0.0]], [[0.5, 0.5], [0.1, 0.9]]])
    plot = plots.looks(A, ["a", "b"], ["c", "d"], "chosen")
    assert plot.data["A"].tolist() == A.tolist()
    written = [[float(text.get_text()) for text in ax.texts] for ax in plot.figure.axes]
    assert written == A.reshape(2, 4).tolist()
    assert [label.get_text() for label in plot.figure.axes[0].get_xticklabels()] == ["c", "d"]
    assert [label.get_text() for label in plot.figure.axes[0].get_yticklabels()] == ["a", "b"]


def test_five_seeds_are_stored_and_all_ran_the_same_number_of_steps():
    assert [run.seed for run in RUNS] == [0, 1, 2, 3, 4]
    assert {int(run.steps[-1]) for run in RUNS} == {translator.N_STEPS}


def test_the_stored_result_of_the_books_seed_is_that_of_the_books_weights():
    reached = translator.accuracy(MODEL, SPLIT)
    assert reached == pytest.approx((RUNS[0].final_sentences, RUNS[0].final_combinations), abs=0.01)
    found = seeds.article_looks(SPLIT.unseen_combinations[: seeds.N_LOOKS], MODEL)
    stored = (RUNS[0].at_determiner, RUNS[0].at_noun, RUNS[0].in_encoder)
    assert found == pytest.approx(stored, abs=0.05)


def test_a_run_names_the_first_tested_step_with_99_per_cent_on_both_tests():
    shares = np.array([0.5, 0.98, 0.995, 1.0])
    run = RUNS[0]._replace(
        steps=np.array([10, 20, 30, 40]), unseen_sentences=shares, unseen_combinations=shares
    )
    assert run.learnt_at == 30
    assert run._replace(unseen_combinations=shares / 2).learnt_at is None


def test_a_short_measured_run_tests_at_the_asked_steps_and_at_the_end():
    run = seeds.measured(0, n_steps=5, every=2, n_test=4)
    assert run.steps.tolist() == [2, 4, 5]
    assert run.losses[0] > run.losses[-1]
    assert run.learnt_at is None


def test_the_strands_of_the_opening_are_the_mean_of_both_heads_and_cross_at_the_adjectives():
    plot = plots.where_it_looks()
    A, english, spanish = (plot.data[name] for name in ("A", "english", "spanish"))
    ids = translator.VOCABULARY.encode
    first, second = translator.cross_weights(ids(english), ids(spanish), MODEL)
    assert pytest.approx((first + second)[:-1] / 2) == A
    assert " ".join(spanish) == "mi gallina blanca quiere unas manzanas verdes"
    assert A.argmax(axis=-1).tolist() == [0, 2, 1, 3, 4, 6, 5]
    assert A[spanish.index("manzanas"), english.index("some")] > 0.4
    assert len(plot.figure.axes[0].patches) == (A > plots.LEAST).sum()
