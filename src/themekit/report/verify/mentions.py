"""Which strands, waves and ids a sentence speaks of."""

from __future__ import annotations

import re
from dataclasses import dataclass
from functools import cached_property
from typing import TYPE_CHECKING, NamedTuple

from themekit.names import folded
from themekit.report import words
from themekit.report.verify.wording import stem, words_of

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Sequence

    from themekit.decisions import CodedStudy
    from themekit.study import Strand

PEOPLE = (
    r"(?:participants?|respondents?|interviewees?|informants?|people|persons?|leaders?|managers?|"
    r"commissioners?|organisations?|organizations?|chief executives?|attendees?|members?|speakers?|"
    r"contributors?|panellists?|voices?|cases?|individuals?|women|men|patients?|staff|workers?|"
    r"carers?|clients?|users?|parents?|students?|residents?|answers?|ones?)"
)
_KINDS = {
    "interview": r"interview(?:s|ees?|ed)?",
    "survey": r"(?:surveys?|surveyed|(?:survey )?respondents?|questionnaires?)",
    "group": r"(?:round[- ]?tables?|focus[- ]groups?|workshops?|discussion groups?)",
    "case-study": r"case[- ]stud(?:y|ies)",
    "literature": r"(?:literature|published (?:studies|work|sources?)|papers? reviewed)",
    "notes": r"(?:field ?notes?|staff notes?)",
}
_KIND_WORDS = frozenset(
    [
        "interview",
        "interviews",
        "survey",
        "surveys",
        "case",
        "study",
        "studies",
        "documents",
        "literature",
        "roundtable",
        "round",
        "table",
        "focus",
        "group",
        "groups",
        "workshop",
        "the",
        "of",
        "and",
        "with",
        "notes",
        "field",
    ]
)
_TOTAL = re.compile(
    r"\b(?:all (?:primary )?strands|across (?:all )?(?:the )?(?:primary )?(?:strands|sources|study|"
    r"whole study)|over all|in all strands|all primary (?:strands|evidence)|altogether|"
    r"distinct organi[sz]ations|the study as a whole)\b",
    re.IGNORECASE,
)


class Mention(NamedTuple):
    """What a stretch of text speaks of."""

    names: frozenset[str]
    start: int
    end: int


@dataclass(frozen=True)
class Mentions:
    """Finds what a text speaks of in one study."""

    coded: CodedStudy

    @cached_property
    def _patterns(self) -> tuple[tuple[re.Pattern[str], frozenset[str]], ...]:
        """Return patterns with the strands that each means, the most telling first."""
        strands = self.coded.study.strands
        found: list[tuple[str, frozenset[str]]] = []
        for name, meant in sorted(_exact(strands).items(), key=lambda one: -len(one[0])):
            parts = r"[\s\-]+".join(re.escape(word) for word in name.split(" "))
            found.append((rf"\b{parts}(?:e?e?s)?\b", meant))
        for token, meant in _qualifiers(strands).items():
            kinds = {one.kind for one in strands if one.name in meant}
            for kind in kinds:
                of_kind = frozenset(o.name for o in strands if o.name in meant and o.kind == kind)
                found.append((rf"\b{token}\s+(?:\w+\s+)?{_KINDS[kind]}\b", of_kind))
            near = r"(?:participants?|leaders?|informants?|managers?|voices?|staff members?|ones)"
            found.append((rf"\b{token}\s+{near}\b", meant))
        for known, pattern in _KINDS.items():
            of_kind = frozenset(one.name for one in strands if one.kind == known)
            if of_kind:
                found.append((rf"\b{pattern}\b", of_kind))
        return tuple((re.compile(p, re.IGNORECASE), meant) for p, meant in found)

    def strands(self, text: str) -> tuple[Mention, ...]:
        """Return the strands that a text speaks of; the most telling of what overlaps."""
        taken: list[Mention] = [
            Mention(frozenset({words.ALL}), *found.span()) for found in _TOTAL.finditer(text)
        ]
        for pattern, meant in self._patterns:
            for found in pattern.finditer(text):
                start, end = found.span()
                if all(end <= one.start or one.end <= start for one in taken):
                    taken.append(Mention(meant, start, end))
        return tuple(sorted(taken, key=lambda one: one.start))

    def strands_of(self, text: str) -> frozenset[str]:
        """Return every strand that a text speaks of."""
        return frozenset().union(*(one.names for one in self.strands(text)))

    @cached_property
    def _tellers(self) -> dict[str, frozenset[str]]:
        """Stems of words by which strands of one kind are told apart, with whom each may mean."""
        found: dict[str, frozenset[str]] = {}
        for strand in self.coded.study.strands:
            for word in words_of(strand.name):
                if _is_telling(word):
                    found[stem(word)] = found.get(stem(word), frozenset()) | {strand.name}
        return found

    def tells(self, word: str) -> bool:
        """Tell whether a word names a strand, or part of its name."""
        return stem(word) in self._tellers or word in _KIND_WORDS

    def meant(self, text: str, otherwise: frozenset[str] = frozenset()) -> frozenset[str]:
        """Return the strands that a part of a sentence is of, as narrowly as its words tell.

        Parameters
        ----------
        text : str
        otherwise : frozenset of str
            Those of the parts before it: among them are meant those that a part tells of without
            their kind. Of whom a part tells nothing is left open.
        """
        named = [one.names - {words.ALL} for one in self.strands(text)]
        told = [meant for word in words_of(text) if (meant := self._tellers.get(stem(word)))]
        if not named and told:
            named = [otherwise]
        found: frozenset[str] = frozenset()
        for names in (*named, *told):
            found = found & names or found or names
        return found

    # -- waves ----------------------------------------------------------------------------------

    @cached_property
    def waves(self) -> dict[str, tuple[str, ...]]:
        """Waves of each strand, in order."""
        found: dict[str, list[str]] = {}
        for one in self.coded.documents:
            if one.wave and one.wave not in found.setdefault(one.strand, []):
                found[one.strand].append(one.wave)
        return {strand: tuple(sorted(waves)) for strand, waves in found.items()}

    def waves_of(self, text: str, strands: Iterable[str]) -> frozenset[str]:
        """Return the waves that a text speaks of, among those of some strands that have several."""
        low = folded(text)
        found: set[str] = set()
        for strand in strands:
            waves = self.waves.get(strand, ())
            if len(waves) < 2:  # noqa: PLR2004 - one wave needs no name
                continue
            named = {w for w in waves if re.search(rf"(?<!\w){re.escape(folded(w))}(?!\w)", low)}
            found |= named or {
                waves[at] for at, pattern in _WHEN.items() if pattern.search(low) and waves
            }
        return frozenset(found)

    # -- ids ------------------------------------------------------------------------------------

    @cached_property
    def ids(self) -> dict[str, frozenset[str]]:
        """Cases by every id under which somebody may be told: a document's, a case's."""
        found: dict[str, set[str]] = {}
        names: dict[str, set[str]] = {}
        for document, cases in self.coded.present.items():
            names.setdefault(document, set()).update(cases)
            names.setdefault(document.partition("/")[2], set()).update(cases)
            for case in cases:
                names.setdefault(case, set()).add(case)
        for name, whose in names.items():
            if any(sign.isdigit() for sign in name):
                found.setdefault(folded(name), set()).update(whose)
        return {name: frozenset(whose) for name, whose in found.items()}

    def people(self, text: str) -> tuple[tuple[str, frozenset[str]], ...]:
        """Return the ids in a text, each with whose it is."""
        found = []
        for match in re.finditer(r"[\w][\w#.\-]*(?:/[\w#.\-]+)*", text):
            said = match[0].rstrip(".-")
            key = folded(said)
            segment = self.coded.segment_by_id.get(said)
            if segment is not None:
                case = self.coded.case_of.get(said, "")
                found.append((said, frozenset({case})))
            elif key in self.ids:
                found.append((said, self.ids[key]))
        return tuple(found)

    @cached_property
    def attributes(self) -> dict[str, tuple[str, str]]:
        """Attribute and value by the value's words, where one attribute alone has it."""
        found: dict[str, set[tuple[str, str]]] = {}
        for case in self.coded.cases.values():
            for name, value in case.attributes:
                key = " ".join(words_of(value))
                if key and not key.isdigit():
                    found.setdefault(key, set()).add((name, value))
        return {key: next(iter(pairs)) for key, pairs in found.items() if len(pairs) == 1}


