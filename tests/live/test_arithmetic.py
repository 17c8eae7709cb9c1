"""The written-out arithmetic, from a traced function to LaTeX, HTML and plain text."""

import ast

import numpy as np
import pytest

from helpers import (
    attention_steps,
    example,
    feed_forward_steps,
    layer_norm_steps,
    multi_head_attention_steps,
    naive_softmax_steps,
    softmax_steps,
)
from helpers.live import written_out

HEAD = {"Q": example.Q[0], "K": example.K[0], "V": example.V[0]}


def product(X, W):
    return X @ W


@pytest.fixture(scope="module")
def head():
    return written_out(attention_steps, **HEAD)


def test_the_first_key_reads_as_in_every_textbook():
    steps = written_out(product, X=example.X, W=example.W_K[0])
    assert str(steps.cell("result", 0, 0)) == "(1 × 1) + (3 × 0) + (3 × 1) + (5 × 0) = 4"


def test_the_first_score_is_the_sum_of_three_products(head):
    assert str(head.cell("S", 0, 0)) == "(8 × 4) + (3 × 8) + (3 × 4) = 68"


def test_the_scale_is_shown_as_a_root(head):
    assert str(head.cell("S_scaled", 0, 0)) == "68 ÷ √3 ≈ 39.2598"
    assert head.cell("S_scaled", 0, 0).latex == r"\frac{68}{\sqrt{3}} \approx 39.2598"


def test_a_softmax_can_be_walked_step_by_step():
    steps = written_out(softmax_steps, S=np.array([[3.0, 1.0]]))
    assert str(steps.cell("highest", 0, 0)) == "max(3, 1) = 3"
    assert str(steps.cell("shifted", 0, 1)) == "1 − 3 = −2"
    assert steps.cell("e", 0, 1).html == "e<sup>−2</sup> ≈ 0.1353"
    assert str(steps.cell("total", 0, 0)) == "1 + 0.1353 ≈ 1.1353"
    assert str(steps.cell("A", 0, 1)) == "0.1353 ÷ 1.1353 ≈ 0.1192"


def test_the_naive_softmax_shows_its_infinities_for_what_they_are():
    with np.errstate(over="ignore", invalid="ignore"):
        steps = written_out(naive_softmax_steps, S=np.array([[1000.0, 999.0]]))
    assert str(steps.cell("A", 0, 0)) == "∞ ÷ ∞ = NaN"


def test_mean_and_variance_are_written_out():
    X = np.array([[1.0, 3.0]])
    steps = written_out(layer_norm_steps, X=X, gamma=np.ones(2), beta=np.zeros(2))
    assert str(steps.cell("mu", 0, 0)) == "(1 + 3) ÷ 2 = 2"
    assert str(steps.cell("var", 0, 0)) == "((1 − 2)² + (3 − 2)²) ÷ 2 = 1"
    assert str(steps.cell("normalized", 0, 0)) == "(1 − 2) ÷ √(1 + 1e-5) ≈ −1"


def test_a_relu_is_written_as_the_larger_of_two():
    weights = {"W_1": np.eye(2), "b_1": np.zeros(2), "W_2": np.eye(2), "b_2": np.zeros(2)}
    steps = written_out(feed_forward_steps, X=np.array([[-1.0, 2.0]]), **weights)
    assert str(steps.cell("H", 0, 0)) == "max(−1, 0) = 0"


def test_a_concatenated_cell_leads_to_the_head_that_made_it():
    steps = written_out(
        lambda X, W_Q, W_K, W_V, W_O: multi_head_attention_steps(X, X, W_Q, W_K, W_V, W_O),
        X=example.X,
        W_Q=example.W_Q,
        W_K=example.W_K,
        W_V=example.W_V,
        W_O=example.W_O,
    )
    assert str(steps.cell("Z_concat", 0, 3)) == str(steps.cell("Z_heads", 1, 0, 0))


@pytest.mark.parametrize("name", ["S", "S_scaled", "A", "Z_heads", "e", "shifted", "total"])
def test_every_cell_comes_to_the_value_that_its_arithmetic_gives(head, name):
    for index in np.ndindex(head[name].shape):
        arithmetic = head.cell(name, *index)
        assert arithmetic.value == head[name][index]
        left = str(arithmetic).rsplit(" = ", 1)[0].rsplit(" ≈ ", 1)[0]
        assert evaluated(left) == pytest.approx(arithmetic.value, rel=2e-2, abs=1e-3)


def evaluated(text):
    for shown, python in (("×", "*"), ("÷", "/"), ("−", "-"), ("√3", "1.7320508"), ("exp", "E")):
        text = text.replace(shown, python)
    allowed = {"E": np.exp, "max": max}
    tree = ast.parse(text, mode="eval")
    assert {node.id for node in ast.walk(tree) if isinstance(node, ast.Name)} <= set(allowed)
    return eval(compile(tree, "<arithmetic>", "eval"), {"__builtins__": {}}, allowed)


def test_a_long_sum_shows_its_beginning_and_its_end():
    wide = np.ones((1, 40))
    text = str(written_out(product, X=wide, W=wide.T).cell("result", 0, 0))
    assert text == "(1 × 1) + (1 × 1) + (1 × 1) + … + (1 × 1) = 40"


def test_a_name_that_does_not_exist_is_answered_with_those_that_do(head):
    with pytest.raises(ValueError, match=r"no value named 'scores'; there are .*S_scaled"):
        head.cell("scores", 0, 0)


def test_a_cell_that_does_not_exist_is_answered_with_the_shape(head):
    with pytest.raises(ValueError, match=r"S has shape \(2, 2\), so \(2, 0\) is not one"):
        head.cell("S", 2, 0)


def test_negative_numbers_stand_in_brackets():
    text = str(
        written_out(product, X=np.array([[-2.0]]), W=np.array([[-3.0]])).cell("result", 0, 0)
    )
    assert text == "((−2) × (−3)) = 6"
