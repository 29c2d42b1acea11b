"""Whose words a report says that it quotes."""

from __future__ import annotations

import re
from dataclasses import dataclass
from typing import TYPE_CHECKING

from themekit.report.verify.claims import claims_in
from themekit.report.verify.wording import joined, sentences, words_of

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping, Sequence

    from themekit.report.verify.evidence import Evidence
    from themekit.report.verify.model import Block
    from themekit.report.verify.quoting import Quoted

_CITED = re.compile(
    r"\(\s*(?:see |cf\.? )?[^()]{0,80}\b(?:19|20)\d\d[a-z]?\b[^()]{0,40}\)|\bpp?\.\s?\d+"
)
_DASH = re.compile(r"^\s*[.,;]?\s*(?:[\u2014\u2013\u00b7|]|-{1,2}\s)\s*(.{2,160})$")
_PAREN = re.compile(r"^\s*[.,;]?\s*[(\[]([^()\[\]]{2,160})[)\]]")
_TELLS = re.compile(
    r"\b(?:is|are|was|were|be|been|has|have|had|do|does|did|can|could|will|would|may|might|must|"
    r"should|says?|said|tells?|told|shows?|showed|spoke|speaks?|found|finds?|came|comes?|went|"
    r"raised|raises|mentioned|described|reported|agreed|felt|thought)\b",
    re.IGNORECASE,
)
_MANY_BEHIND = 120


@dataclass(frozen=True, slots=True)
class Credit:
    """What a report says of whose words it quotes.

    Attributes
    ----------
    tight : str
        Behind the quotation, in brackets, after a dash, or on the next line.
    loose : str
        The rest of the sentence.
    """

    tight: str = ""
    loose: str = ""


class Credits:
    """Finds what a report says of whose words it quotes.

    Parameters
    ----------
    blocks : sequence of Block
    spans : mapping of int to sequence of Quoted
        What each block quotes.
    evidence : Evidence
    """

    def __init__(
        self,
        blocks: Sequence[Block],
        spans: Mapping[int, Sequence[Quoted]],
        evidence: Evidence,
    ) -> None:
        self.blocks, self.spans, self.evidence = blocks, spans, evidence

    def is_cited(self, number: int, quoted: Quoted, credit: Credit) -> bool:
        """Tell whether literature is cited behind a quotation."""
        behind = self.blocks[number].text[quoted.end :][:_MANY_BEHIND]
        first = next(sentences(behind), None)
        near = (
            behind[: behind.find(")") + 1]
            if behind.lstrip().startswith("(")
            else (first.text if first else "")
        )
        found = _CITED.search(near) or _CITED.search(credit.tight and f"({credit.tight})")
        return found is not None and not self.evidence.mentions.people(found[0])

    def of(self, number: int, quoted: Quoted) -> Credit:
        """Find what a report says of whose words these are."""
        block = self.blocks[number]
        behind = block.text[quoted.end :]
        found = _PAREN.match(behind) or _DASH.match(behind[: _MANY_BEHIND + 60])
        tight = found[1] if found else ""
        if not tight and not behind.strip(" .") and (block.kind == "quote" or quoted.start <= 1):
            tight = self._next_line(number)
        loose = ""
        if not tight:
            for sentence in sentences(block.text):
                if (
                    sentence.start <= quoted.start < sentence.end
                    or sentence.start < quoted.end <= sentence.end
                ):
                    loose += " " + "".join(
                        block.text[a:b]
                        for a, b in _outside((sentence.start, sentence.end), self.spans[number])
                    )
            if quoted.is_block or not loose.strip():
                loose = self._line_before(number) if block.kind == "quote" else loose
        return Credit(tight, loose)

    def _next_line(self, number: int) -> str:
        """Return the line below a quotation, where it is a credit."""
        if number + 1 >= len(self.blocks):
            return ""
        block, after = self.blocks[number], self.blocks[number + 1]
        spans = [one for one in self.spans[number + 1] if not one.is_block]
        is_credit = len(after.text) < 200 and not spans  # noqa: PLR2004 - a line
        dashed = after.text[:1] in "\u2014\u2013-" or " \u00b7 " in after.text
        mentions = self.evidence.mentions
        named = (
            len(words_of(after.text)) <= 14  # noqa: PLR2004
            and after.text[:1] not in "\u201c\"\u2018'\u00ab"
            and bool(mentions.people(after.text) or mentions.strands_of(after.text))
        )
        same = after.kind == block.kind == "quote" or (
            after.kind == "paragraph" and self._only_credits(after)
        )
        return after.text if is_credit and (dashed or (named and same)) else ""

    def _only_credits(self, block: Block) -> bool:
        """Tell whether a paragraph below a quotation says whose it is, and is no sentence."""
        text = block.text.strip(" ()[]")
        if text.endswith((".", ":", "?", "!")) or _TELLS.search(text) or block.marks:
            return False
        heads = {joined(one.name) for one in self.evidence.coded.study.strands}
        is_head = joined(text) in heads and (0, len(block.text)) in block.strong
        return not is_head and not claims_in(text)

    def is_credit(self, number: int) -> bool:
        """Tell whether a line of a block quotation credits the one before it."""
        text, before = self.blocks[number].text, self.blocks[number - 1] if number else None
        if text[:1] in "\u2014\u2013" or text.startswith("- "):
            return True
        return before is not None and before.kind == "quote" and self._next_line(number - 1) == text

    def _line_before(self, number: int) -> str:
        """Return the sentence that leads to a block quotation."""
        before = self.blocks[number - 1].text if number else ""
        last = list(sentences(before))[-1:]
        return last[0].text if last and before.rstrip().endswith(":") else ""


def _outside(of: tuple[int, int], spans: Sequence[Quoted]) -> Iterator[tuple[int, int]]:
    """Yield the parts of a range that are not quoted."""
    at, end = of
    for one in spans:
        if one.end <= at or one.start >= end:
            continue
        if at < one.start:
            yield at, one.start
        at = max(at, one.end)
    if at < end:
        yield at, end
