"""Whether the labels of a conversation can be its speakers."""

from __future__ import annotations

import re
from collections import Counter
from typing import TYPE_CHECKING

from themekit.names import folded
from themekit.reading.sense.alike import LETTERS, differ_in, likeness, look_alikes
from themekit.reading.sense.asking import asking_doubts
from themekit.reading.sense.speech import SPOKEN, UNSPOKEN, Voice, voices
from themekit.reading.sense.words import counted, doubt, several
from themekit.reading.speakers.speaker_names import is_head_key
from themekit.study import askers

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

    from themekit.errors import Problem
    from themekit.reading.sense.signs import Signs
    from themekit.records import Document
    from themekit.study import Strand, Study

# An interview has a few voices, a meeting dozens; a list of "Key: value" lines has one a line.
_MOST = {"interview": 8, "case-study": 8, "group": 30}
_CROWD = 80
_FEW = 4  # an interview of more people in which each speaks once is a list
_ONCE = 0.5
_FEW_TURNS = 3.0
_BEGINS = re.compile(r"(?<=\n)[ \t]*([^\s:][^:\n]{0,39}?)[ \t]*:[ \t]")
_TAG = re.compile(r"[@%<*#&{\\]")
_TIER = re.compile(r"[A-Za-z][\w-]{0,11}@[\w-]+")
_HEADS = frozenset(
    """
    setting|weather|equipment|media|format|start|start time|end|end time|finish time|site|session
    |word count|words|audio file|video file|recorded|recorded by|recording date|date recorded|topic
    |country|city|region|interview location|interview time|interview length|consent|consent given
    |music|applause|laughter|laughs|silence|inaudible|unintelligible|crosstalk|noise
    |background noise|pause|pseudonym|medium|channel|url|created|last modified|author
    |translated by|checked by
    """.replace("\n", "")
    .replace("  ", "")
    .split("|")
)


def speaker_doubts(document: Document, strand: Strand) -> Iterator[Problem]:
    """Yield what cannot be right about the speakers of one transcript."""
    if strand.kind in UNSPOKEN:
        return
    found = voices(document, strand)
    yield from asking_doubts(document, strand, found)
    labels = [voice.label for voice in found]
    yield from _tags(document, labels)
    yield from _crowd(document, strand, found)
    alike = [*_alike(document, strand, labels)]
    yield from alike or _missed(document, labels)


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
    many = many or (strand.kind == "interview" and once == len(found) > _FEW)
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


def _missed(document: Document, labels: Sequence[str]) -> Iterator[Problem]:
    """Doubt lines within a turn that begin as a label does: what follows is taken for another's."""
    known = {likeness(label): label for label in labels}
    for turn in document.turns:
        for found in _BEGINS.finditer(document.text, turn.start, turn.end):
            label = known.get(likeness(found[1]))
            if turn.speaker and label is not None:
                message = (
                    f"a line of '{turn.speaker}' begins with '{found[1]}:', which looks like the "
                    f"speaker '{label}' and is read as words of '{turn.speaker}'"
                )
                mend = f"write '{label}:' there"
                yield doubt("labels-look-alike", document.source, message, mend)
                return


def alike_elsewhere(signs: Sequence[Signs], study: Study) -> Iterator[Problem]:
    """Yield a doubt for each file with a label that another file of the strand has otherwise.

    Only letters count here: that one file writes ``P 1`` and another ``P1`` does no harm.
    """
    for strand in study.strands:
        if strand.kind not in SPOKEN:
            continue
        turns: Counter[str] = Counter()
        first: dict[str, Signs] = {}
        for one in signs:
            for label, times in one.labels if one.strand == strand.name else ():
                turns[label] += times
                first.setdefault(label, one)
        told = set()
        for group in look_alikes(first):
            often, rare = sorted(group, key=lambda label: -turns[label])[:2]
            source, here = first[rare].source, [label for label, _ in first[rare].labels]
            why = differ_in(often, rare)
            if why in LETTERS and often not in here and source not in told:
                told.add(source)
                message = (
                    f"the speaker '{rare}' looks like '{often}' of {first[often].source} and is "
                    f"another person as it is read: the two differ only in {why}"
                )
                mend = "if it is one person, write the label in one way in all files"
                yield doubt("labels-look-alike", source, message, mend)
