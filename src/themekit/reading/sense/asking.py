"""Who asks in a conversation, and whether anybody does: what is wrong there is coded wrongly."""

from __future__ import annotations

from dataclasses import dataclass, replace
from difflib import get_close_matches
from typing import TYPE_CHECKING

from themekit.doubts import quoted
from themekit.language import asks
from themekit.names import folded
from themekit.reading.registry import is_table
from themekit.reading.sense.alike import likeness
from themekit.reading.sense.speech import (
    SPOKEN,
    UNSPOKEN,
    Voice,
    somebody_speaks,
    voices,
    words_said,
)
from themekit.reading.sense.words import counted, doubt, excerpt, meant, several
from themekit.study import STUDY_FILE, askers, likely_interviewers, roles

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

    from themekit.errors import Problem
    from themekit.reading.sense.signs import Signs
    from themekit.records import Document
    from themekit.study import Strand, Study

_RARELY, _MOSTLY = 0.1, 0.6
_ENOUGH = 3
_MANY = 4  # names that nobody reads one by one any more
_NEAR = 0.5
_LINES, _HALF = 6, 0.5
_TITLE = 60  # words that may stand before the first speaker: a title, a head, a summary


@dataclass(frozen=True, slots=True)
class WrongAsker:
    """Who asks in a document is not who study.yaml says.

    Attributes
    ----------
    doubt, message : str
    out, into : tuple of str
        Labels that the strand's line ``interviewer`` had better be without, and with.
    """

    doubt: str
    message: str
    out: tuple[str, ...] = ()
    into: tuple[str, ...] = ()


def asking_doubts(document: Document, strand: Strand, found: Sequence[Voice]) -> Iterator[Problem]:
    """Yield what shows in one conversation alone, of which `found` speak.

    Whom study.yaml should name instead `wrong_askers` tells, for all documents of a strand.
    """
    if not found:
        if strand.kind in SPOKEN and document.text.strip():
            yield _nobody(document, strand)
        return
    if strand.kind in SPOKEN:
        yield from _partly(document, strand, found)
    asking = [voice for voice in found if voice.asks]
    if len(asking) == 1 and _is_all_asked(document, strand, found):
        message = _everybody_asks(asking)
        mend = "if it is the participant, take the label out of 'interviewer' in study.yaml"
        yield doubt("all-interviewer", document.source, message, mend)


def _nobody(document: Document, strand: Strand) -> Problem:
    asker = strand.interviewer[0] if strand.interviewer else "INT"
    what = "the questions" if strand.kind == "interview" else "whoever leads it"
    are = "are" if strand.kind == "interview" else "is"
    message = f"no speakers were found in this {strand.kind}, so {what} {are} coded too"
    mend = f"write '{asker}:' and 'P:', or the speakers' names, before each turn"
    if is_table(document.source):
        mend = (
            f"name the column that says who speaks in the strand {strand.name!r} of study.yaml: "
            "columns: {speaker: ..., text: ...}"
        )
    mend += f"; if nobody asks in it, say so in study.yaml: {meant('no-speakers', document.source)}"
    return doubt("no-speakers", document.source, message, mend)


def _partly(document: Document, strand: Strand, found: Sequence[Voice]) -> Iterator[Problem]:
    """Doubt a conversation of which only a part has labels; the first reason is enough."""
    reason, mend = "", "write a label before each turn of the others too"
    if len(found) == 1 and not found[0].asks and _alone(strand, found[0]):
        reason = (
            f"only '{found[0].label}' is found to speak in this {strand.kind}, so whatever the "
            "others say is coded as theirs"
        )
    elif before := _before(document, strand):
        reason = (
            f"{counted(before, 'word')} stand before the first speaker '{found[0].label}' and are "
            "not coded, more than all that follow"
        )
        mend = "write the labels before these turns as before the later ones"
    elif (long := _swallowed(document)) is not None:
        reason = (
            f"one turn of '{long[0]}' holds half of the words and several questions "
            f"('{excerpt(long[1])}'), as if labels within it were not recognised"
        )
        mend = "write every label in the same way, at the beginning of its line"
    if reason:
        if is_table(document.source):
            mend = "fill the column of speakers in every row"
        yield doubt("no-speakers", document.source, reason, mend)


