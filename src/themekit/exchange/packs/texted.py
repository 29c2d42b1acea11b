"""A reply as somebody writes it: "K7Q: 12 yes, 13 no, 14 unsure, 15 skip".

People text as they text: in any case, with commas or without, with 'y' or 'no!' or the letter that
stands before an answer. What cannot be read is quoted, and then nothing of the text is taken: a
number that was read wrongly would put somebody's word on another question.
"""

from __future__ import annotations

import re
from dataclasses import dataclass, field
from typing import Literal

from themekit.errors import InputError, Problem
from themekit.exchange.packs.codes import is_code, tidy
from themekit.exchange.packs.reply import Reply, ReplyAnswer, ReplyPassage, Say, Went

LETTERED: tuple[tuple[str, str], ...] = (
    ("A", "Yes"),
    ("B", "No"),
    ("C", "Not sure"),
    ("D", "Skip"),
    ("E", "I may know this person"),
    ("F", "This upset me"),
)
"""Answers as they stand on paper, each with its letter."""
_SAID: dict[str, Say | Went] = {
    **dict.fromkeys(("yes", "y", "a", "yep", "yeah", "yea", "yess", "ye"), "yes"),
    **dict.fromkeys(("no", "n", "b", "nope", "nah"), "no"),
    **dict.fromkeys(
        ("unsure", "not sure", "notsure", "c", "u", "ns", "dont know", "don't know", "dk", "idk",
         "maybe", "?"),
        "unsure",
    ),
    **dict.fromkeys(("skip", "skipped", "skip this one", "skip it", "d", "s", "pass"), "skipped"),
    **dict.fromkeys(
        ("may know", "i may know", "might know", "i might know", "e", "i may know this person",
         "may know this person", "i may know them", "may know them", "know", "i know them"),
        "may know",
    ),
    **dict.fromkeys(("upset", "upsetting", "f", "upset me", "this upset me", "it upset me"),
                    "upsetting"),
    **dict.fromkeys(("problem", "description", "this description needs changing"), "problem"),
    "else": "",
}  # fmt: skip
_BACK = ("take back", "takeback", "take-back", "take it back", "undo")
_CONTACT = tuple(
    f"{please}{one}"
    for please in ("please ", "")
    for one in ("contact me", "call me", "call", "ring me", "get in touch", "get in touch with me")
)
_SHAPE = re.compile(r"(?<!\w)[A-Za-z]\d[A-Za-z0-9]{1,6}(?!\w)")
_FILLED = (
    "pack", "code", "reply", "and", "&", "q", "question", "questions", "number", "numbers",
    "please", "thanks", "thank you", "hi", "hello", "is", "are", "was", "my answers", "answers",
)  # fmt: skip
"""Words that say nothing."""
_MOST = 10_000
_PHRASES = sorted((*_SAID, *_BACK, *_CONTACT, *_FILLED), key=len, reverse=True)
_TOKEN = re.compile(
    r"""(?P<words>["\u201c\u201d](?P<quoted>[^"\u201c\u201d]*)["\u201c\u201d])
    |(?P<first>\d+)\s*(?:-|\u2013|\u2014|\bto\b)\s*q?(?P<last>\d+)
    |(?P<number>\d+)
    |(?P<name>\bname\s+me\s+as\b|\bname\s*:)
    |(?P<all>\b(?:all|everything)\b)
    |(?P<phrase>(?<![A-Za-z'])(?:"""
    + "|".join(r"\s+".join(re.escape(it) for it in one.split()) for one in _PHRASES)
    + r""")(?![A-Za-z']))
    |(?P<stop>[\n;.])
    |(?P<between>[\s,:=()/!*#>\-\u2013\u2014]+)
    |(?P<other>[^\s,;:=()]+)""",
    re.VERBOSE | re.IGNORECASE,
)
Mode = Literal["answer", "back"]


@dataclass(slots=True)
class _Reading:
    """What has been read so far."""

    name: str
    numbers: list[int] = field(default_factory=list)
    part: list[str] = field(default_factory=list)
    mode: Mode = "answer"
    last: list[int] = field(default_factory=list)
    said: dict[int, tuple[Say | Went, str]] = field(default_factory=dict)
    own: dict[int, str] = field(default_factory=dict)
    back: dict[int, str] = field(default_factory=dict)
    problems: list[Problem] = field(default_factory=list)
    all_back: bool = False
    contact: bool = False
    credit: str | None = None
    is_naming: bool = False
    is_else: bool = False

    def wrong(self, said: str, hint: str = "") -> None:
        """Take down what cannot be read."""
        self.problems.append(Problem(self.name, None, said, hint))


