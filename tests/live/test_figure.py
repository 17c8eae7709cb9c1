"""A figure in Python: what it says, what it refuses, what it holds."""

import functools
import html
import json
import re

import ipywidgets
import numpy as np
import pytest

from helpers import Vocabulary, attention_steps, causal_mask, embed, example, softmax
from helpers.live import (
    Figure,
    TraceError,
    bars,
    choice,
    fold,
    heat,
    line,
    links,
    matrix,
    number,
    recorded,
    sentence,
    slider,
    switch,
    tokens,
    value,
    vector,
    words,
)
from helpers.live.rounding import shown

WORDS = example.sentence


def head(**changes):
    settings = {
        "inputs": {
            "Q": matrix(example.Q[0], rows=WORDS),
            "K": matrix(example.K[0]),
            "V": matrix(example.V[0]),
            "scale": slider(2.0, 1, 30, marks={"30": 30}),
            "mask": switch("causal mask", off=None, on=causal_mask(2)),
        },
        "show": [matrix("S"), heat("A", rows=WORDS, columns=WORDS), "→", matrix("Z_heads")],
        "name": "head",
    }
    return Figure(steps, **{**settings, **changes})


def steps(Q, K, V, scale, mask):
    return attention_steps(Q, K, V, mask, scale)


def spec_in(figure):
    script = re.search(r"<script type=\"application/json\">(.*?)</script>", figure._repr_html_())
    return json.loads(script[1])


def test_values_follow_the_inputs():
    figure = head()
    np.testing.assert_allclose(figure["A"], softmax(example.S[0] / 2.0))
    figure.set(scale=30, mask=True)
    expected = attention_steps(
        example.Q[0], example.K[0], example.V[0], causal_mask(2), np.array(30.0)
    )
    np.testing.assert_array_equal(figure["Z_heads"], expected.Z_heads)
    assert figure.inputs["mask"] is True
    assert figure.inputs["scale"] == 30.0
    figure.reset()
    assert figure.inputs["scale"] == 2.0


def test_inner_steps_have_values_too():
    np.testing.assert_allclose(head()["total"].ravel(), np.exp(head()["shifted"]).sum(axis=-1))


def test_nonfinite_results_come_without_warnings():
    figure = head()
    figure.set(scale=0)
    assert not np.isfinite(figure["S_scaled"]).any()


@pytest.mark.parametrize(
    ("values", "says"),
    [
        ({"Q": [[1, 2]]}, r"expected \(2, 3\)"),
        ({"Q": [[np.nan] * 3] * 2}, "not a finite number"),
        ({"scale": "many"}, "is one number, such as"),
        ({"mask": "on"}, "True or False"),
        ({"W": 1}, "There is no input"),
        ({"Q": [["1"] * 3] * 2}, "Check for text"),
        ({"Q": np.full((2, 3), 1j)}, "complex numbers"),
    ],
)
def test_wrong_values_are_refused_and_nothing_changes(values, says):
    figure = head()
    with pytest.raises(ValueError, match=says):
        figure.set(**{"scale": 3, **values})
    assert figure.inputs["scale"] == 2.0


def test_each_input_is_a_trait():
    figure = head()
    seen = []
    figure.observe(lambda change: seen.append((change["name"], change["new"])), ["scale", "mask"])
    figure.set(scale=4, mask=True)
    assert sorted(seen) == [("mask", True), ("scale", 4.0)]
    figure.scale = 5.0
    assert figure.inputs["scale"] == 5.0
    figure.Q = np.ones((2, 3))
    np.testing.assert_array_equal(figure["S"][0], example.K[0].sum(axis=1))


def test_links_with_a_core_widget_and_sits_in_a_box():
    figure = head()
    control = ipywidgets.FloatSlider(value=7, min=1, max=40)
    ipywidgets.link((control, "value"), (figure, "scale"))
    assert figure.inputs["scale"] == 7.0
    figure.set(scale=12)
    assert control.value == 12.0
    assert ipywidgets.HBox([figure, control]).children[0] is figure


