"""Every quotation of a report, in its order."""

from __future__ import annotations

from typing import TYPE_CHECKING

from themekit.report.verify.quotations.credits import Credits
from themekit.report.verify.quotations.found import flaws_of_found, is_unmarked
from themekit.report.verify.quotations.looked import Looked, Voices
from themekit.report.verify.quotations.missing import flaw_of_missing
from themekit.report.verify.quotations.several import overused, repeats
from themekit.report.verify.quoting import Quoted, quoted_in, wanted
from themekit.report.verify.result import Flaw, Remark, shortened
from themekit.report.verify.wording import words_of

if TYPE_CHECKING:
    from collections.abc import Iterator

    from themekit.report.verify.evidence import Evidence
    from themekit.report.verify.model import Block, ReportText


class Quotations:
    """Checks what a report quotes.

    Parameters
    ----------
    report : ReportText
    evidence : Evidence
    known : frozenset of int
        Blocks that themekit writes just so.
    is_own : bool
        Whether themekit wrote the report: its outlines show a quotation again.
    """

    def __init__(
        self,
        report: ReportText,
        evidence: Evidence,
        known: frozenset[int] = frozenset(),
        *,
        is_own: bool = False,
    ) -> None:
        self.evidence, self.known, self.is_own = evidence, known, is_own
        self.blocks = report.blocks
        self.spans = {
            number: () if number in known else quoted_in(block, self._is_known)
            for number, block in enumerate(self.blocks)
        }
        self.found: list[Looked] = []
        self.unmarked = 0
        self._voices = Voices(evidence)
        self._credits = Credits(self.blocks, self.spans, evidence)

    def _is_known(self, text: str) -> bool:
        parts = wanted(text).parts
        return len(words_of(text)) > 1 and bool(parts) and bool(self.evidence.texts.find(parts))

    def remarks(self) -> Iterator[Remark]:
        """Yield what is wrong with the quotations."""
        for number, block in enumerate(self.blocks):
            if block.kind == "heading" or number in self.known:
                continue
            for quoted in self.spans[number]:
                yield from self._quotation(number, block, quoted)
        for it, flaw in repeats(self.found, self._may_repeat):
            yield _remark(it, flaw)
        for it, flaw in () if self.is_own else overused(self.found):
            yield _remark(it, flaw)
        if self.unmarked:
            yield Remark(
                "undefined",
                "disclosure",
                "",
                f"{self.unmarked:,} quotations",
                "nobody has read their documents for details by which somebody is known",
                "read them with themekit mark before the report is published",
                (len(self.blocks), 0),
            )

    def _quotation(self, number: int, block: Block, quoted: Quoted) -> Iterator[Remark]:
        want = wanted(quoted.text)
        if not want.words or (quoted.is_block and self._credits.is_credit(number)):
            return
        credit = self._credits.of(number, quoted)
        cited = self._credits.is_cited(number, quoted, credit)
        passages = tuple(self.evidence.texts.find(want.parts))
        it = Looked(
            number, block, quoted, want, credit, cited, passages, self.evidence, self._voices
        )
        if passages and not it.is_term:
            self.found.append(it)
            self.unmarked += is_unmarked(it)
        missing = None if passages else flaw_of_missing(it)
        for flaw in flaws_of_found(it) if passages else filter(None, [missing]):
            yield _remark(it, flaw)

    def _may_repeat(self, before: Looked, now: Looked) -> bool:
        """Tell whether themekit itself shows a quotation again, under another heading."""
        one, other = before.block, now.block
        return self.is_own and (one.sections != other.sections or one.kind != other.kind)


def _remark(it: Looked, flaw: Flaw) -> Remark:
    return Remark(
        flaw.severity,
        flaw.kind,
        it.block.place,
        shortened(it.quoted.text),
        flaw.found,
        flaw.advice,
        (it.number, it.quoted.start),
    )
