"""What an event is, and what people do while they code: words, looks, notes, draws, marks."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass, fields
from typing import ClassVar, Literal

from themekit.names import folded
from themekit.records import Period

Decision = Literal[
    "accept", "reject", "add", "unsure", "change_code", "code_problem", "retract", "adjudicate"
]
Holds = Literal["", "yes", "no", "both"]
Stance = Literal["", "for", "against", "mixed"]
Mode = Literal["blind", "assisted"]
Outcome = Literal["coded", "nothing applies", "skipped", "upsetting", "compared"]
Origin = Literal["", "page", "pack", "paper", "file", "project"]
Marking = Literal["read", "replace", "keep"]
Role = Literal["researcher", "peer", "facilitator", "imported"]
Purpose = Literal["count", "overlap", "repeat", "bridge", "practice"]
Method = Literal["random", "chosen", "all"]

COVERING: frozenset[Outcome] = frozenset({"coded", "nothing applies"})
"""Outcomes of a look that say something of the codes it covers."""
ARMS = "arms-"
"""How the id of a draw begins in which each document was put into one of two arms at random."""
CASES = "cases-"
"""How the id of a draw begins of which whole cases were drawn: its frame is of cases."""
APART: frozenset[Purpose] = frozenset({"repeat", "bridge", "practice"})
"""Purposes of draws in which nothing that is said changes how a code stands."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Event:
    """One thing that somebody did.

    Attributes
    ----------
    number : int
        Place in the study's sequence, from 1; 0 until it is appended.
    event_id : str
        Unique in the study; the store gives one where it is empty.
    act : str
        What was done in one go (a click, a row) and is undone whole; empty stands for the event
        alone.
    coder : str
        Id of whoever did it; empty where nobody did: a run moved an anchor.
    time : str
        What a device said, ISO 8601 in UTC; decides nothing.
    received : str
        When the store took it, ISO 8601 in UTC.
    after : int
        The last number of this store that the device knew.
    since : int
        Up to this number the device knew nothing all the same: a row of a file knows the rows
        before it, and nothing that was in the study before the file.
    origin : {'', 'page', 'pack', 'paper', 'file', 'project'}
        Empty for a call from Python.
    entered_by : str
        Id of whoever typed it in for the coder; mostly empty.
    replaces : tuple of str
        Ids of the same coder's events that no longer hold because of this one.
    """

    kind: ClassVar[str] = ""
    number: int = 0
    event_id: str = ""
    act: str = ""
    coder: str = ""
    time: str = ""
    received: str = ""
    after: int = 0
    since: int = 0
    origin: Origin = ""
    entered_by: str = ""
    replaces: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True, kw_only=True)
class Anchored(Event):
    """An event on a passage: a half-open range of code points of one text of one document.

    Attributes
    ----------
    document, text_hash : str
    start, end : int
    quote, prefix, suffix : str
        The words and what stood around them, as a file brought them; empty where the store keeps
        the whole text, which says it itself.
    """

    document: str = ""
    text_hash: str = ""
    start: int = 0
    end: int = 0
    quote: str = ""
    prefix: str = ""
    suffix: str = ""


@dataclass(frozen=True, slots=True, kw_only=True)
class Coding(Anchored):
    """A person's act with one code on a passage, which may be narrower or wider than a segment.

    Attributes
    ----------
    code_id : str
        Of a ``change_code`` the new code. May be empty in a ``retract``.
    decision : str
        ``accept``, ``reject``, ``add``, ``unsure``, ``change_code`` (its `replaces` name what was
        said of the old code), ``code_problem`` (the code itself needs changing, as `memo` says),
        ``retract`` (takes back the acts that `replaces` name) or ``adjudicate``.
    holds : {'', 'yes', 'no', 'both'}
        What an adjudication says of the code; empty in every other event.
    settles : tuple of str
        Ids of the events, of whomever, that an adjudication settles; it voids none of them.
    stance : {'', 'for', 'against', 'mixed'}
        Empty where nobody asked.
    period : {'', 'before', 'during', 'after'}
    mode : {'blind', 'assisted'}
        Whether suggestions were shown.
    draw : str
        Id of the draw in which the passage was given out; empty where it was in none.
    score_shown : float or None
        The machine's score that the coder saw, in [0, 1].
    model : str
        Whose score it was.
    code_hash, meaning_hash, codebook_hash : str
        Of the code and of the codebook as the coder saw them; empty where unknown.
    memo : str
    """

    kind: ClassVar[str] = "coding"
    code_id: str = ""
    decision: Decision = "add"
    holds: Holds = ""
    settles: tuple[str, ...] = ()
    stance: Stance = ""
    period: Period = ""
    mode: Mode = "assisted"
    draw: str = ""
    score_shown: float | None = None
    model: str = ""
    code_hash: str = ""
    meaning_hash: str = ""
    codebook_hash: str = ""
    memo: str = ""


