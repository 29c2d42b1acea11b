"""What is in quotation marks and not found: whether it quotes anybody, and what is wrong then.

`ASIDES` are ways in which something in quotation marks quotes nobody; if none holds, the first of
`RULES` that finds something has the word.
"""

from __future__ import annotations

import difflib
import re
from typing import TYPE_CHECKING

from themekit.report.verify.claims import claims_in
from themekit.report.verify.result import Flaw, shortened
from themekit.report.verify.wording import bare_heading, words_of

if TYPE_CHECKING:
    from collections.abc import Callable, Sequence

    from themekit.report.verify.quotations.looked import Looked
    from themekit.report.verify.texts import Passage

_NEAR, _FAINT = 70, 55
_LOOK_BACK = 40
_TITLED = re.compile(
    r"\b(?:titled|entitled|called|named|known as|headed|labelled|so-called|term|word|phrase|"
    r"question|item|statement|asked|option|answer(?:ed)?|category|code|theme|section|heading)\W*$",
    re.IGNORECASE,
)
_LEADS = re.compile(
    r"\b(?:said|says|told us|put it|puts it|described|explained|recalled|wrote|"
    r"in (?:the|their|his|her) (?:own )?words)\b",
    re.IGNORECASE,
)


def flaw_of_missing(it: Looked) -> Flaw | None:
    """Return what is wrong with a quotation that is not found; None where it quotes nobody."""
    if any(rule(it) for rule in ASIDES):
        return None
    return next((flaw for rule in RULES if (flaw := rule(it))), None)


# -- what quotes nobody -------------------------------------------------------------------------


def _is_of_the_study(it: Looked) -> bool:
    """Tell whether it is a name, a question or a definition of the study."""
    return it.is_name or it.is_own_wording


def _is_term(it: Looked) -> bool:
    """Tell whether it is a few words that are credited to nobody."""
    return it.is_term and not _is_credited(it)


def _is_figure(it: Looked) -> bool:
    """Tell whether a short text is a number in quotation marks."""
    return it.is_short and not it.credit.tight and bool(claims_in(it.quoted.text))


def _is_called_so(it: Looked) -> bool:
    """Tell whether the words before it say that something is called so."""
    before = it.block.text[max(0, it.quoted.start - _LOOK_BACK) : it.quoted.start]
    return bool(_TITLED.search(before)) and (it.is_short or _is_title(it.quoted.text))


def _is_set_apart(it: Looked) -> bool:
    """Tell whether a block that nothing credits or leads to is like nothing in the study."""
    if not it.quoted.is_block or it.credit.tight or _is_led(it):
        return False
    return it.nearest is None or it.nearest[0] < _NEAR


def _is_titled(it: Looked) -> bool:
    """Tell whether it is written as a title is, and credited to nobody."""
    if it.quoted.is_block and not it.credit.tight and not _is_led(it):
        return False
    return _is_title(it.quoted.text) and not _is_credited(it)


def _is_no_finding(it: Looked) -> bool:
    """Tell whether what only sounds like somebody's words stands outside of the findings."""
    headings = {bare_heading(one) for one in it.block.sections}
    return it.quoted.is_guess and not headings & it.evidence.sections.keys()


def _is_credited(it: Looked) -> bool:
    return bool(it.evidence.mentions.people(it.credit.tight))


def _is_led(it: Looked) -> bool:
    """Tell whether a line leads to what somebody said."""
    text, mentions = it.credit.loose, it.evidence.mentions
    return bool(_LEADS.search(text) or mentions.people(text) or mentions.strands_of(text))


def _is_title(text: str) -> bool:
    """Tell whether most words of a text begin with a capital."""
    found = [one for one in re.findall(r"[A-Za-z][\w'\u2019-]*", text) if len(one) > 3]  # noqa: PLR2004
    return len(found) > 1 and all(one[0].isupper() for one in found)


ASIDES: tuple[Callable[[Looked], bool], ...] = (
    _is_of_the_study,
    _is_term,
    _is_figure,
    _is_called_so,
    _is_set_apart,
    _is_titled,
    _is_no_finding,
)


# -- what is wrong with it ----------------------------------------------------------------------


def _not_in_literature(it: Looked) -> Flaw | None:
    """Find what is cited from literature that the study does not hold."""
    if not it.is_cited or (it.nearest is not None and it.nearest[0] >= _NEAR):
        return None
    return Flaw(
        "not in the texts of the literature that the study holds",
        "add the source to the study, or check it by hand",
        "literature",
        "doubtful",
    )


def _spliced(it: Looked) -> Flaw | None:
    """Find what is put together of two passages."""
    halves = _halves(it)
    if halves is None:
        return None
    one, other = map(it.voices.who, halves)
    if one != other:
        return Flaw(
            f"words of two people run together: {one} and {other}",
            "quote each of them apart",
            "quotation",
        )
    return Flaw(
        f"something is left out or moved without a mark ({one})",
        "mark what is left out with [...]",
        "quotation",
    )


def _halves(it: Looked) -> tuple[Passage, Passage] | None:
    """Return two passages that a quotation joins, if it does."""
    find, who = it.evidence.texts.find, it.voices.who
    if len(it.want.parts) > 1:
        found = [find([part]) for part in it.want.parts]
        if all(found):
            return found[0][0], found[-1][0]
    ws = [re.escape(word) for word in it.want.words]
    for cut in range(len(ws) - 2, 1, -1):
        first = find([" ".join(ws[:cut])])
        if first:
            second = find([" ".join(ws[cut:])])
            if not second:
                # One word may be lost at the seam.
                return None
            same = [(a, b) for a in first for b in second if who(a) == who(b)]
            return same[0] if same else (first[0], second[0])
    return None


def _invented(it: Looked) -> Flaw | None:
    """Find what is like nothing that anybody said."""
    if it.nearest is not None and it.nearest[0] >= _FAINT:
        return None
    return Flaw(
        "nothing like it in the study's texts",
        "quote what somebody said, or say where it is from",
        "quotation",
        "doubtful" if it.quoted.is_guess else "wrong",
    )


def _altered(it: Looked) -> Flaw | None:
    """Find what somebody said in other words, and say which."""
    if it.nearest is None:
        return None
    (score, passage), texts = it.nearest, it.evidence.texts
    differs = _differences(it.want.words, words_of(texts.text(passage)))
    if score < _NEAR:
        differs = f"likeness {score:.0f} of 100"
    return Flaw(
        f"not word for word: {differs} ({it.voices.who(passage)})",
        f"the study has: {shortened(texts.text(passage), 240)}",
        "quotation",
    )


RULES: tuple[Callable[[Looked], Flaw | None], ...] = (
    _not_in_literature,
    _spliced,
    _invented,
    _altered,
)


def _differences(said: Sequence[str], study: Sequence[str]) -> str:
    """Say word by word what a quotation has otherwise than the study."""
    matcher = difflib.SequenceMatcher(None, study, said, autojunk=False)
    parts = []
    for kind, a, b, c, d in matcher.get_opcodes():
        if kind == "delete":
            parts.append(f"left out: {' '.join(study[a:b])}")
        elif kind == "insert":
            parts.append(f"added: {' '.join(said[c:d])}")
        elif kind == "replace":
            parts.append(f"{' '.join(said[c:d])} for {' '.join(study[a:b])}")
    return shortened("; ".join(parts), 200) or "order of words"
