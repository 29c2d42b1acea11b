"""A round of many people: whoever speaks once is set on the page as the others are.

Among three or more names of one form, that form says more than how often a name comes. With fewer
it says nothing: an interview of two has its "Results: ..." as well.
"""

from __future__ import annotations

import re
from collections import Counter
from typing import TYPE_CHECKING, NamedTuple

from themekit.reading.speakers.known_names import MANY
from themekit.reading.speakers.speaker_names import is_head_key, labellike, namelike

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping
    from collections.abc import Set as AbstractSet

    from themekit.reading.speakers.labels import Label

_ROUND = 3
_BRANCH = 2  # names with the same first word: ``Council housing``, ``Council commissioner``
_NUMBERS = re.compile(r"\d+(?:[:.,]\d+)*")
_WORD = re.compile(r"[^\W\d_]+")
_ABSTRACT = re.compile(r"\w{3,}(?:ing|[ts]ion|ment|ness)s?")  # funding, provision: what, not who
# Whoever is called so: alone or as the last word before "of", "for" and the like.
_PEOPLE = frozenset(
    """
    accountant adjudicator administrator adviser advisor advocate analyst apprentice assistant
    attendee audience auditor barrister bishop campaigner caretaker carer caseworker ceo cfo chair
    chairman chairperson chairwoman chaplain chief child clerk client clinician coach colleague
    commissioner consultant convenor coordinator co-ordinator councillor counsellor daughter
    delegate deputy designer developer dietitian director doctor driver employee employer engineer
    evaluator executive expert facilitator father founder friend funder governor gp grandparent
    guest head health-visitor host imam inspector instructor interpreter interviewee interviewer
    journalist judge keyworker landlord lawyer lead leader lecturer librarian manager mayor mediator
    member mentor midwife minister moderator mother mp mum navigator neighbour note-taker nurse
    observer officer official operative organiser organizer owner paramedic parent participant
    partner pastor patient pharmacist physiotherapist planner podiatrist policeman practitioner
    prescriber president priest principal producer professional professor psychiatrist psychologist
    psychotherapist pupil rabbi receptionist rep representative researcher resident respondent
    sergeant scientist secretary sister solicitor son speaker specialist spokesperson student
    superintendent supervisor surveyor survivor teacher technician tenant therapist trainee trainer
    translator treasurer trustee tutor user vicar volunteer warden wife husband worker charity
    council
    """.split()  # noqa: SIM905 -- a paragraph of words reads better than a page
)
# Bodies that send somebody; on their own these words head a passage as easily.
_BODIES = frozenset(
    """
    agency alliance association authority bank board body borough branch business café centre
    church clinic club college commission committee community company consortium cooperative
    department district federation forum foundation fund group guild hospice hospital hub institute
    library mosque network organisation organization partnership police project school service
    society surgery synagogue team temple trust union university
    """.split()  # noqa: SIM905 -- a paragraph of words reads better than a page
)
_JOINED = re.compile(r"\s+(?:of|for|from|at|in|to|on|with)\s+|\s*[(,/]")


class Placed(NamedTuple):
    """A line, the label that may begin it, and whether it is bold or follows a blank line."""

    start: int
    text: str
    label: Label | None
    bold: bool
    apart: bool


class Form(NamedTuple):
    """How a label is set: what stands around the name, and where on the page."""

    around: str
    bold: bool
    apart: bool
    alone: bool


def joining(lines: Iterable[Placed], counting: Mapping[int, Label]) -> dict[int, Label]:
    """Return the labels that occur once and are to count too, by line start.

    Parameters
    ----------
    lines : iterable of Placed
        All that are not blank, in order, each with its label of the shape that counts.
    counting : mapping of int to Label
        By line start; not empty.
    """
    lines = list(lines)
    labelled = [(line, line.label) for line in lines if line.label is not None]
    counts = Counter(label.key for _, label in labelled)
    surely = {label.key: label.name for label in counting.values() if counts[label.key] > 1}
    forms = _common_forms([one for one in labelled if one[1].key in surely])
    first = min(counting)
    fitting = {
        line.start: label
        for line, label in labelled
        if line.start > first and line.start not in counting and counts[label.key] == 1
        if _form(line, label) in forms
    }
    if not fitting or len(fitting) > MANY:
        return {}
    talk = _Round(surely, {word for line in lines for word in _lower(line.text)})
    return {at: label for at, label in fitting.items() if talk.takes(label)}


def _common_forms(labelled: list[tuple[Placed, Label]]) -> set[Form]:
    """Return the forms that several different names have."""
    pairs = {(label.key, _form(line, label)) for line, label in labelled}
    counts = Counter(form for _, form in pairs)
    return {form for form, count in counts.items() if count >= _ROUND}


def _form(line: Placed, label: Label) -> Form:
    """Describe how a label is set; numbers and times differ from line to line."""
    around = "".join(line.text[: label.length].replace(label.name, "", 1).split())
    alone = not line.text[label.length :].strip()
    return Form(_NUMBERS.sub("0", around), line.bold, line.apart, alone)


def _lower(text: str) -> Iterable[str]:
    """Yield the words that stand there in lower case: those are no names."""
    return (word for word in _WORD.findall(text) if word.islower())


class _Round:
    """What the names of a round have in common."""

    def __init__(self, names: Mapping[str, str], said: AbstractSet[str]) -> None:
        self.said = said
        self.capitals = all(name.isupper() for name in names.values())
        first = Counter(key.split()[0] for key in names if " " in key)
        self.branches = {word for word, count in first.items() if count >= _BRANCH}

    def takes(self, label: Label) -> bool:
        """Tell whether a label set like theirs can be a name or a role as well."""
        name, key = label.name, label.key
        if is_head_key(key) or not labellike(name):
            return False
        if self.capitals:
            return name.isupper()
        if _is_role(key) or (" " in key and key.split()[0] in self.branches):
            return True
        return namelike(name) and not name.isupper() and not self._is_common(key)

    def _is_common(self, key: str) -> bool:
        """Tell whether one of its words is used as a common one, in this or the other number."""
        words = _WORD.findall(key)
        alike = ({word, word.removesuffix("s"), f"{word}s"} for word in words)
        return any(_ABSTRACT.fullmatch(word) for word in words) or any(
            not self.said.isdisjoint(forms) for forms in alike
        )


def _is_role(key: str) -> bool:
    """Tell whether a label in lower case names a role, or a body with what kind of body it is."""
    words = _JOINED.split(key)[0].strip("*_ ").rstrip("0123456789 ").split()
    if not words:
        return False
    return words[-1] in _PEOPLE or (len(words) > 1 and words[-1] in _BODIES)
