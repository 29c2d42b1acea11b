"""Which case a document or a speaker in it is, and what is known of that case."""

from __future__ import annotations

from collections import Counter
from dataclasses import dataclass, replace
from typing import TYPE_CHECKING

from themekit.names import folded, visible
from themekit.records import ERASED, Case, Document
from themekit.study._case_rows import Place, idle_rows, place_rows, spellings
from themekit.study._occasions import said_of_occasions
from themekit.study._records import Consent, Study

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping, Sequence

    from themekit.errors import Problem
    from themekit.study._cases import CaseEntry, CaseTable


@dataclass(frozen=True, slots=True)
class CaseIndex:
    """The case of every document and speaker.

    A row of cases.csv with document and speaker comes first, then one with the document alone,
    then the case that the source itself names, then the default: the document, under its bare
    name where no other document has it, else under its id; in a group each speaker is a case
    ``NAME/SPEAKER``. A row without a case gives no id, only what is known. What is known of a
    case is joined from its rows and its documents, and cases.csv wins.

    Attributes
    ----------
    problems : tuple of Problem
        Rows whose document is not clear (errors), and rows that match nothing (warnings).
    """

    problems: tuple[Problem, ...]
    _ids: Mapping[Place, str]
    _people: Mapping[str, Mapping[str, None]]
    _known: Mapping[str, Case]
    _one_each: frozenset[str]
    _consent: Consent

    @classmethod
    def build(cls, study: Study, table: CaseTable, documents: Sequence[Document]) -> CaseIndex:
        """Join the rows of cases.csv with the documents of the study.

        Parameters
        ----------
        study : Study
        table : CaseTable
            See `load_cases`.
        documents : sequence of Document
            All of them, because a bare name is a case's id only where it is unique.
        """
        file = study.cases or ""
        spelled = spellings(table.entries, documents)
        entries = [replace(entry, case=spelled[entry.case]) for entry in table.entries]
        rows, problems = place_rows(file, entries, documents)
        one_each = _one_each(study, rows, documents)
        ids = _ids(study, rows, documents, one_each)
        consent = Consent(
            quote="none" if "consent_quote" in table.columns else study.consent.quote,
            review="consent_review" not in table.columns and study.consent.review,
            named="consent_named" not in table.columns and study.consent.named,
            told=frozenset(
                one for one in study.consent.told if f"consent_{one}" not in table.columns
            ),
        )
        said = _said(entries, rows, ids)
        given = _given(documents, ids)
        varies = said_of_occasions(documents, ids)
        known = {
            case: _case(
                case, said.get(case, ()), given.get(case, {}), consent, varies.get(case, {})
            )
            for case in dict.fromkeys(ids.values())
        }
        people: dict[str, dict[str, None]] = {}
        for (document, speaker), case in ids.items():
            if speaker:
                people.setdefault(document, {})[case] = None
        problems = (*problems, *idle_rows(file, entries, rows, ids))
        return cls(problems, ids, people, known, one_each, consent)

    def resolve(self, document: Document, speaker: str = "") -> Case:
        """Return the case of `speaker` in `document`, or of the document as a whole.

        Parameters
        ----------
        document : Document
            One of those the index was built with.
        speaker : str
            Label as in the source; empty where nobody is named.
        """
        found = self._ids.get((document.id, folded(speaker)))
        if found is None:  # an interviewer, or a speaker without a turn
            found = self._ids.get((document.id, ""), document.id)
            if document.id in self._one_each:
                found = f"{found}/{speaker}"
        return self._known.get(found) or _case(found, (), {}, self._consent, {})

    def case_of(self, document_id: str) -> str:
        """Return the case of a document as a whole by its id; empty for an unknown one."""
        return self._ids.get((document_id, ""), "")

    def participants(self, document: Document) -> tuple[Case, ...]:
        """Return the cases that took part in `document`: never an interviewer's, each once."""
        cases = self._people.get(document.id, ())
        return tuple(self._known[case] for case in cases) or (self.resolve(document),)

    def unmatched(self) -> tuple[Problem, ...]:
        """Return the warnings: rows that match no document, speaker or case."""
        return tuple(problem for problem in self.problems if problem.severity == "warning")


