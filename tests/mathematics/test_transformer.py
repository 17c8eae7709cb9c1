import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from helpers import (
    BARE,
    NORM_ONLY,
    POST_NORM,
    PRE_NORM,
    RESIDUAL_ONLY,
    causal_mask,
    decoder,
    decoder_block,
    decoder_block_steps,
    encoder,
    encoder_block,
    encoder_block_steps,
    encoder_states,
    feed_forward,
    layer_norm,
    naive_softmax,
    padding_mask,
    random_transformer,
    scaled_weights,
    self_attention,
    transformer,
)

from . import loops
from .cases import (
    as_lists,
    assert_close,
    decoder_weights,
    encoder_weights,
    few,
    few_examples,
    lively,
    normal,
    seeds,
    sizes,
)


@st.composite
def worlds(draw):
    """Source, target and weights of odd sizes, norms and biases that show."""
    of = sizes(*(draw(few) for _ in range(5)), n_layers=draw(st.integers(0, 3)))
    rng = np.random.default_rng(draw(seeds))
    X, Y = normal(rng, draw(few), of.d_model), normal(rng, draw(few), of.d_model)
    return X, Y, lively(rng, random_transformer(rng, of)), rng


LOOPS = {
    "POST_NORM": (POST_NORM, loops.encoder_block),
    "PRE_NORM": (PRE_NORM, loops.pre_norm_encoder_block),
    "RESIDUAL_ONLY": (RESIDUAL_ONLY, loops.residual_only_encoder_block),
    "NORM_ONLY": (NORM_ONLY, loops.norm_only_encoder_block),
    "BARE": (BARE, loops.bare_encoder_block),
}
each_wiring = pytest.mark.parametrize("wiring", [wiring for wiring, _ in LOOPS.values()], ids=LOOPS)


def world(t=4, s=3, n_layers=3, seed=0):
    rng, of = np.random.default_rng(seed), sizes(n_layers=n_layers)
    weights = lively(rng, random_transformer(rng, of))
    return normal(rng, s, of.d_model), normal(rng, t, of.d_model), weights


def quiet(blocks):
    """The same blocks with layers that find nothing."""
    return tuple(
        block._replace(
            attention=block.attention._replace(W_O=0 * block.attention.W_O),
            feed_forward=block.feed_forward._replace(
                W_2=0 * block.feed_forward.W_2, b_2=0 * block.feed_forward.b_2
            ),
        )
        for block in blocks
    )


def test_a_block_whose_layers_find_nothing_is_two_layer_norms():
    weights = encoder_weights(np.random.default_rng(0), sizes())
    attention = weights.attention._replace(W_O=np.zeros((4, 4)))
    network = weights.feed_forward._replace(W_2=np.zeros((7, 4)), b_2=np.zeros(4))
    X = normal(np.random.default_rng(1), 3, 4)
    once = layer_norm(X, *weights.norm_1)
    quiet = weights._replace(attention=attention, feed_forward=network)
    assert_close(encoder_block(X, quiet), layer_norm(once, *weights.norm_2))


def test_the_norm_comes_after_the_residual_as_in_the_paper():
    weights = encoder_weights(np.random.default_rng(0), sizes())
    X = normal(np.random.default_rng(1), 3, 4)
    X_1 = layer_norm(X + self_attention(X, *weights.attention), *weights.norm_1)
    X_2 = layer_norm(X_1 + feed_forward(X_1, *weights.feed_forward), *weights.norm_2)
    steps = encoder_block_steps(X, weights)
    assert np.array_equal(steps.X_1, X_1)
    assert np.array_equal(steps.X_2, X_2)


@few_examples
@given(worlds())
def test_an_encoder_is_what_plain_loops_give(case):
    X, _, weights, rng = case
    mask = rng.random((len(X), len(X))) < 0.6
    expected = X.tolist()
    for block in weights.encoder:
        expected = loops.encoder_block(expected, as_lists(block), mask.tolist())
    assert_close(encoder(X, weights.encoder, mask), expected, rtol=1e-9)


