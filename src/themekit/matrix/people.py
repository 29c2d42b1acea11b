"""Who counts: cases by number, their organisations, and who was there on which occasion.

A segment's case is the one that `CodedStudy.case_of` names; else the only case of its document;
else, if it is to be coded, the document itself (a case is a document unless cases.csv says
otherwise). The interviewer is nobody's case, and what is not to be coded - a title before the first
speaker - makes nobody a case who did not take part. `all` counts organisations: a case without one
stands for itself, and names that differ in white space only are one. Withdrawn cases count nowhere.
"""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass

import numpy as np

from themekit.decisions import CodedStudy, Flags, Ints
from themekit.records import Case, Segment

NOBODY = -1


class Register:
    """Gives cases their numbers while documents and segments are read."""

    def __init__(self, coded: CodedStudy) -> None:
        self.cases = list(coded.cases.values())
        self._number = {case_id: number for number, case_id in enumerate(coded.cases)}
        self._case_of = coded.case_of
        self._only = {
            document: cases[0] for document, cases in coded.present.items() if len(cases) == 1
        }

    def number(self, case_id: str) -> int:
        """Return the number of a case; a new one gets the next."""
        number = self._number.get(case_id)
        if number is None:
            number = self._number[case_id] = len(self.cases)
            self.cases.append(Case(case_id))
        return number

    def of_segment(self, segment: Segment) -> int:
        """Return whose words a segment is, or `NOBODY`."""
        if segment.speaker_role == "interviewer":
            return NOBODY
        case_id = self._case_of.get(segment.id) or self._only.get(segment.document, "")
        if segment.codable:
            return self.number(case_id or segment.document)
        return self._number.get(case_id, NOBODY)


@dataclass(frozen=True, slots=True, eq=False)
class People:
    """All cases of the study, by number.

    Attributes
    ----------
    cases : tuple of Case
    organisation : array of shape (n_cases,)
        Number of the organisation; cases without one have a number of their own.
    withdrawn, unquoted : boolean arrays of shape (n_cases,)
        `unquoted`: whether their words may be quoted nowhere.
    present : sorted array
        Keys (see `key`) of the cases that took part on an occasion and have not withdrawn.
    documents, members : arrays of the same shape
        The same by document: document numbers, sorted, and the key of each who took part in it.
    """

    cases: tuple[Case, ...]
    organisation: Ints
    withdrawn: Flags
    unquoted: Flags
    present: Ints
    documents: Ints
    members: Ints

    def key(self, occasion: Ints, case: Ints) -> Ints:
        """Return one number for a case on an occasion: a strand, or one of its waves."""
        return occasion * len(self.cases) + case

    def of_document(self, document: int) -> Ints:
        """Return the keys of those who took part in a document."""
        low, high = np.searchsorted(self.documents, [document, document + 1])
        return self.members[low:high]

    def distinct(self, occasion: Ints, case: Ints, occasions: int) -> Ints:
        """Return the sorted keys of cases on any of so many occasions, each once."""
        # Faster than sorting or hashing them: there are few occasions.
        seen = np.zeros(occasions * len(self.cases), dtype=bool)
        seen[self.key(occasion, case)] = True
        return np.flatnonzero(seen)

    def occasion_of(self, keys: Ints) -> Ints:
        """Return the occasions of keys."""
        return keys // max(len(self.cases), 1)

    def organisations(self, keys: Ints) -> int:
        """Count the distinct organisations behind keys."""
        seen = np.zeros(len(self.cases), dtype=bool)
        seen[self.organisation[keys % max(len(self.cases), 1)]] = True
        return int(seen.sum())

    def of_others(self, keys: Ints, heard: Ints) -> Ints:
        """Return those of `keys` whose organisations are not among those of `heard`."""
        size = max(len(self.cases), 1)
        known = self.organisation[heard % size]
        return keys[~np.isin(self.organisation[keys % size], known)]


def make_people(cases: Iterable[Case], document: Ints, occasion: Ints, case: Ints) -> People:
    """Find the organisations of `cases`; the arrays list who took part in what."""
    known = tuple(cases)
    numbers: dict[tuple[str, str], int] = {}
    organisation = [numbers.setdefault(_stands_for(item), len(numbers)) for item in known]
    withdrawn = np.fromiter((item.withdrawn for item in known), bool, len(known))
    stays = (case != NOBODY) & ~np.append(withdrawn, np.False_)[case]
    document, key = document[stays], (occasion * len(known) + case)[stays]
    order = np.lexsort((key, document))
    document, key = document[order], key[order]
    first = (np.diff(document, prepend=-1) != 0) | (np.diff(key, prepend=-1) != 0)
    return People(
        cases=known,
        organisation=np.array(organisation, dtype=np.int64),
        withdrawn=withdrawn,
        unquoted=np.fromiter((item.unquoted for item in known), bool, len(known)),
        present=np.unique(key),
        documents=document[first],
        members=key[first],
    )


def _stands_for(case: Case) -> tuple[str, str]:
    """Return what a case counts as in `all`; an organisation never meets a case of its name."""
    organisation = " ".join(case.organisation.split())
    return ("organisation", organisation) if organisation else ("case", case.id)