def read_text(name: str, text: str) -> Reply:
    """Read a reply that somebody wrote.

    Parameters
    ----------
    name : str
        Of the file, for what is said of it.
    text : str

    Raises
    ------
    InputError
        With each part that cannot be read, in its own words; then nothing of it holds.
    """
    pack, rest = _code(name, text)
    reading = _Reading(name)
    for token in _TOKEN.finditer(rest.replace("\u2019", "'")):
        _take(reading, token)
    _end(reading)
    said, answers, passages = reading.said, [], []
    for q, (what, memo) in sorted(said.items()):
        match what:
            case "yes" | "no" | "unsure" | "problem":
                answers.append(ReplyAnswer(q, what, memo=memo))
            case _:
                passages.append(ReplyPassage(0, what, memo=memo, q=q))
        if what == "problem" and not memo:
            hint = f'write {q} description "what is wrong with it"'
            reading.wrong(f"'{q} description' does not say what needs changing", hint)
    passages += [ReplyPassage(0, own=own, q=q) for q, own in sorted(reading.own.items())]
    for q in sorted(set(reading.back) & {*said, *reading.own}):
        reading.wrong(f"{q} is answered and taken back in one text", "leave out what is not meant")
    empty = not (answers or passages or reading.back or reading.all_back or reading.contact)
    if empty and reading.credit is None and not reading.problems:
        hint = f"it reads like '{pack}: 12 yes, 13 no, 14 unsure'"
        reading.wrong("there is no answer in this text", hint)
    if reading.problems:
        raise InputError(reading.problems)
    return Reply(
        pack=pack, way="text", answers=tuple(answers), passages=tuple(passages),
        back=tuple(sorted(reading.back)), all_back=reading.all_back, credit=reading.credit,
        contact=reading.contact,
    )  # fmt: skip


def said_in(word: str) -> Say | Went | None:
    """Return what one answer says, as people write it; None where nobody can tell."""
    plain = " ".join(word.replace("\u2019", "'").casefold().strip(" .!,;:()").split())
    plain = re.sub(r"^([a-f])\s*[.):\-\u2013 ]\s*\w.*$", r"\1", plain)
    return _SAID.get(plain) if plain != "else" else None


def begins_with_code(text: str) -> bool:
    """Tell whether a text begins as replies do."""
    found = _SHAPE.search(text[:200])
    return found is not None and is_code(tidy(found.group()))


def _code(name: str, text: str) -> tuple[str, str]:
    """Return the code of the pack, and the text without it.

    Raises
    ------
    InputError
    """
    hint = "the code stands on the first page of the pack; the text reads like 'K7Q: 12 yes'"
    found = _SHAPE.search(text)
    if found is None:
        raise InputError.one(name, None, "this text does not begin with the code of a pack", hint)
    code = tidy(found.group())
    if not is_code(code):
        said = f"'{found.group()}' is no code of a pack: its last sign does not fit the others"
        raise InputError.one(name, None, said, hint)
    rest = re.sub(rf"(?<!\w){re.escape(code)}(?!\w)", "\n", text, flags=re.IGNORECASE)
    other = next((it for it in _SHAPE.findall(rest) if is_code(tidy(it)) and not _numbered(it)), "")
    if other:
        said = f"'{found.group()}' and '{other}' stand in one text"
        raise InputError.one(name, None, said, "give each pack's answers in a file of their own")
    return code, rest


def _numbered(word: str) -> bool:
    """Tell whether a word is a number as people write it: q12, or 12b the other way round."""
    return re.fullmatch(r"[Qq]\d+", word) is not None