def test_state_from_the_page_is_checked():
    figure = head()
    with pytest.raises(Exception, match="exactly"):
        figure.state = {"Q": [1]}
    with pytest.raises(ValueError, match="cannot reshape"):
        figure.state = {**figure.state, "Q": [1.0]}


def test_repr_and_html_are_the_same_each_time():
    one, two = head(), head()
    assert (
        repr(one)
        == repr(two)
        == (
            "Figure head: Q [8 3 3; 9.99 3.99 4], K [4 8 4; 6.84 9.99 6.84], "
            "V [6 6 4; 7.99 8.84 6.84], scale 2, mask False"
        )
    )
    assert one._repr_html_() == two._repr_html_()
    bundle, _ = one._repr_mimebundle_()
    assert set(bundle) == {
        "text/plain",
        "text/html",
        "application/vnd.jupyter.widget-view+json",
    }
    assert "0x" not in repr(one) + bundle["text/html"]


def test_html_reads_without_script():
    figure = head(title="One <head>", caption="Try 1 & 2.")
    markup = re.sub(r"<script.*?</script>", "", figure._repr_html_(), flags=re.DOTALL)
    text = html.unescape(re.sub(r"<[^>]+>", " ", markup))
    for name in ("S", "A", "Z_heads"):
        for x in figure[name].ravel():
            assert shown(float(x)) in text
    assert "One <head>" in text
    assert "Try 1 & 2." in text
    assert markup.count("<table") == markup.count("<caption>") == 6
    assert markup.count('scope="row"') == 4
    assert markup.count('scope="col"') == 2


def test_no_text_ends_the_script():
    figure = head(title="</script><b>", caption="<!-- </script>")
    assert figure._repr_html_().count("</script>") == 1
    assert spec_in(figure)["title"] == "</script><b>"


def test_equal_graphs_are_kept_once():
    scales = {"1": np.array(1.0), "30": np.array(30.0)}
    figure = Figure(
        lambda S, scale: softmax(S / scale),
        {"S": matrix(example.S[0]), "scale": choice(scales)},
        [matrix("A")],
    )
    spec = spec_in(figure)
    assert len(spec["graphs"]) == 1
    assert spec["which"] == [0, 0]
    figure.set(scale="30")
    np.testing.assert_array_equal(figure["A"], softmax(example.S[0] / 30))


def test_a_choice_of_structure_has_a_graph_for_each():
    figure = head()
    assert spec_in(figure)["which"] == [0, 1]
    assert "mask" in spec_in(figure)["graphs"][1]["inputs"]


def test_a_sentence_has_a_graph_for_each_length():
    vocabulary = Vocabulary(("hola", "mundo"))
    figure = Figure(
        lambda ids, W_E: embed(ids, W_E),
        {"ids": tokens("Hola mundo hola", vocabulary, max_length=4, lang="es")},
        [matrix("result", rows="ids")],
        fixed={"W_E": np.array([[1, 2], [3, 4]])},
    )
    assert len(spec_in(figure)["graphs"]) == 4
    np.testing.assert_array_equal(figure["result"], [[1, 2], [3, 4], [1, 2]])
    figure.set(ids=["mundo"])
    np.testing.assert_array_equal(figure["result"], [[3, 4]])
    with pytest.raises(ValueError, match="Did you mean mundo"):
        figure.set(ids="mundi")
    with pytest.raises(ValueError, match="at most 4"):
        figure.set(ids="hola hola hola hola hola")
    assert '<th scope="row" lang="es">Hola</th>' in figure._repr_html_()