@dataclass(frozen=True, slots=True, kw_only=True)
class Look(Anchored):
    """A person examined a passage, whether or not a code applied.

    Attributes
    ----------
    codes : tuple of str
        Ids of the codes that were shown; empty: the whole list of `codebook_hash` was gone through.
    outcome : str
        ``coded``, ``nothing applies`` (of what was shown), ``skipped``, ``upsetting`` (skipped, and
        why) or ``compared``: others' words on the passage were shown, which ends independence.
    mode : {'blind', 'assisted'}
    draw, codebook_hash : str
    """

    kind: ClassVar[str] = "look"
    codes: tuple[str, ...] = ()
    outcome: Outcome = "coded"
    mode: Mode = "assisted"
    draw: str = ""
    codebook_hash: str = ""


@dataclass(frozen=True, slots=True, kw_only=True)
class Memo(Event):
    """A note by a person on anything in the study; its author is the event's coder.

    Attributes
    ----------
    about : str
        ``coding``, ``code``, ``theme``, ``case``, ``document``, ``method`` or ``reflexive``.
    target : str
    text : str
    private : bool
    """

    kind: ClassVar[str] = "memo"
    about: str = ""
    target: str = ""
    text: str = ""
    private: bool = False


@dataclass(frozen=True, slots=True, kw_only=True)
class DrawnItem:
    """A passage of a draw.

    Attributes
    ----------
    position : int
        Place in the order in which it is shown, from 0.
    document, text_hash : str
    start, end : int
    stratum : str
    probability : float or None
        Chance in (0, 1] with which it was drawn; None where it is not known.
    suggested : tuple of (code_id, score)
        What the machine suggested there when it was drawn, likeliest first, whether or not the
        draw shows it: what is learned later moves no page under anybody's hands.
    note : str
        What is said before the passage is shown, in general words; empty for nothing.
    """

    position: int
    document: str
    text_hash: str
    start: int
    end: int
    stratum: str = ""
    probability: float | None = None
    suggested: tuple[tuple[str, float], ...] = ()
    note: str = ""


@dataclass(frozen=True, slots=True, kw_only=True)
class Draw(Event):
    """Passages that were given to the event's coder, and how they were chosen.

    Attributes
    ----------
    draw : str
        Id that codings and looks name; several coders may be given one draw, each by an event.
    mode : {'blind', 'assisted'}
    round : int
    purpose : {'count', 'overlap', 'repeat', 'bridge', 'practice'}
    method : {'random', 'chosen', 'all'}
    frame, frame_hash : str
        From what it was drawn, in words, and a hash of the passages.
    frame_size : int
        Passages of the frame; cases, where whole cases were drawn.
    seed : int
    codebook_hash : str
        Version of the codebook that is shown in it.
    codes : tuple of str
        Ids of the codes that are asked about in it; empty: the whole list.
    items : tuple of DrawnItem
    """

    kind: ClassVar[str] = "draw"
    draw: str = ""
    mode: Mode = "assisted"
    round: int = 1
    purpose: Purpose = "count"
    method: Method = "chosen"
    frame: str = ""
    frame_hash: str = ""
    frame_size: int = 0
    seed: int = 0
    codebook_hash: str = ""
    codes: tuple[str, ...] = ()
    items: tuple[DrawnItem, ...] = ()

    @property
    def in_arms(self) -> bool:
        """Whether chance put each of its documents, whole, into one of two arms for its coder."""
        return self.draw.startswith(ARMS)

    @property
    def drawn_alone(self) -> bool:
        """Whether chance chose each of its passages, one by one, to be counted."""
        by_chance = self.method == "random" and self.purpose in ("count", "overlap")
        return by_chance and not self.of_cases

    @property
    def of_cases(self) -> bool:
        """Whether cases were drawn, each with all its passages: chance and frame are of cases."""
        return self.draw.startswith(CASES)


