"""Doubts about who speaks in one document."""

from __future__ import annotations

import re
from dataclasses import replace
from difflib import get_close_matches
from typing import TYPE_CHECKING

from themekit.names import folded
from themekit.reading.naming import is_head_key
from themekit.reading.sense.alike import differ_in, likeness, look_alikes
from themekit.reading.sense.speech import SPOKEN, UNSPOKEN, Voice, somebody_speaks, voices
from themekit.reading.sense.words import counted, doubt, quoted, several
from themekit.study import STUDY_FILE, askers

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

    from themekit.errors import Problem
    from themekit.reading.sense.signs import Signs
    from themekit.records import Document
    from themekit.study import Strand, Study

# An interview has a few voices, a meeting dozens; a list of "Key: value" lines has one a line.
_MOST = {"interview": 8, "case-study": 8, "group": 30}
_CROWD = 80
_ONCE = 0.5
_FEW_TURNS = 3.0
_TAG = re.compile(r"[@%<*#&{\\]")
_TIER = re.compile(r"[A-Za-z][\w-]{0,11}@[\w-]+")
_HEADS = frozenset(
    """
    setting|weather|equipment|media|format|start|start time|end|end time|finish time|site|session
    |word count|words|audio file|video file|recorded|recorded by|recording date|date recorded|topic
    |country|city|region|interview location|interview time|interview length|consent|consent given
    |pseudonym|medium|channel|url|created|last modified|author|translated by|checked by
    """.replace("\n", "")
    .replace("  ", "")
    .split("|")
)
_RARELY, _MOSTLY = 0.1, 0.6
_ENOUGH = 3
_NEAR = 0.5


def speaker_doubts(document: Document, strand: Strand) -> Iterator[Problem]:
    """Yield what cannot be right about the speakers of one transcript."""
    if strand.kind in UNSPOKEN:
        return
    found = voices(document, strand)
    if not found:
        if strand.kind in SPOKEN and document.text.strip():
            yield _nobody(document, strand)
        return
    labels = [voice.label for voice in found]
    yield from _alone(document, strand, found)
    yield from _asking(document, strand, found)
    yield from _tags(document, labels)
    yield from _crowd(document, strand, found)
    yield from _alike(document, strand, labels)


def _nobody(document: Document, strand: Strand) -> Problem:
    asker = strand.interviewer[0] if strand.interviewer else "INT"
    message = f"no speakers were found in this {strand.kind}, so its questions are coded as answers"
    mend = f"write '{asker}:' and 'P:' (or the speakers' names) before each turn"
    return doubt("no-speakers", document.source, message, mend)


def _alone(document: Document, strand: Strand, found: Sequence[Voice]) -> Iterator[Problem]:
    """Doubt a conversation in which one label stands and questions are asked under it."""
    voice = found[0]
    many = voice.questions >= _ENOUGH and voice.questions >= _MOSTLY / 2 * voice.turns
    if strand.kind not in SPOKEN or len(found) > 1 or voice.asks:
        return
    if strand.kind == "group" or many:
        message = (
            f"only '{voice.label}' is found to speak in this {strand.kind}, so whatever the others "
            "say is coded as theirs"
        )
        mend = "write a label before each turn of the others too"
        yield doubt("no-speakers", document.source, message, mend)


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
    message = (
        f"nobody called {several(strand.interviewer)} speaks in it (the speakers are "
        f"{several(labels)}), so its questions are coded as answers"
    )
    near = nearest_label(strand.interviewer, labels)
    asker = max(found, key=lambda voice: voice.questions / max(1, voice.turns))
    name = near or (asker.label if asker.questions else labels[0])
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
        min(turns, other.turns) >= _ENOUGH
        and questions <= _RARELY * turns
        and other.questions >= _MOSTLY * other.turns
        and words > other.words
    )


