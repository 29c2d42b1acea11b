"""Whose words are quoted outside: each person's quotations together, with what is known of them.

This is for the researcher alone. One quotation tells little; several of one person, beside their
role and their borough, may tell who they are.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from itertools import combinations
from typing import TYPE_CHECKING

from themekit.records import Case, Pairs
from themekit.report import words
from themekit.report.csvtext import Row, Table

if TYPE_CHECKING:
    from themekit.decisions import CodedStudy
    from themekit.disclosure import Uses
    from themekit.report.outside import QuotedIn

QUOTED_FILES = ("quotes_by_person.csv", "quotes_by_person.html")
COLUMNS = (
    "case", "organisation", "strand", "document", "segment_id", "quote", "replaced", "attribution",
    "used_in", "replaced_elsewhere", "only_one_with",
)  # fmt: skip
MOST_SAID = 6


@dataclass(frozen=True, slots=True)
class QuotedWords:
    """One quotation as it is shown outside, and everywhere it stands.

    Attributes
    ----------
    text, attribution, strand, document, segment_id : str
    replaced : int
        How many replacements are in it.
    places : tuple of str
    elsewhere : tuple of str
        Words that stand in it and are replaced in other places of the study.
    """

    text: str
    attribution: str
    strand: str
    document: str
    segment_id: str
    replaced: int
    places: tuple[str, ...]
    elsewhere: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class QuotedPerson:
    """Somebody whose words are quoted outside.

    Attributes
    ----------
    case : Case
    quotes : tuple of QuotedWords
    only : tuple of tuple of (name, value)
        Attributes, alone or two together, that nobody else in the study has.
    """

    case: Case
    quotes: tuple[QuotedWords, ...]
    only: tuple[Pairs, ...]

    @property
    def only_text(self) -> str:
        """``role: manager; borough: North and income: low``."""
        return "; ".join(
            " and ".join(f"{words.humanise(name)}: {value}" for name, value in pairs)
            for pairs in self.only
        )


def by_person(
    quotes: Iterable[QuotedIn], coded: CodedStudy, uses: Uses
) -> tuple[QuotedPerson, ...]:
    """Put the quotations that leave together by person, those who are quoted most first."""
    places: dict[str, dict[str, None]] = {}
    shown: dict[str, QuotedIn] = {}
    for one in quotes:
        shown.setdefault(one.quote.segment_id, one)
        places.setdefault(one.quote.segment_id, {})[one.place] = None
    people: dict[str, list[QuotedWords]] = {}
    cases: dict[str, Case] = {}
    for segment in coded.segments:
        if segment.id not in shown or (case := uses.case(segment)) is None:
            continue
        quote = shown[segment.id].quote
        cases[case.id] = case
        people.setdefault(case.id, []).append(
            QuotedWords(
                quote.text, quote.attribution, quote.strand, segment.document, segment.id,
                uses.replaced(segment), tuple(places[segment.id]),
                uses.replaced_elsewhere(segment),
            )
        )  # fmt: skip
    rare = Rare(case for case in coded.cases.values() if not case.withdrawn)
    found = (
        QuotedPerson(cases[id_], tuple(mine), rare.of(cases[id_])) for id_, mine in people.items()
    )
    return tuple(sorted(found, key=lambda one: -len(one.quotes)))


class Rare:
    """Which attributes, alone or two together, only one person in the study has."""

    def __init__(self, cases: Iterable[Case]) -> None:
        self._counted: Counter[Pairs] = Counter()
        for case in cases:
            known = _known(case)
            self._counted.update((one,) for one in known)
            self._counted.update(combinations(known, 2))

    def of(self, case: Case) -> tuple[Pairs, ...]:
        """Return those of one person; two together only where neither is rare alone."""
        known = _known(case)
        alone = [(one,) for one in known if self._counted[one,] == 1]
        common = [one for one in known if self._counted[one,] > 1]
        pairs = [pair for pair in combinations(common, 2) if self._counted[pair] == 1]
        return (*alone, *pairs)[:MOST_SAID]


def _known(case: Case) -> Pairs:
    """Return the attributes that are known of somebody, in one order for all."""
    return tuple(sorted(one for one in case.attributes if one[1].strip()))


def quotes_by_person(people: Sequence[QuotedPerson]) -> Table:
    """Tabulate quotations, a row each, beside what is known of whoever is quoted."""
    names = tuple(dict.fromkeys(name for one in people for name, _ in one.case.attributes))

    def rows() -> Iterator[Row]:
        for one in people:
            known = dict(one.case.attributes)
            for quote in one.quotes:
                yield (
                    one.case.id, one.case.organisation, quote.strand, quote.document,
                    quote.segment_id, quote.text, quote.replaced, quote.attribution,
                    "; ".join(quote.places), "; ".join(quote.elsewhere), one.only_text,
                    *(known.get(name) for name in names),
                )  # fmt: skip

    return Table((*COLUMNS, *names), rows())


def told_of(people: Sequence[QuotedPerson]) -> str:
    """Say in a sentence how many people are quoted, and how often."""
    if not people:
        return (
            "Nobody is quoted in public: a quotation needs words that a person confirmed, of "
            "somebody who agreed, in a text read for details, beside a figure that may be shown."
        )
    number = sum(len(one.quotes) for one in people)
    who = "1 person is" if len(people) == 1 else f"{len(people):,} people are"
    said = f"{who} quoted in public, in {words.plural(number, 'quotation')}."
    if open_still := sum(bool(quote.elsewhere) for one in people for quote in one.quotes):
        verb = "holds" if open_still == 1 else "hold"
        said += f" {open_still:,} of them {verb} words that are replaced elsewhere in the study."
    return said
