"""Python that is read in the page gives NumPy's values, or NumPy's refusal."""

import math
import re
import warnings

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from helpers.site.code import packed

from .engine import decode

rng = np.random.default_rng(3)
NAMES = {
    "a": rng.standard_normal((2, 3)).round(2),
    "b": rng.standard_normal((3, 2)).round(2),
    "c": rng.standard_normal((2, 2, 3)).round(2),
    "v": rng.standard_normal(3).round(2),
    "m": np.array([[True, False, True], [False, False, True]]),
    "i": np.arange(6).reshape(2, 3) - 2,
    "n": 3,
}


def in_numpy(text):
    """Run lines, the last of them an expression; its value, or the error that was raised."""
    *before, last = text.strip().split("\n")
    names = {
        "np": np,
        "math": math,
        **{k: np.array(x) if k != "n" else x for k, x in NAMES.items()},
    }
    try:
        with np.errstate(all="ignore"), warnings.catch_warnings(action="ignore"):
            exec("\n".join(before), names)
            return eval(last, names), None
    except Exception as error:
        return None, error


def in_page(engine, text):
    return engine.ask("python", text=text, names={k: packed(x) for k, x in NAMES.items()})


def assert_same(found, expected, text):
    if isinstance(expected, tuple | list):
        assert found["isList"] == isinstance(expected, list), text
        assert len(found["items"]) == len(expected), text
        for one, other in zip(found["items"], expected, strict=True):
            assert_same(one, other, text)
        return
    if expected is None or isinstance(expected, str):
        assert found == expected, text
        return
    kind, shape, numbers, is_plain = found
    array = np.asarray(expected)
    assert kind == {"b": "b", "i": "i", "f": "f"}[array.dtype.kind], text
    assert tuple(shape) == array.shape, text
    assert is_plain == isinstance(expected, bool | int | float) or isinstance(expected, np.generic)
    values = array.astype(float).ravel()
    finite = np.isfinite(values)
    largest = np.abs(values[finite]).max(initial=1.0)
    found_values = decode(numbers)
    np.testing.assert_allclose(
        found_values[finite], values[finite], rtol=1e-12, atol=1e-12 * largest, err_msg=text
    )
    np.testing.assert_array_equal(found_values[~finite], values[~finite], err_msg=text)


def compare(engine, text):
    """Both give the same, or both refuse by the same kind of error; False if it is beyond."""
    expected, error = in_numpy(text)
    answer = in_page(engine, text)
    refused = answer.get("refused")
    if answer.get("beyond"):
        return False
    if error is not None:
        assert refused, f"{text}: NumPy says {error!r}, the page gives {answer}"
        names = {kind.__name__ for kind in type(error).__mro__}
        assert refused["kind"] in names, f"{text}: {error!r} is not {refused}"
        return True
    assert not refused, f"{text}: NumPy gives {expected!r}, the page says {refused}"
    assert_same(answer["value"], expected, text)
    return True


def _words(text):
    return text.split()


NUMBERS = ["0", "1", "2", "-1", "0.5", "3", "1e-3", "n"]
PLACES = [
    "[0]",
    "[-1]",
    "[5]",
    "[:,1]",
    "[...,0]",
    "[None]",
    "[:,None]",
    "[::2]",
    "[1:]",
    "[::-1]",
    "[...,None,:]",
    "[0,1]",
    "[:,:,0]",
    "[1,:2]",
    "[-1:,...,0]",
    "[[0,1]]",
    "[np.array([1,0,1])]",
    "[np.newaxis,...]",
]
AXES = ["", "axis=-1", "axis=0", "axis=1", "axis=None", "axis=(0, -1)", "axis=2"]
KEEP = ["", "keepdims=True", "keepdims=False"]
INFIX = _words("""
    + - * / @ ** < <= == != > % //
""")
EACH = [
    "np.exp",
    "np.sqrt",
    "np.abs",
    "np.square",
    "np.sin",
    "np.tanh",
    "np.sign",
    "-",
    "np.floor",
    "not",
]
ALONG = _words("""
    np.sum np.max np.min np.mean np.var np.std np.prod np.any np.all
""")
METHODS = [
    ".T",
    ".sum(axis=-1)",
    ".max(-1,keepdims=True)",
    ".reshape(-1)",
    ".reshape(3,-1)",
    ".shape",
    ".copy()",
    ".ndim",
    ".swapaxes(-1,-2)",
    ".transpose()",
    ".astype(float)",
    ".ravel()",
    ".argmax()",
    ".argmax(axis=-1)",
    ".size",
    ".mean()",
    ".cumsum(axis=-1)",
    ".any(axis=0)",
    ".std(ddof=1)",
]
CALLS = [
    "np.where({}>0,{},{})",
    "np.maximum({},{})",
    "np.stack([{},{}])",
    "np.tril({})",
    "np.outer({},{})",
    "np.concatenate([{},{}],axis=-1)",
    "np.concatenate(({},{}))",
    "np.clip({},0,1)",
    "np.expand_dims({},-1)",
    "np.argmin({},axis=-1)",
    "np.linalg.norm({},axis=-1)",
    "np.broadcast_to({},(2,2,3))",
    "len({})",
    "np.dot({},{})",
    "np.triu({},k=1)",
    "np.hstack([{},{}])",
    "np.zeros_like({})",
    "np.full((2,2),{})",
    "np.eye(3)@{}",
    "np.squeeze({})",
    "np.einsum('ij,jk->ik',{},{})",
    "np.take({},[1,0],axis=0)",
    "np.minimum({},{})",
    "({},{})",
    "abs({})",
    "float({})",
    "np.transpose({},(1,0))",
    "np.arange({})",
]


