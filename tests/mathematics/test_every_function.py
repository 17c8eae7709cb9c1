"""What holds for all functions at once: number types, purity, leading axes, no one forgotten.

The functions and their arguments come from `tests/arguments.py`; which of them are batches is
what their docstrings say.
"""

import inspect
import re

import numpy as np
import pytest
from arguments import arguments, find

import helpers
from helpers.mathematics import text
from helpers.mathematics.position import waves

from .cases import assert_close, leaves

NAMES = sorted(arguments(np.random.default_rng(0)))
UNLIKE_THE_OTHERS = {  # they choose words one by one (test_model.py), or count what they are given
    *("generate", "generate_cached", "count_numbers"),
}
PLACES = {"greedy", "ranks", "draw"}  # words or places come out, whatever goes in
DOUBLE = {"orthogonal_part", "other_weights", "rollout"}  # their "small" is float64's rounding


def parameters(name):
    """What a docstring says of each parameter; "see `f`" and "As in `f`" are followed."""
    doc = inspect.getdoc(getattr(helpers, name))
    if "Parameters\n---" not in doc:
        other = re.search(r"see `(\w+)`", doc)
        return parameters(other[1]) if other else {}
    section = doc.split("Parameters\n----------\n")[1].split("\n\n")[0]
    found = {}
    for entry in re.split(r"\n(?=\S)", section):
        head, _, more = entry.partition("\n")
        names, _, kind = head.partition(" : ")
        other = re.search(r"[Aa]s in `(\w+)`", more)
        known = parameters(other[1]) if other and not kind else {}
        for one in names.split(", "):
            found[one.strip("*")] = kind or known.get(one, "")
    return found


def is_batch(kind):
    """Whether a parameter takes leading axes: its shape begins with "..."."""
    return "(..." in kind or kind == "tuple of BlockCache"


def changed(value, change):
    """Copy a nested argument with each array changed; what is no array stays."""
    if isinstance(value, np.ndarray):
        return change(value)
    if isinstance(value, tuple) and all(not callable(part) for part in value):
        parts = [changed(part, change) for part in value]
        return type(value)(*parts) if hasattr(value, "_fields") else tuple(parts)
    return value


def stacked(values, shape):
    """Put the same nested argument of several draws into one batch."""
    if isinstance(values[0], tuple):
        parts = [stacked(part, shape) for part in zip(*values, strict=True)]
        kind = type(values[0])
        return kind(*parts) if hasattr(kind, "_fields") else tuple(parts)
    return np.stack(values).reshape(*shape, *values[0].shape)


def as_type(given, dtype):
    def cast(array):
        return array.astype(dtype) if array.dtype.kind == "f" else array

    return {key: changed(value, cast) for key, value in given.items()}


def example(name, dtype=float):
    """The arguments of a function with its masks, and without."""
    given = as_type(arguments(np.random.default_rng(1))[name], dtype)
    bare = {key: value for key, value in given.items() if not key.endswith("mask")}
    return given, bare


def call(name, given):
    """The function's result as a flat list of arrays, all steps included."""
    return [np.asarray(array) for array in leaves(find(name)(**given))]


def arrays(given):
    found = []
    for value in given.values():
        changed(value, found.append)
    return found


def finite(array):
    return np.nan_to_num(np.asarray(array, dtype=float), neginf=-9.0)


def has_a_number_type(name):
    """Real numbers go in and come out; positions and whole numbers have no type to keep."""
    given, _ = example(name)
    kinds = parameters(name.split(",")[0])
    real = [key for key in given if any(a.dtype.kind == "f" for a in arrays({key: given[key]}))]
    return name not in PLACES | DOUBLE and bool(set(real) - {"positions", "index"}) and bool(kinds)


TYPED = [name for name in NAMES if has_a_number_type(name)]
BATCHED = [
    name
    for name in NAMES
    if any(is_batch(kind) for kind in parameters(name.split(",")[0]).values())
]


@pytest.mark.parametrize("dtype", [np.float32, np.float64])
@pytest.mark.parametrize("name", TYPED)
def test_the_type_of_the_numbers_is_kept_through_every_step(name, dtype):
    for given in example(name, dtype):
        assert {array.dtype for array in call(name, given)} == {np.dtype(dtype)}


@pytest.mark.parametrize("name", TYPED)
def test_float32_gives_what_float64_gives_up_to_its_precision(name):
    single, double = (call(name, example(name, dtype)[0]) for dtype in (np.float32, float))
    for a, b in zip(single, double, strict=True):
        assert_close(finite(a), finite(b), rtol=1e-4)


@pytest.mark.parametrize("name", NAMES)
def test_no_function_changes_its_inputs(name):
    for given in example(name):
        inputs = arrays(given)
        before = [array.copy() for array in inputs]
        for array in inputs:
            array.setflags(write=False)
        call(name, given)
        assert all(np.array_equal(a, b) for a, b in zip(inputs, before, strict=True))


