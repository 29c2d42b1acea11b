"""Answers as the events that they are; the numbers and ids are the store's to give."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from typing import Literal

from themekit.events import (
    Coding,
    Decision,
    Event,
    Holds,
    Look,
    Memo,
    Mode,
    Outcome,
    Stance,
    VersionedCode,
)
from themekit.records import Period

Choice = Literal["yes", "no", "unsure", "problem"]
_DECISIONS: dict[Choice, Decision] = {
    "no": "reject",
    "unsure": "unsure",
    "problem": "code_problem",
}


@dataclass(frozen=True, slots=True)
class Where:
    """Which passage is spoken of, and how it was shown.

    Attributes
    ----------
    document, text_hash : str
    start, end : int
        Half-open range of code points of the document's text.
    draw : str
        Empty where it was opened freely.
    mode : {'blind', 'assisted'}
    codebook_hash : str
        Version of the codebook that was shown.
    versions : mapping of code id to VersionedCode
        The codes of that version.
    suggested : mapping of code id to score
        What the machine suggested; empty where nothing of it was shown.
    model : str
        Whose scores these are; empty where scores were not shown.
    """

    document: str
    text_hash: str
    start: int
    end: int
    draw: str = ""
    mode: Mode = "assisted"
    codebook_hash: str = ""
    versions: Mapping[str, VersionedCode] = field(default_factory=dict)
    suggested: Mapping[str, float] = field(default_factory=dict)
    model: str = ""


@dataclass(frozen=True, slots=True, kw_only=True)
class Answer:
    """What somebody says of one code.

    Attributes
    ----------
    code_id : str
    choice : {'yes', 'no', 'unsure', 'problem'}
        ``problem``: the description itself needs changing, as `memo` says.
    stance : {'', 'for', 'against', 'mixed'}
    period : {'', 'before', 'during', 'after'}
    memo : str
    span : pair of int or None
        Half-open range of the document, where other words than the whole passage are meant.
    """

    code_id: str
    choice: Choice
    stance: Stance = ""
    period: Period = ""
    memo: str = ""
    span: tuple[int, int] | None = None


def word(where: Where, answer: Answer, replaces: Iterable[Event] = ()) -> Coding:
    """Return the event that an answer is.

    Parameters
    ----------
    where : Where
    answer : Answer
    replaces : iterable of Event
        What the same person said before and no longer says.
    """
    yes: Decision = "accept" if answer.code_id in where.suggested else "add"
    start, end = answer.span or (where.start, where.end)
    version = where.versions.get(answer.code_id)
    return Coding(
        document=where.document, text_hash=where.text_hash, start=start, end=end,
        code_id=answer.code_id, decision=_DECISIONS.get(answer.choice, yes),
        stance=answer.stance, period=answer.period, mode=where.mode, draw=where.draw,
        score_shown=where.suggested.get(answer.code_id) if where.model else None,
        model=where.model if answer.code_id in where.suggested else "",
        code_hash=version.code_hash if version else "",
        meaning_hash=version.meaning_hash if version else "",
        codebook_hash=where.codebook_hash, memo=answer.memo,
        replaces=tuple(one.event_id for one in replaces),
    )  # fmt: skip


def look(
    where: Where, codes: Sequence[str], outcome: Outcome, replaces: Iterable[Event] = ()
) -> Look:
    """Return the event that somebody went through a passage, or passed it by.

    Parameters
    ----------
    where : Where
    codes : sequence of str
        Ids of the codes that were shown; none for the whole list.
    outcome : str
        See `themekit.events.Look`.
    replaces : iterable of Event
    """
    return Look(
        document=where.document, text_hash=where.text_hash, start=where.start, end=where.end,
        codes=tuple(codes), outcome=outcome, mode=where.mode, draw=where.draw,
        codebook_hash=where.codebook_hash, replaces=tuple(one.event_id for one in replaces),
    )  # fmt: skip


def settlement(
    where: Where, code_id: str, holds: Holds, settles: Iterable[Event], memo: str
) -> Coding:
    """Return the adjudication of a difference about one code: it voids nobody's word."""
    version = where.versions.get(code_id)
    return Coding(
        document=where.document, text_hash=where.text_hash, start=where.start, end=where.end,
        code_id=code_id, decision="adjudicate", holds=holds,
        settles=tuple(one.event_id for one in settles), mode=where.mode, draw=where.draw,
        code_hash=version.code_hash if version else "",
        meaning_hash=version.meaning_hash if version else "",
        codebook_hash=where.codebook_hash, memo=memo,
    )  # fmt: skip


def undo(last: Sequence[Event]) -> Coding:
    """Return the event that takes a whole act back.

    Parameters
    ----------
    last : sequence of Event
        The events of the act, in force; one of them at least is a coding or a look.
    """
    at = next(one for one in last if isinstance(one, (Coding, Look)))
    return Coding(
        document=at.document, text_hash=at.text_hash, start=at.start, end=at.end,
        decision="retract", mode=at.mode, draw=at.draw,
        replaces=tuple(one.event_id for one in last),
    )  # fmt: skip


def remark(about: Event, text: str) -> Memo:
    """Return a note on what somebody said or went through; `about` needs its id already."""
    return Memo(about="coding", target=about.event_id, text=text)
