"""What is to be erased when somebody takes their words back. Pure: a study in, an `Erasure` out.

A document in which nobody else is present goes whole. In any other each character of theirs, and
their label, becomes `ERASED`: offsets stay, and what others said keeps its place. What others said
word for word too is the others' as much as theirs, and stays where the others said it.
"""

from __future__ import annotations

import calendar
import json
import re
from collections.abc import Collection, Iterable, Iterator, Mapping, Sequence
from dataclasses import asdict, dataclass, replace
from datetime import date
from functools import lru_cache
from typing import TYPE_CHECKING

from themekit.errors import UsageError
from themekit.names import folded
from themekit.records import ERASED, Document, Turn
from themekit.spans import Span, text_hash

if TYPE_CHECKING:
    from themekit.decisions import CodedStudy

RUN_OF_WORDS = 6
"""So many words of theirs in a row, which nobody else said, are theirs wherever they stand."""
LONG_ENOUGH = 8
"""So many words are remembered (keyed) as theirs alone; fewer anybody might say."""
_WORD = re.compile(r"[^\W_]+(?:['\N{RIGHT SINGLE QUOTATION MARK}][^\W_]+)*")
_DATED = re.compile(
    r"(?P<year>\d{4})(?:-(?:Q(?P<quarter>[1-4])|(?P<month>\d{2})(?:-(?P<day>\d{2}))?))?",
    re.IGNORECASE,
)
_SHORTEST_NAME = 2
_SHORTEST_NUMBER = 4
_MONTHS_IN_QUARTER = 3


@dataclass(frozen=True, slots=True)
class Request:
    """What somebody asked for.

    Attributes
    ----------
    case : str
        Id of the case.
    strand : str
        The one strand that is meant; empty for all.
    since : str
        Only what was collected from that date on; empty for all.
    quotes_only : bool
        Their words stay coded and counted, and are quoted nowhere again.
    """

    case: str
    strand: str = ""
    since: str = ""
    quotes_only: bool = False


@dataclass(frozen=True, slots=True)
class Place:
    """Where words of theirs lie on the disk still.

    Attributes
    ----------
    path, strand, document : str
    speaker : str
        Label; empty where the whole document is theirs.
    """

    path: str
    strand: str
    document: str
    speaker: str = ""


@dataclass(frozen=True, slots=True)
class Masked:
    """A document of several people without the words of one.

    Attributes
    ----------
    document : str
    former, text_hash : str
        Hash of the text before and after.
    text : str
        As long as before.
    turns : tuple of Turn
    ranges : tuple of (start, end)
        What was theirs: their turns, and their label before each.
    """

    document: str
    former: str
    text_hash: str
    text: str
    turns: tuple[Turn, ...]
    ranges: tuple[tuple[int, int], ...]


@dataclass(frozen=True, slots=True)
class Erasure:
    """All that goes, and by what it is known again.

    Attributes
    ----------
    request : Request
    documents : tuple of str
        Ids of the documents that are theirs alone: text, closed answers and attributes go.
    sources : tuple of str
        Paths of the sources all of whose documents these are.
    masked : tuple of Masked
    segments : tuple of str
        Ids of the units that are theirs.
    texts : tuple of str
        What they said, unit by unit, that nobody else said word for word; and whole documents.
    names : tuple of str
        What they, and their documents, are called and nobody else is; their sources' paths.
    phrases : frozenset of str
        Every `RUN_OF_WORDS` words of theirs in a row that nobody else said, folded.
    places : tuple of Place
    """

    request: Request
    documents: tuple[str, ...] = ()
    sources: tuple[str, ...] = ()
    masked: tuple[Masked, ...] = ()
    segments: tuple[str, ...] = ()
    texts: tuple[str, ...] = ()
    names: tuple[str, ...] = ()
    phrases: frozenset[str] = frozenset()
    places: tuple[Place, ...] = ()

    def repeats(self, text: str) -> list[tuple[int, int]]:
        """Return where a text names them or repeats words that are theirs alone."""
        return repeated(text, self.names, self.phrases)

    def mask(self, text: str) -> tuple[str, int]:
        """Return a text with what `repeats` finds masked, and how many stretches that were."""
        found = self.repeats(text)
        return masked(text, found), len(found)

    def with_former(self, texts: Iterable[str], others: Iterable[str]) -> Erasure:
        """Add what their documents said before their sources were changed.

        Parameters
        ----------
        texts : iterable of str
            Former texts of documents that are theirs alone.
        others : iterable of str
            What everybody else says.
        """
        own = {words_of(text): text for text in texts}
        own.pop((), None)
        phrases = {run for words in own for run in runs_of(words)} - self.phrases
        for said in others if own else ():
            words = words_of(said)
            own.pop(words, None)
            phrases.difference_update(runs_of(words))
        return replace(
            self,
            texts=tuple(dict.fromkeys((*self.texts, *own.values()))),
            phrases=self.phrases | phrases,
        )

    def as_json(self) -> str:
        """Return all of it as text, for whoever has to finish it after a kill."""
        told = asdict(self) | {"phrases": sorted(self.phrases)}
        return json.dumps(told, ensure_ascii=False, separators=(",", ":"))

    @classmethod
    def from_json(cls, text: str) -> Erasure:
        """Read back what `as_json` gave."""
        told = json.loads(text)
        rows = [
            Masked(
                **one
                | {
                    "turns": tuple(Turn(**turn) for turn in one["turns"]),
                    "ranges": tuple((start, end) for start, end in one["ranges"]),
                }
            )
            for one in told["masked"]
        ]
        return cls(
            Request(**told["request"]),
            documents=tuple(told["documents"]),
            sources=tuple(told["sources"]),
            masked=tuple(rows),
            segments=tuple(told["segments"]),
            texts=tuple(told["texts"]),
            names=tuple(told["names"]),
            phrases=frozenset(told["phrases"]),
            places=tuple(Place(**one) for one in told["places"]),
        )


