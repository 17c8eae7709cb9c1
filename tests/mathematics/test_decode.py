import math

import numpy as np
import pytest
from hypothesis import assume, given
from hypothesis import strategies as st

from helpers import (
    beam_search,
    draw,
    entropy,
    greedy,
    ranks,
    softmax,
    top_k,
    top_p,
    with_temperature,
)
from helpers.mathematics.decode import chosen_word

from . import loops
from .cases import assert_close, examples, few_examples, matrices, seeds

JUST_BELOW_1 = math.nextafter(1.0, 0.0)
logits = st.integers(1, 7).flatmap(matrices)
temperatures = st.floats(0.1, 20)


@st.composite
def shares(draw):
    """Probabilities with many ties and some zeros: multiples of a whole number's inverse."""
    counts = draw(st.lists(st.integers(0, 4), min_size=1, max_size=8).filter(any))
    return np.array(counts) / sum(counts)


@st.composite
def toys(draw):
    """From each beginning of a sentence of 3 words to probabilities of their own, some zero."""
    seed, start, end = draw(seeds), draw(st.integers(0, 2)), draw(st.integers(0, 2))

    def next_probs(ids):
        counts = np.random.default_rng([seed, *ids]).integers(0, 9, 3)
        return (counts + (counts.sum() == 0)) / max(counts.sum(), 3)

    return next_probs, start, end


def write_greedily(next_probs, start, end, max_tokens):
    ids = [start]
    while len(ids) <= max_tokens and (len(ids) == 1 or ids[-1] != end):
        ids.append(int(greedy(next_probs(tuple(ids)))))
    return tuple(ids)


def chain(table):
    """The next word depends on the last one only."""
    return lambda ids: np.array(table[ids[-1]])


def test_halving_the_temperature_squares_the_probabilities_before_they_are_shared_out():
    quarter = np.log([1.0, 3.0])
    assert_close(with_temperature(quarter, 1), [0.25, 0.75])
    assert_close(with_temperature(quarter, 0.5), [0.1, 0.9])


@examples
@given(logits)
def test_a_temperature_of_1_is_softmax_bit_for_bit(row):
    assert np.array_equal(with_temperature(row, 1.0), softmax(row))


@examples
@given(logits, temperatures)
def test_a_temperature_divides_the_logits(row, temperature):
    expected = loops.softmax([number / temperature for number in row.tolist()])
    assert_close(with_temperature(row, temperature), expected)


@examples
@given(logits, st.floats(-5, 0))
def test_at_0_and_below_the_highest_logit_takes_all(row, temperature):
    expected = np.arange(len(row)) == np.argmax(row)
    assert with_temperature(row, temperature).tolist() == expected.tolist()


def test_at_0_the_first_of_equal_logits_takes_all():
    assert with_temperature(np.array([1.0, 4.0, 4.0, 4.0]), 0.0).tolist() == [0, 1, 0, 0]


@examples
@given(logits)
def test_a_temperature_towards_0_comes_to_what_0_gives(row):
    assume(len(row) == 1 or np.diff(np.sort(row))[-1] > 1e-3)
    assert_close(with_temperature(row, 1e-5), with_temperature(row, 0.0))


@examples
@given(logits)
def test_a_temperature_without_end_makes_all_words_equal(row):
    assert_close(with_temperature(row, 1e9), np.full(len(row), 1 / len(row)), rtol=1e-7)


@examples
@given(logits, temperatures, temperatures)
def test_a_higher_temperature_never_lowers_the_entropy(row, one, other):
    cooler, warmer = (with_temperature(row, t) for t in sorted((one, other)))
    assert entropy(cooler) <= entropy(warmer) + 1e-12
    assert entropy(with_temperature(row, 0.0)) <= entropy(cooler)


@examples
@given(logits, temperatures)
def test_a_temperature_never_changes_which_word_is_ahead_of_which(row, temperature):
    order = np.argsort(row)
    assert (np.diff(with_temperature(row, temperature)[order]) >= 0).all()


@pytest.mark.parametrize("temperature", [-1.0, 0.0, 0.1, 1.0, 50.0])
def test_a_forbidden_word_stays_forbidden_at_each_temperature(temperature):
    probs = with_temperature(np.array([2.0, -np.inf, 1.0]), temperature)
    assert probs[1] == 0
    assert_close(probs.sum(), 1.0)


@pytest.mark.parametrize("temperature", [-1.0, 0.0, 0.5])
def test_nan_among_the_logits_makes_the_row_nan_and_no_other(temperature):
    probs = with_temperature(np.array([[1.0, np.nan], [5.0, 0.0]]), temperature)
    assert np.isnan(probs[0]).all()
    assert np.isfinite(probs[1]).all()


