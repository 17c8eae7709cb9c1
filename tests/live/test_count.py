import numpy as np

from helpers.live.count import multiplications


def test_a_product_of_matrices_is_counted_row_times_column_times_length():
    assert multiplications(lambda A, B: A @ B, A=np.ones((2, 3)), B=np.ones((3, 5))) == 2 * 3 * 5


def test_every_head_is_counted():
    heads = {"A": np.ones((4, 2, 3)), "B": np.ones((4, 3, 5))}
    assert multiplications(lambda A, B: A @ B, **heads) == 4 * 2 * 3 * 5


def test_a_product_of_vectors_is_counted_once_for_each_entry():
    assert multiplications(lambda a, b: a @ b, a=np.ones(7), b=np.ones(7)) == 7


def test_what_is_no_product_of_matrices_is_not_counted():
    assert multiplications(lambda A: np.exp(A) * A + A.sum(), A=np.ones((2, 3))) == 0
