"""findings.csv: a row a finding and strand, with what a person judged and what was counted."""

from __future__ import annotations

from typing import TYPE_CHECKING

from themekit.report.csvtext import Row, Table

if TYPE_CHECKING:
    from collections.abc import Iterator

    from themekit.report.model import ReportModel

FINDINGS = (
    "id", "section", "statement", "status", "author", "codes", "sure", "strand", "role", "said",
    "judged", "figure", "asked_directly", "note", "against", "row",
)  # fmt: skip


def findings_table(model: ReportModel) -> Table:
    """Tabulate the findings of a report as readers meet them."""

    def rows() -> Iterator[Row]:
        for section in model.outlines[0].sections:
            for one in section.findings:
                for support in one.support:
                    yield (
                        one.id, one.section, one.statement, one.status, one.author,
                        "; ".join(one.codes), one.sure.text, support.strand, support.role,
                        support.said, support.judged, support.count, "; ".join(support.direct),
                        support.note, "; ".join(one.against), support.row,
                    )  # fmt: skip

    return Table(FINDINGS, rows())
