"""Quotations that are found: whose words they are, what is left out of them, and consent.

Of `CREDITED` the first that finds something has the word; each of `BESIDE` is asked.
"""

from __future__ import annotations

import re
from collections import Counter
from typing import TYPE_CHECKING

from themekit.report import words as said_as
from themekit.report.verify.quotations.looked import ASIDE, TERM
from themekit.report.verify.result import Flaw
from themekit.report.verify.texts import Passage
from themekit.report.verify.wording import words_of

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator

    from themekit.records import Case
    from themekit.report.verify.quotations.looked import Looked

_NEGATIONS = frozenset(
    {"not", "no", "never", "dont", "didnt", "isnt", "wasnt", "cant", "wont", "doesnt"}
)
_CREDIT_SPEAKER = "credit the person who said it"


def flaws_of_found(it: Looked) -> Iterator[Flaw]:
    """Yield what is wrong with a quotation that is found; of a term, who said it alone."""
    credited = CREDITED[:1] if it.is_term else CREDITED
    if flaw := next((flaw for rule in credited if (flaw := rule(it))), None):
        yield flaw
    for rule in () if it.is_term else BESIDE:
        if flaw := rule(it):
            yield flaw


# -- whose words they are -----------------------------------------------------------------------


def _other_person(it: Looked) -> Flaw | None:
    """Find words that are credited to somebody else."""
    if not it.people:
        return None
    truth = it.voices.of_all(it.passages)
    credited = frozenset().union(*(cases for _, cases in it.people))
    if credited & truth or not truth | credited:
        return None
    said = f"said by {it.voices.who(it.passages[0])}, not by {it.people[0][0]}"
    return Flaw(said, _CREDIT_SPEAKER, "speaker")


def _interviewers_words(it: Looked) -> Flaw | None:
    """Find a question that is credited to those who were asked it."""
    credited = it.people or it.evidence.mentions.strands_of(it.credit.tight)
    if not credited or it.is_own_wording or not all(map(it.voices.is_interviewer, it.passages)):
        return None
    return Flaw("the interviewer's words", "quote what was answered", "speaker")


def _other_strand(it: Looked) -> Flaw | None:
    """Find words that are credited to another strand."""
    truth, said = it.voices.strands(it.passages), frozenset[str]()
    for text in (it.credit.tight, it.credit.loose):
        plain = it.evidence.without_names(text)
        said = said or it.evidence.mentions.strands_of(plain) - {said_as.ALL}
    if not said or said & truth:
        return None
    return Flaw(
        f"said in {', '.join(sorted(truth))}, not in {', '.join(sorted(said))}",
        "credit the strand in which it was said",
        "speaker",
    )


def _other_attribute(it: Looked) -> Flaw | None:
    """Find a credit to somebody of another income band, role or place."""
    known, attributes = it.evidence.coded.cases, it.evidence.mentions.attributes
    cases = [known[c] for one in it.passages for c in it.voices.cases(one) if c in known]
    for part in re.split(r"[,;\u00b7|/]", it.credit.tight):
        name, value = attributes.get(" ".join(words_of(part)), ("", ""))
        theirs = [dict(case.attributes).get(name, "") for case in cases] if name else []
        if theirs and all(one and one != value for one in theirs):
            said = f"{name.replace('_', ' ')} is {theirs[0]}, not {value}"
            return Flaw(said, _CREDIT_SPEAKER, "speaker")
    return None


CREDITED: tuple[Callable[[Looked], Flaw | None], ...] = (
    _other_person,
    _interviewers_words,
    _other_strand,
    _other_attribute,
)


# -- what is left out, and what may be shown ----------------------------------------------------


def _turned_round(it: Looked) -> Flaw | None:
    """Find a marked omission that takes a *not* away."""
    if len(it.want.parts) < 2:  # noqa: PLR2004 - nothing is left out
        return None
    there = words_of(it.evidence.texts.text(it.passages[0]))
    lost = list((Counter(there) - Counter(it.want.words)).elements())
    if not 0 < len(lost) <= TERM or not _NEGATIONS & set(lost):
        return None
    said = "what is left out turns it round: " + " ".join(lost)
    return Flaw(said, "quote it whole", "quotation", "undefined")


def _without_consent(it: Looked) -> Flaw | None:
    """Find words that may not be quoted, of whoever said them."""
    reasons = [why_not(one, it) for one in it.passages]
    return Flaw(reasons[0], "take it out, or ask the person", "consent") if all(reasons) else None


def _replaced_words(it: Looked) -> Flaw | None:
    """Find words that are replaced wherever the study is shown."""
    passage, texts = allowed(it), it.evidence.texts
    if passage is None:
        return None
    inside = it.evidence.uses.replacements.within(passage.document, passage.start, passage.end)
    shown = {
        word
        for r in inside
        for word in words_of(texts.text(Passage(passage.document, r.start, r.end)))
    }
    if not shown & set(words_of(it.quoted.text)):
        return None
    return Flaw(
        "it holds words that are replaced, for somebody is known by them",
        "quote it as themekit shows it",
        "disclosure",
    )


def _cited_as_literature(it: Looked) -> Flaw | None:
    """Find words of people that are cited as if somebody had published them."""
    kinds = {it.voices.kind(strand) for strand in it.voices.strands(it.passages)}
    if not it.is_cited or kinds & {*ASIDE, "case-study"}:
        return None
    said = f"said by {it.voices.who(it.passages[0])}, not by literature"
    return Flaw(said, _CREDIT_SPEAKER, "speaker")


BESIDE: tuple[Callable[[Looked], Flaw | None], ...] = (
    _turned_round,
    _without_consent,
    _replaced_words,
    _cited_as_literature,
)


def allowed(it: Looked) -> Passage | None:
    """Return the first passage that may be quoted; None where none may."""
    return next((one for one in it.passages if not why_not(one, it)), None)


def is_unmarked(it: Looked) -> bool:
    """Tell whether nobody has read its document for details by which somebody is known."""
    passage, uses = allowed(it), it.evidence.uses
    if passage is None:
        return False
    return any(uses.why_not(one) == "unmarked" for one in it.evidence.texts.segments(passage))


def why_not(passage: Passage, it: Looked) -> str:
    """Say why a passage may not be quoted; empty where it may."""
    if it.voices.kind(it.voices.strand(passage)) in ASIDE:
        return ""
    for segment in it.evidence.texts.segments(passage):
        case = it.evidence.uses.case(segment)
        if case is None:
            continue
        if why := _why_not_of(case):
            return why
    return ""


def _why_not_of(case: Case) -> str:
    """Say why somebody may not be quoted; empty where they may."""
    if case.withdrawn:
        return "said by somebody who has withdrawn"
    if case.unquoted:
        return "said by somebody who took back that they are quoted"
    if case.consent_quote == "none" and "quote" in case.consent_told:
        return "said by somebody who did not agree to be quoted"
    if case.consent_quote == "none":
        return "not known whether who said it agreed to be quoted (consent_quote in cases.csv)"
    if case.consent_quote == "paraphrase":
        return "said by somebody who agreed to be paraphrased only"
    return ""