def test_a_padded_sentence_needs_one_graph():
    vocabulary = Vocabulary(("hola", "mundo"))
    figure = Figure(
        lambda ids, W_E: embed(np.maximum(ids, 0), W_E),
        {"ids": tokens("hola mundo", vocabulary, max_length=3, padded=True)},
        [matrix("result", rows="ids")],
        fixed={"W_E": np.array([[1, 2], [3, 4]])},
    )
    assert len(spec_in(figure)["graphs"]) == 1
    np.testing.assert_array_equal(figure["result"], [[1, 2], [3, 4], [1, 2]])
    figure.set(ids="mundo")
    np.testing.assert_array_equal(figure["result"], [[3, 4], [1, 2], [1, 2]])
    with pytest.raises(ValueError, match="at most 3"):
        figure.set(ids="hola hola hola hola")
    assert '<th scope="row">mundo</th><' in figure._repr_html_()
    assert "–</th>" not in figure._repr_html_()  # filler has no row of its own


def test_a_choice_of_arrays_of_one_shape_is_traced_once():
    traced = []

    def scaled(X, factor):
        traced.append(factor.shape)
        return {"Y": X * factor}

    factors = {"1": np.array(1.0), "2": np.array(2.0), "a row": np.array([1.0, 3.0])}
    figure = Figure(scaled, {"X": matrix([[1, 2]]), "factor": choice(factors)}, [matrix("Y")])
    assert traced == [(), (2,)]
    for label, factor in factors.items():
        figure.set(factor=label)
        np.testing.assert_array_equal(figure["Y"], [[1, 2]] * factor)


def test_single_words_have_their_language():
    figure = head(show=[heat("A", rows=["Hello", "Mundo"], lang={"Mundo": "es"})])
    markup = figure._repr_html_()
    assert '<th scope="row">Hello</th><' in markup
    assert '<th scope="row" lang="es">Mundo</th>' in markup


def test_too_many_choices_are_refused():
    nine = {str(i): float(i) for i in range(9)}
    with pytest.raises(ValueError, match=r"81 graphs \(a 9, b 9\)"):
        Figure(
            lambda x, a, b: x * a * b,
            {"x": vector([1.0]), "a": choice(nine), "b": choice(nine)},
            [matrix("result")],
        )


def test_an_error_in_a_choice_names_it():
    kinds = {"fine": np.exp, "odd": np.linalg.svd}
    with pytest.raises(TraceError) as caught:
        Figure(lambda x, f: f(x), {"x": vector([1.0]), "f": choice(kinds)}, [matrix("result")])
    assert caught.value.__notes__ == ["This happened with f = odd."]


@pytest.mark.parametrize(
    ("changes", "says"),
    [
        ({"show": [matrix("B")]}, "no value named 'B'"),
        ({"show": [heat("A", rows=["a"])]}, "A has 2 rows, but 1 labels"),
        ({"show": [heat("A", rows="words")]}, "no tokens input, choice or words"),
        ({"show": [heat("A", head=1)]}, "no head 1"),
        ({"show": [sentence("{A[0]}")]}, "one index for each axis"),
        ({"show": [value("A", at=(0, 5))]}, "one index for each axis"),
        ({"show": [3]}, "cannot be shown"),
        ({"show": []}, "something to show"),
        ({"show": matrix("S")}, r'in square brackets: \[matrix\("S"\)\]'),
        ({"show": "S"}, "in square brackets"),
        ({"show": ["S"]}, r'between views.*matrix\("S"\)'),
        ({"show": [[matrix("S"), "=", "A"]]}, r'between views.*matrix\("A"\)'),
        ({"inputs": [vector([1])]}, "dict of parameter names"),
        ({"inputs": {"Q": 3}}, "declare it"),
        ({"fixed": {"Q": np.eye(2, 3)}}, "in fixed both: Q"),
        ({"inputs": {"layout": number(3.0)}}, "something else of that name"),
        ({"name": "two words"}, "stands in links"),
    ],
)
def test_what_cannot_be_shown_is_said(changes, says):
    with pytest.raises(ValueError, match=says):
        head(**changes)