@pytest.mark.parametrize("name", BATCHED)
def test_leading_axes_equal_a_loop_over_them(name):
    draws = [arguments(np.random.default_rng(seed))[name] for seed in range(6)]
    kinds = parameters(name.split(",")[0])
    batches = {key for key in draws[0] if is_batch(kinds[key])}
    fixed = {key: value for key, value in draws[0].items() if key not in batches}
    for kept in (batches, {key for key in batches if not key.endswith("mask")}):
        whole = {key: stacked([draw[key] for draw in draws], (2, 3)) for key in kept}
        together = call(name, {**fixed, **whole})
        for draw, index in zip(draws, np.ndindex(2, 3), strict=True):
            alone = call(name, {**fixed, **{key: draw[key] for key in kept}})
            for a, b in zip(together, alone, strict=True):
                part = a[index] if a.shape == (2, 3, *b.shape) else a[:, *index]  # after layers
                assert_close(finite(part), finite(b), rtol=1e-11)


@pytest.mark.parametrize("name", NAMES)
def test_the_same_inputs_give_the_same_numbers_bit_for_bit(name):
    once, again = (call(name, example(name)[0]) for _ in range(2))
    assert all(np.array_equal(a, b, equal_nan=True) for a, b in zip(once, again, strict=True))


HIDES_NAN = {  # what may not tell that a number of an input is missing, and why
    "one_hot": "a number outside the vocabulary gives a row of zeros",
    "bag_of_words": "as one_hot",
    "padding_mask": "all that is no filler is a word",
    "sentence_vector": "filler does not count, whatever it holds",
}
NOT_READ = {  # weights of the decoder that one half of the cached way leaves to the other half
    *(("start_cache", "blocks"), ("decoder_step", "blocks")),
}
LOOKED_UP = {"W_E", "model"}  # not every row of a table is asked for


def with_one(given, key, value):
    """The arguments with one number of one of them replaced, for each of its arrays in turn."""
    n = len(arrays({key: given[key]}))
    for which in range(n):
        places = iter(range(n))

        def spoil(array, places=places, which=which):
            if next(places) != which or array.dtype.kind != "f" or not array.size:
                return array
            array = array.astype(np.result_type(array, type(value)))
            array[... if key in LOOKED_UP else (0,) * array.ndim] = value
            return array

        yield {**given, key: changed(given[key], spoil)}


def tells(name, given):
    """Whether a call raises an error for people, or has NaN in what it gives."""
    try:
        with np.errstate(all="ignore"):
            return any(np.isnan(array).any() for array in call(name, given))
    except ValueError:
        return True


@pytest.mark.parametrize("name", [name for name in NAMES if name not in HIDES_NAN])
def test_one_missing_number_reaches_the_result_or_is_refused(name):
    _, given = example(name)
    for key in (key for key in given if (name, key) not in NOT_READ):
        for spoilt in with_one(given, key, np.nan):
            if any(np.isnan(array).any() for array in arrays(spoilt) if array.dtype.kind == "f"):
                assert tells(name, spoilt), key


@pytest.mark.parametrize(
    "name",
    [
        *("softmax", "naive_softmax", "entropy", "attention", "self_attention", "relu", "linear"),
        *("layer_norm", "rms_norm", "ranks", "greedy", "draw", "top_k", "top_p", "rotate"),
        *("with_temperature", "cosine_similarity", "encoder", "transformer", "recurrent"),
    ],
)
def test_complex_numbers_which_have_no_order_are_refused(name):
    _, given = example(name)
    first = next(iter(given))
    for spoilt in with_one(given, first, 1j):
        with pytest.raises(ValueError, match="type complex128; expected real numbers"):
            call(name, spoilt)


def test_waves_keep_leading_axes():
    positions, frequency = np.arange(6.0).reshape(2, 3), np.array([1.0, 0.1])
    assert np.array_equal(waves(positions, frequency), [waves(p, frequency) for p in positions])


def test_text_functions_leave_merges_as_they_were():
    merges = text.learn_byte_pairs("low lower lowest", 5)
    before = list(merges)
    text.byte_pair_tokens("slow lower", merges)
    assert merges == before


def test_each_public_function_that_takes_an_array_has_its_example_arguments():
    takes_an_array = {
        name
        for name in helpers.__all__
        if inspect.isfunction(getattr(helpers, name))
        and any("ndarray" in kind for kind in parameters(name).values())
    }
    with_example = {name.split(",")[0] for name in NAMES}
    assert takes_an_array - UNLIKE_THE_OTHERS <= with_example <= set(helpers.__all__)


@pytest.mark.parametrize("name", NAMES)
def test_each_parameter_of_the_examples_is_documented_and_each_mask_is_tried(name):
    given, signature = example(name)[0], inspect.signature(find(name)).parameters
    assert set(given) <= set(parameters(name.split(",")[0]))
    assert {key for key in signature if "mask" in key} <= set(given)


def test_every_plain_function_is_the_last_step_of_its_twin():
    twins = [name for name in NAMES if name.endswith("_steps")]
    assert twins
    for name in twins:
        given, _ = example(name)
        last = call(name, given)[-1]
        assert np.array_equal(call(name.removesuffix("_steps"), given)[-1], last)
