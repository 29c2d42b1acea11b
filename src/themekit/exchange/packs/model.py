"""What is in a pack: passages as they may be shown, and what is asked of them.

Nothing in it names a person, a file or a document: codes, coder and study are known by opaque keys,
passages and questions by numbers that run through the pack, and words by where they stand in the
passage as it was said, whatever is shown in their stead.
"""

from __future__ import annotations

import hashlib
import json
from collections.abc import Mapping, Sequence
from dataclasses import asdict, dataclass, field
from typing import Any

from themekit.study import Support

FORMAT = "themekit-pack/1"
REPLY_FORMAT = "themekit-reply/1"


@dataclass(frozen=True, slots=True)
class PackWord:
    """A word as it is shown, or one replacement for several.

    Attributes
    ----------
    first, last : int
        Numbers of the words that it stands for; the passage's own first word as it was said is 1.
    text : str
    """

    first: int
    last: int
    text: str


@dataclass(frozen=True, slots=True)
class PackCode:
    """Something that passages may be about.

    Attributes
    ----------
    key : str
        Opaque.
    name, meaning, example, not_this : str
        In plain words where the list has them.
    theme : str
        Under which it stands.
    """

    key: str
    name: str
    meaning: str = ""
    example: str = ""
    not_this: str = ""
    theme: str = ""


@dataclass(frozen=True, slots=True)
class PackQuestion:
    """Whether a passage is about one thing.

    Attributes
    ----------
    q : int
        Number of the question; runs through the whole pack, from 1.
    code : PackCode
    """

    q: int
    code: PackCode


@dataclass(frozen=True, slots=True)
class PackPassage:
    """A passage and what is asked of it.

    Attributes
    ----------
    n : int
        Number of the passage, from 1: one more than its position in the draws of the pack.
    words : tuple of PackWord
    asked : str
        What the person had been asked; empty where nothing was.
    before, after : str
        What was said around it, as it is shown.
    note : str
        What is said before it is shown, in whole sentences; empty for nothing.
    questions : tuple of PackQuestion
        Those that are asked one by one; none where the whole list is gone through at once.
    more : tuple of str
        Keys of the codes that are shown with the last question; others are found in the list.
    group : int
        The same for all passages in which somebody may be heard whom the reader knows, once they
        know one of them: those of one document, by a number that says nothing else.
    """

    n: int
    words: tuple[PackWord, ...]
    asked: str = ""
    before: str = ""
    after: str = ""
    note: str = ""
    questions: tuple[PackQuestion, ...] = ()
    more: tuple[str, ...] = ()
    group: int = 0

    @property
    def text(self) -> str:
        """What is shown of it, as one string."""
        return " ".join(one.text for one in self.words)


@dataclass(frozen=True, slots=True)
class PackPractice:
    """An example from the list itself, to try out; nothing that is said of it is kept."""

    text: str
    code: PackCode


@dataclass(frozen=True, slots=True)
class Pack:
    """All that one file for one person holds.

    Attributes
    ----------
    study : str
        Random id of the study.
    title : str
        Of the study.
    pack : str
        Code of the pack, whose last sign checks the others.
    coder : str
        Opaque key of whom it is for.
    made : str
        The day, ISO 8601.
    key : str
        Hexadecimal; with it the reply says that not one byte of it has changed.
    support : Support
        Whom readers can turn to.
    practice : tuple of PackPractice
    passages : tuple of PackPassage
    codes : tuple of PackCode
        The whole list, in its order.
    """

    study: str
    title: str
    pack: str
    coder: str
    made: str
    key: str
    support: Support = field(default_factory=Support)
    practice: tuple[PackPractice, ...] = ()
    passages: tuple[PackPassage, ...] = ()
    codes: tuple[PackCode, ...] = ()

    @property
    def questions(self) -> int:
        """How many questions are asked one by one."""
        return sum(len(one.questions) for one in self.passages)


