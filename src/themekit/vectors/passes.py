"""Batches of one shape through a model, so that a text's vector depends on nothing but the text.

Padding a batch to its longest text makes the last bits of every vector depend on its neighbours.
Here each text is padded to its own multiple of `STEP` tokens, and a batch of texts of one width
has always the same number of rows, so the matrix products have always the same shape: the same
text gives the same bits, alone or among a million, today or after a crash (tests/vectors measures
it). It costs no speed: about `TOKENS` go through the model at once whatever the width.

A text of more tokens than the model reads goes through it in windows of about one length. Several
batches are worked on at a time, each by one thread: threads that share a product wait for each
other at its end, and that is when other work on the machine makes them wait long.
"""

from __future__ import annotations

from collections import deque
from collections.abc import Callable, Iterable, Iterator, Sequence
from concurrent.futures import Future, ThreadPoolExecutor
from dataclasses import dataclass
from itertools import pairwise
from typing import TYPE_CHECKING, Protocol

if TYPE_CHECKING:
    import numpy as np
    from numpy.typing import NDArray

    from themekit.spans import Span

    Vectors = NDArray[np.float32]
    Read = tuple[Vectors, Vectors, Vectors]

STEP = 8
TOKENS = 512
FEWEST_ROWS, MOST_ROWS = 2, 64


@dataclass(frozen=True, slots=True)
class Tokens:
    """A text or a window of one as a model reads it.

    Attributes
    ----------
    ids : list of int
    places : list of (int, int)
        The characters that each token stands for, none for marks of beginning and end. Empty
        where the tokenizer does not tell.
    """

    ids: list[int]
    places: list[tuple[int, int]]

    def inside(self, spans: Sequence[Span]) -> list[NDArray[np.intp]]:
        """Return the tokens that overlap each span; special tokens stand for no character."""
        import numpy as np

        places = np.array(self.places, dtype=np.intp).reshape(-1, 2)
        start, end = places[:, 0], places[:, 1]
        real = start < end
        return [np.flatnonzero(real & (start < one.end) & (end > one.start)) for one in spans]


class Network(Protocol):
    """A model as `passes` uses it.

    Attributes
    ----------
    longest : int
        Tokens that it reads at once, marks of beginning and end included.
    padding : int
        Id of what stands where no token does.
    """

    @property
    def longest(self) -> int:
        """Tokens that it reads at once."""
        ...

    @property
    def padding(self) -> int:
        """Id of what stands where no token does."""
        ...

    def tokens(self, texts: Sequence[str]) -> list[Tokens]:
        """Return texts as the model would read them if it read to their end."""
        ...

    def forward(self, ids: NDArray[np.int64], mask: NDArray[np.bool_]) -> Read:
        """Return unit vectors of texts, their token vectors, and unit means of a middle layer."""
        ...


def windows_of(text: Tokens, longest: int) -> list[Tokens]:
    """Cut a text into as few windows as a model can read, all of about one length.

    Parameters
    ----------
    text : Tokens
    longest : int
        Tokens of a window at most; marks of beginning and end stand in each.
    """
    if len(text.ids) <= longest:
        return [text]
    if not text.places:
        return [Tokens(text.ids[:longest], [])]
    real = [number for number, (start, end) in enumerate(text.places) if start < end]
    first, last = real[0], real[-1] + 1
    room = longest - (len(text.ids) - (last - first))
    count = -(-(last - first) // room)
    bounds = [first + (last - first) * number // count for number in range(count + 1)]
    return [
        Tokens(
            [*text.ids[:first], *text.ids[start:end], *text.ids[last:]],
            [*text.places[:first], *text.places[start:end], *text.places[last:]],
        )
        for start, end in pairwise(bounds)
    ]


def passes(network: Network, tokens: Sequence[Tokens]) -> Iterator[tuple[list[int], Read]]:
    """Yield rows of `tokens`, and what the model makes of them, in an order that never changes."""
    by_width: dict[int, list[int]] = {}
    for row, text in enumerate(tokens):
        width = min(network.longest, -(-len(text.ids) // STEP) * STEP)
        by_width.setdefault(width, []).append(row)
    batches = [
        (width, rows[start : start + rows_of(width)])
        for width, rows in sorted(by_width.items())
        for start in range(0, len(rows), rows_of(width))
    ]

    def read(batch: tuple[int, list[int]]) -> Read:
        width, rows = batch
        return _read(network, [tokens[row].ids for row in rows], width)

    for (_, rows), found in zip(batches, _each(read, batches), strict=True):
        yield rows, found


def _each(
    read: Callable[[tuple[int, list[int]]], Read], batches: Sequence[tuple[int, list[int]]]
) -> Iterator[Read]:
    """Do something with each batch, by as many threads as torch may use; yield it in order."""
    import torch

    threads = torch.get_num_threads()
    if threads == 1 or len(batches) == 1:
        yield from map(read, batches)
        return
    with ThreadPoolExecutor(threads, initializer=torch.set_num_threads, initargs=(1,)) as pool:
        try:
            yield from _ahead(pool, read, batches, 2 * threads)
        finally:
            torch.set_num_threads(threads)


def _ahead(
    pool: ThreadPoolExecutor,
    read: Callable[[tuple[int, list[int]]], Read],
    batches: Iterable[tuple[int, list[int]]],
    count: int,
) -> Iterator[Read]:
    """Yield results in order, with so many batches under way that no thread waits."""
    under_way: deque[Future[Read]] = deque()
    for batch in batches:
        under_way.append(pool.submit(read, batch))
        if len(under_way) > count:
            yield under_way.popleft().result()
    while under_way:
        yield under_way.popleft().result()


def _read(network: Network, ids: Sequence[list[int]], width: int) -> Read:
    """Return what a model makes of a batch, filled up to the rows of its width."""
    import numpy as np
    import torch

    height = rows_of(width)
    filled = np.full((height, width), network.padding, dtype=np.int64)
    mask = np.zeros((height, width), dtype=bool)
    for row in range(height):
        line = ids[row] if row < len(ids) else ids[0]
        filled[row, : len(line)] = line
        mask[row, : len(line)] = True
    with torch.inference_mode():
        unit, states, middle = network.forward(filled, mask)
    return unit[: len(ids)], states[: len(ids)], middle[: len(ids)]


def rows_of(width: int) -> int:
    """Return how many texts of a width in tokens go through the model at once."""
    return max(FEWEST_ROWS, min(MOST_ROWS, TOKENS // width))
