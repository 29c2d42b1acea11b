"""All, nobody and only, said of people in whatever words: a row has to be named beside them."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from themekit.report.verify.claims.grammar import any_case
from themekit.report.verify.claims.model import LOOSELY, Claim
from themekit.report.verify.mentions import PEOPLE

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator

PERSONS = (
    rf"(?:{PEOPLE}|mothers?|fathers?|children|child|families|family|households?|pupils?|learners?|"
    r"teachers?|nurses?|doctors?|carers?|visitors?|callers?|customers?|guests?|tenants?|neighbours?|"
    r"volunteers?|trainees?|tellers?|storytellers?|adults?|pensioners?|boys?|girls?)"
)
_THEIR = r"(?:(?:of|the|our|these|those|its)\s+){0,2}(?:(?!of\b|the\b)[\w\-]+\s+){0,2}?"
# Of some of them alone, a row of all tells nothing: "all parents of small children".
_SOME = (
    r"(?!\s+(?:of|with|without|from|under|over|aged|living|whose|outside|near|"
    r"who(?!\s+(?:took|spoke|answered|were\s+asked|told))))"
)
_ALL = any_case(
    rf"\b(?:all|every(?:\s+single)?|each|both)\s+{_THEIR}{PERSONS}\b{_SOME}|\bevery(?:one|body)\b"
)
_NOT_ALL = any_case(
    r"\b(?:almost|nearly|virtually|practically|not|hardly|than|as|like|above|of)\s+$"
)
_NONE = any_case(
    rf"\b(?:nobody|no[\s-]one|none\s+of\s+them|none\s+of\s+{_THEIR}{PERSONS}|none(?!\s+of\b)|"
    rf"not\s+(?:a\s+single|one)\s+{_THEIR}{PERSONS}|"
    rf"no\s+(?!(?:longer|more|fewer|less|other)\b)(?:[\w\-]+\s+){{0,2}}?{PERSONS})\b{_SOME}"
)
_NEARLY_NONE = any_case(r"\b(?:almost|nearly|virtually|practically|next\s+to)\s+$")
_SAVE = re.compile(
    r"\s*(?:,\s*)?(?:but\b|except|save\b|other\s+than|apart\s+from|bar\b)", re.IGNORECASE
)
_ONLY = any_case(rf"\b(?:only|solely|exclusively)\s+(?:the\s+)?(?:[\w\-]+\s+){{0,3}}?{PERSONS}\b")


def loosely(text: str, claims: Iterable[Claim] = ()) -> Iterator[Claim]:
    """Yield ``all parents``, ``nobody`` and ``only women``, whatever they are said to have done.

    Parameters
    ----------
    text : str
        The sentence, what it quotes and cites blanked out.
    claims : iterable of Claim
        What is claimed in it otherwise: that is not read again.
    """
    for claim in claims:
        text = text[: claim.start] + "\0" * (claim.end - claim.start) + text[claim.end :]
    yield from (one for one in _loosely(text) if "\0" not in one.said)


def _loosely(text: str) -> Iterator[Claim]:
    for m in _ALL.finditer(text):
        if not _NOT_ALL.search(text[: m.start()]) and not _SAVE.match(text, m.end()):
            yield Claim("all", *m.span(), m[0], word=LOOSELY)
    for m in _NONE.finditer(text):
        if not _NEARLY_NONE.search(text[: m.start()]) and not _SAVE.match(text, m.end()):
            yield Claim("none", *m.span(), m[0], n=0, word=LOOSELY)
    for m in _ONLY.finditer(text):
        yield Claim("only", *m.span(), m[0], word=LOOSELY)
