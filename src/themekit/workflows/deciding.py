"""What a researcher says of one passage on one form, as the events of one act."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass, replace

from themekit.codebook import Code
from themekit.events import Event, Outcome
from themekit.tasks.answers import Answer, Where, look, remark, word
from themekit.tasks.asking import covered
from themekit.workflows.passages import Passage


@dataclass(frozen=True, slots=True)
class Decision:
    """All that was said on a form.

    Attributes
    ----------
    answers : tuple of Answer
    rest : bool
        Whether nothing else of what was shown applies.
    whole : bool
        Whether the whole codebook was gone through.
    own_words, note : str
        What is going on that has no code; a note on the passage.
    """

    answers: tuple[Answer, ...] = ()
    rest: bool = False
    whole: bool = False
    own_words: str = ""
    note: str = ""


def suggested_to(here: Passage) -> tuple[str, ...]:
    """Return the ids of the codes that are suggested on the page, the likeliest first."""
    if here.given.blind:
        return ()
    known = set(here.code_ids)
    listed = set(here.given.draw.codes) or known
    return tuple(
        dict.fromkeys(
            code for code, _ in here.given.item.suggested if code in known and code in listed
        )
    )


def asked_about(here: Passage) -> tuple[Code, ...]:
    """Return the codes of which the page asks beside the suggested ones, in codebook order."""
    suggested, wanted = set(suggested_to(here)), set(here.given.draw.codes)
    return tuple(
        code
        for code in here.codes
        if code.id not in suggested and (not wanted or code.id in wanted)
    )


def by_theme(codes: Iterable[Code]) -> list[tuple[str, list[Code]]]:
    """Return codes under the names of their themes, in order."""
    found: dict[str, list[Code]] = {}
    for code in codes:
        found.setdefault(code.theme, []).append(code)
    return list(found.items())


def what_is_missing(here: Passage, decision: Decision) -> str:
    """Say what a form lacks before it can be kept; nothing where it lacks nothing."""
    if any(one.choice == "problem" and not one.memo for one in decision.answers):
        return "Say in your own words what of the description needs changing."
    if not decision.answers and not decision.rest:
        return "Nothing was chosen. Choose an answer, or press “Keep; the rest does not apply”."
    answered = {one.code_id for one in decision.answers}
    left = [one for one in suggested_to(here) if one not in answered and not decision.rest]
    if here.given.draw.draw and left and not _said_before(here, left):
        return (
            "Some suggested codes have no answer yet. Answer each, or press “Keep; the rest does "
            "not apply”."
        )
    shown = suggested_to(here) or answered or here.given.blind or decision.whole
    if decision.rest and not shown:
        return (
            "No code was suggested here. Go through the whole codebook and tick that you did, or "
            "answer for a code."
        )
    return ""


def _said_before(here: Passage, codes: Sequence[str]) -> bool:
    return all(one in here.said.words for one in codes)


def earlier_of(here: Passage, decision: Decision) -> tuple[Event, ...]:
    """Return what this person said before that the form says anew."""
    words = [
        here.said.words[one.code_id] for one in decision.answers if one.code_id in here.said.words
    ]
    looked = here.said.look
    return (*words, looked) if looked is not None and _looks(here, decision) else tuple(words)


def events_of(here: Passage, where: Where, decision: Decision, look_id: str) -> list[Event]:
    """Return a form as events.

    Parameters
    ----------
    here : Passage
    where : Where
        How it was shown: with scores or without.
    decision : Decision
    look_id : str
        Id for the look, by which notes name it.
    """
    events: list[Event] = []
    for answer in decision.answers:
        before = here.said.words.get(answer.code_id)
        events.append(word(where, answer, () if before is None else (before,)))
    if not _looks(here, decision):
        return events
    looked = here.said.look
    seen = look(
        where,
        _covered(here, decision),
        _outcome(here, decision),
        () if looked is None else (looked,),
    )
    seen = replace(seen, event_id=look_id)
    written = (decision.own_words, decision.note)
    return [*events, seen, *(remark(seen, one) for one in written if one)]


def _looks(here: Passage, decision: Decision) -> bool:
    """Tell whether the form is a look at the passage, and not only a word on a code."""
    written = decision.own_words or decision.note
    return bool(
        here.given.draw.draw or here.given.blind or decision.rest or decision.whole or written
    )


def _covered(here: Passage, decision: Decision) -> tuple[str, ...]:
    """Return the ids of the codes that were gone through; none for the whole list."""
    if here.given.blind:
        return covered(here.given, here.code_ids)
    if decision.whole:
        return tuple(here.given.draw.codes)
    answered = tuple(one.code_id for one in decision.answers)
    if decision.rest or here.given.draw.draw:
        return tuple(dict.fromkeys((*suggested_to(here), *answered)))
    return answered


def _outcome(here: Passage, decision: Decision) -> Outcome:
    return "coded" if decision.answers or here.said.words else "nothing applies"