def _one_each(
    study: Study, rows: Mapping[Place, CaseEntry], documents: Iterable[Document]
) -> frozenset[str]:
    """Return the documents in which each speaker is a case: groups, unless a row says one case."""
    groups = {strand.name for strand in study.strands if strand.kind == "group"}
    return frozenset(
        one.id
        for one in documents
        if one.strand in groups and not ((row := rows.get((one.id, ""))) and row.case)
    )


def _ids(
    study: Study,
    rows: Mapping[Place, CaseEntry],
    documents: Sequence[Document],
    one_each: frozenset[str],
) -> dict[Place, str]:
    """Return the case id of every document and of every participant's label in it."""
    names = Counter(document.name for document in documents)
    ids: dict[Place, str] = {}
    for document in documents:
        name = document.name if names[document.name] == 1 else document.id
        default = visible(document.case or name)
        whole = rows.get((document.id, ""))
        above = (whole.case if whole else "") or default
        ids[document.id, ""] = above
        for speaker in _speakers(study, document):
            place = (document.id, folded(speaker))
            row = rows.get(place)
            otherwise = f"{above}/{speaker}" if document.id in one_each else above
            ids[place] = (row.case if row else "") or otherwise
    return ids


def _speakers(study: Study, document: Document) -> tuple[str, ...]:
    """Return the labels of a document's participants, in order of first appearance."""
    strand = study.strand(document.strand)
    asking = {folded(label) for label in strand.interviewer} if strand else set()
    labels: dict[str, str] = {}
    for turn in document.turns:
        labels.setdefault(folded(turn.speaker), visible(turn.speaker))
    return tuple(label for key, label in labels.items() if key not in ("", ERASED, *asking))


def _said(
    entries: Iterable[CaseEntry], rows: Mapping[Place, CaseEntry], ids: Mapping[Place, str]
) -> dict[str, list[CaseEntry]]:
    """Return the rows that speak of each case: first those that name it."""
    said: dict[str, list[CaseEntry]] = {}
    for entry in entries:
        if entry.case:
            said.setdefault(entry.case, []).append(entry)
    for (document, speaker), case in ids.items():
        for place in dict.fromkeys([(document, speaker), (document, "")]):
            row = rows.get(place)
            if row and not row.case:
                said.setdefault(case, []).append(row)
    return said


def _given(documents: Iterable[Document], ids: Mapping[Place, str]) -> dict[str, dict[str, str]]:
    """Return what the sources themselves say of each case; the first document wins."""
    given: dict[str, dict[str, str]] = {}
    for document in documents:
        known = given.setdefault(ids[document.id, ""], {})
        for name, value in document.attributes:
            known.setdefault(name, value)
    return given


def _case(
    case: str,
    said: Sequence[CaseEntry],
    given: Mapping[str, str],
    consent: Consent,
    varies: Mapping[str, str],
) -> Case:
    """Join what is known of a case; of several rows the first that says a thing counts.

    Where it differs from occasion to occasion, all of it counts: see `Case`.
    """
    attributes: dict[str, tuple[str, str]] = {}  # under one name, however each place writes it
    for name, value in given.items():
        attributes[folded(name)] = (name, varies.get(folded(name), value))
    told: set[str] = set()
    for entry in said:
        for name, value in entry.attributes:
            key = folded(name)
            if key not in told:
                attributes[key] = (attributes.get(key, (name,))[0], value)
                told.add(key)
    quotes = [one.consent_quote for one in said if one.consent_quote is not None]
    reviews = [one.consent_review for one in said if one.consent_review is not None]
    named = [one.consent_named for one in said if one.consent_named is not None]
    return Case(
        id=case,
        organisation=next((one.organisation for one in said if one.organisation), ""),
        attributes=tuple(attributes.values()),
        consent_quote=quotes[0] if quotes else consent.quote,
        consent_review=reviews[0] if reviews else consent.review,
        consent_named=named[0] if named else consent.named,
        withdrawn=any(one.withdrawn for one in said),
        varies=frozenset(varies.keys() - told),
        consent_told=consent.told.union(
            name
            for name, told in (("quote", quotes), ("review", reviews), ("named", named))
            if told
        ),
    )