def erasure_of(coded: CodedStudy, request: Request) -> Erasure:
    """Find all that is theirs in a study.

    Parameters
    ----------
    coded : CodedStudy
        As it was read: documents, segments, and whose they are.
    request : Request
        Of a case of the study.

    Raises
    ------
    UsageError
        If `since` is no date, or it is not known of a document when it was collected.
    """
    theirs = [one for one in coded.documents if request.case in coded.present.get(one.id, ())]
    theirs = [one for one in theirs if request.strand in ("", one.strand)]
    theirs = _collected_since(theirs, request)
    if request.quotes_only:
        return Erasure(request, places=tuple(_places(coded, theirs, request.case)))
    whole = {one.id for one in theirs if _is_theirs_alone(coded, one, request.case)}
    shared = [one for one in theirs if one.id not in whole]
    labels = {one.id: _labels(coded, one, request.case) for one in shared}
    rows = tuple(mask_document(one, labels[one.id]) for one in shared)
    segments = [
        one.id
        for one in coded.segments
        if one.document in whole
        or (one.document in labels and folded(one.speaker) in labels[one.document])
    ]
    texts, phrases = _alone(coded, set(segments), whole)
    sources = _sources(coded, whole)
    return Erasure(
        request,
        tuple(one.id for one in theirs if one.id in whole),
        sources,
        rows,
        tuple(segments),
        texts,
        _names(coded, theirs, whole, request.case, sources),
        phrases,
        tuple(_places(coded, theirs, request.case)),
    )


def mask_document(document: Document, speakers: Collection[str]) -> Masked:
    """Put `ERASED` in the place of every character that some speakers said, and of their labels.

    Parameters
    ----------
    document : Document
    speakers : collection of str
        Their labels, folded.
    """
    ranges: list[tuple[int, int]] = []
    turns: list[Turn] = []
    before = 0
    for turn in document.turns:
        if folded(turn.speaker) not in speakers:
            turns.append(turn)
        else:
            ranges += _found(turn.speaker, document.text, before, turn.start)
            ranges.append((turn.start, turn.end))
            turns.append(replace(turn, speaker=ERASED, question="", item=turn.item))
        before = turn.end
    # A list of who was there stands before the first of them speaks.
    first = document.turns[0].start if document.turns else 0
    for label in {turn.speaker for turn in document.turns if folded(turn.speaker) in speakers}:
        ranges += _found(label, document.text, 0, first)
    text = masked(document.text, ranges)
    where = tuple(_joined(ranges))
    return Masked(document.id, document.text_hash, text_hash(text), text, tuple(turns), where)


def masked(text: str, ranges: Iterable[tuple[int, int]]) -> str:
    """Return a text of the same length without the characters of some ranges."""
    parts, at = [], 0
    for start, end in _joined(ranges):
        parts += [text[at:start], ERASED * (end - start)]
        at = end
    return "".join([*parts, text[at:]])


def repeated(text: str, names: Sequence[str], phrases: Collection[str]) -> list[tuple[int, int]]:
    """Return where a text holds one of some names, or one of some runs of words, in order.

    Parameters
    ----------
    text : str
    names : sequence of str
    phrases : collection of str
        Runs of `RUN_OF_WORDS` words as `runs_of` gives them.
    """
    found: list[tuple[int, int]] = []
    if phrases:
        spans = [one.span() for one in _WORD.finditer(text)]
        words = [_same(text[start:end]) for start, end in spans]
        found += [
            (spans[at][0], spans[at + RUN_OF_WORDS - 1][1])
            for at in range(len(words) - RUN_OF_WORDS + 1)
            if " ".join(words[at : at + RUN_OF_WORDS]) in phrases
        ]
    if names and text:
        found += [one.span() for one in _pattern(tuple(names)).finditer(text)]
    return _joined(found)


