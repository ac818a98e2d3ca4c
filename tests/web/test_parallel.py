"""Work side by side: results in order, errors as they were, one thing in this process."""

from __future__ import annotations

import os

import pytest

from goodterms.errors import FindingsError
from goodterms.web.parallel import side_by_side


def test_results_come_in_the_order_of_the_things() -> None:
    results = side_by_side(lambda n: (n * n, os.getpid()), [3, 1, 2])
    assert [value for value, _ in results] == [9, 1, 4]


def test_one_thing_needs_no_process() -> None:
    assert side_by_side(lambda _: os.getpid(), ["x"]) == [os.getpid()]
    assert side_by_side(lambda n: n, []) == []


def test_an_error_arrives_with_its_kind_and_hint() -> None:
    def work(n: int) -> int:
        if n:
            raise FindingsError(f"no {n}", "say why")
        return n

    with pytest.raises(FindingsError, match="no 2") as caught:
        side_by_side(work, [0, 2, 3])
    assert caught.value.hint == "say why"
    assert caught.value.exit_code == 1


def test_a_process_that_dies_is_not_taken_for_a_result() -> None:
    def work(n: int) -> int:
        if n:
            os._exit(3)
        return n

    with pytest.raises(RuntimeError, match="without a word"):
        side_by_side(work, [0, 1])