_WHEN = {
    0: re.compile(
        r"\b(?:first wave|wave (?:1|one)|baseline|at the (?:start|outset|beginning)|"
        r"round (?:1|one)|first round)\b"
    ),
    -1: re.compile(
        r"\b(?:second wave|last wave|final wave|wave (?:2|two)|follow[- ]?up|at the end|"
        r"second round|round (?:2|two))\b"
    ),
}


def _exact(strands: Sequence[Strand]) -> dict[str, frozenset[str]]:
    """Return what each strand is called, also as its quotations are credited."""
    found: dict[str, set[str]] = {}
    for strand in strands:
        for name in (words.strand(strand.name), strand.name, strand.attribution):
            plain = " ".join(re.findall(r"[\w]+", name.casefold()))
            for form in {plain, plain.removesuffix("s")}:
                if form:
                    found.setdefault(form, set()).add(strand.name)
    return {name: frozenset(meant) for name, meant in found.items()}


def _qualifiers(strands: Sequence[Strand]) -> dict[str, frozenset[str]]:
    """Return the words by which strands of one kind are told apart."""
    found: dict[str, set[str]] = {}
    for strand in strands:
        for word in words_of(strand.name):
            if _is_telling(word):
                found.setdefault(re.escape(word), set()).add(strand.name)
    return {word: frozenset(meant) for word, meant in found.items()}


def _is_telling(word: str) -> bool:
    """Tell whether a word of a strand's name is more than its kind."""
    return word not in _KIND_WORDS and len(word) > 2  # noqa: PLR2004 - a word that tells


def shapes(ids: Iterable[str]) -> frozenset[str]:
    """Return the shapes of ids: letters as they are, digits as ``0``."""
    return frozenset(_shape(one) for one in ids)


def _shape(said: str) -> str:
    return re.sub(r"\d", "0", said)


def unknown_ids(text: str, known: Iterable[str], spare: frozenset[str]) -> Iterator[re.Match[str]]:
    """Yield what looks like an id of the study and is none.

    Parameters
    ----------
    text : str
    known : iterable of str
        Ids of one kind: their shapes are learned from them.
    spare : frozenset of str
        Words, folded, that are known otherwise.
    """
    known = {
        one for one in known if re.fullmatch(r"[A-Za-z]{1,6}[\-_]?\d{1,5}(?:\.\d{1,3})?[a-z]?", one)
    }
    if not known:
        return
    wanted, there = shapes(known), {folded(one) for one in known}
    heads = {re.match(r"[A-Za-z]+", one)[0] for one in known}  # type: ignore[index]
    heads_ = "|".join(sorted(map(re.escape, heads), key=len, reverse=True))
    for found in re.finditer(
        rf"(?<![\w/.\-])(?:{heads_})[\-_]?\d{{1,5}}(?:\.\d{{1,3}})?[a-z]?(?![\w\-])", text
    ):
        if _shape(found[0]) in wanted and folded(found[0]) not in there | spare:
            yield found