def test_logits_of_a_thousand_do_not_overflow_even_when_it_is_cold():
    assert with_temperature(np.array([1000.0, 999.0]), 1e-3).tolist() == [1, 0]


def test_whole_numbers_are_logits_too():
    assert_close(with_temperature(np.array([1, 3]), 2), softmax(np.array([0.5, 1.5])))
    assert with_temperature(np.array([1, 3]), 0).tolist() == [0, 1]


@pytest.mark.parametrize("temperature", [0.0, 1.0])
def test_no_words_at_all_are_refused(temperature):
    with pytest.raises(ValueError, match=r"\(0,\).*rows are empty"):
        with_temperature(np.ones(0), temperature)


@examples
@given(shares())
def test_ranks_are_the_order_of_the_probabilities_with_ties_in_the_order_of_the_words(probs):
    order = loops.by_probability(probs.tolist())
    assert ranks(probs)[order].tolist() == list(range(len(probs)))


@examples
@given(shares())
def test_each_rank_is_given_once(probs):
    assert sorted(ranks(probs).tolist()) == list(range(len(probs)))


def test_equal_probabilities_rank_in_the_order_of_the_vocabulary():
    assert ranks(np.full(4, 0.25)).tolist() == [0, 1, 2, 3]
    assert ranks(np.array([0.1, 0.4, 0.1, 0.4])).tolist() == [2, 0, 3, 1]


def test_the_only_word_ranks_first():
    assert ranks(np.array([1.0])).tolist() == [0]


@examples
@given(shares(), st.integers(-1, 10))
def test_top_k_is_what_plain_loops_give(probs, k):
    assume(k < 1 or np.sort(probs)[::-1][:k].sum() > 0)
    assert_close(top_k(probs, k), loops.top_k(probs.tolist(), k))


def test_top_2_of_a_half_a_third_and_a_sixth_are_three_and_two_fifths():
    assert_close(top_k(np.array([1 / 6, 1 / 2, 1 / 3]), 2), [0, 0.6, 0.4])


@examples
@given(shares(), st.integers(0, 10))
def test_top_k_sums_to_one_and_keeps_k_words_at_most(probs, k):
    kept = top_k(probs, k)
    assert_close(kept.sum(), 1.0)
    assert np.count_nonzero(kept) == min(max(k, 1), np.count_nonzero(probs))


@examples
@given(shares(), st.integers(0, 10))
def test_top_k_leaves_the_ratios_between_kept_words_as_they_were(probs, k):
    kept = top_k(probs, k)
    stays = kept > 0
    ratios = kept[stays] / probs[stays]
    assert_close(ratios, np.full(len(ratios), ratios[0]))
    assert ratios[0] >= 1 - 1e-12


@examples
@given(shares())
def test_k_of_0_and_1_keep_the_greedy_word_alone(probs):
    alone = (np.arange(len(probs)) == greedy(probs)).tolist()
    assert top_k(probs, 1).tolist() == alone
    assert top_k(probs, 0).tolist() == alone
    assert top_k(probs, -3).tolist() == alone


@examples
@given(shares(), st.sampled_from([0, 1, 5]))
def test_k_from_the_size_of_the_vocabulary_on_changes_nothing(probs, more):
    assert_close(top_k(probs, len(probs) + more), probs)


def test_of_equal_words_top_k_keeps_the_first_and_only_as_many_as_it_may():
    assert top_k(np.array([0.1, 0.3, 0.3, 0.3]), 2).tolist() == [0, 0.5, 0.5, 0]


@examples
@given(shares(), st.floats(-0.5, 1.5))
def test_top_p_is_what_plain_loops_give(probs, p):
    summed = np.cumsum(np.sort(probs)[::-1])
    assume(p >= 1 or np.abs(summed - p).min() > 1e-9)
    assert_close(top_p(probs, p), loops.top_p(probs.tolist(), p))


@examples
@given(shares(), st.floats(0, 1))
def test_top_p_sums_to_one_and_leaves_the_ratios_as_they_were(probs, p):
    kept = top_p(probs, p)
    assert_close(kept.sum(), 1.0)
    assert_close(kept, np.where(kept > 0, probs, 0) / probs[kept > 0].sum())


@examples
@given(shares(), st.floats(0, 1, exclude_max=True))
def test_top_p_keeps_the_smallest_set_that_has_the_share_p(probs, p):
    kept = top_p(probs, p) > 0
    assert probs[kept].sum() >= p - 1e-12
    assert probs[kept].sum() - probs[kept].min() <= p + 1e-12
    assert probs[kept].min() >= probs[~kept].max(initial=0.0)


