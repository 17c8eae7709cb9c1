import numpy as np
import pytest

from helpers.display import show
from helpers.display.symbols import SYMBOLS
from helpers.live.labels import latex_name


def test_each_head_is_shown_on_its_own():
    text = repr(show(Q=np.array([[[1, 2]], [[3, 4]]])))
    assert text.splitlines() == ["Q^{(1)} = [1 2]", "Q^{(2)} = [3 4]"]


def test_an_index_in_the_name_picks_a_head():
    assert show(W_Q_2=np.eye(1)).latex.startswith("W^{Q(2)} =")


def test_numbers_and_vectors_can_be_shown_too():
    assert repr(show(eps=1e-5, b_2=np.array([0.5, 0]))) == "\\epsilon = 1e-5\nb_2 = [0.5 0]"


def test_nothing_to_show_is_an_error_with_advice():
    with pytest.raises(ValueError, match=r"show\(Q=Q\)"):
        show()


def test_too_many_axes_are_refused():
    with pytest.raises(ValueError, match=r"Q has shape \(1, 1, 1, 1\)"):
        show(Q=np.zeros((1, 1, 1, 1)))


def test_every_symbol_stands_once_in_the_table():
    codes = [symbol.code for symbol in SYMBOLS]
    assert len(codes) == len(set(codes))


@pytest.mark.parametrize("symbol", SYMBOLS, ids=lambda symbol: symbol.code)
def test_every_symbol_is_typeset_by_its_own_entry(symbol):
    assert latex_name(symbol.code) == symbol.latex


def test_matrices_that_do_not_fit_beside_each_other_stand_below():
    wide = np.full((2, 4), 123.4567)
    assert show(E=np.eye(2), PE=np.eye(2)).latex.count("gathered") == 0
    assert show(E=wide, PE=wide).latex.count(r"\\[1.5ex]") == 1


@pytest.mark.parametrize("value", [[["a"]], [1j], [None]])
def test_what_is_no_real_number_is_refused(value):
    with pytest.raises(ValueError, match=r"Q holds .* no real numbers"):
        show(Q=value)
