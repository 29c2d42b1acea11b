"""Choosing quotations: a researcher says which words stand for a code in the report.

``themekit quotes --choose`` and the desk choose by the same rule and make the same events.
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass, replace
from pathlib import Path
from typing import Literal

from themekit._yaml import did_you_mean
from themekit.decisions import ChosenQuote, CodedStudy, chosen_quotes, speaks_against
from themekit.decisions.chosen import PLACES, TAKEN_BACK, Place, choice_of
from themekit.errors import UsageError
from themekit.events import Event, Note, find_coder
from themekit.records import Segment
from themekit.spans import Span
from themekit.workflows.context import RunContext
from themekit.workflows.loading import load_coded
from themekit.workflows.project import open_result
from themekit.workflows.recording import record

CHOSEN_COLUMNS = ("segment", "code", "place", "by", "state", "text")
SHOWN = "in the report"
UNSAID = f"{SHOWN}: nobody has said that it speaks against it"
SAID_FOR = f"{SHOWN}, not as against: people say that it speaks for it"
NOT_HELD = "not shown: no person says that the code holds there"
UNQUOTED = "not shown: whoever speaks took back that they are quoted"
MOVED = "not shown: its words stand no longer there, or several times"
_WORD = re.compile(r"\S+")
_RANGE = re.compile(r"\s*(\d+)\s*[-\u2013]\s*(\d+)\s*")
Cells = tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Choice:
    """What was chosen.

    Attributes
    ----------
    number : int
        Of the event.
    code, place, text : str
    doubt : str
        What its reader is told beside it; empty where nothing is doubtful.
    """

    number: int
    code: str
    place: str
    text: str
    doubt: str = ""


def choose_quote(
    path: Path, segment_id: str, code: str, *, by: str, place: Place = "", words: str = ""
) -> Choice:
    """Choose words as a quotation of a code; a person's later choice replaces their earlier one.

    Parameters
    ----------
    path : Path
        The study's folder.
    segment_id, code : str
        The passage, and the name or id of the code.
    by : str
        Name or id of whoever chooses.
    place : {'', 'typical', 'strong', 'against'}
    words : str
        ``FIRST-LAST``: numbers of the passage's words, from 1; all where it is empty.

    Raises
    ------
    UsageError
        If there is no such passage or code, nobody has said that the code holds there, or it is
        chosen for what is against and people say that it speaks for it, or whoever speaks took
        back that they are quoted.
    """
    with open_result(path) as context:
        coded = load_coded(context)
        segment, code_id = _passage(coded, segment_id), _code_id(context, code)
        _refuse(coded, segment, code_id)
        doubt = _doubt(coded, segment_id, code_id) if place == "against" else ""
        note = choice(coded, segment, code_id, _words(segment, words), _id_of(coded, by), place)
        (number,) = record(context, [note], coder=by)
        return Choice(number, _name(coded, code_id), place, dict(note.fields)["quote"], doubt)


def unchoose_quote(path: Path, segment_id: str, code: str, *, by: str) -> int:
    """Take a choice back; return the number of the event.

    Raises
    ------
    UsageError
        If whoever asks has chosen no such thing.
    """
    with open_result(path) as context:
        coded = load_coded(context, suggested=False)
        code_id = _code_id(context, code)
        back = taking_back(coded, segment_id, code_id, _id_of(coded, by))
        if back is None:
            raise UsageError(
                f"{by} has chosen no words of {segment_id} for '{code}': "
                "themekit quotes STUDY --chosen lists who chose what."
            )
        (number,) = record(context, [back], coder=by)
        return number


# -- the rule, for whoever asks ----------------------------------------------------------------


def why_not(coded: CodedStudy, segment: Segment, code_id: str) -> Literal["", "unquoted", "unheld"]:
    """Say why words of a passage cannot be chosen for a code; empty where they can.

    ``unquoted``: whoever speaks took back that they are quoted. ``unheld``: no person says that the
    code holds there.
    """
    case = coded.case(segment)
    if case is not None and case.unquoted:
        return "unquoted"
    return "" if _is_held(coded, segment.id, code_id) else "unheld"


def choice(
    coded: CodedStudy, segment: Segment, code_id: str, span: Span, coder: str, place: Place = ""
) -> Note:
    """Return the event by which somebody chooses words of a passage for a code.

    It replaces what they chose before for the same passage and code.
    """
    document = next(one for one in coded.documents if one.id == segment.document)
    made = choice_of(document, span, code_id, place)
    return replace(made, replaces=_own(coded, segment.id, code_id, coder))


def taking_back(coded: CodedStudy, segment_id: str, code_id: str, coder: str) -> Note | None:
    """Return the event that takes somebody's choice back; None where they made none."""
    mine = _own(coded, segment_id, code_id, coder)
    return Note(name=TAKEN_BACK, replaces=mine) if mine else None


def choosable(coded: CodedStudy, segment: Segment) -> tuple[str, ...]:
    """Return for which codes words of a passage can be chosen, in the order of the codebook."""
    codes = coded.codebook.codes
    return tuple(one.id for one in codes if not why_not(coded, segment, one.id))


