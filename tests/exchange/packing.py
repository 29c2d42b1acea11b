"""A pack built by hand, for tests of its files."""

from __future__ import annotations

from typing import Any

from themekit.exchange.packs import (
    Pack,
    PackCode,
    PackPassage,
    PackPractice,
    PackQuestion,
    PackWord,
)
from themekit.study import Support

SUPPORT = Support(
    "A line (synthetic)", "020 7946 0000", "9 to 5", "999", "A facilitator (synthetic)",
    "A lead (synthetic)",
)  # fmt: skip
CODES = (
    PackCode("c1", "More people ask for help", "More people come.", "Twice as many.", "A rumour."),
    PackCode("c2", "Long waits", "People wait a long time."),
    PackCode("c3", "Tired staff", "Staff have little left to give."),
)


def words(text: str) -> tuple[PackWord, ...]:
    """Return words that nothing is replaced in."""
    return tuple(PackWord(n, n, one) for n, one in enumerate(text.split(), start=1))


def passage(
    n: int, text: str = "We waited for months and nobody rang.", **about: Any
) -> PackPassage:
    """Return a passage with the two questions that follow those of the passages before it."""
    asked = tuple(PackQuestion(2 * n - 1 + at, CODES[at]) for at in range(2))
    told = {"asked": "What changed?", "before": "Before it.", "after": "After it.", "group": n}
    return PackPassage(n, words(text), questions=asked, more=("c3",), **{**told, **about})


def pack(many: int = 8, /, **about: Any) -> Pack:
    """Return a pack of some passages."""
    told: dict[str, Any] = {
        "study": "5eed", "title": "How people found help (synthetic)", "pack": "K7Q",
        "coder": "c0de", "made": "2026-11-28", "key": "ab12", "support": SUPPORT,
        "practice": (PackPractice("Our phone rings twice as often.", CODES[0]),),
        "passages": tuple(passage(n) for n in range(1, many + 1)), "codes": CODES,
    }  # fmt: skip
    return Pack(**{**told, **about})