@pytest.mark.parametrize("name", LOOPS)
def test_an_encoder_of_each_wiring_is_what_plain_loops_give(name):
    wiring, oracle = LOOPS[name]

    @few_examples
    @given(worlds())
    def check(case):
        X, _, weights, rng = case
        mask = rng.random((len(X), len(X))) < 0.6
        expected = X.tolist()
        for block in weights.encoder:
            expected = oracle(expected, as_lists(block), mask.tolist())
        assert_close(encoder(X, weights.encoder, mask, wiring), expected, rtol=1e-9)

    check()


def test_no_two_wirings_give_the_same():
    X, _, weights = world()
    results = [encoder(X, weights.encoder, wiring=wiring) for wiring, _ in LOOPS.values()]
    for i, one in enumerate(results):
        assert all(np.abs(one - other).max() > 1e-3 for other in results[i + 1 :])


def test_post_norm_is_what_a_block_does_unless_told_otherwise():
    X, _, weights = world()
    assert np.array_equal(encoder(X, weights.encoder), encoder(X, weights.encoder, None, POST_NORM))


def test_pre_norm_normalises_what_a_layer_sees_and_not_what_goes_on():
    X, _, weights = world()
    block = weights.encoder[0]
    seen = layer_norm(X, *block.norm_1)
    X_1 = X + self_attention(seen, *block.attention)
    X_2 = X_1 + feed_forward(layer_norm(X_1, *block.norm_2), *block.feed_forward)
    steps = encoder_block_steps(X, block, wiring=PRE_NORM)
    assert np.array_equal(steps.X_1, X_1)
    assert np.array_equal(steps.X_2, X_2)


@pytest.mark.parametrize("wiring", [PRE_NORM, RESIDUAL_ONLY], ids=["PRE_NORM", "RESIDUAL_ONLY"])
def test_with_a_bare_residual_a_block_that_finds_nothing_hands_its_input_through(wiring):
    X, _, weights = world()
    assert np.array_equal(encoder(X, quiet(weights.encoder), wiring=wiring), X)


def test_without_a_residual_a_block_that_finds_nothing_forgets_its_input():
    X, _, weights = world()
    blocks = quiet(weights.encoder)
    assert (encoder(X, blocks, wiring=BARE) == 0).all()
    beta = blocks[-1].norm_2.beta
    assert np.array_equal(encoder(X, blocks, wiring=NORM_ONLY), np.tile(beta, (3, 1)))


def test_the_norms_of_a_wiring_without_norms_do_not_matter():
    X, _, weights = world()
    broken = tuple(
        block._replace(
            norm_1=block.norm_1._replace(gamma=block.norm_1.gamma * np.nan),
            norm_2=block.norm_2._replace(beta=block.norm_2.beta * np.nan),
        )
        for block in weights.encoder
    )
    for wiring in (RESIDUAL_ONLY, BARE):
        expected = encoder(X, weights.encoder, wiring=wiring)
        assert np.array_equal(encoder(X, broken, wiring=wiring), expected)
    for wiring in (POST_NORM, PRE_NORM, NORM_ONLY):
        assert np.isnan(encoder(X, broken, wiring=wiring)).all()


@each_wiring
def test_later_tokens_change_nothing_earlier_in_a_causal_encoder_of_each_wiring(wiring):
    X, _, weights = world(s=5)
    before = encoder(X, weights.encoder, causal_mask(5), wiring)
    changed = np.where(np.arange(5)[:, None] > 2, 0.25, X)
    after = encoder(changed, weights.encoder, causal_mask(5), wiring)
    assert np.array_equal(after[:3], before[:3])


@each_wiring
def test_an_encoder_of_each_wiring_only_swaps_when_tokens_swap(wiring):
    X, _, weights = world(s=5)
    order = np.random.default_rng(1).permutation(5)
    swapped = encoder(X[order], weights.encoder, wiring=wiring)
    assert_close(swapped, encoder(X, weights.encoder, wiring=wiring)[order], rtol=1e-10)


