"""Sheets that people fill in: what a study puts on one, for oneself and for others."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator, Sequence
from dataclasses import dataclass

from themekit.decisions import CodedStudy, written
from themekit.disclosure import Uses, WhyNot
from themekit.events import Event
from themekit.exchange.sheets import (
    About,
    Chart,
    ChartCell,
    Framework,
    Kind,
    Links,
    Material,
    Outcomes,
    Passage,
    Selections,
    Sheet,
    SheetPlan,
    workbook,
)
from themekit.matrix.framework import framework
from themekit.records import Document, Pairs, Segment
from themekit.store.coders import keyer, study_id
from themekit.workflows.context import RunContext
from themekit.workflows.tables import unique_names

TALK = frozenset({"interview", "group"})
"""Kinds of strands in which a story is a turn; elsewhere it is a whole document."""
_HELP = 110
Shown = Callable[[str, str], str]


@dataclass(frozen=True, slots=True)
class MadeSheet:
    """A sheet, and what is left out of it.

    Attributes
    ----------
    data : bytes
    passages, written : int
        Passages that may be read in it, and rows or cells that people have filled already.
    left_out : tuple of str
        Why others are left out, one reason a passage.
    """

    data: bytes
    passages: int
    written: int
    left_out: tuple[WhyNot, ...] = ()


def make_sheet(
    context: RunContext, coded: CodedStudy, kind: Kind, *, for_others: bool = False
) -> MadeSheet:
    """Return a sheet of a study.

    Parameters
    ----------
    context : RunContext
    coded : CodedStudy
        With suggestions, where it is a framework.
    kind : {'selections', 'outcomes', 'links', 'framework'}
    for_others : bool
        Only what may leave, with words replaced and keys for names; and nothing of what people
        have filled in already.
    """
    with context.store.writing() as connection:
        about = About(study_id(connection), kind, coded.through, "keys" if for_others else "names")
    laid = sheet_of(context, coded, about)
    sheet = laid.sheet
    standing: Sequence[Event] = () if for_others else written(coded.events, sheet.record)
    plan: SheetPlan = sheet.plan(standing)
    return MadeSheet(workbook(plan), laid.passages, len(standing), laid.left_out)


@dataclass(frozen=True, slots=True)
class LaidOut:
    """A kind of sheet with the study's material on it, and why some of that is not."""

    sheet: Sheet
    passages: int
    left_out: tuple[WhyNot, ...]


def sheet_of(
    context: RunContext,
    coded: CodedStudy,
    about: About,
    gone: Callable[[str], bool] = lambda said: False,  # noqa: ARG005
) -> LaidOut:
    """Lay a study out on a sheet.

    Parameters
    ----------
    context : RunContext
    coded : CodedStudy
        As it was when the sheet was made, where it is a framework.
    about : About
    gone : callable, optional
        Tells of an id that the study does not have whether its teller took their words back.
    """
    shown: Shown = lambda kind, name: name  # noqa: E731, ARG005
    if about.named == "keys":
        with context.store.writing() as connection:
            shown = keyer(connection)
    teller = _Telling(coded, shown, for_others=about.named == "keys")
    passages = tuple(teller.stories() if about.kind == "selections" else teller.units(about.kind))
    material = Material(
        coded.study.title, about, passages, coded.coder_names,
        called=lambda case: shown("case", case), gone=gone,
    )  # fmt: skip
    sheet: Sheet
    match about.kind:
        case "selections":
            sheet = Selections(material)
        case "outcomes":
            sheet = Outcomes(material)
        case "links":
            sheet = Links(material)
        case "framework":
            sheet = Framework(material, _chart(context, coded, material))
    return LaidOut(sheet, len(passages), tuple(teller.refused))


