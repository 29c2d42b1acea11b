"""What was said, piece by piece, laid out as lines ``Speaker: words``, one a turn.

Machine-made formats (subtitles, chats, tiers) set one turn in several places, among times and
marks; laid out anew, a turn is one range of the text.
"""

# Full-width signs stand here because transcripts hold them.
# ruff: noqa: RUF001
from __future__ import annotations

from itertools import pairwise
from typing import TYPE_CHECKING, NamedTuple

from themekit.names import folded
from themekit.records import Extract, Turn

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Sequence

_A_TURN = 150  # letters after which a turn of nobody in particular ends with a sentence
_ENDLESS = 600  # letters after which it ends even so: not everybody writes full stops
_ENDS = tuple(".?!…。？！؟।")
_QUOTES = "\"'”’»)"
_CLOSES = frozenset(".,;:?!…%)]}。、，？！")  # signs that follow a word without a space
_UNSPACED = "\u2e80"  # from here on scripts write no spaces, but for Hangul
_HANGUL = ("\uac00", "\ud7a3")


class Cue(NamedTuple):
    """Words with a start time.

    Attributes
    ----------
    start : float or None
        Seconds.
    speaker : str or None
        Empty or None where nobody is named.
    words : str
    fresh : bool
        Whether somebody else begins here, whoever that is.
    """

    start: float | None
    speaker: str | None
    words: str
    fresh: bool = False


def in_turns(cues: Iterable[Cue]) -> Iterator[Cue]:
    """Join the cues of one speaker in a row, under the first spelling of the name.

    Cues without words are nobody's turn.
    """
    turn: list[Cue] = []
    for cue in (cue for cue in cues if cue.words):
        other = turn and folded(cue.speaker or "") != folded(turn[0].speaker or "")
        if turn and (other or (cue.fresh and not cue.speaker)):
            yield _one(turn)
            turn = []
        turn.append(cue)
    if turn:
        yield _one(turn)


def in_paragraphs(cues: Iterable[Cue]) -> Iterator[Cue]:
    """Join cues that name nobody into turns of some sentences each, never half of one."""
    turn: list[Cue] = []
    letters = 0
    for cue in (cue for cue in cues if cue.words):
        if cue.fresh and turn:
            yield _one(turn)
            turn, letters = [], 0
        turn.append(cue)
        letters += len(cue.words)
        ends = cue.words.rstrip(_QUOTES).endswith(_ENDS)
        if letters >= (_A_TURN if ends else _ENDLESS):
            yield _one(turn)
            turn, letters = [], 0
    if turn:
        yield _one(turn)


def lay_out(
    turns: Iterable[Cue], notes: tuple[str, ...] = (), askers: tuple[str, ...] = ()
) -> Extract:
    """Lay turns out as lines ``Speaker: words``; what nobody is named for has no label.

    Parameters
    ----------
    turns : iterable of Cue
        Each with words.
    notes, askers : tuple of str
        Passed on.
    """
    pieces: list[str] = []
    placed: list[Turn] = []
    at = 0
    for cue in turns:
        label = f"{cue.speaker}: " if cue.speaker else ""
        start = at + len(label)
        placed.append(Turn(start, start + len(cue.words), cue.speaker or "", cue.start))
        pieces.append(f"{label}{cue.words}\n")
        at = start + len(cue.words) + 1
    return Extract("".join(pieces), tuple(placed), notes, askers=askers, talk=True)


def _one(cues: Sequence[Cue]) -> Cue:
    """Join pieces of speech: a space between words, none before a sign or in Chinese."""
    pieces = [cues[0].words]
    for before, after in pairwise(cue.words for cue in cues):
        sign = after[0] in _CLOSES and not any(map(str.isalnum, after))
        unspaced = min(before[-1], after[0]) >= _UNSPACED
        hangul = any(_HANGUL[0] <= letter <= _HANGUL[1] for letter in (before[-1], after[0]))
        pieces += ["" if sign or (unspaced and not hangul) else " ", after]
    return cues[0]._replace(words="".join(pieces))
