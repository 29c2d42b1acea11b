"""Whose voice a section is, from what holds in it and whom it quotes.

In public nothing of this is told but how the quotations are spread: who is present is what the
matrix shows or withholds.
"""

from __future__ import annotations

from collections import Counter
from dataclasses import dataclass
from typing import TYPE_CHECKING

from themekit.report import words
from themekit.report.voices import Voice, VoicesModel

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping, Sequence

    from themekit.records import MatrixRow
    from themekit.report.inputs import ReportInputs
    from themekit.report.quotes import Quote

LOUD = 1 / 3
"""Share of a section's passages from which one person is said to carry it."""
FEW_PASSAGES = 6
"""With fewer passages one person easily has a third of them."""
TALKING = ("interview", "survey", "group", "case-study")
"""Kinds of strands whose words are people's."""
MANY_QUOTES = 3
"""With fewer quotations nobody is quoted too often."""


@dataclass(frozen=True, slots=True)
class _Heard:
    """Of a section: passages by person, quotations by person, and who spoke in which wave."""

    passages: Mapping[str, int]
    quotes: Mapping[str, int]
    waves: frozenset[tuple[str, str]]


def voices_of(
    rows: Sequence[MatrixRow], quotes: Sequence[Quote], inputs: ReportInputs
) -> VoicesModel | None:
    """Return whose voice a section is; None where nothing was coded and nobody is quoted.

    Parameters
    ----------
    rows : sequence of MatrixRow
        The section's.
    quotes : sequence of Quote
        Those that it shows.
    inputs : ReportInputs
    """
    if inputs.public:
        notes = tuple(_spread(quotes))
        return VoicesModel(notes=notes) if notes else None
    heard = _heard(rows, quotes, inputs)
    if not heard.passages:
        return None
    by_strand = list(_by_strand(heard, inputs))
    by_attribute = list(_by_attribute(heard, inputs))
    notes = (*_loud(heard), *_absent(by_strand), *_unquoted(by_strand))
    return VoicesModel((*by_strand, *by_attribute), notes)


def _heard(rows: Sequence[MatrixRow], quotes: Sequence[Quote], inputs: ReportInputs) -> _Heard:
    """Find who speaks in a section by people's word: what a machine suggests is nobody's voice."""
    codes = {row.code_id for row in rows if row.code_id}
    ids = {one for row in rows for one in row.holding}
    held = [
        one
        for one in ids
        if one in inputs.case_of and not codes.isdisjoint(inputs.confirmed.get(one, ()))
    ]
    wave_of = {one.id: one.wave for one in inputs.coded.documents}
    return _Heard(
        Counter(inputs.case_of[one] for one in held),
        Counter(quote.case for quote in quotes if quote.case),
        frozenset((inputs.case_of[one], wave_of[inputs.segments[one].document]) for one in held),
    )


def _spread(quotes: Sequence[Quote]) -> Iterator[str]:
    """Yield how many people the quotations of a section are from."""
    people = {quote.case for quote in quotes if quote.case}
    if len(quotes) > 1 and len(people) == 1:
        yield f"All {words.number(len(quotes))} quotations here are one person's words."


def _by_strand(heard: _Heard, inputs: ReportInputs) -> Iterator[Voice]:
    """Yield each strand in which people speak, wave by wave where it has several."""
    for strand in inputs.strands:
        if strand.kind not in TALKING or strand.voice == "written about":
            continue
        waves = sorted({one.wave for one in inputs.coded.documents if one.strand == strand.name})
        for wave in waves:
            cases = inputs.cases_in(strand.name, wave)
            several = len(waves) > 1
            spoke = {case for case in cases if (case, wave) in heard.waves}
            name = words.place(strand.name, wave or words.UNDATED) if several else strand.name
            yield _voice(words.strand(name), "strand", cases, heard, spoke if several else None)


def _by_attribute(heard: _Heard, inputs: ReportInputs) -> Iterator[Voice]:
    """Yield each value of each attribute that people were sorted by."""
    values: dict[tuple[str, str], set[str]] = {}
    for case in inputs.coded.cases.values():
        if not case.withdrawn:
            for name, value in case.attributes:
                if value:
                    values.setdefault((name, value), set()).add(case.id)
    sizes = Counter(name for name, _ in values)
    place = {name: at for at, name in enumerate(sizes)}
    for (name, value), cases in sorted(values.items(), key=lambda item: place[item[0][0]]):
        # Where everybody has a value of their own, it names people and groups nobody.
        if sizes[name] <= MOST_VALUES and len(cases) > 1:
            yield _voice(value, words.humanise(name), cases, heard)


MOST_VALUES = 8
"""An attribute with more values than this names people rather than sorting them."""


def _voice(
    group: str, kind: str, cases: set[str], heard: _Heard, spoke: set[str] | None = None
) -> Voice:
    present = cases & heard.passages.keys() if spoke is None else spoke
    quoted = cases & heard.quotes.keys()
    quotes = sum(heard.quotes[case] for case in quoted)
    said = ""
    if cases and not present:
        said = "nothing from them stands here"
    elif present and not quoted:
        said = "present, but not quoted"
    elif quotes > 2 * _fair(len(present), heard) and quotes >= MANY_QUOTES:
        said = "quoted more than twice their part of what was said"
    return Voice(group, kind, len(cases), len(present), len(quoted), quotes, said)


def _fair(present: int, heard: _Heard) -> float:
    """Return how many quotations a group would have, had each person present an equal part."""
    people = len(heard.passages)
    return sum(heard.quotes.values()) * present / people if people else 0.0


def _loud(heard: _Heard) -> Iterator[str]:
    """Yield who carries more than a third of a section."""
    total = sum(heard.passages.values())
    for case, count in sorted(heard.passages.items(), key=lambda pair: (-pair[1], pair[0])):
        if total >= FEW_PASSAGES and count > LOUD * total and len(heard.passages) > 1:
            yield (
                f"{case} alone speaks in {count:,} of the {total:,} passages here: read the "
                "section without them before it is called shared."
            )
    if total and len(heard.passages) == 1:
        yield "Everything here is one person's account."


def _absent(voices: Sequence[Voice]) -> Iterator[str]:
    """Yield which strands nothing stands from."""
    missing = [one.group for one in voices if one.asked and not one.present]
    if missing:
        yield f"Nothing in this section is from {_listed(missing)}."


def _unquoted(voices: Sequence[Voice]) -> Iterator[str]:
    """Yield which groups speak here and are not quoted; strands first."""
    silent = [one.group for one in voices if one.present and not one.quoted]
    if silent and any(one.quoted for one in voices):
        yield f"Present, but not quoted: {'; '.join(silent)}."


def _listed(names: Sequence[str]) -> str:
    return names[0] if len(names) == 1 else f"{', '.join(names[:-1])} and {names[-1]}"
