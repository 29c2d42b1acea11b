"""What the findings of a section ask of its quotations."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from themekit.language import content_words
from themekit.report import words
from themekit.report.findings import leading

if TYPE_CHECKING:
    from collections.abc import Sequence

    from themekit.report.findings import FindingModel
    from themekit.report.inputs import ReportInputs


@dataclass(frozen=True, slots=True)
class Claims:
    """What a section's findings ask of its quotations.

    Attributes
    ----------
    codes, leading : frozenset of str
        Ids of the codes of all findings, and of the first of them.
    carried_by, not_quoted : frozenset of str
        Strands that carry the first finding as a person judged; strands of literature that no
        finding rests on.
    words, segments : frozenset of str
        Words of the first finding's statement; ids of passages that its author names.
    """

    codes: frozenset[str] = frozenset()
    leading: frozenset[str] = frozenset()
    carried_by: frozenset[str] = frozenset()
    not_quoted: frozenset[str] = frozenset()
    words: frozenset[str] = frozenset()
    segments: frozenset[str] = frozenset()

    @classmethod
    def of(cls, findings: Sequence[FindingModel], inputs: ReportInputs) -> Claims:
        """Read what the findings of a section say."""
        first = leading(findings)
        judged = {(words.strand(one.name), one.name) for one in inputs.strands}
        named = {s.strand for one in findings for s in one.support if s.judged}
        carried = (
            {s.strand for s in first.support if s.judged and s.said != "dissonance"}
            if first
            else set()
        )
        ids = {code.name: code.id for code in inputs.codes}
        return cls(
            codes=frozenset(ids[name] for one in findings for name in one.codes),
            leading=frozenset(ids[name] for name in first.codes) if first else frozenset(),
            carried_by=frozenset(name for shown, name in judged if shown in carried),
            not_quoted=frozenset(
                one.name
                for one in inputs.strands
                if one.kind == "literature" and words.strand(one.name) not in named
            ),
            words=content_words(first.statement) if first else frozenset(),
            segments=frozenset(
                segment
                for one in inputs.coded.findings
                if first and one.id == first.id
                for segment in one.segments
            ),
        )

    def may_quote(self, strand: str) -> bool:
        """Tell whether a strand's words may stand in the section."""
        return strand not in self.not_quoted
