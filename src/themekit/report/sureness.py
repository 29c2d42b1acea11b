"""How sure a finding is: a word by a rule that is printed, then what it follows from.

The rule weighs what the record knows, and nothing else: how many people say it and in how many
strands, whether two people who read by themselves find it in the same passages, and who says the
opposite. That a single word is made of stated parts follows GRADE-CERQual (S. Lewin et al.,
Implementation Science 13 (2018), supplement 1, 2), whose coherence and adequacy these are. Two of
three passages alike is a positive agreement of .80 (Dice), a usual mark for coders.

Counted is the row that the pages show beside the finding. Where a person judged what the strands
say of it, only those that were judged to support it count: a code is often wider than a finding.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from themekit.report import words
from themekit.report.bars import charted, is_drawn
from themekit.report.findings import CONTESTED, Sureness

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

    from themekit.records import ClosedRow
    from themekit.report.cells import Cell, Column, RowModel
    from themekit.report.dissent import Dissent
    from themekit.report.findings import Support
    from themekit.report.inputs import ReportInputs
    from themekit.report.readings import Readings
    from themekit.study import Finding

ENOUGH, MANY = 5, 10
ALIKE = (2, 3)
"""Of passages that two people read by themselves, so many have to be found by both."""
FOR_ONE_AGAINST = 4
FEW_WITHHELD = 4
"""A withheld number of people is at most this."""
_FIRM = (
    "as fair, and: ten or more people; two readers, each alone, agree on two of three passages or "
    "more; for each who says the opposite, four or more; nothing in the study contradicts it."
)
RULE = (
    ("Thin", "fewer than five people, or one strand alone, or as many who say the opposite."),
    ("Fair", "five or more people, in two strands or more."),
    ("Firm", _FIRM),
    ("Not yet", "nobody has read for it."),
)
"""What each word means, as a reader meets it."""
COUNTED = (
    "a word, then what it follows from; in brackets what “firm” needs. Counted are the strands "
    "judged to support the finding, of fewer than five as one person. Ticks, where most agree, "
    "count as people in every test; of a strand that ticked and wrote, the larger number. Who "
    "ticked another answer is named beside, not counted as opposite. The word is of this "
    "material, not of how many others would say so."
)
NO_CODES = Sureness("Not yet", "It names no code: nothing was counted for it.")
NOBODY = "Nobody has read for it: what stands here was suggested by the machine alone."
WITHHELD = "No word is given: it follows from figures of few people, which are withheld."
_SUPPORTING = frozenset({"agreement", "partial", "dissonance"})
_SINGLE = "single"


@dataclass(frozen=True, slots=True)
class Ground:
    """Who says a finding, of those who were asked.

    Attributes
    ----------
    by_strand : tuple of (strand, people)
        Of those in which somebody says it in their own words.
    least : bool
        Whether there may be more: some is unread, or a small strand is counted as one.
    agreed, not_agreed : tuple of ClosedRow
        Closed questions put to it, of which most answers are positive; of which most are not.
    hidden : bool
        Whether a figure is withheld.
    apart : tuple of str
        Validation and context strands that were judged to support it.
    found : int
        Those in whom people found it in strands of which too little is read to count anybody.
    """

    by_strand: tuple[tuple[str, int], ...]
    least: bool
    agreed: tuple[ClosedRow, ...]
    not_agreed: tuple[ClosedRow, ...]
    hidden: bool
    apart: tuple[str, ...]
    found: int = 0

    @property
    def ticked(self) -> dict[str, int]:
        """How many agree, strand by strand, where no more say it in their own words."""
        said, most = dict(self.by_strand), dict[str, int]()
        for one in self.agreed:
            name = words.strand(one.strand)
            if one.n >= said.get(name, 0):
                most[name] = max(most.get(name, 0), one.n)
        return most

    @property
    def said(self) -> dict[str, int]:
        """How many say it in their own words, strand by strand, where no more ticked it."""
        return {name: number for name, number in self.by_strand if name not in self.ticked}

    @property
    def people(self) -> int:
        """How many ticked it or say it: of a strand that did both, the larger number."""
        return sum(self.ticked.values()) + sum(self.said.values())

    @property
    def strands(self) -> int:
        """In how many strands people say it, or most agree when asked directly."""
        said = {words.strand(name) for name, _ in self.by_strand}
        return len(said | {words.strand(one.strand) for one in self.agreed})


@dataclass(frozen=True, slots=True)
class _Case:
    """All that the rule weighs of one finding."""

    finding: Finding
    ground: Ground
    read: Readings
    dissent: Dissent
    mixed: tuple[str, ...]
    opposing: tuple[str, ...]
    wider: bool
    public: bool
    codes: int


def sureness(
    finding: Finding,
    row: RowModel | None,
    columns: Sequence[Column],
    support: Sequence[Support],
    dissent: Dissent,
    inputs: ReportInputs,
) -> tuple[Sureness, bool]:
    """Say how sure a finding is, and whether its figures may enter a sentence for readers."""
    codes = [inputs.coded.codebook.find(name) for name in finding.codes]
    numbers = [inputs.codes.index(code) for code in codes if code is not None]
    if not numbers:
        return NO_CODES, False
    everywhere = inputs.read_by.of(numbers, {one.name for one in inputs.strands})
    if not everywhere.readers:
        return Sureness("" if inputs.reflexive else "Not yet", NOBODY), False
    if inputs.reflexive:
        many = words.plural(everywhere.readers, "person", "people")
        return Sureness("", f"Read by {many}; numbers prove nothing here."), True
    if row is None:
        return Sureness("", WITHHELD), True
    primary = {one.name for one in inputs.strands if one.role == "primary"}
    case = _Case(
        finding,
        _ground(finding, row, columns, support, inputs),
        inputs.read_by.of(numbers, primary),
        dissent,
        tuple(o.strand for o in support if o.said == "dissonance" and o.role == "primary"),
        _opposing(finding, inputs),
        _is_wider(finding, inputs),
        inputs.public,
        len(set(numbers)),
    )
    return _weighed(case, _alone(row, columns)), True


def _ground(
    finding: Finding,
    row: RowModel,
    columns: Sequence[Column],
    support: Sequence[Support],
    inputs: ReportInputs,
) -> Ground:
    """Count who says a finding, strand by strand."""
    judged = {one.strand: one for one in support if one.judged}
    counts = {one.strand for one in support if one.said in _SUPPORTING} if judged else None
    single = {name for name, one in judged.items() if one.judged.casefold() == _SINGLE}
    most: dict[str, int] = {}
    least, hidden, found = False, False, 0
    for column, cell in charted(row, columns):
        name = words.strand(column.name)
        if column.role != "primary" or (counts is not None and name not in counts):
            continue
        hidden = hidden or cell.row.suppressed
        said = _people(cell)
        found += 0 if is_drawn(cell) else cell.row.found or 0
        if said:
            most[name] = max(most.get(name, 0), 1 if name in single else said)
            small = not cell.is_counted and (cell.row.asked or 0) > 1
            least = least or (name not in single and (small or bool(cell.row.unread)))
    asked = [
        one
        for one in inputs.directly.put(finding.codes)
        if one.answered >= words.FEWEST and (counts is None or words.strand(one.strand) in counts)
    ]
    return Ground(
        tuple(most.items()),
        least,
        tuple(one for one in asked if 2 * one.n > one.answered),
        tuple(one for one in asked if 2 * one.n <= one.answered),
        hidden,
        tuple(o.strand for o in judged.values() if o.role != "primary" and o.said in _SUPPORTING),
        found,
    )


def _people(cell: Cell) -> int:
    """Return how many say it, of a cell that people checked; of fewer than five, one."""
    if not is_drawn(cell) or not cell.row.cases:
        return 0
    row = cell.row
    low = row.found if row.unread and row.basis == "mixed" and row.found is not None else row.cases
    return (low or 0) if cell.is_counted else min(low or 0, 1)


def _opposing(finding: Finding, inputs: ReportInputs) -> tuple[str, ...]:
    """Return the findings that are set against one, by either of the two."""
    known = {one.id: one for one in inputs.coded.findings}
    named = [name for name in finding.against if name in known and name != finding.id]
    naming = [one.id for one in known.values() if finding.id in one.against]
    return tuple(dict.fromkeys((*named, *naming)))


def _is_wider(finding: Finding, inputs: ReportInputs) -> bool:
    """Tell whether other findings rest on its codes too: who is counted speaks of them all."""
    own = set(inputs.codes_of_finding.get(finding.id, ()))
    others = (one.id for one in inputs.coded.findings if one.id != finding.id)
    return any(not own.isdisjoint(inputs.codes_of_finding.get(one, ())) for one in others)


def _alone(row: RowModel, columns: Sequence[Column]) -> int:
    """Count the passages of the strands shown that only the machine suggests."""
    return sum(cell.row.suggested or 0 for _, cell in charted(row, columns))


# -- the rule ---------------------------------------------------------------------------------


def _weighed(case: _Case, alone: int) -> Sureness:
    """Give the word, and say what it follows from."""
    ground = case.ground
    thin = list(_thin(case))
    weak = [*thin, *_weak(case)]
    word = "Thin" if thin else "Fair" if weak else "Firm"
    # What is withheld could make more of a thin one; who says the opposite, less of any.
    against = case.dissent.people + FEW_WITHHELD * case.dissent.withheld
    if ground.hidden or (case.dissent.withheld and against >= ground.people):
        return Sureness("", WITHHELD)
    if word == "Firm" and case.dissent.withheld:
        word = "Fair or firm"
    told = "; ".join(one for one in _numbers(case) if one)
    parts = [
        f"{told[:1].upper()}{told[1:]}." if told else "",
        f"What weakens it: {'; '.join(weak)}." if weak else "",
        "" if case.public or not alone else _suggested(alone),
    ]
    return Sureness(word, " ".join(part for part in parts if part))


def _thin(case: _Case) -> Iterator[str]:
    """Yield what makes a finding thin."""
    ground = case.ground
    if not ground.by_strand and not ground.agreed:
        yield _nobody_counted(ground)
    elif ground.people < ENOUGH:
        yield "fewer than five people"
    if ground.strands == 1:
        yield "one strand alone"
    if ground.people and case.dissent.people >= ground.people:
        yield f"as many say the opposite ({case.dissent.people:,})"


def _nobody_counted(ground: Ground) -> str:
    """Say why nobody counts as saying it."""
    if ground.apart:
        return f"it rests on {_listed(ground.apart)} alone, counted apart"
    if ground.found:
        people = words.plural(ground.found, "person", "people")
        return f"found in {people} so far, and too little is read to count it"
    return "nobody counted says it"


def _weak(case: _Case) -> Iterator[str]:
    """Yield what keeps a finding from being firm."""
    dissent, ground = case.dissent, case.ground
    if ENOUGH <= ground.people < MANY:
        yield "fewer than ten people"
    if differ := _readers_differ(case):
        yield differ
    if dissent.people < ground.people < FOR_ONE_AGAINST * dissent.people:
        yield f"{words.plural(dissent.people, 'person says', 'people say')} the opposite"
    for name in case.mixed:
        yield f"{name}: for and against"
    for one in ground.not_agreed:
        yield f"asked directly, most do not agree ({words.strand(one.strand)})"
    if case.opposing:
        yield f"set against finding {_listed(case.opposing)}"
    elif case.finding.status.strip().casefold() == CONTESTED:
        yield "contested in the team"


def _readers_differ(case: _Case) -> str:
    """Say in what two readers do not agree enough; empty where they do."""
    read = case.read
    if not read.twice:
        return "read by one person alone" if read.readers == 1 else "no passage had two readers"
    if ALIKE[1] * read.alike >= ALIKE[0] * read.twice:
        return ""
    return "fewer than two of three passages read alike"


def _numbers(case: _Case) -> Iterator[str]:
    """Yield each number that the word follows from, beside what the best word needs."""
    yield _counted(case)
    if case.ground.people and not case.dissent.withheld:
        allowed = case.ground.people // FOR_ONE_AGAINST
        yield f"against {case.dissent.people:,} (allowed {allowed:,})"
    if case.read.twice:
        yield _alike(case)


def _counted(case: _Case) -> str:
    """Say who ticked it and who says it, strand by strand, and what that comes to."""
    ground, verb = case.ground, "speak of" if case.wider else "say"
    what = _whichever(case.codes)
    ticked, said = ground.ticked, ground.said
    many, least = sum(said.values()), "at least " if ground.least else ""
    if many == 1:
        verb = f"{verb.partition(' ')[0]}s{''.join(verb.partition(' ')[1:])}"
    parts = [
        (sum(ticked.values()), "ticked it", ticked),
        (many, f"{verb} {what}", said),
    ]
    told = [(number, did, of) for number, did, of in parts if number]
    if len(told) == 1:
        ((number, did, of),) = told
        return f"{least.capitalize()}{number:,} {did} ({_by_strand(of)}; needs {MANY})"
    both = " + ".join(f"{number:,} {did} ({_by_strand(of)})" for number, did, of in told)
    return f"{both} = {least}{ground.people:,} (needs {MANY})" if both else ""


def _whichever(codes: int) -> str:
    """Name what people say: of a finding of several codes, that any one of them is enough."""
    if codes <= 1:
        return "it"
    of = f"of its {words.number(codes)} codes"
    return f"any {of}" if codes > 2 else f"either {of}"  # noqa: PLR2004 - a pair


def _by_strand(numbers: dict[str, int]) -> str:
    """Return ``Interviews 4, Survey 6``; of one strand its name."""
    if len(numbers) == 1:
        return next(iter(numbers))
    return ", ".join(f"{name} {number:,}" for name, number in numbers.items())


def _alike(case: _Case) -> str:
    """Say on how many passages two readers agree; outside only that it is enough."""
    read = case.read
    if case.public:
        return "" if _readers_differ(case) else "two readers agree on two of three passages or more"
    many = words.plural(read.twice, "passage")
    return f"two readers agree on {read.alike:,} of {many} (needs two of three)"


def _suggested(alone: int) -> str:
    """Say how many passages only the machine suggests."""
    return f"Not counted: {words.plural(alone, 'passage')} that only the machine suggests."


def _listed(names: Sequence[str]) -> str:
    """Return ``A``, ``A and B``, ``A, B and C``."""
    return f"{', '.join(names[:-1])} and {names[-1]}" if len(names) > 1 else "".join(names)