def expressions(depth=3):
    """An expression of the subset, right or wrong: about as often one as the other."""
    return _expressions(depth).map(_with_one_zero)


def _with_one_zero(text):
    """Make 0 of −0 where the larger of both is asked for: which, a processor decides in NumPy."""
    return f"({text} + 0)" if re.search(r"^np\.(max|min|clip)|\.max\([^()]*\)$", text) else text


@st.composite
def _expressions(draw, depth):
    if depth == 0 or draw(st.integers(0, 4)) == 0:
        return draw(st.sampled_from([*NAMES, *NUMBERS]))
    inner = expressions(depth - 1)
    kind = draw(st.integers(0, 5))
    if kind == 0:
        return f"({draw(inner)} {draw(st.sampled_from(INFIX))} {draw(inner)})"
    if kind == 1:
        return f"({draw(inner)}){draw(st.sampled_from(PLACES))}"
    if kind == 2:
        return f"({draw(inner)}){draw(st.sampled_from(METHODS))}"
    if kind == 3:
        return f"({draw(st.sampled_from(EACH))}({draw(inner)}))"
    if kind == 4:
        options = filter(None, [draw(st.sampled_from(AXES)), draw(st.sampled_from(KEEP))])
        return f"{draw(st.sampled_from(ALONG))}({', '.join([draw(inner), *options])})"
    call = draw(st.sampled_from(CALLS))
    return call.format(*(draw(inner) for _ in range(call.count("{}"))))


@pytest.mark.parametrize(
    "text",
    [
        "a // np.array([np.inf, -np.inf, np.nan])[:, None, None]",
        "1 / (np.array([0.0, -0.0, 2.0]) // np.array([-3.0, 3.0, -np.inf]))",
        "(np.zeros(3) // np.array([2.0, -2.0, 0.0]))",
        "np.array([1.0, np.nan, 3.0]).cumsum()",
        "np.array([1.0, np.inf, 3.0]).cumsum()",
        "m.cumsum(axis=0)",
        "np.einsum('ij,kj->ik', m, m)",
        "a.shape < a.shape",
        "(a.shape <= b.shape, a.shape > v.shape, (1, 2) < (1, 2, 0), (a, 1) < (a, 2))",
        "([1, 2] >= [1, 1], (1, 2) == [1, 2], a.shape != [2, 3], () < ())",
        "a.shape < [2, 3]",
        "(a, 1) == (b, 1)",
        "np.dot(np.array([1.0, np.nan]), np.array([0.0, 2.0]))",
        "(m.max(axis=0), np.maximum(m, m[0]), np.clip(i, 0, 1), i.min(-1, keepdims=True))",
    ],
)
def test_what_random_expressions_once_found_stays_as_in_numpy(engine, text):
    assert compare(engine, text), "it is read here"


def test_a_power_of_a_mask_is_left_to_numpy_which_counts_it_in_eight_bits(engine):
    assert in_page(engine, "np.exp(m ** 2)")["beyond"]
    assert compare(engine, "np.exp(m.astype(float) ** 2)")


@settings(max_examples=500, deadline=None)
@given(text=expressions())
def test_random_expressions_give_the_values_of_numpy_or_its_refusal(engine, text):
    compare(engine, text)