@examples
@given(shares(), st.floats(0, 1), st.floats(0, 1))
def test_a_larger_p_never_drops_a_word(probs, one, other):
    fewer, more = (top_p(probs, p) > 0 for p in sorted((one, other)))
    assert (more | ~fewer).all()


@examples
@given(shares())
def test_a_p_of_0_and_below_keeps_the_greedy_word_alone(probs):
    alone = (np.arange(len(probs)) == greedy(probs)).tolist()
    assert top_p(probs, 0.0).tolist() == alone
    assert top_p(probs, -1.0).tolist() == alone


@examples
@given(shares())
def test_a_p_of_1_and_above_changes_nothing(probs):
    assert_close(top_p(probs, 1.0), probs)
    assert_close(top_p(probs, 1.5), probs)


def test_a_p_of_1_keeps_a_word_so_rare_that_the_others_sum_to_1_without_it():
    probs = np.array([0.5, 0.5, 1e-20])
    assert probs[:2].sum() == 1
    assert (top_p(probs, 1.0) > 0).all()
    assert top_p(probs, JUST_BELOW_1).tolist() == [0.5, 0.5, 0]


def test_a_share_met_exactly_is_enough_and_a_little_more_takes_the_next_word():
    probs = np.array([0.125, 0.5, 0.25, 0.125])
    assert top_p(probs, 0.5).tolist() == [0, 1, 0, 0]
    assert_close(top_p(probs, math.nextafter(0.5, 1)), [0, 2 / 3, 1 / 3, 0])
    assert_close(top_p(probs, 0.75), [0, 2 / 3, 1 / 3, 0])
    assert_close(top_p(probs, math.nextafter(0.75, 1)), [1 / 7, 4 / 7, 2 / 7, 0])


def test_of_equal_words_top_p_keeps_the_first_and_only_as_many_as_it_needs():
    assert top_p(np.full(4, 0.25), 0.5).tolist() == [0.5, 0.5, 0, 0]


def test_keeping_the_same_number_of_words_twice_is_keeping_them_once():
    once = top_k(np.array([0.7, 0.2, 0.06, 0.04]), 2)
    assert_close(top_k(once, 2), once)


@examples
@given(shares())
def test_greedy_is_the_word_that_ranks_first(probs):
    assert greedy(probs) == loops.by_probability(probs.tolist())[0]


def test_of_equal_words_greedy_takes_the_first():
    assert greedy(np.array([0.2, 0.4, 0.4])) == 1
    assert greedy(np.array([[0.5, 0.5], [0.1, 0.9]])).tolist() == [0, 1]


def test_numbers_spread_evenly_draw_each_word_as_often_as_its_probability_says():
    probs, n = np.array([0.125, 0.5, 0.0, 0.25, 0.125]), 1000
    drawn = [int(draw(probs, (i + 0.5) / n)) for i in range(n)]
    assert np.bincount(drawn, minlength=5).tolist() == (probs * n).tolist()


@examples
@given(shares(), st.floats(0, 1, exclude_max=True))
def test_draw_is_what_plain_loops_give(probs, u):
    assume(np.abs(np.cumsum(probs) - u).min() > 1e-12)
    assert draw(probs, u) == loops.draw(probs.tolist(), u)


def test_a_u_on_the_border_of_two_words_draws_the_second():
    probs = np.array([0.25, 0.5, 0.25])
    assert [float(draw(probs, u)) for u in (0.0, 0.25, 0.75)] == [0, 1, 2]
    assert draw(probs, math.nextafter(0.25, 0)) == 0


@examples
@given(shares(), st.sampled_from([0.0, 0.5, JUST_BELOW_1]) | st.floats(0, 1, exclude_max=True))
def test_a_word_of_probability_0_is_never_drawn(probs, u):
    assume(np.abs(np.cumsum(probs)[:-1] - u).min(initial=1.0) > 1e-12)
    assert probs[int(draw(probs, u))] > 0


@pytest.mark.parametrize("n", range(1, 60))
def test_rounding_never_draws_a_word_of_probability_0_after_the_last(n):
    equal = np.full(n, 1 / n)
    assert draw(equal, JUST_BELOW_1) == n - 1
    assert draw(np.append(equal, [0.0, 0.0]), JUST_BELOW_1) == n - 1


@examples
@given(shares())
def test_u_of_0_draws_the_first_word_that_is_possible(probs):
    assert draw(probs, 0.0) == np.flatnonzero(probs)[0]


