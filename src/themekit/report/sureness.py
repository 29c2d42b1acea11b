"""How sure a finding is, in a sentence that the record carries: who read, and who disagreed."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from themekit.report import words

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence

    from themekit.decisions import Word
    from themekit.records import MatrixRow
    from themekit.report.inputs import ReportInputs
    from themekit.study import Finding

NO_CODES = "It names no code: nothing was counted for it."
NOBODY = "Nobody has read for it: what stands here was suggested by the machine alone."


@dataclass(frozen=True, slots=True)
class _Read:
    """What people did about some codes.

    Attributes
    ----------
    readers : int
        People who said or looked for themselves at a passage in which one of the codes holds or is
        disputed; who only settled differences is none of them.
    holding, people : int
        Passages in which one holds by people's word, and whose words they are.
    opposed : int
        Of those passages, in which somebody speaks against it.
    disputed, settled : int
        Passages in which readers differ; in which a difference was settled.
    machine : int
        Passages that only the machine suggests.
    """

    readers: int
    holding: int
    people: int
    opposed: int
    disputed: int
    settled: int
    machine: int


def sureness(finding: Finding, rows: Sequence[MatrixRow], inputs: ReportInputs) -> tuple[str, bool]:
    """Say how sure a finding is, and whether its figures may enter a sentence for readers."""
    codes = [inputs.coded.codebook.find(name) for name in finding.codes]
    numbers = [inputs.codes.index(code) for code in codes if code is not None]
    if not numbers:
        return NO_CODES, False
    read = _read(numbers, inputs)
    if read is None or not read.readers:
        return NOBODY, False
    parts = [_rests(read, inputs), _who(read), *_rest(read, rows, inputs)]
    return " ".join(part for part in parts if part), True


def _rests(read: _Read, inputs: ReportInputs) -> str:
    """Say on how many passages of how many people it rests, and how many speak against it."""
    if inputs.public or inputs.reflexive:
        return ""  # a count of its own would tell what is withheld; there it proves nothing
    if not read.holding:
        return "No passage was coded so by people."
    people = words.plural(read.people, "person", "people")
    said = f"All its codes together stand on {words.plural(read.holding, 'passage')} from {people}"
    if not read.opposed:
        return f"{said}."
    many = "speaks" if read.opposed == 1 else "speak"
    return f"{said}; {words.number(read.opposed)} of them {many} against it."


def _who(read: _Read) -> str:
    """Say who read it, and whether they agree."""
    people = "one person" if read.readers == 1 else f"{words.number(read.readers)} people"
    said = f"Read by {people}"
    if read.disputed:
        return f"{said}; they differ on {words.plural(read.disputed, 'passage')}."
    if read.settled:
        many = "s" * (read.settled != 1)
        settled = f"{words.number(read.settled)} difference{many} between them"
        return f"{said}; {settled} {'was' if read.settled == 1 else 'were'} settled."
    return f"{said}."


def _rest(read: _Read, rows: Sequence[MatrixRow], inputs: ReportInputs) -> list[str]:
    """Say what nobody has read yet."""
    said = []
    if read.machine:
        more = words.plural(read.machine, "more passage" if read.holding else "passage")
        verb = "is" if read.machine == 1 else "are"
        said.append(f"{more} {verb} only suggested by the machine, and not counted in this.")
    unread = sum(row.unread or 0 for row in rows if row.strand in _primary(inputs))
    if unread and not inputs.public:
        people = "participant's words are" if unread == 1 else "participants' words are"
        said.append(f"{words.number(unread).capitalize()} {people} not all read for it.")
    return said


def _primary(inputs: ReportInputs) -> frozenset[str]:
    return frozenset(one.name for one in inputs.strands if one.role == "primary")


def _read(codes: Sequence[int], inputs: ReportInputs) -> _Read | None:
    """Count what people did about some codes; None where nobody has decided anything."""
    if not inputs.coded.events:
        return None
    decisions = inputs.coded.decisions
    resolved, size = decisions.resolved, max(len(decisions.passages), 1)
    wanted = set(codes)

    def passages(pairs: Sequence[int]) -> set[int]:
        return {pair % size for pair in pairs if pair // size in wanted}

    held = resolved.held
    holding = passages(held.pair[held.human].tolist())
    disputed = passages(resolved.disputed.pair.tolist())
    said = decisions.latest.words
    settled = passages([pair for pair in decisions.latest.settled if _differ(said.get(pair, {}))])
    about, ids, case_of = holding | disputed, decisions.passages.ids, inputs.case_of
    return _Read(
        readers=sum(not about.isdisjoint(seen) for seen in _readers(inputs).values()),
        holding=len(holding),
        people=len({case_of[ids[one]] for one in holding if ids[one] in case_of}),
        opposed=len(passages(held.pair[held.human & held.opposed].tolist())),
        disputed=len(disputed - holding),
        settled=len(settled),
        machine=len(passages(held.pair[~held.human].tolist()) - holding),
    )


def _readers(inputs: ReportInputs) -> Mapping[str, frozenset[int]]:
    """Return which passages each coder looked at, but for those who only settled differences."""
    latest = inputs.coded.decisions.latest
    spoke = {coder for words_on in latest.words.values() for coder in words_on}
    settling = {one.coder for one in latest.settled.values()} - spoke
    found = inputs.coded.decisions.lookers
    return {coder: seen for coder, seen in found.items() if coder not in settling}


def _differ(said: Mapping[str, Word]) -> bool:
    """Tell whether some said yes and others no."""
    return {"yes", "no"} <= {word.verdict for word in said.values()}
