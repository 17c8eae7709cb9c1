"""The page of conventions: one number in every layout, and PyTorch's lines where it is."""

import re

import numpy as np
import pytest

from helpers import example, self_attention
from helpers.authoring import notebooks
from helpers.mathematics.pytorch import packed_attention, packed_weights

RNG = np.random.default_rng(11)
NOTEBOOK = notebooks.read(notebooks.BOOK / "conventions.ipynb")
SNIPPET = re.search(
    r"```python\n(.+?)```", "\n".join(cell.source for cell in NOTEBOOK.cells), re.S
)[1]


def weights(h, d_k):
    d_model = h * d_k
    return (*RNG.normal(size=(3, h, d_model, d_k)), RNG.normal(size=(d_model, d_model)))


@pytest.mark.parametrize(("h", "d_k"), [(1, 3), (2, 2), (3, 5)])
def test_attention_with_packed_weights_is_self_attention(h, d_k):
    X, W = RNG.normal(size=(4, h * d_k)), weights(h, d_k)
    ours = self_attention(X, *W)
    np.testing.assert_allclose(packed_attention(X, *packed_weights(*W), h), ours, rtol=1e-11)


def test_each_row_of_the_packed_weights_makes_one_number():
    W_Q, W_K, W_V, W_O = weights(2, 3)
    in_proj_weight, out_proj_weight = packed_weights(W_Q, W_K, W_V, W_O)
    for third, W in enumerate((W_Q, W_K, W_V)):
        for head in range(2):
            for k in range(3):
                row = in_proj_weight[6 * third + 3 * head + k]
                np.testing.assert_array_equal(row, W[head, :, k])
    np.testing.assert_array_equal(out_proj_weight, W_O.T)


def test_the_examples_own_heads_are_refused():
    with pytest.raises(ValueError, match=r"n_heads = 2, d_k = 3 .* = 2 and no others"):
        packed_weights(example.W_Q, example.W_K, example.W_V, example.W_O)


def test_the_page_gives_the_same_number_in_every_convention():
    page = notebooks.namespace_of(NOTEBOOK)
    first = [page["as_row"][0], page["as_column"][0], page["by_letters"][0, 0, 0]]
    assert [*first, (page["x"] @ page["weight"].T)[0]] == [example.Q[0, 0, 0]] * 4
    assert page["gap_columns"] < 1e-12
    np.testing.assert_allclose(page["Z_packed"], page["Z"], rtol=1e-12)


def test_the_lines_for_pytorch_are_python():
    compile(SNIPPET, "<conventions>", "exec")


def test_the_lines_for_pytorch_give_our_numbers():
    pytest.importorskip("torch")
    page = notebooks.namespace_of(NOTEBOOK)
    exec(compile(SNIPPET, "<conventions>", "exec"), page)
    np.testing.assert_allclose(page["Z_torch"], page["Z"], rtol=1e-10)
