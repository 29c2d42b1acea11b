"""What a researcher says of one passage on one form, as the events of one act."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass, replace

from themekit.codebook import Code
from themekit.events import Event, Outcome
from themekit.tasks.answers import Answer, Where, look, remark, word
from themekit.tasks.asking import covered
from themekit.workflows.passages import Passage

FEW = 12
"""Codes that a page shows all at once, open; of more, some have to be searched or unfolded."""


@dataclass(frozen=True, slots=True)
class Decision:
    """All that was said on a form.

    Attributes
    ----------
    answers : tuple of Answer
    rest : bool
        Whether nothing else of what was shown applies.
    whole : bool
        Whether all codes that the page asks about were gone through: where they stood open on it,
        or somebody says so.
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


def shows_all(here: Passage) -> bool:
    """Tell whether the page shows every code that it asks about at once.

    Then whoever says that the rest does not apply has had all of it before them: a look covers what
    was shown.
    """
    return len(suggested_to(here)) + len(asked_about(here)) <= FEW


def by_theme(codes: Iterable[Code]) -> list[tuple[str, list[Code]]]:
    """Return codes under the names of their themes, in order."""
    found: dict[str, list[Code]] = {}
    for code in codes:
        found.setdefault(code.theme, []).append(code)
    return list(found.items())


def what_is_missing(here: Passage, decision: Decision) -> str:
    """Say what a form lacks before it can be kept; nothing where it lacks nothing."""
    if unsaid := [one.code_id for one in decision.answers if is_unsaid(one)]:
        return (
            "Say in your own words what of the description needs changing: write it into the note "
            f"for {_named(here, unsaid)}."
        )
    if not decision.answers and not decision.rest:
        return "Nothing was chosen. Choose an answer, or press “Keep; the rest does not apply”."
    answered = {one.code_id for one in decision.answers}
    left = [one for one in suggested_to(here) if one not in answered and not decision.rest]
    if here.given.draw.draw and left and not _said_before(here, left):
        return (
            "Some suggested codes have no answer yet. Answer each, or press “Keep; the rest does "
            "not apply”."
        )
    if decision.rest and not here.given.blind and shows_all(here) and not decision.whole:
        return (
            "The codebook was changed since you opened this page. Its codes stand here as they "
            "read now: go through them, then press once more."
        )
    shown = suggested_to(here) or answered or here.given.blind or decision.whole
    if decision.rest and not shown:
        return (
            "No code was suggested here. Go through the whole codebook and tick that you did, or "
            "answer for a code."
        )
    return ""


def is_unsaid(answer: Answer) -> bool:
    """Tell whether a description is said to need changing, and not what of it."""
    return answer.choice == "problem" and not answer.memo


def _named(here: Passage, codes: Iterable[str]) -> str:
    names = (code.name for one in codes if (code := here.code(one)) is not None)
    return " and ".join(f"“{one}”" for one in names)


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
        # No codes stand for the whole list; a draw about some codes showed these.
        asked = (*suggested_to(here), *(one.id for one in asked_about(here)))
        return asked if here.given.draw.codes else ()
    answered = tuple(one.code_id for one in decision.answers)
    if decision.rest or here.given.draw.draw:
        return tuple(dict.fromkeys((*suggested_to(here), *answered)))
    return answered


def _outcome(here: Passage, decision: Decision) -> Outcome:
    return "coded" if decision.answers or here.said.words else "nothing applies"
