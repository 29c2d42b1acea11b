"""Claims of bare numbers, of people or passages, and of words of number."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from themekit.report.verify.claims.grammar import SAID, N, any_case, is_year
from themekit.report.verify.claims.model import Claim
from themekit.report.verify.mentions import PEOPLE
from themekit.report.verify.wording import NUMBER, number_of

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator

_COUNT = any_case(
    rf"(?<![\w.,/\-])(?:(?P<about>about|around|nearly|almost)\s+)?"
    rf"(?!(?:19|20)\d\d\b)(?:(?P<n>{NUMBER})|(?P<single>a\s+single))\s+"
    rf"(?:(?!(?:of|in|to|and|or|the|were|was|out|"
    rf"{NUMBER})\b)[\w\-]+\s+){{0,3}}?(?P<noun>{PEOPLE})\b",
)
_SIZE = re.compile(rf"\b[nN]\s*=\s*{N}")
_SEGMENTS = any_case(
    rf"\b{N}\s+(?:\w+\s+){{0,2}}?(segments?|passages?|mentions|comments|stretches|units|turns)\b",
)
_PRONOUN = any_case(r"of\s+(?:them|it|these|those|this|that)\b")
_QUANTIFIERS = ("few", "some", "most", "many", "several", "majority", "minority", "a couple")


def sizes(text: str) -> Iterator[Claim]:
    """Yield ``n = 30``."""
    for m in _SIZE.finditer(text):
        yield Claim("count", *m.span(), m[0], number_of(m[1]), noun="participants")


def segments(text: str) -> Iterator[Claim]:
    """Yield numbers of passages."""
    for m in _SEGMENTS.finditer(text):
        yield Claim("segments", *m.span(), m[0], number_of(m[1]), noun=m[2].casefold())


def counts(text: str) -> Iterator[Claim]:
    """Yield bare numbers of people."""
    for m in _COUNT.finditer(text):
        n = 1 if m["single"] else number_of(m["n"])
        if re.search(r"\btimes\s+as\b", m[0]):
            continue
        if n is not None and not is_year(n) and "\0" not in m[0]:
            yield Claim(
                "count",
                *m.span(),
                m[0],
                n,
                noun=m["noun"].casefold(),
                is_about=bool(m["about"]),
                bound="only" if m["single"] else "",
            )


def quantifiers(text: str, words: Iterable[str]) -> Iterator[Claim]:
    """Yield words of number; `words` are those that the study declares."""
    known = sorted({*_QUANTIFIERS, *words}, key=len, reverse=True)
    pattern = any_case(
        rf"\b(?:an?\s+|the\s+|only\s+a\s+)?({'|'.join(map(re.escape, known))})\s+"
        rf"(?:(?:of\s+)?(?:the\s+|our\s+|those\s+|them\s+)?(?:(?!the\b|"
        rf"of\b)[\w\-]+\s+){{0,3}}?({PEOPLE})\b|{SAID}\b)",
    )
    for m in pattern.finditer(text):
        before = text[: m.start()].rstrip().casefold()
        if "\0" in m[0] or before.endswith(("as", "how", "so", "too", "at", "than", "the")):
            continue
        if before and before[-1] not in ",;:(\u2013\u2014" and _PRONOUN.match(text, m.end(1) + 1):
            continue  # "put some of them online": things, or what the clause spoke of before
        yield Claim(
            "quantifier", *m.span(), m[0], word=m[1].casefold(), noun=(m[2] or "").casefold()
        )
