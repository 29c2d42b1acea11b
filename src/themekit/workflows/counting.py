"""Study, codebook and store to what the matrix stage counts."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass, field

from themekit.codebook import Codebook
from themekit.errors import InputError
from themekit.matrix import (
    Asked,
    ClosedItem,
    CodeInfo,
    DocumentInfo,
    MatrixInputs,
    Outline,
    OutlineItem,
    OutlineSection,
    StrandInfo,
)
from themekit.records import Coding, Document, Look, Suggestion
from themekit.store.people import load_codings, load_looks
from themekit.store.rows import Strings
from themekit.store.segments import load_suggestions
from themekit.study import Study, check_questions, load_questions
from themekit.workflows.context import RunContext
from themekit.workflows.material import Material, load_material


@dataclass(frozen=True, slots=True)
class Counted:
    """Everything that is counted, loaded once.

    Attributes
    ----------
    material : Material
    suggestions, codings, looks : tuple
    inputs : MatrixInputs
        The same for the matrix stage.
    """

    material: Material
    suggestions: tuple[Suggestion, ...] = field(repr=False)
    codings: tuple[Coding, ...] = field(repr=False)
    looks: tuple[Look, ...] = field(repr=False)
    inputs: MatrixInputs = field(repr=False)


def load_counted(context: RunContext, *, suggested: bool = True) -> Counted:
    """Load what a study holds and join it with its settings.

    Parameters
    ----------
    context : RunContext
    suggested : bool
        False leaves the machine's suggestions out.
    """
    strings = Strings()
    material = load_material(context, strings)
    with context.store.reading() as connection:
        codable = {one.id for one in material.segments if one.codable}
        found = load_suggestions(connection, strings) if suggested else ()
        suggestions = tuple(one for one in found if one.segment_id in codable)
        codings, looks = load_codings(connection), load_looks(connection)
    study, codebook = context.study, context.codebook
    inputs = MatrixInputs(
        strands=_strands(study),
        documents=tuple(_document(one, material) for one in material.documents),
        segments=material.segments,
        case_of=material.case_of,
        cases=material.cases,
        codes=_codes(codebook),
        themes=codebook.theme_names,
        suggestions=suggestions,
        codings=codings,
        looks=looks,
        outlines=_outlines(study, codebook),
        questions=_asked(study, codebook, material.documents),
        waves=tuple(sorted({one.wave for one in material.documents if one.wave})),
    )
    return Counted(material, suggestions, codings, looks, inputs)


def _strands(study: Study) -> tuple[StrandInfo, ...]:
    return tuple(
        StrandInfo(
            name=strand.name,
            role=strand.role,
            sample=strand.sample,
            unit=strand.unit,
            closed=tuple(
                ClosedItem(
                    item.column,
                    item.label,
                    item.section,
                    item.type,
                    item.order,
                    item.positive,
                    item.missing,
                    item.separator,
                )
                for item in strand.closed
            ),
        )
        for strand in study.strands
    )


def _document(document: Document, material: Material) -> DocumentInfo:
    present = material.present[document.id]
    return DocumentInfo(document.id, document.strand, document.wave, present, document.closed)


def _codes(codebook: Codebook) -> tuple[CodeInfo, ...]:
    return tuple(
        CodeInfo(code.id, code.name, code.theme, code.also_in, code.parent_id)
        for code in codebook.codes
    )


def _outlines(study: Study, codebook: Codebook) -> tuple[Outline, ...]:
    def item(theme: str, name: str, period: str) -> OutlineItem:
        code = codebook.find(name) if name else None
        return OutlineItem(theme, code.id if code else "", period)  # type: ignore[arg-type]

    return tuple(
        Outline(
            outline.name,
            tuple(
                OutlineSection(
                    section.heading,
                    tuple(item(one.theme, one.code, one.period) for one in section.items),
                )
                for section in outline.sections
            ),
        )
        for outline in study.outlines
    )


def _asked(study: Study, codebook: Codebook, documents: Iterable[Document]) -> tuple[Asked, ...]:
    """Turn rows of questions.csv into code ids and document ids.

    Raises
    ------
    InputError
        If a row prompts a code that the codebook does not have.
    """
    rows = load_questions(study)
    problems = check_questions(study, rows, codebook.code_names)
    if problems:
        raise InputError(problems)
    ids: dict[tuple[str, str], str] = {}
    strand_of: dict[str, str] = {}
    for one in documents:
        strand_of[one.id] = one.strand
        for name in (one.id, one.name):
            ids.setdefault((one.strand, name), one.id)
            ids.setdefault(("", name), one.id)
    asked = []
    for row in rows:
        document = ids.get((row.strand, row.document), "") if row.document else ""
        if row.document and not document:
            continue  # `check` warns of rows that match nothing
        codes = tuple(code.id for name in row.prompts_codes if (code := codebook.find(name)))
        strand = row.strand or strand_of.get(document, "")
        asked.append(Asked(strand, document, codes, row.asked))
    return tuple(asked)