def _take(reading: _Reading, token: re.Match[str]) -> None:
    kind = token.lastgroup if token.lastgroup != "quoted" else "words"
    if kind not in ("between", "stop"):
        reading.part.append(" ".join(token.group().split()))
    if token["words"] is not None:
        _words(reading, " ".join(token["quoted"].split()))
    elif token["number"] is not None:
        _number(reading, int(token["number"]), int(token["number"]))
    elif token["first"] is not None:
        _number(reading, int(token["first"]), int(token["last"]))
    elif token["name"] is not None:
        reading.is_naming = True
    elif token["all"] is not None:
        _all(reading)
    elif token["phrase"] is not None:
        _phrase(reading, " ".join(token["phrase"].casefold().split()))
    elif token["stop"] is not None:
        _stop(reading)
    elif token["other"] is not None:
        part = _quoted(reading)
        reading.wrong(
            f"'{part}' cannot be read",
            "nothing was taken; answers are yes or A, no or B, unsure or C, skip or D, may know or "
            "E, each behind its number; what is meant is for its sender to say",
        )
        reading.numbers, reading.part = [], []


def _number(reading: _Reading, first: int, last: int) -> None:
    if not 1 <= first <= last < _MOST:
        reading.wrong(f"'{_quoted(reading)}' are no numbers of questions")
        return
    reading.numbers += range(first, last + 1)


def _all(reading: _Reading) -> None:
    if reading.mode == "back" and not reading.numbers:
        reading.all_back = True
        reading.mode, reading.part = "answer", []
        return
    reading.wrong(f"'{_quoted(reading)}' cannot be read", "name the numbers, as in '1-5 no'")


def _phrase(reading: _Reading, phrase: str) -> None:
    if phrase in _FILLED:
        return
    if phrase in _CONTACT:
        reading.contact = True
        reading.part = reading.part[:-1]
    elif phrase in _BACK:
        if reading.numbers and reading.mode == "answer":
            _back(reading)
        else:
            reading.mode = "back"
            reading.part = reading.part[-1:]
    elif reading.mode == "back":
        hint = "write what is taken back on a line of its own"
        reading.wrong(f"'{_quoted(reading)}' can be read in two ways", hint)
        reading.mode, reading.numbers, reading.part = "answer", [], []
    elif not reading.numbers:
        reading.wrong(f"'{_quoted(reading)}' has no number before it", "write '12 yes'")
        reading.part = []
    else:
        _answer(reading, phrase)


def _answer(reading: _Reading, phrase: str) -> None:
    what = _SAID[phrase]
    for q in reading.numbers:
        there = reading.said.get(q)
        if phrase == "else":
            continue
        if there is not None and there[0] != what:
            said = f"question {q} is answered in two ways: '{_called(there[0])}' and "
            reading.wrong(f"{said}'{_called(what)}'", "leave out the one that is not meant")
        else:
            reading.said[q] = (what, there[1] if there else "")
    reading.is_else = phrase == "else"
    reading.last, reading.numbers, reading.part = reading.numbers, [], []


def _called(what: Say | Went) -> str:
    return {"skipped": "skip", "upsetting": "upset"}.get(what, what)


def _words(reading: _Reading, words: str) -> None:
    """Take words in quotation marks: to the answer before them, or a name."""
    reading.part = []
    if reading.is_naming:
        reading.credit, reading.is_naming = words, False
    elif not reading.last or reading.numbers:
        reading.wrong(f"'{words}' stands behind no answer", 'write 12 no "why"')
    elif reading.is_else:
        reading.own.update((q, words) for q in reading.last)
    else:
        reading.said.update((q, (reading.said[q][0], words)) for q in reading.last)


def _stop(reading: _Reading) -> None:
    """End what is taken back; a number waits for its answer, as in '12. yes' or on two lines."""
    if reading.mode == "back" and reading.numbers:
        _back(reading)


def _back(reading: _Reading) -> None:
    reading.back.update((q, "") for q in reading.numbers)
    reading.mode, reading.numbers, reading.part = "answer", [], []


def _end(reading: _Reading) -> None:
    if reading.mode == "back" and reading.numbers:
        _back(reading)
    elif reading.mode == "back":
        reading.wrong("'take back' does not say what", "write 'take back 12'")
    elif reading.numbers:
        reading.wrong(f"'{_quoted(reading)}' has no answer behind it", "write '12 yes'")
    if reading.is_naming:
        reading.wrong("'name me as' gives no name", 'write name me as "..."')


def _quoted(reading: _Reading) -> str:
    return " ".join(reading.part)