@each_wiring
def test_a_batch_equals_a_loop_over_its_sentences_in_each_wiring(wiring):
    _, _, weights = world()
    X = normal(np.random.default_rng(2), 2, 5, 4)
    mask = padding_mask(np.array([[1, 2, 3, 0, 0], [1, 2, 3, 4, 5]]), 0)
    together = encoder(X, weights.encoder, mask, wiring)
    for i in range(2):
        assert_close(together[i], encoder(X[i], weights.encoder, mask[i], wiring), rtol=1e-10)


@each_wiring
def test_the_naive_softmax_changes_nothing_in_a_block_of_small_numbers(wiring):
    X, _, weights = world()
    naive = wiring._replace(weigh=naive_softmax)
    found = encoder_block(0.1 * X, weights.encoder[0], causal_mask(3), naive)
    assert_close(found, encoder_block(0.1 * X, weights.encoder[0], causal_mask(3), wiring))


def test_the_naive_softmax_turns_large_numbers_into_nan_but_not_behind_a_norm():
    X, _, weights = world()
    block, large = weights.encoder[0], 1e4 * X
    for wiring in (POST_NORM, RESIDUAL_ONLY, NORM_ONLY, BARE):
        assert np.isfinite(encoder_block(large, block, wiring=wiring)).all()
        with np.errstate(over="ignore", invalid="ignore"):
            naive = encoder_block(large, block, wiring=wiring._replace(weigh=naive_softmax))
        assert np.isnan(naive).any()
    behind = encoder_block(large, block, wiring=PRE_NORM._replace(weigh=naive_softmax))
    assert np.isfinite(behind).all()


def test_a_weighing_of_ones_own_is_used_in_each_block():
    X, _, weights = world(n_layers=3)
    asked = []

    def weigh(S):
        asked.append(S.shape)
        return np.full(S.shape, 1 / S.shape[-1])

    alike = encoder(X, weights.encoder, wiring=BARE._replace(weigh=weigh))
    assert asked == [(2, 3, 3)] * 3
    assert_close(alike, np.tile(alike[:1], (3, 1)))


def test_a_mask_of_numbers_is_refused_by_the_whole_model():
    X, Y, weights = world()
    with pytest.raises(ValueError, match=r"mask holds float64 numbers.*mask == 0"):
        transformer(X, Y, weights, target_mask=np.tri(4))
    with pytest.raises(ValueError, match=r"mask holds float64 numbers.*mask == 0"):
        transformer(X, Y, weights, np.ones((1, 3)), causal_mask(4))


@few_examples
@given(worlds())
def test_a_decoder_is_what_plain_loops_give(case):
    memory, Y, weights, rng = case
    mask = causal_mask(len(Y))
    memory_mask = rng.random((len(Y), len(memory))) < 0.6
    expected = Y.tolist()
    for block in weights.decoder:
        expected = loops.decoder_block(
            expected, memory.tolist(), as_lists(block), mask.tolist(), memory_mask.tolist()
        )
    found = decoder(Y, memory, weights.decoder, mask, memory_mask)
    assert_close(found, expected, rtol=1e-9)


@few_examples
@given(worlds())
def test_a_transformer_is_its_decoder_on_its_encoders_output(case):
    X, Y, weights, rng = case
    hidden = rng.random((1, len(X))) < 0.6
    memory = encoder(X, weights.encoder, hidden)
    expected = decoder(Y, memory, weights.decoder, causal_mask(len(Y)), hidden)
    assert np.array_equal(transformer(X, Y, weights, hidden, causal_mask(len(Y))), expected)


@few_examples
@given(worlds())
def test_an_encoder_without_positions_only_swaps_when_tokens_swap(case):
    X, _, weights, rng = case
    order = rng.permutation(len(X))
    blocks = weights.encoder
    assert_close(encoder(X[order], blocks), encoder(X, blocks)[order], rtol=1e-8)


