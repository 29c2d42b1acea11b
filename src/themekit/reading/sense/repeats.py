"""The same words twice: whole texts, rows of a survey, and lines that stand nearly everywhere."""

from __future__ import annotations

from collections import Counter, defaultdict
from typing import TYPE_CHECKING, NamedTuple

from themekit.doubts import quoted
from themekit.language import asks, stretches
from themekit.reading.sense.gathering import standing
from themekit.reading.sense.sketches import likeness
from themekit.reading.sense.speech import SPOKEN, coded_stretches
from themekit.reading.sense.words import counted, doubt, excerpt, line_of, rows_named, several
from themekit.spans import Span

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping, Sequence

    from themekit.errors import Problem
    from themekit.reading.sense.signs import Signs
    from themekit.records import Document
    from themekit.study import Strand, Study

_NEARLY = 0.7
_COMMON = 8  # a run of words in more texts than this is a phrase of the guide or a form
_FEWEST = 3
_PASTED = 0.3
_BEGINNING = 6  # words by which a line is known
_MOST_DOCUMENTS = 0.6
_HALF = 0.5  # where more of a document stands elsewhere too, it is no mere footer
_SAMPLE = 5_000  # answers by which it shows whether most hold a line

Place = tuple[str, str]  # source, document id


class Pair(NamedTuple):
    """A text, the one that it repeats, and whether it does so only nearly."""

    place: Place
    other: Place
    how: str = ""


def repeat_doubts(signs: Sequence[Signs], study: Study) -> Iterator[Problem]:
    """Yield doubts about texts that stand elsewhere too, and about lines that stand everywhere."""
    again = _again(signs)
    surveys = {strand.name for strand in study.strands if strand.kind == "survey"}
    strands = {one.source: one.strand for one in signs}
    places = {(one.source, id_): at for one in signs for id_, at in one.places}
    for source, pairs in again.items():
        yield _rows(source, pairs, places) if strands[source] in surveys else _file(source, pairs)
    yield from _boilerplate([one for one in signs if one.source not in again], study)


def _again(signs: Sequence[Signs]) -> dict[str, list[Pair]]:
    """Return the texts that repeat an earlier one, by source."""
    first: dict[str, Place] = {}
    again: dict[str, list[Pair]] = defaultdict(list)
    for one in signs:
        for id_, _, key, _ in one.texts:
            place = (one.source, id_)
            other = first.setdefault(key, place)
            if other != place:
                again[one.source].append(Pair(place, other))
    for pair in _near(signs):
        if pair.place[0] not in again:
            again[pair.place[0]].append(pair)
    return again


def _near(signs: Sequence[Signs]) -> Iterator[Pair]:
    """Yield pairs of texts of different files that are nearly the same."""
    sketches: dict[Place, tuple[int, ...]] = {}
    holders: dict[int, list[Place]] = defaultdict(list)
    for one in signs:
        for id_, _, _, runs in one.texts:
            place = (one.source, id_)
            shared: Counter[Place] = Counter()
            for run in runs:
                if len(holders[run]) < _COMMON:
                    shared.update(holders[run])
                    holders[run].append(place)
            for other, _ in shared.most_common(_FEWEST):
                if likeness(runs, sketches[other]) >= _NEARLY:
                    yield Pair(place, other, "nearly ")
                    break
            sketches[place] = runs


def _file(source: str, pairs: Sequence[Pair]) -> Problem:
    _, (other, _), how = pairs[0]
    message = f"it is {how}the same text as {other}, so its words count twice"
    if other == source:
        message = "some of its documents are the same text, so their words count twice"
    mend = "take one of the two out of the study"
    return doubt("same-text", source, message, mend)