def _alone(strand: Strand, voice: Voice) -> bool:
    """Tell whether the only voice must be that of several people."""
    many = voice.questions >= _ENOUGH and voice.questions >= _MOSTLY / 2 * voice.turns
    return strand.kind == "group" or many


def _before(document: Document, strand: Strand) -> int:
    """Count the words before the first speaker, where they outweigh all others."""
    early = late = 0
    for turn, role in zip(document.turns, roles(strand.interviewer, document.turns), strict=True):
        words = words_said(document.text[turn.start : turn.end])
        early, late = (early + words, late) if role == "unknown" else (early, late + words)
    return early if early > max(_TITLE, late) else 0


def _swallowed(document: Document) -> tuple[str, str] | None:
    """Return whose turn holds half of all words with lines that ask, and the first such line."""
    said = [document.text[turn.start : turn.end] for turn in document.turns]
    at = max(range(len(said)), key=lambda at: len(said[at]))
    lines = [line for line in said[at].split("\n") if line.strip()]
    if len(lines) < _LINES or len(said[at]) < _HALF * sum(map(len, said)):
        return None
    asked = [line for line in lines if asks(line)]
    return (document.turns[at].speaker, asked[0]) if len(asked) >= _ENOUGH else None


def wrong_asker(document: Document, strand: Strand) -> WrongAsker | None:
    """Return what is wrong with who asks in a conversation: all, nobody named, or who answers."""
    found = voices(document, strand)
    asking = [voice for voice in found if voice.asks]
    others = [voice for voice in found if not voice.asks and voice.words]
    if _is_all_asked(document, strand, found):
        return _everybody(asking) if len(asking) > 1 else None
    if strand.interviewer and not asking and len(found) > 1:
        return _absent(strand, found)
    if asking and len(others) == 1 and _swapped(asking, others[0]):
        names, other = tuple(voice.label for voice in asking), others[0].label
        message = (
            f"{several(names)} stands under 'interviewer' but hardly asks anything, while "
            f"'{other}' asks and is coded"
        )
        return WrongAsker("interviewer-answers", message, names, (other,))
    return None


def _is_all_asked(document: Document, strand: Strand, found: Sequence[Voice]) -> bool:
    """Tell whether every word of a conversation counts as an interviewer's."""
    spoken = sum(voice.words for voice in found if voice.asks)
    others = any(not voice.asks and voice.words for voice in found)
    return bool(spoken) and not others and not somebody_speaks(document, strand)


def _everybody_asks(asking: Sequence[Voice]) -> str:
    return (
        f"every word is taken for an interviewer's ({several([voice.label for voice in asking])}), "
        "so nothing of it is coded"
    )


def _everybody(asking: Sequence[Voice]) -> WrongAsker:
    """Keep of several interviewers the one who asks most."""
    first, *rest = sorted(asking, key=lambda voice: -voice.questions / max(1, voice.turns))
    out = tuple(voice.label for voice in rest)
    return WrongAsker("all-interviewer", _everybody_asks(asking), out, (first.label,))


def _absent(strand: Strand, found: Sequence[Voice]) -> WrongAsker:
    labels = [voice.label for voice in found]
    few = len(strand.interviewer) < _MANY
    who = f"called {several(strand.interviewer)}" if few else "named under 'interviewer'"
    message = (
        f"nobody {who} speaks in it (the speakers are {several(labels)}), so its questions are "
        "coded as answers"
    )
    near = nearest_label(strand.interviewer, labels)
    asker = max(found, key=lambda voice: voice.questions / max(1, voice.turns))
    # A name that is spelt alike and asks nothing is no better guess than whoever asks.
    asks_too = any(voice.questions for voice in found if voice.label == near)
    name = asker.label if asker.questions and not asks_too else near or labels[0]
    return WrongAsker("interviewer-never-speaks", message, (), (name,))


def nearest_label(wanted: Sequence[str], labels: Sequence[str]) -> str:
    """Return the label most like one of those wanted; empty where none is."""
    for name in wanted:
        alike = [label for label in labels if likeness(label) == likeness(name)]
        keys = {folded(label): label for label in labels}
        close = get_close_matches(folded(name), keys, 1, _NEAR)
        if alike or close:
            return alike[0] if alike else keys[close[0]]
    return ""


