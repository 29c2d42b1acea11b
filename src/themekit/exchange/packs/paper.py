"""What a questionnaire says to whom it is for, whatever it is written in."""

from __future__ import annotations

from themekit.exchange.packs.model import Pack
from themekit.exchange.packs.texted import LETTERED
from themekit.study import Support

_SAMPLE = "ABCD"


def sample_of(pack: Pack) -> str:
    """Return what a message with answers looks like."""
    numbers = [one.q for passage in pack.passages for one in passage.questions]
    pairs = zip(numbers, _SAMPLE, strict=False)
    return f"{pack.pack}: " + ", ".join(f"{number} {letter}" for number, letter in pairs)


def letters() -> str:
    """Say what each letter means."""
    return " ".join(f"{letter} means: {word}." for letter, word in LETTERED)


def helper_of(support: Support) -> str:
    """Say whom a reply goes to."""
    return support.facilitator or "the person who gave you this"


def how_to_answer(pack: Pack, here: str) -> tuple[str, ...]:
    """Say what to do, in short sentences.

    Parameters
    ----------
    pack : Pack
    here : str
        How answers are given in this kind of file.
    """
    many = len(pack.passages)
    return (
        (
            f"People told us what happened to them and what they think. There are {many} "
            f"{'passage' if many == 1 else 'passages'}. Stop whenever you want. There are no right "
            "answers. Where you see it differently from us, that is what we need to know."
        ),
        here,
        letters(),
        f"Nothing is sent from here. Send your answers to {helper_of(pack.support)} yourself.",
        (
            f"You can also send them as a message. It begins with {pack.pack}, which tells us "
            f"which pack it is: {sample_of(pack)}"
        ),
        f"If you change your mind later, send: {pack.pack} take back 1. Then that answer is gone.",
        (
            "Some passages are about hard things. We try to say so before. We find most of them, "
            "not all. You may skip any passage. You do not have to say why."
        ),
        "If you may know the person, say so. Then skip everything that seems to be theirs.",
        (
            "The researchers of this study see your answers, with your name. Your name is never "
            "published unless you ask for it."
        ),
    )


def who_helps(support: Support) -> tuple[str, ...]:
    """Say whom to call."""
    line = " ".join(filter(None, (support.name, support.phone)))
    hours = f" ({support.hours})" if support.hours else ""
    number = support.emergency or "the emergency services first"
    told = f"If a passage upsets you, or you are worried about someone, please call {line}{hours}."
    now = f"This is not an emergency line. If somebody is in danger now, call {number}."
    return (told, now) if line else (now,)


def last_words(pack: Pack) -> tuple[str, ...]:
    """Say what to do at the end."""
    return (
        (
            f"When you are done, send your answers to {helper_of(pack.support)}. Then delete this "
            "file: it holds what people told us in confidence."
        ),
    )