@pytest.mark.parametrize(
    ("declare", "says"),
    [
        (lambda: matrix([[1, np.inf]]), "not a finite number"),
        (lambda: matrix([1, 2]), "2 or 3 axes"),
        (lambda: vector([[1]]), "1 axes"),
        (lambda: matrix([[1]], colour="red"), "no option"),
        (lambda: matrix([[1]], variants={"other": [[1, 2]]}), "expected"),
        (lambda: matrix("A", steps=2), "no option"),
        (lambda: slider(1, 3, 2), "must be smaller"),
        (lambda: slider(1, 0, 2, log=True), "above zero"),
        (lambda: choice({}), "at least one"),
        (lambda: choice(["a", "b"]), "dict of labels and values"),
        (lambda: choice("ab"), "dict of labels and values"),
        (lambda: vector(np.array(["1", "2"])), "Check for text"),
        (lambda: vector([1j, 2]), "complex numbers"),
        (lambda: number("a"), "one number, not 'a'"),
        (lambda: slider("a", 0, 2), "one number, not 'a'"),
        (lambda: slider(1, "a", 2), "ends at numbers, not at 'a'"),
        (lambda: bars(np.eye(2)), r'bars\("S"\)'),
        (lambda: line([1, 2]), r'line\("S"\)'),
        (lambda: value(3), r'value\("S"\)'),
        (lambda: words([1], ["a"]), r'words\("S"\)'),
        (lambda: recorded(3, [["a"]]), r'recorded\("S"\)'),
        (lambda: sentence(3), "text with names"),
        (lambda: choice({"a": 1}, start="b"), "starts with"),
        (lambda: sentence("nothing"), "no number"),
        (lambda: tokens("hi", Vocabulary(("hola",))), "not in the vocabulary"),
    ],
)
def test_wrong_declarations_are_refused(declare, says):
    with pytest.raises(ValueError, match=says):
        declare()


def twice(x, by=2):
    y = by * x
    return y


def test_a_figure_has_the_name_of_the_function_inside_a_partial_one():
    partial = functools.partial(twice, by=3)
    figure = Figure(functools.partial(partial), {"x": vector([1, 2])}, [matrix("y")])
    assert figure.spec["name"] == "twice"
    np.testing.assert_array_equal(figure["y"], [3, 6])


def test_a_lambda_is_a_figure_too_and_says_why_its_steps_have_no_names():
    figure = Figure(lambda x: {"y": 2 * x}, {"x": vector([1, 2])}, [matrix("y")])
    assert figure.spec["name"] == "lambda"
    with pytest.raises(ValueError, match=r"no value named 'y'.*A lambda gives no step a name"):
        Figure(lambda x: 2 * x, {"x": vector([1, 2])}, [matrix("y")])
    with pytest.raises(ValueError, match="no value named 'z'") as caught:
        Figure(twice, {"x": vector([1, 2])}, [matrix("z")])
    assert "lambda" not in str(caught.value)


@pytest.mark.parametrize(
    ("function", "says"),
    [
        (twice(1), "the function itself, without brackets"),
        (lambda x, z: x, r"lambda\(x, z\).*missing a required argument: 'z'.*inputs or in fixed"),
        (lambda y: y, "unexpected keyword argument 'x'|missing a required argument: 'y'"),
        (np.exp, "positional[- ]only"),
    ],
)
def test_a_function_that_cannot_be_called_by_name_is_refused(function, says):
    with pytest.raises((ValueError, TraceError), match=says):
        Figure(function, {"x": vector([1, 2])}, [matrix("x")])


@pytest.mark.parametrize("wrong", [3, [0, 99], np.array([0, 1]), None])
def test_token_numbers_are_no_sentence_and_the_old_one_stays(wrong):
    vocabulary = Vocabulary(("hola", "mundo"))
    inputs = {"x": tokens("hola", vocabulary)}
    figure = Figure(twice, inputs, [matrix("y")])
    with pytest.raises(ValueError, match="x is a sentence, such as 'hola', or a list of its words"):
        figure.set(x=wrong)
    with pytest.raises(ValueError, match="x is a sentence"):
        figure.x = wrong
    assert figure.x == figure.inputs["x"] == "hola"
    figure.set(x=["mundo", "hola"])
    assert figure.x == "mundo hola"