def _swapped(asking: Sequence[Voice], other: Voice) -> bool:
    """Tell whether those who are said to ask answer, and the other asks."""
    turns = sum(voice.turns for voice in asking)
    questions = sum(voice.questions for voice in asking)
    words = sum(voice.words for voice in asking)
    return (
        not likely_interviewers(voice.label for voice in asking)  # who asks "Tell me ..."
        and min(turns, other.turns) >= _ENOUGH
        and questions <= _RARELY * turns
        and other.questions >= _MOSTLY * other.turns
        and words > other.words
    )


def wrong_askers(signs: Sequence[Signs], study: Study) -> Iterator[Problem]:
    """Yield what is wrong with who asks, each with the one line that mends all of its strand.

    Were each to print a line of its own, the second that is followed would undo the first.
    """
    for number, strand in enumerate(study.strands):
        those = [one for one in signs if one.strand == strand.name]
        unheard = _unheard(strand, those)
        wrong = [WrongAsker(*one) for sign in those for one in sign.asking]
        out = [*unheard, *(label for one in wrong for label in one.out)]
        into = list(dict.fromkeys(label for one in wrong for label in one.into))
        line = _line(strand.interviewer, out, into)
        for sign in those:
            yield from _wrong_in(sign, line, into)
        if unheard:
            problem = _silent(strand, unheard, those, line)
            yield replace(problem, line=study.lines.get(("strands", number, "interviewer")))


def _line(named: Sequence[str], out: Sequence[str], into: Sequence[str]) -> str:
    """Write a strand's line without some labels and with others; who asks somewhere stays."""
    gone = {folded(label) for label in out} - {folded(label) for label in into}
    kept = {folded(one): one for one in (*into, *named) if folded(one) not in gone}
    ordered = dict.fromkeys(kept[key] for one in (*named, *into) if (key := folded(one)) in kept)
    return f"interviewer: [{', '.join(map(quoted, ordered))}]"


def _wrong_in(sign: Signs, line: str, into: Sequence[str]) -> Iterator[Problem]:
    """Yield a doubt of each name once for all documents of a source."""
    by_name: dict[str, list[WrongAsker]] = {}
    for one in sign.asking:
        by_name.setdefault(one[0], []).append(WrongAsker(*one))
    for name, alike in by_name.items():
        more = f"; so it is with {len(alike)} documents of the file" if len(alike) > 1 else ""
        ask = "asks" if len(into) == 1 else "ask"
        mend = f"write {line} in study.yaml if it is {_and(into)} who {ask}"
        yield doubt(name, sign.source, alike[0].message + more, mend)


def _and(labels: Sequence[str]) -> str:
    """Join labels as a sentence does: ``'Ann', 'Bo' and 'Cy'``."""
    *first, last = (f"'{label}'" for label in labels)
    return f"{', '.join(first)} and {last}" if first else last


def _unheard(strand: Strand, those: Sequence[Signs]) -> list[str]:
    """Return the labels under 'interviewer' that no document of a strand has.

    None where there are documents in which nobody named speaks: these tell it themselves.
    """
    if not those or strand.kind in UNSPOKEN:
        return []
    heard = {folded(label) for one in those for label, _ in one.labels}
    unheard = [label for label in strand.interviewer if folded(label) not in heard]
    if len(unheard) < len(strand.interviewer):  # a list of all usual labels is a habit
        usual = likely_interviewers(unheard)
        unheard = [label for label in unheard if label not in usual]
    told = any(len(one.labels) > 1 and not askers(strand.interviewer, _names(one)) for one in those)
    return [] if told else unheard


def _silent(strand: Strand, unheard: Sequence[str], those: Sequence[Signs], line: str) -> Problem:
    labels = [label for one in those for label in _names(one)]
    near = nearest_label(unheard, labels)
    message = (
        f"{several(unheard)} stands under 'interviewer' of '{strand.name}' but speaks in none of "
        "its documents"
    )
    mend = f"write {line}" + (f", or '{near}'" if near else "")
    if not labels:
        mend = f"write '{unheard[0]}:' before each of their turns in the files"
    return doubt("interviewer-never-speaks", STUDY_FILE, message, mend)


def _names(signs: Signs) -> list[str]:
    return [label for label, _ in signs.labels]
