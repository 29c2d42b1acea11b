"""Who asks in a conversation, and whether anybody does: what is wrong there is coded wrongly."""

from __future__ import annotations

from dataclasses import replace
from difflib import get_close_matches
from typing import TYPE_CHECKING

from themekit.doubts import quoted
from themekit.language import asks
from themekit.names import folded
from themekit.reading.registry import is_table
from themekit.reading.sense.alike import likeness
from themekit.reading.sense.speech import SPOKEN, UNSPOKEN, Voice, somebody_speaks, words_said
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


def asking_doubts(document: Document, strand: Strand, found: Sequence[Voice]) -> Iterator[Problem]:
    """Yield what cannot be right about who asks in one conversation, of which `found` speak."""
    if not found:
        if strand.kind in SPOKEN and document.text.strip():
            yield _nobody(document, strand)
        return
    if strand.kind in SPOKEN:
        yield from _partly(document, strand, found)
    yield from _asking(document, strand, found)


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


def _asking(document: Document, strand: Strand, found: Sequence[Voice]) -> Iterator[Problem]:
    """Doubt who asks: everybody, nobody of those named, or whoever never asks anything."""
    asking = [voice for voice in found if voice.asks]
    others = [voice for voice in found if not voice.asks and voice.words]
    spoken = sum(voice.words for voice in asking)
    if spoken and not others and not somebody_speaks(document, strand):
        yield _everybody(document, asking)
    elif strand.interviewer and not asking and len(found) > 1:
        yield _absent(document, strand, found)
    elif asking and len(others) == 1 and _swapped(asking, others[0]):
        names, other = several([voice.label for voice in asking]), others[0].label
        message = (
            f"{names} stands under 'interviewer' but hardly asks anything, while '{other}' asks "
            "and is coded"
        )
        mend = f"write interviewer: [{quoted(other)}] in study.yaml"
        yield doubt("interviewer-answers", document.source, message, mend)


def _everybody(document: Document, asking: Sequence[Voice]) -> Problem:
    ordered = sorted(asking, key=lambda voice: -voice.questions / max(1, voice.turns))
    message = (
        f"every word is taken for an interviewer's ({several([voice.label for voice in asking])}), "
        "so nothing of it is coded"
    )
    if len(asking) > 1:
        mend = (
            "name under 'interviewer' in study.yaml only who asks, perhaps "
            f"interviewer: [{quoted(ordered[0].label)}]"
        )
    else:
        mend = "if it is the participant, take the label out of 'interviewer' in study.yaml"
    return doubt("all-interviewer", document.source, message, mend)


def _absent(document: Document, strand: Strand, found: Sequence[Voice]) -> Problem:
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
    named = ", ".join(quoted(label) for label in (*strand.interviewer, name))
    mend = f"write interviewer: [{named}] in study.yaml if it is '{name}' who asks"
    return doubt("interviewer-never-speaks", document.source, message, mend)


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


def silent_interviewers(signs: Sequence[Signs], study: Study) -> Iterator[Problem]:
    """Yield a doubt for each label under 'interviewer' that no document of its strand has.

    Documents in which none of those named speaks are doubted when they are read; so only a label
    is told here that no such document tells.
    """
    for number, strand in enumerate(study.strands):
        those = [one for one in signs if one.strand == strand.name]
        heard = {folded(label) for one in those for label, _ in one.labels}
        unheard = [label for label in strand.interviewer if folded(label) not in heard]
        if len(unheard) < len(strand.interviewer):  # a list of all usual labels is a habit
            usual = likely_interviewers(unheard)
            unheard = [label for label in unheard if label not in usual]
        told = any(
            len(one.labels) > 1 and not askers(strand.interviewer, _names(one)) for one in those
        )
        if not unheard or not those or told or strand.kind in UNSPOKEN:
            continue
        labels = [label for one in those for label in _names(one)]
        near = nearest_label(unheard, labels)
        message = (
            f"{several(unheard)} stands under 'interviewer' of '{strand.name}' but speaks in none "
            "of its documents"
        )
        kept = [quoted(one) for one in strand.interviewer if one not in unheard]
        mend = f"write interviewer: [{', '.join(kept)}]" + (f", or '{near}'" if near else "")
        if not labels:
            mend = f"write '{unheard[0]}:' before each of their turns in the files"
        problem = doubt("interviewer-never-speaks", STUDY_FILE, message, mend)
        line = study.lines.get(("strands", number, "interviewer"))
        yield replace(problem, line=line)


def _names(signs: Signs) -> list[str]:
    return [label for label, _ in signs.labels]