def words_of(text: str) -> tuple[str, ...]:
    """Return the words of a text, so that two texts are alike where these are equal."""
    return tuple(_same(word) for word in _WORD.findall(text))


def runs_of(words: Sequence[str]) -> set[str]:
    """Return every `RUN_OF_WORDS` words in a row."""
    last = len(words) - RUN_OF_WORDS + 1
    return {" ".join(words[at : at + RUN_OF_WORDS]) for at in range(last)}


def begins(when: str) -> date | None:
    """Return the first day of a wave or a date (2021, 2021-Q3, 2021-06, 2021-06-30), or None."""
    found = _DATED.fullmatch(when.strip())
    return _first_day(found) if found else None


def ends(when: str) -> date | None:
    """Return the last day of a wave or a date, or None."""
    found = _DATED.fullmatch(when.strip())
    first = _first_day(found) if found else None
    if found is None or first is None or found["day"]:
        return first
    month = 12
    if found["quarter"]:
        month = first.month + _MONTHS_IN_QUARTER - 1
    elif found["month"]:
        month = first.month
    return date(first.year, month, calendar.monthrange(first.year, month)[1])


def _first_day(found: re.Match[str]) -> date | None:
    month = int(found["month"] or 1)
    if found["quarter"]:
        month = (int(found["quarter"]) - 1) * _MONTHS_IN_QUARTER + 1
    try:
        return date(int(found["year"]), month, int(found["day"] or 1))
    except ValueError:
        return None


def _collected_since(documents: Sequence[Document], request: Request) -> list[Document]:
    """Return the documents that were, at least in part, collected from a date on."""
    if not request.since:
        return list(documents)
    since = begins(request.since)
    if since is None:
        raise UsageError(
            f"--from wants a date such as 2021, 2021-Q3, 2021-06 or 2021-06-30, not "
            f"'{request.since}'."
        )
    unknown = next((one for one in documents if ends(one.wave) is None), None)
    if unknown is not None:
        said = f"its wave is '{unknown.wave}'" if unknown.wave else "the study names no wave for it"
        raise UsageError(
            f"It is not known when {unknown.id} was collected ({said}): leave --from out, or say "
            f"with --strand which strand is meant, such as --strand '{unknown.strand}'."
        )
    return [one for one in documents if (last := ends(one.wave)) is not None and last >= since]


def _is_theirs_alone(coded: CodedStudy, document: Document, case: str) -> bool:
    """Tell whether nobody is present in a document who has not withdrawn."""
    return all(
        one == case or (one in coded.cases and coded.cases[one].withdrawn)
        for one in coded.present.get(document.id, ())
    )


def _labels(coded: CodedStudy, document: Document, case: str) -> frozenset[str]:
    """Return how somebody's turns are headed in a document of several, folded."""
    return frozenset(
        folded(one.speaker)
        for one in coded.segments
        if one.document == document.id
        and one.speaker_role != "interviewer"
        and coded.case_of.get(one.id) == case
    )


def _alone(
    coded: CodedStudy, segments: Collection[str], whole: Collection[str]
) -> tuple[tuple[str, ...], frozenset[str]]:
    """Return the units, turns and documents, and the runs of words, that nobody but them said."""
    own: dict[tuple[str, ...], str] = {}
    phrases = set[str]()
    for said in _stretches(coded, segments, whole, theirs=True):
        own.setdefault(words_of(said), said)
    own.pop((), None)
    for words in own:
        phrases |= runs_of(words)
    begin = {words[0] for words in own}
    begin |= {run.split(" ", 1)[0] for run in phrases}
    for said in _stretches(coded, segments, whole, theirs=False):
        words = words_of(said)
        own.pop(words, None)
        if phrases and not begin.isdisjoint(words):
            phrases.difference_update(runs_of(words))
    return tuple(own.values()), frozenset(phrases)