def _tags(document: Document, labels: Sequence[str]) -> Iterator[Problem]:
    """Doubt speakers that are tags of a format, tiers of an annotation or keys of a head."""
    tiers = [label for label in labels if _TIER.fullmatch(label)]
    wrong = [
        label
        for label in labels
        if _TAG.match(label)
        or is_head_key(folded(label))
        or folded(label) in _HEADS
        or (label in tiers and len(tiers) > 1)
    ]
    if wrong:
        one = "is" if len(wrong) == 1 else "are"
        message = (
            f"{several(wrong)} {one} read as if somebody of that name spoke; that looks like a tag "
            "or a line of the document's head"
        )
        mend = "take these lines out of the file, or export it once more as plain text"
        yield doubt("labels-are-tags", document.source, message, mend)


def _crowd(document: Document, strand: Strand, found: Sequence[Voice]) -> Iterator[Problem]:
    """Doubt more speakers than a talk can have, most of whom speak once."""
    turns = sum(voice.turns for voice in found)
    once = sum(voice.turns == 1 for voice in found)
    many = len(found) > _MOST.get(strand.kind, _CROWD) and once > _ONCE * len(found)
    if many or (len(found) > _CROWD and turns < _FEW_TURNS * len(found)):
        message = (
            f"{len(found)} speakers are more than {_a(strand.kind)} has, and {once} of them speak "
            f"once ({several([voice.label for voice in found if voice.turns == 1])}): lines of the "
            "text are read as speakers"
        )
        mend = "write each speaker's label alike and with a colon, or give the strand kind: notes"
        yield doubt("too-many-speakers", document.source, message, mend)


def _a(kind: str) -> str:
    return f"an {kind}" if kind == "interview" else f"a {kind}"


def _alike(document: Document, strand: Strand, labels: Sequence[str]) -> Iterator[Problem]:
    """Doubt labels that look the same and are different: two people where one speaks."""
    asking = strand.interviewer if askers(strand.interviewer, labels) else ()  # else told already
    for group in look_alikes([*labels, *asking]):
        here = [label for label in group if label in labels]
        if not here:
            continue
        first, second = group[:2]
        message = (
            f"the speakers {several(group)} are read as {counted(len(group), 'person')} who differ "
            f"only in {differ_in(first, second)}"
        ).replace("persons", "people")
        if len(here) < len(group):
            message = (
                f"the speaker '{here[0]}' is not '{next(one for one in group if one not in here)}' "
                f"of study.yaml: the two differ only in {differ_in(first, second)}"
            )
        mend = "write the label in one way throughout the file"
        yield doubt("labels-look-alike", document.source, message, mend)


def silent_interviewers(signs: Sequence[Signs], study: Study) -> Iterator[Problem]:
    """Yield a doubt for each label under 'interviewer' that no document of its strand has.

    Documents in which none of those named speaks are doubted when they are read; so only a label
    is told here that no such document tells.
    """
    for number, strand in enumerate(study.strands):
        those = [one for one in signs if one.strand == strand.name]
        heard = {folded(label) for one in those for label, _ in one.labels}
        unheard = [label for label in strand.interviewer if folded(label) not in heard]
        told = any(
            len(one.labels) > 1 and not askers(strand.interviewer, _names(one)) for one in those
        )
        if not unheard or not those or told or strand.kind in UNSPOKEN:
            continue
        near = nearest_label(unheard, [label for one in those for label in _names(one)])
        message = (
            f"{several(unheard)} stands under 'interviewer' of '{strand.name}' but speaks in none "
            "of its documents"
        )
        kept = [quoted(one) for one in strand.interviewer if one not in unheard]
        mend = f"write interviewer: [{', '.join(kept)}]" + (f", or '{near}'" if near else "")
        problem = doubt("interviewer-never-speaks", STUDY_FILE, message, mend)
        line = study.lines.get(("strands", number, "interviewer"))
        yield replace(problem, line=line)


def _names(signs: Signs) -> list[str]:
    return [label for label, _ in signs.labels]
