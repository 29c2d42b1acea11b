"""How far somebody is with what they were given, and which passage comes next."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass

from themekit.disclosure import why_no_peer
from themekit.errors import ThemekitError
from themekit.events import Coder
from themekit.tasks.progress import Progress, Task
from themekit.workflows.desk import Desk, Place
from themekit.workflows.handing_out import hand_out
from themekit.workflows.passages import Passage, progress_in, sight_of


@dataclass(frozen=True, slots=True)
class Queue:
    """What one coder was given, as a page tells it.

    Attributes
    ----------
    progress : Progress
    key : str or None
        Of the passage that comes next; None where nothing is left.
    numbers : mapping of (draw, document, start) to int
        Place of each passage in the order, from 1.
    """

    progress: Progress
    key: str | None
    numbers: Mapping[tuple[str, str, int], int]

    @property
    def of(self) -> int:
        """How many they were given."""
        return len(self.progress.tasks)

    @property
    def left(self) -> int:
        """How many are not done."""
        return len(self.progress.left)

    @property
    def done(self) -> int:
        """How many are done, those that were skipped among them."""
        return self.progress.done

    @property
    def away(self) -> int:
        """How many are in a pack that they have."""
        return len(self.progress.away)

    @property
    def skipped(self) -> int:
        """How many were skipped."""
        return self.progress.skipped

    @property
    def minutes(self) -> str:
        """How long the rest may take, such as "12 minutes"; empty where nothing is left."""
        return self.progress.time_left.removeprefix("about ").removesuffix(" left")

    @property
    def take_a_break(self) -> bool:
        """Whether a break would do good now."""
        return self.progress.take_a_break

    def number(self, here: Passage) -> int:
        """Return the place of a passage in the order, from 1; 0 where it was opened freely."""
        item = here.given.item
        return self.numbers.get((here.given.draw.draw, item.document, item.start), 0)


def queue_of(desk: Desk, coder: Coder, *, remote: bool) -> Queue:
    """Return what a coder was given, as far as it may still come to them."""
    progress = progress_in(desk, sight_of(desk, coder, remote=remote))
    following = progress.next
    numbers = {
        (one.draw.draw, one.item.document, one.item.start): place
        for place, one in enumerate(progress.tasks, start=1)
    }
    return Queue(progress, desk.key(_place(following)) if following else None, numbers)


def provide(desk: Desk, coder: Coder, *, remote: bool) -> str:
    """Draw passages for a coder who has none left, as the desk was opened to do.

    Returns
    -------
    str
        Why nothing could be drawn, for researchers; empty otherwise.
    """
    if desk.wish is None:
        return ""
    with desk.handing_out:
        if queue_of(desk, coder, remote=remote).left:
            return ""
        try:
            hand_out(desk.context(), [coder.id], desk.wish, desk.material())
        except ThemekitError as error:
            return str(error)
    return ""


def not_served(desk: Desk, coder: Coder) -> str:
    """Say why somebody is served no passages at all; empty where they are."""
    return why_no_peer(desk.study.support) if coder.role == "peer" else ""


def _place(task: Task) -> Place:
    item = task.item
    return Place(item.document, item.text_hash, item.start, item.end, task.draw.draw)
