"""Work on several things side by side, each in a process of its own where that is cheap."""

from __future__ import annotations

import multiprocessing
import os
import sys
from collections.abc import Callable, Sequence
from multiprocessing.connection import Connection
from typing import TypeVar

from goodterms.errors import GoodTermsError

T = TypeVar("T")
R = TypeVar("R")


def side_by_side(work: Callable[[T], R], things: Sequence[T]) -> list[R]:
    """The results of the work on each thing, in their order.

    On Linux every thing gets a process that shares what this one has read already (a fork);
    elsewhere, where that is not safe, and for a single thing, one follows the other. Results must
    be picklable. Raises the first GoodTermsError, in the order of the things.
    """
    if len(things) < 2 or sys.platform != "linux" or (os.cpu_count() or 1) < 2:
        return [work(thing) for thing in things]
    fork = multiprocessing.get_context("fork")
    started = []
    for thing in things:
        here, there = fork.Pipe(duplex=False)
        process = fork.Process(target=_report, args=(work, thing, there))
        process.start()
        there.close()
        started.append((process, here))
    results = []
    try:
        for _, here in started:
            results.append(here.recv())
    except EOFError:
        raise RuntimeError("a process ended without a word; see above") from None
    finally:
        for process, _ in started:
            process.join()
    for result in results:
        if isinstance(result, _Failure):
            raise result.error()
    return results


class _Failure:
    """An error on its way between processes: its kind and its words."""

    def __init__(self, error: GoodTermsError) -> None:
        self.kind, self.message, self.hint = type(error), str(error), error.hint

    def error(self) -> GoodTermsError:
        """The error again."""
        return self.kind(self.message, self.hint)


def _report(work: Callable[[T], R], thing: T, there: Connection) -> None:
    try:
        there.send(work(thing))
    except GoodTermsError as error:
        there.send(_Failure(error))