def test_the_only_word_is_drawn_whatever_u_is():
    assert [float(draw(np.array([1.0]), u)) for u in (0.0, 0.5, JUST_BELOW_1)] == [0, 0, 0]


@examples
@given(shares(), st.floats(0, 1, exclude_max=True))
def test_drawing_from_the_greedy_word_alone_is_greedy(probs, u):
    assert draw(top_k(probs, 1), u) == greedy(probs)


@pytest.mark.parametrize("shape", [(), (2, 3), (3, 3)])
def test_drawing_from_anything_but_one_row_is_refused(shape):
    with pytest.raises(ValueError, match=r"one row at a time.*probs\[-1\]"):
        draw(np.full(shape, 1 / 3), 0.5)


@examples
@given(toys(), st.integers(1, 6))
def test_a_beam_of_1_is_greedy(toy, max_tokens):
    next_probs, start, end = toy
    (found,) = beam_search(next_probs, start, end, 1, max_tokens)
    assert found.ids == write_greedily(next_probs, start, end, max_tokens)


@few_examples
@given(toys(), st.integers(1, 3))
def test_a_beam_as_wide_as_the_world_finds_what_trying_everything_finds(toy, max_tokens):
    next_probs, start, end = toy
    found = beam_search(next_probs, start, end, 3**max_tokens, max_tokens)
    everything = dict(loops.every_ending(next_probs, start, end, max_tokens))
    assert {one.ids for one in found} == set(everything)
    for one in found:
        assert_close(math.exp(one.log_prob), everything[one.ids])
    assert_close(sum(math.exp(one.log_prob) for one in found), 1.0)


@examples
@given(toys(), st.integers(1, 30))
def test_a_beam_gives_its_best_first_and_no_more_than_its_width(toy, width):
    found = beam_search(*toy, width, 4)
    log_probs = [one.log_prob for one in found]
    assert 1 <= len(found) <= width
    assert log_probs == sorted(log_probs, reverse=True)
    assert len({one.ids for one in found}) == len(found)


@examples
@given(toys(), st.integers(1, 4))
def test_each_log_probability_is_the_sum_along_its_own_words(toy, width):
    next_probs, start, end = toy
    for one in beam_search(next_probs, start, end, width, 4):
        steps = [next_probs(one.ids[:i])[word] for i, word in enumerate(one.ids) if i]
        assert_close(one.log_prob, math.fsum(map(math.log, steps)))


@examples
@given(toys(), st.integers(1, 5))
def test_each_sentence_ends_at_its_end_token_or_at_the_limit(toy, width):
    next_probs, start, end = toy
    for one in beam_search(next_probs, start, end, width, 4):
        assert one.ids[0] == start
        assert end not in one.ids[1:-1]
        assert one.ids[-1] == end or len(one.ids) == 1 + 4


def test_a_wider_beam_finds_a_sentence_that_greedy_walks_past():
    table = [[0, 0.6, 0.4, 0], [0, 0.25, 0.25, 0.5], [0, 0.05, 0.05, 0.9], [0, 0, 0, 1]]
    (walked,) = beam_search(chain(table), 0, 3, 1, 2)
    best = beam_search(chain(table), 0, 3, 2, 2)[0]
    assert walked.ids == (0, 1, 3)
    assert_close(math.exp(walked.log_prob), 0.3)
    assert best.ids == (0, 2, 3)
    assert_close(math.exp(best.log_prob), 0.36)


def test_an_ended_sentence_waits_in_the_beam_while_the_others_go_on():
    table = [[0, 0.5, 0.5], [0, 1, 0], [0, 0, 1]]
    ended, other = beam_search(chain(table), 0, 1, 2, 3)
    assert ended.ids == (0, 1)
    assert other.ids == (0, 2, 2, 2)
    assert_close(ended.log_prob, other.log_prob)


def test_the_search_stops_as_soon_as_all_have_ended():
    asked = []

    def next_probs(ids):
        asked.append(ids)
        return np.array([0.0, 1.0])

    assert beam_search(next_probs, 0, 1, 3, 10**12)[0].ids == (0, 1)
    assert asked == [(0,)]


def test_of_equally_probable_beginnings_the_first_in_the_vocabulary_lead():
    found = beam_search(lambda ids: np.full(3, 1 / 3), 2, 9, 2, 2)
    assert [one.ids for one in found] == [(2, 0, 0), (2, 0, 1)]


def test_of_equally_probable_sentences_the_first_leads_even_if_it_was_behind_before():
    table = [[0, 0.25, 0.5, 0.25], [0, 1, 0, 0], [0.5, 0, 0.5, 0], [0, 0, 0, 1]]
    found = beam_search(chain(table), 0, 9, 3, 2)
    assert [one.ids for one in found] == [(0, 1, 1), (0, 2, 0), (0, 2, 2)]
    assert len({one.log_prob for one in found}) == 1