def state_of(coded: CodedStudy, choice: ChosenQuote) -> str:
    """Say whether a choice is shown, and why it is not."""
    if not choice.segment_id:
        return MOVED
    if why_not(coded, coded.segment_by_id[choice.segment_id], choice.code_id) == "unquoted":
        return UNQUOTED
    if not _is_held(coded, choice.segment_id, choice.code_id):
        return NOT_HELD
    if choice.place != "against":
        return SHOWN
    against = speaks_against(coded, choice.segment_id, choice.code_id)
    return UNSAID if against is None else SHOWN if against else SAID_FOR


def last_choice(coded: CodedStudy, coder: str, own: Sequence[Event]) -> ChosenQuote | None:
    """Return somebody's choice where it is the last thing that they did; else None."""
    if not own or not isinstance(own[-1], Note):
        return None
    found = (one for one in chosen_quotes(coded) if one.event_id == own[-1].event_id)
    return next((one for one in found if one.coder == coder and one.segment_id), None)


def list_chosen(path: Path) -> list[Cells]:
    """List the choices in force, and why one is not shown; the columns are `CHOSEN_COLUMNS`."""
    with open_result(path) as context:
        coded = load_coded(context, suggested=False)
        texts = {one.id: one.text for one in coded.documents}
        return [
            (
                one.segment_id or one.document,
                _name(coded, one.code_id),
                one.place,
                coded.coder_names.get(one.coder, one.coder),
                state_of(coded, one),
                texts[one.document][one.start : one.end] if one.segment_id else "",
            )
            for one in chosen_quotes(coded)
        ]


def _is_held(coded: CodedStudy, segment_id: str, code_id: str) -> bool:
    if coded.codebook.by_id(code_id) is None:
        return False
    return coded.decisions.standing(segment_id, code_id).state == "holds"


def _passage(coded: CodedStudy, segment_id: str) -> Segment:
    segment = coded.segment_by_id.get(segment_id)
    if segment is None or not segment.codable:
        raise UsageError(
            f"There is no passage {segment_id} that can be quoted: themekit quotes STUDY lists "
            "them with their ids."
        )
    return segment


def _code_id(context: RunContext, named: str) -> str:
    found = context.codebook.find(named)
    if found is None:
        hint = did_you_mean(named, sorted(context.codebook.code_names))
        raise UsageError(f"There is no code '{named}' in this codebook ({hint}).")
    return found.id


def _refuse(coded: CodedStudy, segment: Segment, code_id: str) -> None:
    why = why_not(coded, segment, code_id)
    if why == "unquoted":
        raise UsageError(f"Whoever speaks in {segment.id} took back that they are quoted.")
    if why:
        raise UsageError(
            f"No person says that '{_name(coded, code_id)}' holds in {segment.id}: accept it there "
            "first (themekit review STUDY), then choose it."
        )


def _doubt(coded: CodedStudy, segment_id: str, code_id: str) -> str:
    """Refuse what speaks for a code as a quotation against it; say what is not known of it."""
    against = speaks_against(coded, segment_id, code_id)
    name = _name(coded, code_id)
    if against is None:
        return (
            f"Nobody has said whether {segment_id} speaks for or against '{name}': the report says "
            "so beside it, until somebody does (themekit review STUDY)."
        )
    if not against:
        raise UsageError(
            f"People say that {segment_id} speaks for '{name}', so it cannot stand for what is "
            "against: choose it as typical or strong, or, if they are wrong, change the stance "
            "first (themekit review STUDY)."
        )
    return ""


def _words(segment: Segment, words: str) -> Span:
    """Return the range of the document's text that some words of a passage are."""
    if not words:
        return Span(segment.start, segment.end)
    places = [found.span() for found in _WORD.finditer(segment.text)]
    asked = _RANGE.fullmatch(words)
    first, last = (int(asked[1]), int(asked[2])) if asked else (0, 0)
    if not 1 <= first <= last <= len(places):
        raise UsageError(
            f"--words takes FIRST-LAST, such as 1-{len(places)}: {segment.id} has {len(places)} "
            f"words, and '{words}' is not among them."
        )
    return Span(places[first - 1][0], places[last - 1][1]).shift(segment.start)


def _id_of(coded: CodedStudy, by: str) -> str:
    """Return the id of whom a name means; empty for somebody new."""
    coder = find_coder(coded.coders, by)
    return coder.id if coder else ""


def _own(coded: CodedStudy, segment_id: str, code_id: str, coder: str) -> tuple[str, ...]:
    """Return the ids of somebody's choices of a passage and code, with those that they replaced.

    An earlier one would else stand again once the later is taken back.
    """
    wanted = [
        one.event_id
        for one in chosen_quotes(coded)
        if (one.coder, one.segment_id, one.code_id) == (coder, segment_id, code_id)
    ]
    known = coded.decisions.record.by_id
    found: dict[str, None] = {}
    while wanted:
        found[one := wanted.pop()] = None
        wanted += [before for before in known[one].replaces if before not in found]
    return tuple(found)


def _name(coded: CodedStudy, code_id: str) -> str:
    found = coded.codebook.by_id(code_id)
    return found.name if found else code_id


__all__ = [
    "CHOSEN_COLUMNS",
    "PLACES",
    "Choice",
    "choice",
    "choosable",
    "choose_quote",
    "last_choice",
    "list_chosen",
    "state_of",
    "taking_back",
    "unchoose_quote",
    "why_not",
]
