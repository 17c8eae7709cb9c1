"""The cited table agrees with itself: sizes and weights fit together."""

from dataclasses import replace

import pytest

from helpers.mathematics.initialise import PAPER
from helpers.sources.paper import changes, row, table_3

ROWS = table_3()


def parameters(sizes, n_vocab):
    """Count the paper's model: one shared table, attentions, networks with biases, norms."""
    d, h = sizes.d_model, sizes.n_heads
    attention = d * h * (2 * sizes.d_k + 2 * sizes.d_v)
    network = 2 * d * sizes.d_ff + sizes.d_ff + d
    encoder = attention + network + 2 * 2 * d
    decoder = 2 * attention + network + 3 * 2 * d
    return n_vocab * d + sizes.n_layers * (encoder + decoder)


@pytest.mark.parametrize(
    "label", [label for label, row in ROWS.items() if row.params and label != "base"]
)
def test_printed_weights_differ_from_the_base_model_as_the_sizes_say(label):
    of_base = parameters(ROWS["base"].sizes, PAPER.n_vocab)
    counted = (parameters(ROWS[label].sizes, PAPER.n_vocab) - of_base) / 1e6
    printed = ROWS[label].params - ROWS["base"].params
    wider = ROWS[label].sizes.d_model != PAPER.d_model  # then the vocabulary counts, which the
    assert abs(counted - printed) <= (3.5 if wider else 1)  # paper gives as "about 37000" only


@pytest.mark.parametrize("label", [label for label in ROWS if label.startswith("A")])
def test_rows_a_keep_the_total_width_of_the_heads(label):
    assert ROWS[label].sizes.n_heads * ROWS[label].sizes.d_k == PAPER.d_model


def test_what_a_row_leaves_unsaid_is_that_of_the_base_model():
    assert ROWS["base"].sizes == PAPER
    assert ROWS["D, no dropout"].sizes == PAPER
    assert ROWS["D, no dropout"].smoothing == ROWS["base"].smoothing
    assert ROWS["C, 2 layers"].sizes == replace(PAPER, n_layers=2)


def test_seven_rows_change_more_than_one_thing():
    several = {label: changes(one) for label, one in ROWS.items() if len(changes(one)) > 1}
    heads, widths = ["n_heads", "d_k", "d_v"], ["d_model", "d_k", "d_v"]
    rows_a = {label: heads for label in ROWS if label.startswith("A")}
    rows_c = {f"C, d_model {width}": widths for width in (256, 1024)}
    big = {"big": ["d_model", "d_ff", "n_heads", "dropout", "steps"]}
    assert {k: sorted(v) for k, v in several.items()} == {
        k: sorted(v) for k, v in (rows_a | rows_c | big).items()
    }


def test_the_others_change_one_thing_and_row_e_none_of_the_sizes():
    single = [label for label, one in ROWS.items() if len(changes(one)) == 1]
    assert [label[0] for label in single] == [*"BB", *"CCC", *"CC", *"DDDD"]
    assert changes(ROWS["E, learned positions"]) == changes(ROWS["base"]) == []


def test_there_are_twenty_rows_in_sensible_ranges():
    assert len(ROWS) == 20
    assert all(4 < one.perplexity < 7 and 23 < one.bleu < 27 for one in ROWS.values())
    assert row("big").bleu == max(one.bleu for one in ROWS.values())


def test_a_row_that_does_not_exist_is_refused_with_those_that_do():
    with pytest.raises(ValueError, match=r"no row 'F'.*'big'"):
        row("F")
