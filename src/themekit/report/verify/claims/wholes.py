"""Claims of all and of none, and that nobody said something."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from themekit.report.verify.claims.grammar import SAID, SURE, THE, N, any_case, is_free
from themekit.report.verify.claims.model import UNSAID, Claim
from themekit.report.verify.mentions import PEOPLE
from themekit.report.verify.wording import NUMBER, number_of

if TYPE_CHECKING:
    from collections.abc import Iterator

_ALL = any_case(
    rf"\ball\s+(?:of\s+)?{THE}{N}\b(?:\s+\w+){{0,2}}?|"
    rf"\b(both)\s+(?:of\s+the\s+)?(?:\w+\s+){{0,2}}?{PEOPLE}\b"
    rf"|\b(?:all|every(?:\s+single)?|each)\s+(?:of\s+)?(?:the\s+|"
    rf"our\s+)?(?:\w+\s+){{0,2}}?{SURE}\b"
    rf"|\bevery(?:one|body)\s+(?:{SAID}|interviewed|asked|surveyed)\b",
)
# "Nobody told them how long": of the world that people speak of, not of who spoke.
_OTHERS = (
    r"(?!\s+(?:had\s+|has\s+|ever\s+)*told\s+(?:them|him|her|people|parents?|patients?|families|"
    r"residents?|anybody|anyone|you|their|his)\b)"
)
_NEARLY = any_case(r"\b(?:almost|nearly|virtually|practically|not|hardly)\s+$")
_NONE = any_case(
    rf"\bnone\s+of\s+{THE}{N}\b|\bnone\s+of\s+(?:the\s+|our\s+|"
    rf"them\b)(?:\w+\s+){{0,2}}?(?:{SURE})?"
    rf"|\bnone\s+(?:in\s+the\b|{SAID}\b)|\bno\s+(?!(?:more|fewer|less)\b)(?:\w+\s+){{0,2}}?{SURE}\b|\b(?:nobody|"
    rf"no[\s-]one){_OTHERS}\s+{SAID}\b"
    r"|\bby\s+(?:neither|nobody|no[\s-]one|none)\b"
    rf"|\bnot\s+(?:a\s+single|one)\s+(?:of\s+the\s+)?(?:\w+\s+){{0,2}}?{SURE}\b",
)
_SPOKE = (
    r"(?:said|says?|mentioned|mentions?|spoke|speaks?|raised?|raises|named|told|tells?|described?|"
    r"reported|thought|felt|agreed|wrote|feared|worried|brought|talked|noted|referred|touched|"
    r"complained|pointed|alluded|volunteered)"
)
_WHERE = (
    r"(?:at|in|from|among|amongst|of|on|across|during|with|to|who|whom|that|we|there|else|present|"
    r"interviewed|asked|surveyed)"
)
_LEADING = (
    r"(?:(?!(?:but|except|excepting|save|other|apart|besides|until|unless|and|so|because|when|while|"
    r"that|which|what|how|why|whether|where|they|he|she|it)\b)[\w\-'\u2019]+\s+)"
)
_SAVE = re.compile(
    r"[^.;:]{0,60}?\b(?:except|excepting|other than|apart from|save for|but (?:for )?(?:one|two|"
    r"[A-Z]+\d+))\b"
)
# Whoever is meant stands between "no one" and what they did not say: "at the roundtable".
_NOBODY = any_case(
    rf"\b(?:nobody|no[\s-]one|none|neither|not\s+(?:a\s+single|one)(?:\s+of)?|"
    rf"no\s+(?!(?:more|fewer|less)\b){_LEADING}{{0,3}}?{PEOPLE}){_OTHERS}\s+(?:{_WHERE}\s+{_LEADING}{{0,9}}?)?{_SPOKE}\b",
)
_UNSAID = any_case(
    r"\b(?:(?:was|were|is|are|been)\s+(?:not|never)|(?:wasn|weren|isn)['\u2019]t|"
    r"(?:was|were|is|are|has|have)\s+nowhere|went)\s+(?:once\s+|even\s+|at all\s+|been\s+)?"
    r"(?:raised|mentioned|named|unmentioned|brought\s+up|spoken\s+of|talked\s+about|described|"
    r"touched\s+(?:up)?on|heard\s+of|referred\s+to)\b(?!\s+(?:by\s+(?:all|every|most|many)|again|"
    r"as\b|until|before|so\s+often))"
    r"|\b(?:did\s+not|didn['\u2019]t|never)\s+c[ao]me\s+up\b(?!\s+(?:again|until|before|so\s+often|"
    r"as\b))",
)


_SAVE_FOR = (
    r"(?:but(?:\s+for)?|except(?:ing)?(?:\s+for)?|bar|save(?:\s+for)?|other\s+than|apart\s+from)"
)
# Ids are blanked before claims are read: "everyone but V02" leaves a gap.
_BUT = any_case(
    rf"\b(?:all|every(?:one|body)?|each)\b(?P<between>(?:\s+(?!but\b)[\w\-]+){{0,6}}?)\s+"
    rf"{_SAVE_FOR}(?:\s+(?P<n>{NUMBER})\b(?:\s+of\s+{THE}(?P<of>{NUMBER})\b)?|(?=\s{{4,}}))"
    rf"|\bwith\s+(?:only\s+|just\s+)?(?P<with>{NUMBER})\s+exceptions?\b"
)
_EVERY_ONE = any_case(
    rf"\bevery\s+(?:single\s+|last\s+)?one\s+of\s+{THE}(?P<of>{NUMBER})\b"
    rf"|\b(?:unanimous(?:ly)?|without\s+(?:a\s+single\s+)?exception)\b"
    rf"(?=.*\b(?:{PEOPLE}|interviews?)\b)"
)


_WHOM = rf"(?:\s+(?:of|the|our|those|them|[\w\-]+)){{0,4}}?\s+(?:{PEOPLE}|{SAID})\b"
_NEARLY_ALL = any_case(
    rf"\b(?:(?P<all>(?:almost|nearly|virtually|practically)\s+(?:all|every(?:one|body)?))|"
    rf"(?P<vast>(?:the\s+|an?\s+)?(?:vast|great|large|overwhelming)\s+majority)|"
    rf"(?P<any>(?:hardly|scarcely|barely)\s+any(?:one|body)?|almost\s+(?:none|nobody|no[\s-]one)))"
    rf"{_WHOM}"
)
_NEARLY_SHARES = {"all": (0.75, 1), "vast": (0.6, 1), "any": (0, 0.25)}
"""Wide, for nobody declares what they mean: outside of these nobody would say so."""


def nearly(text: str) -> Iterator[Claim]:
    """Yield *almost all*, *the vast majority* and *hardly any* of some people."""
    for m in _NEARLY_ALL.finditer(text):
        word = next(name for name, said in m.groupdict().items() if said)
        low, high = _NEARLY_SHARES[word]
        yield Claim("fraction", *m.span(), m[0], low=low, high=high, word=word, is_about=True)


def all_but(text: str) -> Iterator[Claim]:
    """Yield ``all but two of the seven``, ``with one exception`` and ``every one of the seven``."""
    for m in _BUT.finditer(text):
        left = number_of(m["n"] or m["with"] or "one")
        inside = any_case(NUMBER).search(m["between"] or "")
        of = number_of(m["of"] or (inside[0] if inside else "") or "x")
        if left is not None and of is not None and left < of:
            yield Claim("of", *m.span(), m[0], of - left, None, of)
        elif left is not None and of is None:
            yield Claim("but", *m.span(), m[0], left)
    for m in _EVERY_ONE.finditer(text):
        yield Claim("all", *m.span(), m[0], of=number_of(m["of"]) if m["of"] else None)


def alls(text: str) -> Iterator[Claim]:
    """Yield all, none, and what nobody said."""
    taken: list[tuple[int, int]] = []
    for m in _ALL.finditer(text):
        if _NEARLY.search(text[: m.start()]):
            continue
        of = number_of(m[1]) if m[1] else 2 if m[2] else None
        yield Claim("all", *m.span(), m[0], of=of)
    for m in _NONE.finditer(text):
        if _SAVE.match(text, m.start()):
            continue
        yield Claim("none", *m.span(), m[0], n=0, of=number_of(m[1]) if m[1] else None)
        taken.append(m.span())
    for m in (*_NOBODY.finditer(text), *_UNSAID.finditer(text)):
        if is_free(m, taken):
            yield Claim("none", *m.span(), m[0], n=0, word="" if m.re is _NOBODY else UNSAID)
