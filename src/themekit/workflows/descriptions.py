"""Descriptions that need changing, in people's own words, and what became of each.

That somebody said so stays listed after they changed their mind or the description was changed:
a list that forgets would not show who was heard.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Literal

from themekit.decisions import CodedStudy
from themekit.events import Coding, Event, Look, Memo

Became = Literal["open", "changed", "answered", "taken back"]
_ANSWERS = "answers "
"""How the first line of an answer's memo names the event that it answers."""


@dataclass(frozen=True, slots=True)
class Complaint:
    """Somebody says that a description needs changing.

    Attributes
    ----------
    event : Coding
    became : {'open', 'changed', 'answered', 'taken back'}
        ``changed``: the code means something else now than it did to them.
    answer : Memo or None
        The last one that a researcher gave.
    """

    event: Coding
    became: Became
    answer: Memo | None = None

    @property
    def answered(self) -> str:
        """The words of the answer; empty without one."""
        return self.answer.text.partition("\n")[2] if self.answer else ""


@dataclass(frozen=True, slots=True)
class OwnWords:
    """What somebody saw in a passage that the list has no code for.

    Attributes
    ----------
    look : Look
        Of the passage.
    memo : Memo
    """

    look: Look
    memo: Memo


def descriptions_of(coded: CodedStudy) -> list[Complaint]:
    """Return what people say of descriptions: the open ones first, then by number."""
    said = [
        one for one in coded.events if isinstance(one, Coding) and one.decision == "code_problem"
    ]
    if not said:
        return []
    meanings = {code.id: code.meaning_hash for code in coded.codebook.codes}
    answers = _answers(coded.events)
    void = coded.decisions.record.void
    found = [_complaint(one, meanings, answers, taken_back=one.event_id in void) for one in said]
    return sorted(found, key=lambda one: (one.became != "open", one.event.number))


def _complaint(
    event: Coding, meanings: Mapping[str, str], answers: Mapping[str, Memo], *, taken_back: bool
) -> Complaint:
    answer = answers.get(event.event_id)
    if answer is not None:
        return Complaint(event, "answered", answer)
    if event.meaning_hash and meanings.get(event.code_id) != event.meaning_hash:
        return Complaint(event, "changed")
    return Complaint(event, "taken back" if taken_back else "open")


def answer_to(event: Coding, words: str) -> Memo:
    """Return the note in which a researcher answers; it belongs to the code."""
    return Memo(about="code", target=event.code_id, text=f"{_ANSWERS}{event.event_id}\n{words}")


def _answers(events: tuple[Event, ...]) -> dict[str, Memo]:
    found = {}
    for one in events:
        if isinstance(one, Memo) and one.about == "code" and one.text.startswith(_ANSWERS):
            found[one.text.partition("\n")[0].removeprefix(_ANSWERS)] = one
    return found


def own_words_of(coded: CodedStudy) -> list[OwnWords]:
    """Return what people said in their own words beside a look at a passage, in order."""
    record = coded.decisions.record
    found = []
    for memo in coded.memos:
        look = record.by_id.get(memo.target) if memo.about == "coding" else None
        if isinstance(look, Look) and not memo.private and memo.event_id not in record.void:
            found.append(OwnWords(look, memo))
    return found
