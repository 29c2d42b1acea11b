"""Tables that are exported and are no output of a run: the codebook, and who took part."""

from __future__ import annotations

import json
from typing import TYPE_CHECKING

from themekit.codebook import TokenPattern
from themekit.report.csvtext import Row, Table

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Sequence

    from themekit.codebook import Code, Codebook
    from themekit.decisions import CodedStudy
    from themekit.records import Case

CODEBOOK = (
    "code_id", "code", "theme", "parent", "also_in", "definition", "include", "exclude", "examples",
    "near_misses", "patterns", "plain_name", "plain_meaning", "plain_example", "plain_not_this",
    "content_note", "frequency", "direction",
)  # fmt: skip
CASES = ("case", "organisation", "documents", "strands")
CONSENTS = ("consent_quote", "consent_review", "consent_named")


def codebook(found: Codebook) -> Table:
    """Tabulate codes in codebook order; several texts in a cell stand in lines of their own."""
    return Table(CODEBOOK, (_code(code) for code in found.codes))


def _code(code: Code) -> Row:
    patterns = (
        json.dumps(one.spec(), ensure_ascii=False) if isinstance(one, TokenPattern) else one
        for one in code.patterns
    )
    return (
        code.id, code.name, code.theme, code.parent, "\n".join(code.also_in), code.definition,
        *("\n".join(one) for one in (code.include, code.exclude, code.examples, code.near_misses)),
        "\n".join(patterns), code.plain_name, code.plain_meaning, code.plain_example,
        code.plain_not_this, code.content_note, code.frequency, code.direction,
    )  # fmt: skip


def cases(coded: CodedStudy) -> Table:
    """Tabulate who took part, with their attributes and what they agreed to."""
    people = taking_part(coded)
    names = attribute_names(people)
    of = documents_of(coded)

    def rows() -> Iterator[Row]:
        for case in people:
            known = dict(case.attributes)
            strands = dict.fromkeys(coded.strand_of[one] for one in of[case.id])
            yield (
                case.id, case.organisation, "; ".join(of[case.id]), "; ".join(strands),
                *(known.get(name) for name in names),
                *_consents(case),
            )  # fmt: skip

    return Table((*CASES, *names, *CONSENTS), rows())


def _consents(case: Case) -> tuple[str, str, str]:
    """Return what somebody agreed to; empty where it is not known whether they did."""
    said = (case.consent_quote, _yes(case.consent_review), _yes(case.consent_named))
    return tuple(  # type: ignore[return-value]
        cell if name in case.consent_told or cell not in {"none", "no"} else ""
        for name, cell in zip(("quote", "review", "named"), said, strict=True)
    )


def taking_part(coded: CodedStudy) -> tuple[Case, ...]:
    """Return the cases, in the order of their documents, but for those who have withdrawn."""
    return tuple(case for case in coded.cases.values() if not case.withdrawn)


def attribute_names(people: Iterable[Case]) -> Sequence[str]:
    """Return the names of attributes in order of first appearance."""
    return tuple(dict.fromkeys(name for case in people for name, _ in case.attributes))


def documents_of(coded: CodedStudy) -> dict[str, list[str]]:
    """Return the documents in which each case took part."""
    found: dict[str, list[str]] = {case: [] for case in coded.cases}
    for document, there in coded.present.items():
        for case in there:
            found[case].append(document)
    return found


def _yes(said: bool) -> str:  # noqa: FBT001 -- a cell
    return "yes" if said else "no"