def pack_json(pack: Pack) -> dict[str, Any]:
    """Return a pack as what JSON can say.

    Words that follow each other stand as they are; a list of first, last and text stands where one
    stands for several. Codes stand once; questions name their keys.
    """
    codes = {one.key: one for one in pack.codes}
    codes |= {one.code.key: one.code for it in pack.passages for one in it.questions}
    codes |= {one.code.key: one.code for one in pack.practice}
    return {
        "format": FORMAT,
        "study": pack.study,
        "title": pack.title,
        "pack": pack.pack,
        "coder": pack.coder,
        "made": pack.made,
        "key": pack.key,
        "support": asdict(pack.support),
        "codes": {key: _code_json(one) for key, one in codes.items()},
        "list": [one.key for one in pack.codes],
        "practice": [{"text": one.text, "code": one.code.key} for one in pack.practice],
        "passages": [_passage_json(one) for one in pack.passages],
    }


def _code_json(code: PackCode) -> dict[str, str]:
    told = {
        "name": code.name,
        "meaning": code.meaning,
        "example": code.example,
        "not": code.not_this,
        "theme": code.theme,
    }
    return {name: value for name, value in told.items() if value}


def _passage_json(passage: PackPassage) -> dict[str, Any]:
    told: dict[str, Any] = {
        "n": passage.n,
        "asked": passage.asked,
        "words": _words_json(passage.words),
        "before": passage.before,
        "after": passage.after,
        "note": passage.note,
        "questions": [{"q": one.q, "code": one.code.key} for one in passage.questions],
        "more": list(passage.more),
        "group": passage.group,
    }
    return {name: value for name, value in told.items() if value}


def _words_json(words: Sequence[PackWord]) -> list[Any]:
    found: list[Any] = []
    following = 1
    for one in words:
        plain = one.first == one.last == following
        found.append(one.text if plain else [one.first, one.last, one.text])
        following = one.last + 1
    return found


def pack_from_json(told: Mapping[str, Any]) -> Pack:
    """Return the pack that `pack_json` made."""
    codes = {key: _code_from(key, one) for key, one in told["codes"].items()}
    return Pack(
        study=told["study"], title=told["title"], pack=told["pack"], coder=told["coder"],
        made=told["made"], key=told["key"], support=Support(**told["support"]),
        practice=tuple(PackPractice(one["text"], codes[one["code"]]) for one in told["practice"]),
        passages=tuple(_passage_from(one, codes) for one in told["passages"]),
        codes=tuple(codes[key] for key in told["list"]),
    )  # fmt: skip


def _code_from(key: str, told: Mapping[str, str]) -> PackCode:
    return PackCode(
        key, told["name"], told.get("meaning", ""), told.get("example", ""), told.get("not", ""),
        told.get("theme", ""),
    )  # fmt: skip


def _passage_from(told: Mapping[str, Any], codes: Mapping[str, PackCode]) -> PackPassage:
    return PackPassage(
        n=told["n"], words=tuple(_words_from(told["words"])), asked=told.get("asked", ""),
        before=told.get("before", ""), after=told.get("after", ""), note=told.get("note", ""),
        questions=tuple(
            PackQuestion(one["q"], codes[one["code"]]) for one in told.get("questions", ())
        ),
        more=tuple(told.get("more", ())), group=told.get("group", 0),
    )  # fmt: skip


def _words_from(told: Sequence[Any]) -> list[PackWord]:
    found: list[PackWord] = []
    for one in told:
        following = found[-1].last + 1 if found else 1
        plain = isinstance(one, str)
        found.append(PackWord(following, following, one) if plain else PackWord(*one))
    return found


def digest_of(pack: Pack) -> str:
    """Return the SHA-256 of a pack's data, hexadecimal: what was handed out is known by it."""
    told = json.dumps(pack_json(pack), ensure_ascii=False, sort_keys=True, separators=(",", ":"))
    return hashlib.sha256(told.encode()).hexdigest()
