"""One machine goes through chapters 9 to 13, by dice and trained, and the page computes it."""

import numpy as np
import pytest
from live.engine import Engine

from helpers import count_numbers, decoder_block_steps, embed_sentence, encoder, generate, predict
from helpers.chapters import thread
from helpers.chapters.figures import FIGURES
from helpers.chapters.models import models_of
from helpers.training import flatten, toy
from helpers.training.flat import leaves

STOPS = ("our-memory", "our-sos", "our-question", "our-word", "our-sentence")
KINDS = sorted(thread.KINDS)
SOURCES = [tuple(text.split()) for text in thread.ORDERS]
ANSWERS = dict(toy.PAIRS)
LENGTHS = ("none", "one", "two")


def ids(words):
    return toy.VOCABULARY.encode(words)


@pytest.fixture(scope="module")
def engine():
    engine = Engine()
    yield engine
    engine.close()


@pytest.mark.parametrize(
    ("source", "answer"),
    [(SOURCES[0], "SOS hola mundo EOS"), (SOURCES[1], "SOS mundo hola EOS")],
)
def test_trained_the_machine_ends_in_hola_mundo_eos(source, answer):
    written = thread.said("trained", source)
    assert " ".join(toy.VOCABULARY.decode(written.ids)) == answer
    assert written.ended == "end token"


def test_by_dice_it_does_not_listen_and_no_word_gets_a_quarter():
    one, other = (thread.said("dice", source) for source in SOURCES)
    assert one.ids == other.ids
    assert max(row.max() for row in (*one.probs, *other.probs)) < 0.25


def test_both_have_the_same_sizes_one_block_each_way_and_570_weights():
    dice, trained = (thread.machine(kind) for kind in ("dice", "trained"))
    assert [part.shape for part in leaves(dice)] == [part.shape for part in leaves(trained)]
    assert count_numbers(dice) == count_numbers(trained) == 570
    assert len(dice.blocks.encoder) == len(dice.blocks.decoder) == 1


def test_trained_it_is_what_the_dice_become_and_what_chapter_14_begins_with():
    np.testing.assert_array_equal(flatten(thread.machine("dice")), toy.initial())
    learnt = toy.learn(toy.initial())
    np.testing.assert_allclose(flatten(thread.machine("trained")), learnt.theta, atol=1e-6)


def test_another_kind_is_answered_with_those_that_there_are():
    with pytest.raises(ValueError, match=r"no machine 'six'; there are \['dice', 'trained'\]"):
        thread.machine("six")


def test_every_stop_of_the_thread_is_marked_by_both_models():
    twice = {name: [m.kind for m in two] for name, two in models_of().items() if len(two) > 1}
    both = (*STOPS, "way-back", "gradient-check")  # chapter 14 goes on with the machine
    assert twice == {name: ["dice", "trained"] for name in both}


def by_hand(kind, source, written):
    """What each stop is to show, put together from the functions of the book."""
    model = thread.machine(kind)
    memory = encoder(embed_sentence(ids(source), model.W_E), model.blocks.encoder)
    Y = embed_sentence(ids(written), model.W_E)
    mask = np.tri(len(written), dtype=bool)
    block = decoder_block_steps(Y, memory, model.blocks.decoder[0], mask)
    probs = predict(ids(source), ids(written), model)[-1]
    return memory, block, probs


def fed_into(figure):
    """The words that a figure says its decoder is fed."""
    (view,) = [part for row in figure.spec["show"] for part in row if part["kind"] == "recorded"]
    _, words = view["pages"][int(figure["fed_in"])]
    return words


@pytest.mark.parametrize("source", SOURCES)
@pytest.mark.parametrize("kind", KINDS)
def test_each_chapter_goes_on_where_the_last_one_stopped(kind, source):
    at = {name: FIGURES[name]() for name in STOPS}
    for name in STOPS:
        text = {} if name == "our-sos" else {"source": " ".join(source)}
        at[name].set(theta=kind, **text)
    for t in range(1, len(thread.WRITTEN) + 1):
        written = thread.WRITTEN[:t]
        memory, block, _ = by_hand(kind, source, written)
        answer = ("SOS", *ANSWERS[source])[:t]
        _, last_block, probs = by_hand(kind, source, answer)
        at["our-word"].set(t=LENGTHS[t - 1])
        assert fed_into(at["our-word"]) == list(answer)
        shown = [
            (at["our-memory"]["memory"], memory),
            (at["our-question"]["memory"], memory),
            (at["our-sos"]["Y_1"][:t], block.Y_1),
            (at["our-question"]["Y_1"], block.Y_1[:1]),
            (at["our-question"]["A"], block.cross.A[:, :1]),
            (at["our-word"]["y_last"], last_block.Y_3[-1]),
            (at["our-word"]["probs"], probs),
        ]
        for found, wanted in shown:
            np.testing.assert_allclose(found, wanted, rtol=1e-12, atol=1e-14)
        assert thread.WORDS[int(at["our-word"]["taken_word"][0])] == thread.WORDS[probs.argmax()]