def test_a_word_however_rare_is_on_a_path():
    found = beam_search(lambda ids: np.array([5e-324, 1.0]), 0, 9, 2, 1)
    assert [one.ids for one in found] == [(0, 1), (0, 0)]
    assert np.isfinite(found[1].log_prob)


def test_a_word_of_probability_0_is_on_no_path():
    found = beam_search(lambda ids: np.array([0.0, 1.0, 0.0]), 0, 9, 10, 3)
    assert [one.ids for one in found] == [(0, 1, 1, 1)]
    assert found[0].log_prob == 0.0


def test_a_beginning_after_which_nothing_is_possible_leaves_the_beam():
    table = [[0.0, 0.5, 0.5], [0.0, 0.0, 0.0], [0.0, 0.0, 1.0]]
    assert [one.ids for one in beam_search(chain(table), 0, 9, 5, 2)] == [(0, 2, 2)]
    with pytest.raises(ValueError, match=r"No word can follow \[0\]: all have the probability 0"):
        beam_search(lambda ids: np.zeros(3), 0, 9, 5, 2)


@pytest.mark.parametrize("bad", [np.nan, np.inf, -0.1])
def test_a_beam_refuses_what_is_no_probability(bad):
    with pytest.raises(ValueError, match=r"After \[0\] the probabilities .* expected finite"):
        beam_search(lambda ids: np.array([0.5, bad]), 0, 9, 5, 2)


@pytest.mark.parametrize("many", [2.5, np.nan, np.inf, "2", 2j])
def test_a_beam_counts_in_whole_numbers(many):
    for counts in ({"width": many, "max_tokens": 2}, {"width": 2, "max_tokens": many}):
        with pytest.raises(ValueError, match="Give a whole number of at least 1"):
            beam_search(lambda ids: np.array([0.5, 0.5]), 0, 9, **counts)


@pytest.mark.parametrize("place", [0, 1, 2])
def test_a_probability_that_is_nan_is_never_a_word(place):
    probs = np.array([0.2, 0.5, 0.3])
    probs[place] = np.nan
    with pytest.raises(ValueError, match="probs holds NaN"):
        greedy(probs)
    assert np.isnan(draw(probs, 0.1))
    assert np.isnan(ranks(probs)).tolist() == np.isnan(probs).tolist()
    for p in (0.0, 0.5, 1.0):
        assert np.isnan(top_p(probs, p)).all()
        assert np.isnan(top_k(probs, 1 + p)).all()
    for temperature in (0.0, 0.5, np.inf):
        assert np.isnan(with_temperature(probs, temperature)).all()


def test_a_temperature_a_share_or_a_number_that_is_nan_gives_nan():
    probs = np.array([0.2, 0.5, 0.3])
    with np.errstate(invalid="ignore"):
        assert np.isnan(with_temperature(probs, np.nan)).all()
        assert np.isnan(top_p(probs, np.nan)).all()
        assert np.isnan(top_k(probs, np.nan)).all()
    assert np.isnan(draw(probs, np.nan))


@pytest.mark.parametrize("row", [[0.0, 1.0, 0.0], [0.2, 0.3, 0.5]])
def test_a_choice_that_is_no_word_is_refused(row):
    probs = np.array(row)
    assert chosen_word(greedy, probs) == int(probs.argmax())
    for no_word in (-1, 3, 1.5, np.nan, np.array([1]), None):
        with pytest.raises(ValueError, match="expected the number of a word, 0 to 2"):
            chosen_word(lambda probs, no_word=no_word: no_word, probs)
    with pytest.raises(ValueError, match="probs holds NaN"):
        chosen_word(lambda probs: 1, probs * np.nan)


def test_a_start_token_that_is_also_the_end_token_does_not_end_the_sentence_at_once():
    found = beam_search(lambda ids: np.array([0.4, 0.6]), 0, 0, 1, 2)
    assert found[0].ids == (0, 1, 1)


@pytest.mark.parametrize(
    ("width", "max_tokens", "message"),
    [
        (0, 3, r"width is 0; keep at least one"),
        (-1, 3, r"width is -1; keep at least one"),
        (2, 0, r"max_tokens is 0; allow at least one"),
        (2, -4, r"max_tokens is -4; allow at least one"),
    ],
)
def test_a_beam_without_room_is_refused(width, max_tokens, message):
    with pytest.raises(ValueError, match=message):
        beam_search(lambda ids: np.ones(1), 0, 0, width, max_tokens)