def test_every_view_has_its_numbers_in_the_start_state():
    figure = head(
        show=[
            [bars("A", rows=WORDS, columns=WORDS), links("A", WORDS), line("S")],
            [value("A", "first", at=(0, 0)), sentence("So {S[1, 0]} it is.")],
        ]
    )
    text = re.sub(r"<[^>]+>", "", figure._repr_html_().split("<script")[0])
    for x in figure["A"].ravel():
        assert text.count(shown(float(x))) >= 2
    assert f"So {shown(figure['S'][1, 0])} it is." in text


def test_heads_are_labelled():
    figure = Figure(
        lambda X, W_Q: X @ W_Q,
        {"X": matrix(example.X), "W_Q": matrix(example.W_Q)},
        [matrix("result", head=2)],
    )
    assert "<i>W</i> <sup>Q(2)</sup>" in figure._repr_html_()
    markup = figure._repr_html_().split("<script")[0]
    assert all(f"<td>{shown(x)}</td>" in markup for x in figure["result"][1].ravel())


def test_variants_of_an_input_travel_with_its_values():
    figure = Figure(
        lambda X: X * 2,
        {"X": matrix(example.X, variants={"corrected": example.X_corrected})},
        [matrix("result")],
    )
    (given,) = spec_in(figure)["inputs"]
    assert given["value"] == example.X.ravel().tolist()
    assert given["variants"] == {"corrected": example.X_corrected.ravel().tolist()}


def test_a_fold_keeps_its_rows_behind_a_title():
    figure = Figure(
        lambda Q: {"S": Q @ Q.T, "A": softmax(Q @ Q.T)},
        {"Q": matrix(example.Q[0])},
        [[matrix("Q")], fold("The scores", [matrix("S")], [matrix("A")], is_open=True)],
    )
    (described,) = spec_in(figure)["folds"]
    assert described == {"label": "The scores", "first": 1, "count": 2, "open": True}
    inside = re.search("<details.*?</details>", figure._repr_html_(), re.DOTALL)[0]
    assert inside.count("<table") == 2
    with pytest.raises(ValueError, match="is empty"):
        fold("Empty")


def test_after_a_refusal_a_trait_has_its_old_value():
    figure = head()
    before = figure["A"]
    for name, given in {"Q": [[1, 2]], "scale": "wide", "mask": "on"}.items():
        old = getattr(figure, name)
        with pytest.raises(ValueError, match=name):
            setattr(figure, name, given)
        assert np.array_equal(getattr(figure, name), old)
    assert np.array_equal(figure["A"], before)


def test_an_array_of_a_figure_cannot_be_changed_unseen():
    figure = head()
    for array in (figure.Q, figure.inputs["Q"]):
        with pytest.raises(ValueError, match="read-only"):
            array[0, 0] = 5
    figure["A"][0, 0] = 99  # a copy of its own
    assert figure["A"][0, 0] <= 1


def test_an_array_that_went_into_a_figure_stays_the_callers_own():
    Q = np.array([[1.0, 2.0]])
    figure = Figure(lambda Q: Q * 2, {"Q": matrix(Q)}, [matrix("result")])
    Q[0, 0] = 7
    assert figure["result"][0, 0] == 2
    given = np.array([[3.0, 4.0]])
    figure.Q = given
    given[0, 0] = 9
    assert figure.Q[0, 0] == 3


def test_a_figure_is_named_by_its_title_which_is_a_heading():
    figure = Figure(lambda x: x + 1, {"x": number(1)}, [value("result")], title="One more")
    assert '<h4 class="hm-title" id="figure-lambda-title">One more</h4>' in figure._repr_html_()
    assert 'aria-labelledby="figure-lambda-title"' in figure._repr_html_()