def test_later_tokens_change_nothing_earlier_in_a_causal_decoder_of_any_depth():
    memory, Y, weights = world(t=6)
    before = decoder(Y, memory, weights.decoder, causal_mask(6))
    for last in range(6):
        changed = np.where(np.arange(6)[:, None] > last, 50.0 * Y[::-1], Y)
        after = decoder(changed, memory, weights.decoder, causal_mask(6))
        assert np.array_equal(after[: last + 1], before[: last + 1])
        assert last == 5 or not np.array_equal(after[last + 1 :], before[last + 1 :])


def test_later_tokens_change_nothing_earlier_in_a_causal_encoder_of_any_depth():
    X, _, weights = world(s=6)
    before = encoder(X, weights.encoder, causal_mask(6))
    changed = np.where(np.arange(6)[:, None] > 2, -7.0, X)
    after = encoder(changed, weights.encoder, causal_mask(6))
    assert np.array_equal(after[:3], before[:3])


def test_without_the_causal_mask_later_tokens_do_change_what_is_earlier():
    memory, Y, weights = world()
    changed = np.concatenate([Y[:-1], -Y[-1:]])
    before, after = (decoder(target, memory, weights.decoder) for target in (Y, changed))
    assert np.abs(before[0] - after[0]).max() > 1e-3


def test_decoding_word_by_word_gives_the_rows_of_decoding_all_at_once():
    memory, Y, weights = world(t=5)
    together = decoder(Y, memory, weights.decoder, causal_mask(5))
    for t in range(1, 6):
        so_far = decoder(Y[:t], memory, weights.decoder, causal_mask(t))
        assert_close(so_far[-1], together[t - 1])


def test_padding_of_the_source_changes_nothing_in_the_output():
    X, Y, weights = world(s=3)
    padded = np.concatenate([X, np.full((2, 4), 9.0)])
    mask = padding_mask(np.array([3, 1, 2, 0, 0]), pad_id=0)
    assert_close(
        transformer(padded, Y, weights, mask, causal_mask(4)),
        transformer(X, Y, weights, target_mask=causal_mask(4)),
        rtol=1e-11,
    )


def test_a_batch_of_padded_sentences_equals_a_loop_over_the_sentences():
    rng = np.random.default_rng(3)
    _, _, weights = world()
    X, Y = normal(rng, 2, 5, 4), normal(rng, 2, 4, 4)
    source_mask = padding_mask(np.array([[1, 2, 3, 0, 0], [1, 2, 3, 4, 5]]), 0)
    target_mask = causal_mask(4) & padding_mask(np.array([[1, 2, 0, 0], [1, 2, 3, 4]]), 0)
    together = transformer(X, Y, weights, source_mask, target_mask)
    for i in range(2):
        alone = transformer(X[i], Y[i], weights, source_mask[i], target_mask[i])
        assert_close(together[i], alone)


def test_every_decoder_block_sees_the_same_memory():
    memory, Y, weights = world()
    expected = Y
    for block in weights.decoder:
        expected = decoder_block(expected, memory, block)
    assert np.array_equal(decoder(Y, memory, weights.decoder), expected)


def test_the_outputs_of_a_neutral_last_norm_have_mean_0_and_variance_1():
    X = normal(np.random.default_rng(0), 5, 4)
    weights = random_transformer(np.random.default_rng(0), sizes())
    Z = encoder(X, weights.encoder)
    assert_close(Z.mean(axis=-1), np.zeros(5))
    assert_close(Z.var(axis=-1), np.ones(5), rtol=1e-3)


def test_zero_layers_hand_the_tokens_through():
    X, Y, weights = world(n_layers=0)
    assert np.array_equal(encoder(X, weights.encoder), X)
    assert np.array_equal(transformer(X, Y, weights), Y)


def test_one_token_on_each_side_and_one_head_are_enough():
    of = sizes(n_heads=1)
    weights = random_transformer(np.random.default_rng(0), of)
    Y = transformer(np.ones((1, 4)), np.arange(4.0)[None], weights, target_mask=causal_mask(1))
    assert Y.shape == (1, 4)
    assert np.isfinite(Y).all()