def _rows(source: str, pairs: Sequence[Pair], places: Mapping[Place, str]) -> Problem:
    place, first, _ = pairs[0]
    name, twin = (
        rows_named([(one[1].partition("/")[2], places.get(one, ""))]) for one in (place, first)
    )
    where = "" if first[0] == source else f" of {first[0]}"
    message = (
        f"{counted(len(pairs), 'row')} of long answers repeat another row word for word ({name} "
        f"is like {twin}{where})"
    )
    if len(pairs) == 1:
        message = f"{name} repeats the long answers of {twin}{where} word for word"
    mend = "take the second one out of the table if it was sent or pasted twice"
    return doubt("same-text", source, message, mend, line_of(places.get(place, "")))


def _boilerplate(signs: Sequence[Signs], study: Study) -> Iterator[Problem]:
    """Yield a doubt for each file with lines that stand in most files of its strand."""
    for strand in study.strands:
        those = [one for one in signs if one.strand == strand.name]
        if strand.kind == "survey" or len(those) < _FEWEST:
            continue
        files: Counter[str] = Counter()
        for one in those:
            files.update(
                key
                for key, line in one.lines
                if not (strand.kind in SPOKEN and not one.labels and asks(line))
            )
        least = max(_FEWEST, _MOST_DOCUMENTS * len(those))
        common = {key for key, times in files.items() if times >= least}
        for one in those:
            lines = [line for key, line in one.lines if key in common]
            if 0 < len(lines) < max(2, _HALF * len(one.lines)):
                message = f"{_standing(lines)} in most files of '{strand.name}' and {_coded(lines)}"
                yield doubt("boilerplate", one.source, message, _leave_out(strand, lines))


def _standing(lines: Sequence[str]) -> str:
    return f"{several(lines, 2)} {'stands' if len(lines) == 1 else 'stand'}"


def _coded(lines: Sequence[str]) -> str:
    one = "is" if len(lines) == 1 else "are"
    return f"{one} coded each time as if somebody had said it"


def _leave_out(strand: Strand, lines: Sequence[str]) -> str:
    beginnings = [quoted(" ".join(line.rstrip("…").split()[:_BEGINNING])) for line in lines]
    skip = ", ".join(dict.fromkeys((*map(quoted, strand.skip), *beginnings)))
    return (
        f"to leave such lines out, write in study.yaml, under strands, as a line of "
        f"'{strand.name}' and as far in as its 'kind:': skip: [{skip}]"
    )


def pasted_twice(document: Document, strand: Strand) -> Iterator[Problem]:
    """Yield a doubt where a document holds a large part of its text twice."""
    if strand.kind == "survey":
        return
    times = Counter(
        key
        for _, said in coded_stretches(document, strand)
        for line in said.split("\n")
        if (key := standing(line))
    )
    again = sum(number == 2 for number in times.values())  # noqa: PLR2004 -- a form repeats oftener
    if again >= _FEWEST and again >= _PASTED * times.total():
        message = f"{again} of its {len(times)} longer lines stand in it twice"
        mend = "look whether the text was pasted twice, and take the second one out"
        yield doubt("same-text", document.source, message, mend)


def repeated_answers(
    documents: Sequence[Document], strand: Strand, source: str
) -> Iterator[Problem]:
    """Yield a doubt where most answers of a survey hold the same long line."""
    if strand.kind != "survey":
        return
    lines: dict[str, Counter[str]] = defaultdict(Counter)
    answered: Counter[str] = Counter()
    for document in documents[:: -(-len(documents) // _SAMPLE) or 1]:
        for turn in document.turns:
            if turn.end > turn.start:
                answered[turn.item] += 1
                span = Span(turn.start, turn.end)
                left = (
                    stretch.of(document.text)
                    for stretch, unsaid in stretches(document.text, span, strand.skip)
                    if not unsaid
                )
                lines[turn.item].update(
                    {line.strip() for said in left for line in said.split("\n")}
                )
    for item, found in lines.items():
        common = [
            line
            for line, times in found.items()
            if times >= max(_FEWEST + 1, _MOST_DOCUMENTS * answered[item]) and standing(line)
        ]
        if common:
            message = (
                f"{_standing([excerpt(line) for line in common])} in most answers to '{item}' and "
                f"{_coded(common)}"
            )
            yield doubt("boilerplate", source, message, _leave_out(strand, common))
            return
