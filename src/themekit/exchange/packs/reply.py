"""What comes back from a pack: one record, whichever way it came.

A reply file is JSON around JSON: ``body`` is kept as the very text that was checked, so that one
byte that changed on the way is found.
"""

from __future__ import annotations

import hashlib
import hmac
import json
from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any, Literal, get_args

from themekit.errors import InputError
from themekit.exchange.packs.codes import is_code, tidy
from themekit.exchange.packs.model import REPLY_FORMAT

Way = Literal["file", "text", "sheet"]
Say = Literal["yes", "no", "unsure", "problem"]
Went = Literal["", "coded", "nothing applies", "skipped", "upsetting", "may know"]
"""How somebody left a passage; nothing while they are not done with it."""
AGAIN = "ask for the reply once more, or for the text in its place"
_MOST_TEXT = 20_000
"""Letters of what somebody writes to one question: more was never typed on a phone."""


@dataclass(frozen=True, slots=True)
class ReplyAnswer:
    """What somebody says to one question.

    Attributes
    ----------
    q : int
        Number of the question in the pack.
    say : {'yes', 'no', 'unsure', 'problem'}
    first, last : int or None
        Words that are meant, counted from the passage's own first word; None for all of it.
    memo : str
    at : str
        When, as a device said; decides nothing.
    """

    q: int
    say: Say
    first: int | None = None
    last: int | None = None
    memo: str = ""
    at: str = ""


@dataclass(frozen=True, slots=True)
class ReplyPassage:
    """How somebody left a passage.

    Attributes
    ----------
    n : int
        Number of the passage; 0 where `q` says which it is.
    outcome : str
    added : tuple of str
        Keys of the codes that they added at the end.
    own, memo : str
        In their own words: what else is going on, and a note.
    q : int
        Number of one of its questions, as people who write on paper say it.
    """

    n: int
    outcome: Went = ""
    added: tuple[str, ...] = ()
    own: str = ""
    memo: str = ""
    q: int = 0


@dataclass(frozen=True, slots=True)
class Reply:
    """All that came back in one piece.

    Attributes
    ----------
    pack : str
        Code of the pack.
    way : {'file', 'text', 'sheet'}
    study, coder : str
        Id of the study and key of the coder, where the reply names them.
    answers : tuple of ReplyAnswer
    passages : tuple of ReplyPassage
    back : tuple of int
        Numbers of questions whose answers are taken back.
    all_back : bool
        Whether everything that was said in the pack is taken back.
    credit : str or None
        How they wish to be named; empty for not at all, None where they did not say.
    contact : bool
        Whether somebody is to get in touch.
    body, check : str
        Of a reply file: the text that was checked, and what the check came to.
    """

    pack: str
    way: Way
    study: str = ""
    coder: str = ""
    answers: tuple[ReplyAnswer, ...] = ()
    passages: tuple[ReplyPassage, ...] = ()
    back: tuple[int, ...] = ()
    all_back: bool = False
    credit: str | None = None
    contact: bool = False
    body: str = ""
    check: str = ""

    def is_whole(self, key: str) -> bool:
        """Tell whether not one byte of a reply file has changed since it was written."""
        return hmac.compare_digest(check_of(key, self.body), self.check)


def check_of(key: str, body: str) -> str:
    """Return the check of a body, hexadecimal.

    Parameters
    ----------
    key : str
        Of the pack, hexadecimal.
    body : str
    """
    return hashlib.sha256((key + body).encode()).hexdigest()


def reply_json(key: str, told: Mapping[str, Any]) -> str:
    """Return a reply file as a pack writes it."""
    body = json.dumps(told, ensure_ascii=False, separators=(",", ":"))
    whole = {"body": body, "check": check_of(key, body)}
    return json.dumps(whole, ensure_ascii=False, separators=(",", ":"))


def read_reply(name: str, text: str) -> Reply:
    """Read a reply file; whether its check holds is told by `Reply.is_whole`.

    Parameters
    ----------
    name : str
        Of the file, for what is said of it.
    text : str

    Raises
    ------
    InputError
        If it is none, or not as packs write them.
    """
    whole = _object(name, text)
    body, check = whole.get("body"), whole.get("check")
    if set(whole) != {"body", "check"} or not isinstance(body, str) or not isinstance(check, str):
        raise InputError.one(name, None, "this is no reply to a pack, or it was changed", AGAIN)
    told = _object(name, body)
    if told.get("format") != REPLY_FORMAT:
        said = f"it is no '{REPLY_FORMAT}'; a newer or other program wrote it"
        raise InputError.one(name, None, said, AGAIN)
    try:
        return _reply(told, body, check)
    except (KeyError, TypeError, ValueError) as error:
        said = f"the reply is not as packs write them ({type(error).__name__})"
        raise InputError.one(name, None, said, AGAIN) from error


def _object(name: str, text: str) -> dict[str, Any]:
    try:
        found = json.loads(text)
    except (ValueError, RecursionError) as error:
        said = "the reply cannot be read: it was cut off or changed on the way"
        raise InputError.one(name, None, said, AGAIN) from error
    if not isinstance(found, dict):
        raise InputError.one(name, None, "this is no reply to a pack", AGAIN)
    return found


def _reply(told: Mapping[str, Any], body: str, check: str) -> Reply:
    pack, credit = tidy(_text(told, "pack")), told.get("credit")
    if not is_code(pack):
        raise ValueError(pack)
    if credit is not None and not isinstance(credit, str):
        raise TypeError(type(credit))
    return Reply(
        pack=pack,
        way="file",
        study=_text(told, "study"),
        coder=_text(told, "coder"),
        answers=tuple(_answer(one) for one in told.get("answers") or ()),
        passages=tuple(_passage(one) for one in told.get("passages") or ()),
        back=tuple(_number(one) for one in told.get("back") or ()),
        credit=None if credit is None else credit.strip()[:_MOST_TEXT],
        contact=bool(told.get("contact")),
        body=body,
        check=check,
    )


def _answer(told: Mapping[str, Any]) -> ReplyAnswer:
    say = told["say"]
    if say not in get_args(Say):
        raise ValueError(say)
    first, last = told.get("first"), told.get("last")
    return ReplyAnswer(
        q=_number(told["q"]),
        say=say,
        first=None if first is None else int(first),
        last=None if last is None else int(last),
        memo=_text(told, "memo"),
        at=_text(told, "at"),
    )


def _passage(told: Mapping[str, Any]) -> ReplyPassage:
    outcome: Any = told.get("outcome") or ""
    if outcome not in get_args(Went):
        raise ValueError(outcome)
    added = told.get("added") or ()
    if not all(isinstance(one, str) for one in added):
        raise TypeError(type(added))
    return ReplyPassage(
        n=_number(told["n"]),
        outcome=outcome,
        added=tuple(added),
        own=_text(told, "own"),
        memo=_text(told, "memo"),
    )


def _number(value: Any) -> int:
    if not isinstance(value, int) or isinstance(value, bool) or value < 1:
        raise ValueError(value)
    return value


def _text(told: Mapping[str, Any], name: str) -> str:
    value = told.get(name)
    if value is None:
        return ""
    if not isinstance(value, str):
        raise TypeError(type(value))
    return value.strip()[:_MOST_TEXT]
