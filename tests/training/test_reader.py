"""Whoever codes the formulas of chapter 14, and nothing else, gets the book's gradient."""

import json
from pathlib import Path

import numpy as np
import pytest

from helpers.mathematics.norm import EPS
from helpers.training import flatten, loss_and_gradient, toy, unflatten

from . import reader

BOOK = Path(__file__).parents[2] / "book"
PAIRS = [
    (toy.VOCABULARY.encode(source).tolist(), toy.VOCABULARY.encode(target).tolist())
    for source, target in toy.PAIRS
]
N_ASKED = sum(len(target) + 1 for _, target in PAIRS)

FORMULAS = r"""
ds = (p - y) / n
dx = dy \, W^\top
dH = dF \, W_2^\top
dH_{\text{in}} = dH \cdot [H_{\text{in}} > 0]
dX = dH_{\text{in}} \, W_1^\top
dW_2 = H^\top dF
db_2 = \sum_{\text{tokens}} dF
dW_1 = X^\top dH_{\text{in}}
db_1 = \sum_{\text{tokens}} dH_{\text{in}}
dV = A^\top dZ
dA = dZ \, V^\top
dS_j = \frac{A_j}{\sqrt{d_k}} \Big( dA_j - \sum_m A_m \, dA_m \Big)
dQ = dS \, K
dK = dS^\top Q
dZ_{\text{concat}} = dZ \, W^{O\top}
dW^O = Z_{\text{concat}}^\top dZ
dW_i^Q = X^\top dQ_i
dQ_i \, W_i^{Q\top} + dK_i \, W_i^{K\top} + dV_i \, W_i^{V\top}
d\text{memory} = \sum_{\text{blocks}} \, \sum_i \left( dK_i \, W_i^{K\top}
dx = \frac{g - \operatorname{mean}(g) - \hat{x} \operatorname{mean}(g \, \hat{x})}
d\gamma = \sum_{\text{tokens}} dy \, \hat{x}
d\beta = \sum_{\text{tokens}} dy
dY_3 = ds \, W^{\text{vocab}\top}
dW^{\text{vocab}} = Y_3^\top ds
db^{\text{vocab}} = \sum ds
dE = \sqrt{d_{\text{model}}} \, dX
""".strip().splitlines()
"""Every formula that `reader` uses, as the page prints it."""


@pytest.mark.parametrize(("n_layers", "n_weights"), [(1, 570), (2, None), (6, None)])
def test_the_formulas_alone_give_the_gradient_of_every_weight(n_layers, n_weights):
    theta = toy.initial(n_layers)
    model = unflatten(theta, toy.like(n_layers))
    ours = loss_and_gradient(model, toy.SOURCE_IDS, toy.TARGET_IDS, toy.START, toy.END)
    loss, theirs = reader.gradient(PAIRS, model, toy.START, toy.END, N_ASKED)
    assert abs(loss - ours.loss) < 1e-12
    found = np.array(reader.leaves(theirs))
    assert found.shape == theta.shape
    assert n_weights in (None, len(found))
    assert np.count_nonzero(found) > 0.6 * len(found)
    np.testing.assert_allclose(found, flatten(ours.gradient), rtol=0, atol=1e-10)


def test_the_reader_has_nothing_of_the_books_code_and_the_same_epsilon():
    source = Path(reader.__file__).read_text(encoding="utf-8")
    assert "helpers" not in source
    assert reader.EPSILON == EPS


def test_every_formula_that_the_reader_used_stands_on_the_page():
    cells = json.loads((BOOK / "14-training.ipynb").read_text(encoding="utf-8"))["cells"]
    page = " ".join("".join(cell["source"]) for cell in cells if cell["cell_type"] == "markdown")
    assert [formula for formula in FORMULAS if formula not in page] == []
    assert len(FORMULAS) > 20
