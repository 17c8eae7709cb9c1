"""The book's weights in PyTorch: stored numbers always, PyTorch itself where it is installed."""

import importlib.util
from pathlib import Path

import numpy as np
import pytest

from helpers import EXAMPLE, PAPER, Sizes, causal_mask, pytorch_weights, random_transformer
from helpers import transformer as run
from helpers.sources.measured import measured

PATH = Path(__file__).parents[1] / "stored" / "make_paper_size.py"
SCRIPT = importlib.util.spec_from_file_location("make_paper_size", PATH)
make_paper_size = importlib.util.module_from_spec(SCRIPT)
SCRIPT.loader.exec_module(make_paper_size)

SMALL = Sizes(d_model=6, d_k=2, d_v=2, d_ff=5, n_heads=3, n_layers=2, n_vocab=7)


def shaken(value, rng):
    """Biases and norms that are not just zeros and ones."""
    if isinstance(value, tuple):
        parts = [shaken(part, rng) for part in value]
        return type(value)(*parts) if hasattr(value, "_fields") else tuple(parts)
    return value + rng.standard_normal(value.shape)


def test_at_the_papers_size_the_book_gives_the_row_that_pytorch_gave():
    X, Y, weights = make_paper_size.inputs()
    ours = run(X, Y, weights, target_mask=causal_mask(len(Y)))[-1]
    theirs = np.array(measured("pytorch")["last_row"])
    assert theirs.shape == (PAPER.d_model,)
    assert np.abs(ours - theirs).max() < 1e-12 * np.abs(theirs).max()


def test_pytorch_installed_here_gives_the_stored_row():
    pytest.importorskip("torch")
    now = make_paper_size.by_pytorch(*make_paper_size.inputs())[-1]
    assert np.abs(now - measured("pytorch")["last_row"]).max() < 1e-12


def test_pytorch_installed_here_loads_biases_and_norms_too():
    pytest.importorskip("torch")
    rng = np.random.default_rng(3)
    weights = shaken(random_transformer(rng, SMALL), rng)
    X, Y = rng.standard_normal((5, 6)), rng.standard_normal((4, 6))
    ours = run(X, Y, weights, target_mask=causal_mask(4))
    theirs = make_paper_size.by_pytorch(X, Y, weights, SMALL)
    assert np.abs(ours - theirs).max() < 1e-12


def test_pytorch_has_as_many_places_as_the_book_has_numbers_and_its_own_biases():
    state = pytorch_weights(random_transformer(np.random.default_rng(0), SMALL))
    biases = [name for name in state if name.endswith(("in_proj_bias", "out_proj.bias"))]
    assert len(biases) == 2 * 3 * SMALL.n_layers
    assert not any(state[name].any() for name in biases)
    assert len(state) == SMALL.n_layers * (12 + 18)


def test_each_head_lies_where_pytorch_looks_for_it():
    weights = random_transformer(np.random.default_rng(0), SMALL)
    packed = pytorch_weights(weights)["encoder.layers.1.self_attn.in_proj_weight"]
    X = np.random.default_rng(1).standard_normal((4, 6))
    both = X @ packed.T
    for which, W in enumerate(weights.encoder[1].attention[:3]):
        for head in range(SMALL.n_heads):
            first = which * SMALL.d_model + head * SMALL.d_k
            np.testing.assert_allclose(both[:, first : first + SMALL.d_k], X @ W[head])


def test_heads_of_another_width_are_refused_with_the_widths_that_fit():
    weights = random_transformer(np.random.default_rng(0), EXAMPLE)
    with pytest.raises(ValueError, match="d_model / n_heads = 2 and no others"):
        pytorch_weights(weights)


def test_the_first_numbers_stay_untouched_when_the_copy_is_changed():
    weights = random_transformer(np.random.default_rng(0), SMALL)
    before = weights.encoder[0].attention.W_O.copy()
    pytorch_weights(weights)["encoder.layers.0.self_attn.out_proj.weight"][:] = 0
    assert (before == weights.encoder[0].attention.W_O).all()