@pytest.mark.parametrize("source", SOURCES)
@pytest.mark.parametrize("kind", KINDS)
def test_pressed_word_by_word_the_page_writes_what_generate_writes(engine, kind, source):
    figure = FIGURES["our-sentence"]()
    figure.set(theta=kind, source=" ".join(source))
    (graph,) = figure.plan.graphs
    page = engine.build(graph)
    page.set(**figure.plan.arrays(figure.state))
    written = generate(ids(source), thread.machine(kind), toy.START, toy.END, thread.MOST_WORDS)
    for t, probs in enumerate(written.probs, start=1):
        page.run()
        now = page.outputs()
        assert now["so_far"][: t + 1].tolist() == [*written.ids[:t], -1]
        np.testing.assert_allclose(now["probs"], probs, rtol=1e-9, atol=1e-12)
        page.set(said=now["said"])
    page.run()
    assert page.outputs()["has_ended"]
    assert not page.outputs()["probs"].any()  # behind EOS it guesses no more
    assert page.outputs()["so_far"][: len(written.ids)].tolist() == written.ids
    assert [word for word in figure["so_far"].tolist() if word >= 0] == [toy.START]


@pytest.mark.parametrize("kind", KINDS)
@pytest.mark.parametrize("name", STOPS[:-1])
def test_the_page_computes_what_numpy_does_by_dice_and_trained(engine, name, kind):
    figure = FIGURES[name]()
    figure.set(theta=kind)
    (graph,) = figure.plan.graphs
    page = engine.build(graph)
    page.set(**figure.plan.arrays(figure.state))
    page.run()
    for key, found in page.outputs().items():
        np.testing.assert_allclose(found, figure[key], rtol=1e-9, atol=1e-12, err_msg=key)


def test_what_the_captions_say_of_the_two_machines():
    dice, trained = (thread.followed(kind) for kind in ("dice", "trained"))
    assert (np.sign(trained.blocks.memory[0]) == -np.sign(trained.blocks.memory[1])).all()
    assert np.abs(dice.blocks.memory[0] - dice.blocks.memory[1]).max() < 0.2
    A = dice.blocks.decoder[0].cross.A
    assert (np.abs(A - 0.5) < 0.06).all()
    own = trained.blocks.decoder[0].attention.A[:, 2]
    assert own[0, 2] > 0.98
    assert own[1].argmax() == 0
    in_order, turned = (
        thread.followed("trained", source=source).blocks.decoder[0].cross.A[:, 0]
        for source in SOURCES
    )
    assert (in_order[[0, 1], [1, 0]] > 0.9).all()  # one head finds world, one hello
    first = thread.followed("trained", ("SOS",), SOURCES[1]).probs[-1]
    assert thread.WORDS[first.argmax()] == "mundo"
    assert (turned[:, 0] > 0.9).all()  # both find the first word, which now is world


def test_what_chapters_9_and_10_say_of_the_two_machines():
    dice, trained = (thread.followed(kind) for kind in ("dice", "trained"))
    first, second = dice.blocks.encoder[0].attention.A
    assert (first[:, 0] > 0.5).all()  # both words listen more to hello,
    assert (second[:, 1] > 0.5).all()  # and in the second head more to world
    for steps in (dice, trained):
        A = steps.blocks.decoder[0].attention.A
        assert (np.triu(A, k=1) == 0).all()
        assert A[:, 0].tolist() == [[1, 0, 0]] * 2
    for kind, steps in (("dice", dice), ("trained", trained)):
        turned = thread.followed(kind, source=SOURCES[1]).blocks.memory
        moved = np.abs(turned[::-1] - steps.blocks.memory)
        assert (moved.max(axis=-1) > 0.01).all()  # two new rows, not the old ones swapped
