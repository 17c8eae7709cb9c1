import pytest

from helpers import example
from helpers.chapters.query_key_value import plots as query_key_value


@pytest.mark.parametrize("name", ["query", "key", "value"])
def test_each_row_of_the_opening_is_the_word_times_its_matrix(name):
    data = query_key_value.three_from_one().data
    W = {"query": example.W_Q, "key": example.W_K, "value": example.W_V}[name][0].T.tolist()
    word = example.X[0].tolist()
    expected = [sum(x * w for x, w in zip(word, column, strict=True)) for column in W]
    assert data[name] == pytest.approx(expected)
