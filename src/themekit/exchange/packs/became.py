"""What became of somebody's answers, in plain words: a small page and a text."""

from __future__ import annotations

import base64
import hashlib
from dataclasses import dataclass, field

from jinja2 import Environment, PackageLoader, StrictUndefined
from markupsafe import Markup

from themekit.exchange.packs.paper import helper_of, who_helps
from themekit.study import Support
from themekit.style import tokens

_NUMBERS = ("no", "one", "two", "three", "four", "five", "six", "seven", "eight", "nine")
_STYLE = """
body{margin:0 auto;max-width:38rem;padding:16px;background:var(--page);color:var(--ink);
font:1.125rem/1.5 var(--sans)}
h1{font-size:1.5rem}h2{font-size:1.125rem;margin-top:32px}
blockquote{margin:8px 0;padding-left:16px;border-left:3px solid var(--accent);
font-family:var(--serif);overflow-wrap:anywhere}
.quiet{color:var(--quiet)}
"""


@dataclass(frozen=True, slots=True)
class TalkedOn:
    """One answer that was talked over.

    Attributes
    ----------
    q : int
        Number of the question; 0 where it was not one of the pack's.
    text : str
        What was said, as it may be shown.
    name : str
        What it was asked about.
    yours, others, outcome, why, day : str
        In whole words; empty where nobody wrote it down.
    together : bool
        Whether people met over it, and it was not decided by one.
    """

    q: int
    text: str
    name: str
    yours: str
    others: str
    outcome: str
    why: str = ""
    day: str = ""
    together: bool = False

    @property
    def by_whom(self) -> str:
        """Say who came to it."""
        return "We talked it over" if self.together else "The researchers decided"


@dataclass(frozen=True, slots=True)
class Became:
    """What one reader is told of one pack.

    Attributes
    ----------
    pack, title : str
    support : Support
    answers, passages : int
        That hold, and that they went through.
    waiting : int
        Answers that wait until the reader says which of two holds.
    withdrawn : int
        Passages that are gone, because whoever said them took their words back.
    talked : tuple of TalkedOn
    said : tuple of (number, name, answer)
        What they said, by question.
    credit : str
        How they are named; empty for not at all.
    """

    pack: str
    title: str
    support: Support = field(default_factory=Support)
    answers: int = 0
    passages: int = 0
    waiting: int = 0
    withdrawn: int = 0
    talked: tuple[TalkedOn, ...] = ()
    said: tuple[tuple[int, str, str], ...] = ()
    credit: str = ""

    def opening(self) -> tuple[str, ...]:
        """Say what came and what counts, in short sentences."""
        told = [
            (
                f"Thank you for reading. We have {_many(self.answers, 'answer')} of yours to "
                f"{_many(self.passages, 'passage')}."
            )
        ]
        if self.waiting:
            waits = "waits" if self.waiting == 1 else "wait"
            told.append(
                f"{_number(self.waiting).capitalize()} of them {waits}: you also answered "
                "somewhere else. Tell us which answer you mean."
            )
        if self.withdrawn:
            these = "that passage" if self.withdrawn == 1 else "those passages"
            told.append(
                f"{_many(self.withdrawn, 'passage').capitalize()} of your pack "
                f"{_is(self.withdrawn)} no longer in the study. Somebody took their words back, so "
                f"we hold no answer to {these}."
            )
        if self.talked:
            told.append(
                f"{_many(len(self.talked), 'answer').capitalize()} of yours "
                f"{_was(len(self.talked))} talked over, because people read the passage "
                "differently. Below you see what came of it. All others count as you gave them."
            )
        else:
            told.append("Nobody has talked any of them over. They count as you gave them.")
        return tuple(told)

    def closing(self) -> tuple[str, ...]:
        """Say how to take an answer back, and how they are named."""
        named = (
            f"Where the study names people, it names you as \u201c{self.credit}\u201d."
            if self.credit
            else "The study does not name you."
        )
        return (
            (
                f"Do you want an answer back? Send {helper_of(self.support)} a message: "
                f"{self.pack} take back, and the number of the question. For all of them: "
                f"{self.pack} take back everything. You need not say why."
            ),
            f"{named} You can change that whenever you want.",
            *who_helps(self.support),
            (
                "Please delete this file when you have read it: it holds what people told us in "
                "confidence."
            ),
        )


def as_page(became: Became) -> bytes:
    """Return it as a page without script, which loads nothing and sends nothing."""
    style = f"{tokens()}{_STYLE}"
    digest = base64.b64encode(hashlib.sha256(style.encode()).digest()).decode("ascii")
    environment = Environment(
        loader=PackageLoader("themekit.exchange.packs"), autoescape=True,
        undefined=StrictUndefined, trim_blocks=True, lstrip_blocks=True,
    )  # fmt: skip
    return (
        environment.get_template("became.html")
        .render(
            one=became,
            style=Markup(style),  # noqa: S704 -- our own
            policy=f"default-src 'none'; style-src 'sha256-{digest}'; base-uri 'none'; "
            "form-action 'none'",
        )
        .encode()
    )


def as_text(became: Became) -> str:
    """Return it as a text to be sent or read out."""
    lines = ["What became of your answers", became.title, f"Pack {became.pack}", ""]
    lines += became.opening()
    for one in became.talked:
        lines += ["", f"{_question(one.q)}{one.name}", f"\u201c{one.text}\u201d"]
        lines += [f"You said {one.yours}. {one.others}", f"{one.by_whom}: {one.outcome}."]
        lines += [f"Why: {one.why}"] if one.why else []
    if became.said:
        lines += ["", "What you said:"]
        lines += [f"{q}. {name}: {said}" for q, name, said in became.said]
    return "\n".join([*lines, "", *became.closing()]) + "\n"


def _question(q: int) -> str:
    return f"Question {q}: " if q else ""


def _many(number: int, what: str) -> str:
    return f"{_number(number)} {what if number == 1 else what + 's'}"


def _number(number: int) -> str:
    return _NUMBERS[number] if number < len(_NUMBERS) else f"{number:,}"


def _is(number: int) -> str:
    return "is" if number == 1 else "are"


def _was(number: int) -> str:
    return "was" if number == 1 else "were"