def _stretches(
    coded: CodedStudy, segments: Collection[str], whole: Collection[str], *, theirs: bool
) -> Iterator[str]:
    """Yield what they said, or what everybody else did: units, turns, and whole documents."""
    spans: dict[str, list[Span]] = {}
    text_of = {one.id: one.text for one in coded.documents}
    for one in coded.segments:
        is_theirs = one.id in segments and one.speaker_role != "interviewer"
        if is_theirs:
            spans.setdefault(one.document, []).append(Span(one.start, one.end))
        if is_theirs == theirs:
            yield text_of[one.document][one.start : one.end]
    for document in coded.documents:
        there = spans.get(document.id, ())
        if theirs and not there:
            continue
        for turn in document.turns:
            span = Span(turn.start, turn.end)
            if any(span.overlap(one) for one in there) == theirs:
                yield span.of(document.text)
        # A document that is theirs holds what they were asked too, which is asked of others.
        if (document.id in whole) == theirs and (theirs or not there):
            yield document.text


def _sources(coded: CodedStudy, whole: Collection[str]) -> tuple[str, ...]:
    """Return the paths of the sources that hold nobody else."""
    left = {one.source for one in coded.documents if one.id not in whole}
    found = (one.source for one in coded.documents if one.id in whole)
    return tuple(dict.fromkeys(path for path in found if path not in left))


def _names(
    coded: CodedStudy,
    theirs: Iterable[Document],
    whole: Collection[str],
    case: str,
    sources: Iterable[str],
) -> tuple[str, ...]:
    """Return what they alone are called; a short number is too much else besides."""
    names = [case]
    for document in theirs:
        labels = _labels(coded, document, case)
        spelled = [one.speaker for one in document.turns if folded(one.speaker) in labels]
        names += dict.fromkeys(spelled)
        if document.id in whole:
            names += [document.id, document.name, document.case]
    for path in sources:
        names += [path, path.rsplit("/", 1)[-1], path.rsplit("/", 1)[-1].rsplit(".", 1)[0]]
    others = set(_called(coded, case, whole))
    told = (name.strip() for name in names)
    return tuple(
        dict.fromkeys(name for name in told if _tells(name) and folded(name) not in others)
    )


def _called(coded: CodedStudy, case: str, whole: Collection[str]) -> Iterator[str]:
    """Yield what everybody and everything else is called, folded."""
    speaks: Mapping[tuple[str, str], str] = {
        (one.document, folded(one.speaker)): coded.case_of.get(one.id, "") for one in coded.segments
    }
    for (_, speaker), owner in speaks.items():
        if owner != case:
            yield speaker
    for one in coded.documents:
        if one.id not in whole:
            yield from (folded(one.id), folded(one.name), folded(one.case))
        yield folded(one.strand)
    for other in coded.cases.values():
        if other.id != case:
            yield folded(other.id)
        yield folded(other.organisation)
    for code in coded.codebook.codes:
        yield folded(code.name)
        yield folded(code.id)


def _tells(name: str) -> bool:
    """Tell whether a name, found in other words, means them."""
    return len(name) >= (_SHORTEST_NUMBER if name.isdecimal() else _SHORTEST_NAME)


def _places(coded: CodedStudy, theirs: Iterable[Document], case: str) -> Iterator[Place]:
    """Yield where their words lie on the disk."""
    for one in theirs:
        if _is_theirs_alone(coded, one, case):
            yield Place(one.source, one.strand, one.id)
            continue
        labels = _labels(coded, one, case)
        spelled = dict.fromkeys(turn.speaker for turn in one.turns)
        for label in spelled:
            if folded(label) in labels:
                yield Place(one.source, one.strand, one.id, label)


def _found(label: str, text: str, start: int, end: int) -> list[tuple[int, int]]:
    """Return where a label stands in a stretch of text."""
    if not label.strip():
        return []
    return [
        (start + one.start(), start + one.end())
        for one in _pattern((label,)).finditer(text[start:end])
    ]


@lru_cache(maxsize=64)
def _pattern(names: tuple[str, ...]) -> re.Pattern[str]:
    """Return a pattern that finds names as whole words, however they are spaced and cased."""
    longest = sorted(names, key=len, reverse=True)
    spaced = (r"\s+".join(re.escape(part) for part in name.split()) for name in longest)
    return re.compile(rf"(?<![^\W_])(?:{'|'.join(spaced)})(?![^\W_])", re.IGNORECASE)


def _joined(ranges: Iterable[tuple[int, int]]) -> list[tuple[int, int]]:
    """Return ranges in order, those that touch made one, without empty ones."""
    found: list[Span] = []
    for start, end in sorted(one for one in ranges if one[0] < one[1]):
        if found and start <= found[-1].end:
            found[-1] = Span(found[-1].start, max(end, found[-1].end))
        else:
            found.append(Span(start, end))
    return [(one.start, one.end) for one in found]


@lru_cache(maxsize=65_536)
def _same(word: str) -> str:
    return folded(word).replace("\N{RIGHT SINGLE QUOTATION MARK}", "'")
