"""What a row finds in the whole study: where it holds, is in dispute, and was looked at.

Cells (`themekit.matrix.cells`) are counted from it, strand by strand.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from functools import cached_property

import numpy as np

from themekit.decisions import CodeSegments, Decisions, Flags, Ints
from themekit.matrix.asking import Asking
from themekit.matrix.estimates import Estimates, Expected
from themekit.matrix.grouped import GroupSegments, in_groups, segments_of
from themekit.matrix.outlines import CodeGroup, RowSpec
from themekit.matrix.people import NOBODY, People
from themekit.matrix.prompts import Prompts
from themekit.matrix.roles import answers_by_role
from themekit.matrix.units import Units
from themekit.study import Strand


@dataclass(frozen=True, eq=False)  # without slots: what follows from it is worked out once
class Evidence:
    """Everything that rows are counted from."""

    strands: tuple[Strand, ...]
    units: Units
    people: People
    decisions: Decisions
    asking: Asking
    prompts: Prompts
    roles: Mapping[str, str]
    quotable: Flags | None
    reflexive: bool
    estimates: Estimates | None = None

    @property
    def public(self) -> bool:
        """Whether the rows are for readers outside: then it is known what may be quoted."""
        return self.quotable is not None

    @cached_property
    def spoken(self) -> Ints:
        """Sorted pairs of code and segment of which a person said yes or no, or settled them."""
        latest = self.decisions.latest
        said = [
            pair
            for pair, words in latest.words.items()
            if any(word.verdict in ("yes", "no") for word in words.values())
        ]
        return np.unique(np.array([*said, *latest.settled], dtype=np.int64))

    def standing(self, pairs: CodeSegments, groups: Sequence[CodeGroup]) -> GroupSegments:
        """Return the segments of some codes among `pairs`."""
        return in_groups(pairs, groups, len(self.units))

    def speakers(self, segments: Ints) -> Ints:
        """Return the sorted keys (`People.key`) of those whose words some segments are."""
        occasion, case = self.units.occasion[segments], self.units.case[segments]
        return self.people.distinct(occasion, case, len(self.units.occasions))


@dataclass(frozen=True, slots=True, eq=False)
class Found:
    """What a row finds in the whole study: segments, and counts by occasion.

    Attributes
    ----------
    held : GroupSegments
    disputed, both : arrays
        Segments in which one of the codes is disputed, or stands both ways.
    unlooked : array
        Codable segments of asked cases that were not looked at for every code.
    prompted : sorted array
        Segments that answer a question which prompts one of the codes.
    by_role : mapping of segment to what each role of coders says
        Of those in dispute; empty where roles do not part them.
    total, looked, touched, spoken : arrays of shape (n_occasions,)
        Codable segments of asked cases; those looked at for every code in its present meaning, and
        for some code in any; segments of which a person has spoken.
    missed : sorted array
        Keys of the cases that were not asked.
    expected : Expected or None
        What totals are estimated from; None where too little was drawn at random.
    """

    held: GroupSegments
    disputed: Ints
    both: Ints
    unlooked: Ints
    prompted: Ints
    by_role: Mapping[int, Mapping[str, bool]]
    total: Ints
    looked: Ints
    touched: Ints
    spoken: Ints
    missed: Ints
    expected: Expected | None = None


def find(spec: RowSpec, evidence: Evidence) -> Found:
    """Find where a row holds, is disputed and was looked at, and who was not asked."""
    units, codes, resolved = evidence.units, spec.codes, evidence.decisions.resolved
    held, disputed, both = (
        evidence.standing(pairs, spec.groups)
        for pairs in (resolved.held, resolved.disputed, resolved.both)
    )
    missed, is_open = not_asked(spec, evidence), units.codable
    if missed.size:
        is_open = is_open & ~np.isin(evidence.people.key(units.occasion, units.case), missed)
    looked = evidence.decisions.checked.of_all(codes) & is_open

    def by_occasion(mask: Flags | Ints) -> Ints:
        return np.bincount(units.occasion[mask], minlength=len(units.occasions))

    return Found(
        held=held,
        disputed=disputed.segment,
        both=both.segment,
        unlooked=np.flatnonzero(is_open & ~looked & (units.case != NOBODY)),
        prompted=np.unique(segments_of(evidence.prompts.pairs, codes, len(units))),
        by_role=_roles_at(disputed.segment, both.segment, codes, evidence),
        total=by_occasion(is_open),
        looked=by_occasion(looked),
        touched=by_occasion(evidence.decisions.looked.of_any(codes) & is_open),
        spoken=by_occasion(segments_of(evidence.spoken, codes, len(units))),
        missed=missed,
        expected=evidence.estimates.of(spec, is_open) if evidence.estimates else None,
    )


def not_asked(spec: RowSpec, evidence: Evidence) -> Ints:
    """Return the sorted keys of the cases that were not asked, and do not speak of it either."""
    missed = evidence.asking.not_asked(spec.heads)
    return np.setdiff1d(missed, _spoke_of(spec, evidence)) if missed.size else missed


def _roles_at(
    disputed: Ints, both: Ints, codes: Sequence[int], evidence: Evidence
) -> dict[int, dict[str, bool]]:
    """Return what each role says where people do not agree: yes if it says so of any code."""
    resolved, size = evidence.decisions.resolved, len(evidence.units)
    if not disputed.size and not both.size:
        return {}
    found: dict[int, dict[str, bool]] = {}
    pairs = np.concatenate([resolved.disputed.pair, resolved.both.pair])
    here = pairs[np.isin(pairs // size, codes)].tolist()
    for pair, said in answers_by_role(
        here, evidence.decisions.latest, evidence.roles, size
    ).items():
        there = found.setdefault(pair % size, {})
        for role, answer in said.items():
            there[role] = there.get(role, False) or answer
    return found


def _spoke_of(spec: RowSpec, evidence: Evidence) -> Ints:
    """Return the keys of those who speak of a row's codes, for or against, in any period."""
    resolved, groups = evidence.decisions.resolved, [CodeGroup(spec.heads)]
    found = [
        evidence.standing(pairs, groups).segment
        for pairs in (resolved.held, resolved.disputed, resolved.both)
    ]
    return evidence.speakers(np.concatenate(found))