def test_the_steps_of_blocks_end_in_what_the_blocks_return():
    rng = np.random.default_rng(0)
    X, Y = normal(rng, 3, 4), normal(rng, 2, 4)
    encoding, decoding = encoder_weights(rng, sizes()), decoder_weights(rng, sizes())
    assert np.array_equal(encoder_block_steps(X, encoding).X_2, encoder_block(X, encoding))
    steps = decoder_block_steps(Y, X, decoding)
    assert np.array_equal(steps.Y_3, decoder_block(Y, X, decoding))
    assert steps.attention.A.shape == (2, 2, 2)
    assert steps.cross.A.shape == (2, 2, 3)


def test_nan_in_the_source_reaches_every_target_token():
    X, Y, weights = world()
    X = np.where(np.arange(3)[:, None] == 1, np.nan, X)
    assert np.isnan(transformer(X, Y, weights)).all()


def test_nan_in_a_hidden_source_token_still_reaches_the_output():
    X, Y, weights = world()
    X = np.where(np.arange(3)[:, None] == 2, np.nan, X)
    mask = np.array([[True, True, False]])
    assert np.isnan(transformer(X, Y, weights, mask)).all()


def test_a_source_that_is_hidden_entirely_gives_finite_numbers():
    X, Y, weights = world()
    nothing = np.zeros((1, 3), dtype=bool)
    Y_1 = transformer(X, Y, weights, nothing, causal_mask(4))
    assert np.isfinite(Y_1).all()


def test_a_block_whose_output_layer_has_another_width_is_refused():
    weights = encoder_weights(np.random.default_rng(0), sizes())
    attention = weights.attention._replace(W_O=np.ones((4, 6)))
    with pytest.raises(
        ValueError, match=r"input has shape \(3, 4\).*gave \(3, 6\).*keep the shape"
    ):
        encoder_block(np.ones((3, 4)), weights._replace(attention=attention))


def test_tokens_of_another_width_are_refused_by_the_whole_model():
    _, Y, weights = world()
    with pytest.raises(ValueError, match=r"X has shape \(3, 5\).*W_Q.*d_model.*must be equal"):
        transformer(np.ones((3, 5)), Y, weights)
    with pytest.raises(ValueError, match=r"memory has shape \(3, 5\).*W_K.*d_model"):
        decoder(Y, np.ones((3, 5)), weights.decoder)


def test_a_target_mask_for_another_length_is_refused():
    X, Y, weights = world()
    with pytest.raises(ValueError, match=r"mask has shape .*\(.*5, 5\).*4 × 4.*that shape"):
        transformer(X, Y, weights, target_mask=causal_mask(5))


@pytest.mark.parametrize("call", [encoder, lambda X, blocks: decoder(X, X, blocks)])
def test_a_sentence_without_tokens_is_refused(call):
    weights = world()[2]
    blocks = weights.encoder if call is encoder else weights.decoder
    with pytest.raises(ValueError, match=r"rows are empty.*at least one token"):
        call(np.ones((0, 4)), blocks)


def test_the_states_of_an_encoder_are_its_input_and_the_output_of_each_block():
    rng = np.random.default_rng(3)
    X, blocks = normal(rng, 2, 4), [encoder_weights(rng, sizes(d_model=4)) for _ in range(3)]
    states = encoder_states(X, blocks, wiring=PRE_NORM)
    assert states.shape == (4, 2, 4)
    for n, state in enumerate(states):
        np.testing.assert_array_equal(state, encoder(X, blocks[:n], wiring=PRE_NORM))


def test_scaling_a_block_scales_all_its_weights_but_the_norms():
    weights = encoder_weights(np.random.default_rng(3), sizes(d_model=4))
    scaled = scaled_weights(weights, 3.0)
    for group, times in zip(weights._fields, (3, 1, 3, 1), strict=True):
        for before, after in zip(getattr(weights, group), getattr(scaled, group), strict=True):
            np.testing.assert_array_equal(after, times * before)
