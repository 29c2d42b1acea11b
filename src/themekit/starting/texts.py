"""What a transcript, or a table that keeps talks, shows of its kind, and who in it asks."""

from __future__ import annotations

import re
from collections import Counter, defaultdict
from collections.abc import Sequence
from dataclasses import replace

from themekit.language import asks
from themekit.reading import Table
from themekit.reading.coding_exports import export_in_columns
from themekit.reading.tables.long_format import long_format
from themekit.reading.tables.talk_columns import recognise
from themekit.reading.tables.talk_table import read_talks
from themekit.records import Extract
from themekit.segmenting.splitting import words_in
from themekit.starting.records import LabelFacts, Said, TalkColumns, TextFacts
from themekit.starting.tables import own_table
from themekit.study import likely_interviewers

_SCHOLARLY = re.compile(
    r"^\s*(?:abstract|references|bibliography|works cited|keywords?)\b|\bdoi\b[:.]|\bet al\.",
    re.IGNORECASE | re.MULTILINE,
)
_ANSWERER = re.compile(
    r"(?:participant|interviewee|respondent|informant|subject|client|patient|service user|p|r)"
    r"[\W_]*\d*",
    re.IGNORECASE,
)
_CODE = re.compile(r"(?:speaker[ _]?|[a-z]{1,4}[-_]?)\d{1,4}", re.IGNORECASE)
_SIGNS = 3
_ASKS_MOSTLY = 0.5
_MOST_QUESTIONS = 0.6
_LEAST_QUESTIONS = 2
_SEVERAL = 2
_RARELY = 0.1


def facts_of(path: str, extract: Extract) -> TextFacts:
    """Take from a transcript what its kind can be guessed from.

    Parameters
    ----------
    path : str
        Relative to the study folder, with ``/``.
    extract : Extract
    """
    turns: Counter[str] = Counter()
    asking: Counter[str] = Counter()
    for turn in extract.turns:
        if turn.speaker:
            turns[turn.speaker] += 1
            asking[turn.speaker] += asks(extract.text[turn.start : turn.end])
    labels = tuple(LabelFacts(label, turns[label], asking[label]) for label in turns)
    signs = {found.group().strip().casefold() for found in _SCHOLARLY.finditer(extract.text)}
    timed = extract.talk or any(turn.start_time is not None for turn in extract.turns)
    paragraphs = [line for line in extract.text.split("\n") if line.strip()]
    return TextFacts(
        path,
        labels,
        words_in(extract.text),
        scholarly=len(signs) >= _SIGNS,
        timed=timed,
        paragraphs=len(paragraphs),
        asking=sum(map(asks, paragraphs)),
        askers=extract.askers,
    )


def talks_of(path: str, table: Table) -> tuple[TextFacts, ...]:
    """Take the facts of the talks that a table keeps; none where it is anything else.

    Parameters
    ----------
    path : str
        Relative to the study folder, with ``/``.
    table : Table
        As a reader gives it.
    """
    if own_table(table) or export_in_columns(table.header) or long_format(table):
        return ()
    found = recognise(table)
    if found is None:
        return ()
    talks, _ = read_talks(found.table, found.columns, path)
    kept = TalkColumns(found.columns, found.reasons, found.beside)
    return tuple(replace(facts_of(path, talk.extract), table=kept) for talk in talks)


def converses(text: TextFacts, *, doubtful: bool = False) -> bool:
    """Tell whether the labels are people's, and not the headings of a note ("Gains: ...").

    Parameters
    ----------
    text : TextFacts
    doubtful : bool
        Whether something speaks against it, as the name of the file may: then somebody must be
        seen to ask.
    """
    if not text.labels:
        return False
    if text.timed or usual_askers(text):
        return True
    if doubtful:
        return bool(probable_asker(text))
    coded = any(_ANSWERER.fullmatch(one.label) or _CODE.fullmatch(one.label) for one in text.labels)
    return coded or sum(one.asking for one in text.labels) >= _LEAST_QUESTIONS


def usual_askers(text: TextFacts) -> tuple[str, ...]:
    """Return the labels of whoever asks: as the file says, or as transcripts usually call them.

    A usual label whose turns answer somebody else's questions is none: ``I`` may be an interviewee.
    """
    if text.askers:
        return text.askers
    usual = likely_interviewers(one.label for one in text.labels)
    found = [one for one in text.labels if one.label in usual]
    asking = [one for one in found if not _answers(one, text.labels)]
    if len(asking) == len(text.labels) > 1:
        asking = [max(asking, key=lambda one: one.asking / one.turns)]
    return tuple(one.label for one in asking)


def _answers(one: LabelFacts, labels: Sequence[LabelFacts]) -> bool:
    """Tell whether a label hardly asks where another hardly does anything else."""
    return one.asking <= _RARELY * one.turns and any(
        other.turns >= _SEVERAL and other.asking >= _MOST_QUESTIONS * other.turns
        for other in labels
        if other is not one
    )


def probable_asker(text: TextFacts) -> str:
    """Return the label that mostly asks, and most; of two, the one that is no "Participant"."""
    others = [one for one in text.labels if not _ANSWERER.fullmatch(one.label)]
    if len(text.labels) < _SEVERAL or not others:
        return ""
    if len(text.labels) == _SEVERAL and len(others) == 1:
        return others[0].label
    total = sum(one.asking for one in text.labels)
    most = max(others, key=lambda one: one.asking)
    asks = most.asking >= max(_LEAST_QUESTIONS, _MOST_QUESTIONS * total)
    return most.label if asks and most.asking >= _ASKS_MOSTLY * most.turns else ""


def participants(text: TextFacts) -> int:
    """Return how many labels belong to those who answer."""
    asking = set(usual_askers(text)) or {probable_asker(text)}
    return sum(one.label not in asking for one in text.labels)


def guess_interviewer(texts: Sequence[TextFacts]) -> Said:
    """Guess whose words are context.

    A usual label is sure. So is a name that asks in several documents and in every one in which it
    stands; anything less is only proposed, since a mistake would leave a participant uncoded.
    """
    voiced = [text for text in texts if text.labels]
    usual = {text.path: usual_askers(text) for text in voiced}
    known = list(dict.fromkeys(label for found in usual.values() for label in found))
    without = [text for text in voiced if not usual[text.path]]
    asks: defaultdict[str, int] = defaultdict(int)
    for text in without:
        if asker := probable_asker(text):
            asks[asker] += 1
    stands = Counter(one.label for text in without for one in text.labels)
    firm = [label for label in asks if asks[label] == stands[label] >= _SEVERAL]
    if known or firm:
        return Said((*known, *firm), _why(known, firm, len(voiced), len(without), asks))
    if asks:
        likely = sorted(asks, key=lambda label: (-asks[label], -stands[label], label))
        why = (
            "asks most of the questions: if so, take the '# ' before 'interviewer' away, and these "
            "words are not coded"
        )
        return Said(tuple(likely), why, sure=False)
    return Said(why="no label looks like an interviewer's" if voiced else "")


def _why(
    known: Sequence[str], firm: Sequence[str], voiced: int, without: int, asks: dict[str, int]
) -> str:
    """Say what the labels stand on."""
    parts = []
    if known:
        have = voiced - without
        parts.append(f"in {have} of {voiced} documents a label looks like an interviewer's")
    if firm:
        most = max(asks[label] for label in firm)
        parts.append(f"{firm[0]} asks most of the questions in {most} documents: please confirm")
    if perhaps := [label for label in asks if label not in firm]:
        parts.append(f"perhaps {', '.join(perhaps[:_SEVERAL])} too, who asks most of the questions")
    return "; ".join(parts)