@dataclass(frozen=True, slots=True, kw_only=True)
class Anchor(Anchored):
    """Earlier events lie elsewhere now, because their source changed.

    Attributes
    ----------
    moves : tuple of str
        Ids of the events that lie at this passage from now on.
    how : str
        How the place was found: ``quote``, ``close match`` or ``person``.
    """

    kind: ClassVar[str] = "anchor"
    moves: tuple[str, ...] = ()
    how: str = ""


@dataclass(frozen=True, slots=True, kw_only=True)
class Override(Event):
    """A person decides that something counts although a rule says that it does not.

    Attributes
    ----------
    what : str
        ``editorial``: a changed wording of the code `target` leaves its meaning as it was, so that
        words of the meaning hash `before` count as words of `now`; ``adopt``: what was said in the
        bridging draw `target` counts.
    target, before, now : str
    reason : str
    """

    kind: ClassVar[str] = "override"
    what: str = ""
    target: str = ""
    before: str = ""
    now: str = ""
    reason: str = ""


@dataclass(frozen=True, slots=True, kw_only=True)
class Mark(Anchored):
    """What the event's coder says of details in a text by which somebody is known.

    It is of one text: once the document has another, it says nothing of it.

    Attributes
    ----------
    marking : {'read', 'replace', 'keep'}
        ``read``: they read the range, which is the whole text, for such details. ``replace``: the
        words of the range identify somebody, and `replacement` stands for them wherever the text
        leaves. ``keep``: the words stay as they are, whatever was said of them before.
    replacement : str
        As it is shown, mostly in brackets: ``[manager]``; empty unless words are replaced.
    """

    kind: ClassVar[str] = "mark"
    marking: Marking = "read"
    replacement: str = ""


@dataclass(frozen=True, slots=True, kw_only=True)
class Note(Event):
    """An event of a kind that has no table of its own yet: a concern, a pack.

    Attributes
    ----------
    name : str
        The kind.
    fields : tuple of (name, value)
    """

    kind: ClassVar[str] = "note"
    name: str = ""
    fields: tuple[tuple[str, str], ...] = ()


@dataclass(frozen=True, slots=True)
class Coder:
    """Whoever decides something in a study.

    Attributes
    ----------
    id : str
        Never changes; the name under which they first came.
    name : str
    role : {'researcher', 'peer', 'facilitator', 'imported'}
    credit : str
        How they wish to be named in what is published; empty for not at all.
    standpoint : str
        Where they stand on the subject and to the participants, in their own words, for the methods
        appendix; empty for not stated. Participants' names in it are masked when they withdraw.
    training : str
        How they were prepared for coding; empty for not stated.
    """

    id: str
    name: str
    role: Role = "researcher"
    credit: str = ""
    standpoint: str = ""
    training: str = ""


@dataclass(frozen=True, slots=True)
class VersionedCode:
    """A code as it stood in one version of the codebook."""

    codebook_hash: str
    code_id: str
    code: str
    code_hash: str
    meaning_hash: str


_GIVEN = ("number", "received")
"""Fields that the store gives, whatever an event brings."""


def same_content(one: Event, other: Event) -> bool:
    """Tell whether two events say the same, whenever the store took them."""
    return type(one) is type(other) and all(
        getattr(one, field.name) == getattr(other, field.name)
        for field in fields(one)
        if field.name not in (*_GIVEN, "after", "since", "quote", "prefix", "suffix")
    )


def find_coder(coders: Iterable[Coder], named: str) -> Coder | None:
    """Return the coder whom an id or a name means; names are compared as names are."""
    known = tuple(coders)
    exact = [one for one in known if one.id == named]
    alike = [one for one in known if folded(named) in (folded(one.name), folded(one.id))]
    return next(iter([*exact, *alike]), None)
