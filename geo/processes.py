"""Work spread over processes, its results in the order of what was given."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator
from typing import TypeVar

Given = TypeVar("Given")
Made = TypeVar("Made")


def map_in_order(
    work: Callable[[Given], Made], items: Iterable[Given], workers: int, *, at_once: int = 1
) -> Iterator[Made]:
    """Yield the work on each item, in their order, done in as many processes as told.

    Parameters
    ----------
    work : what is done; for more than one worker it can be pickled.
    workers : processes; one does the work here.
    at_once : items handed to a worker together, to hide the cost of passing them on.

    Examples
    --------
    >>> list(map_in_order(abs, [-2, 1], workers=1))
    [2, 1]
    """
    if workers <= 1:
        yield from map(work, items)
        return
    from concurrent.futures import ProcessPoolExecutor
    from multiprocessing import get_context

    # Spawned, not forked: GDAL and numba do not survive a fork in the middle of their threads.
    context = get_context("spawn")
    with ProcessPoolExecutor(workers, mp_context=context, initializer=_ignore_interrupts) as pool:
        yield from pool.map(work, items, chunksize=at_once)


def _ignore_interrupts() -> None:
    """Leave Ctrl-C, which reaches every process of a terminal, to the one that started this."""
    import signal

    signal.signal(signal.SIGINT, signal.SIG_IGN)