class _Telling:
    """Finds the passages and stories that a sheet may show."""

    def __init__(self, coded: CodedStudy, shown: Shown, *, for_others: bool) -> None:
        self.coded, self.shown, self.for_others = coded, shown, for_others
        self.uses = Uses(coded)
        self.kinds = {one.name: one.kind for one in coded.study.strands}
        self.documents = {one.id: one for one in coded.documents}
        self.refused: list[WhyNot] = []

    def units(self, kind: Kind) -> Iterator[Passage]:
        """Yield every unit of somebody's words; whoever is quoted nowhere is in no list."""
        for segment in self.coded.segments:
            found = self._unit(segment)
            if found is not None:
                case = self.coded.cases.get(found.case)
                hidden = case is not None and case.unquoted
                if not hidden:
                    yield found
                elif kind != "framework":
                    self.refused.append("not agreed")

    def _unit(self, segment: Segment) -> Passage | None:
        case = self.uses.case(segment)
        if not segment.codable or case is None or case.withdrawn:
            return None
        if self.for_others and (why := self.uses.why_not(segment)):
            self.refused.append(why)
            return None
        document = self.documents[segment.document]
        anywhere = self.uses.replacements.anywhere
        return Passage(
            segment.id,
            self.shown("segment", segment.id),
            case.id,
            self.shown("case", case.id),
            document.wave,
            anywhere(segment.question) if self.for_others else segment.question,
            self.uses.shown(segment) if self.for_others else segment.text,
            (case.id, segment.speaker, document.name, document.id),
            segment.document,
            segment.text_hash,
            segment.start,
            segment.end,
        )

    def stories(self) -> Iterator[Passage]:
        """Yield what can be chosen: units of talk, and whole documents elsewhere."""
        whole: dict[str, list[Passage]] = {}
        for one in self.units("selections"):
            document = self.documents[one.document]
            if self.kinds.get(document.strand) in TALK:
                yield one
            else:
                whole.setdefault(document.id, []).append(one)
        for id_, parts in whole.items():
            yield self._story(self.documents[id_], parts)

    def _story(self, document: Document, parts: Sequence[Passage]) -> Passage:
        first = parts[0]
        several = len(parts) > 1
        told = [f"{one.question}\n{one.text}" if several else one.text for one in parts]
        return Passage(
            document.id, self.shown("document", document.id), first.case, first.shown_case,
            first.wave, "" if several else first.question, "\n\n".join(told), first.names,
        )  # fmt: skip


def _chart(context: RunContext, coded: CodedStudy, material: Material) -> Chart:
    rows, cells = framework(coded)
    if material.about.named == "keys":  # who may not be read has no row
        heard = {(one.case, one.wave) for one in material.passages}
        rows = tuple(one for one in rows if one in heard)
    names = unique_names(context)
    codes = context.codebook.codes
    targets = tuple(
        (code.id, name, _told(code.theme, code.plain_meaning or code.definition))
        for code, name in zip(codes, names, strict=True)
    )
    attributes = _known_then(coded, rows) if material.about.named == "names" else {}
    known = {
        key: ChartCell(one.coded, one.suggested, one.state, one.basis) for key, one in cells.items()
    }
    return Chart(targets, rows, known, attributes)


def _known_then(coded: CodedStudy, rows: Iterable[tuple[str, str]]) -> dict[tuple[str, str], Pairs]:
    """Return what is known of each person in each wave: who asked may differ between them."""
    wave_of = {one.id: one.wave for one in coded.documents}
    found: dict[tuple[str, str], Pairs] = {}
    for segment in coded.segments:
        if case := coded.case(segment):
            found.setdefault((case.id, wave_of[segment.document]), coded.attributes_of(segment))
    return {one: found[one] for one in rows if one in found}


def _told(theme: str, meaning: str) -> str:
    """Return one line on a code: its theme, and how its meaning begins."""
    said = ": ".join(filter(None, (theme, " ".join(meaning.split()))))
    return said if len(said) <= _HELP else f"{said[: _HELP - 1].rstrip()}\N{HORIZONTAL ELLIPSIS}"
