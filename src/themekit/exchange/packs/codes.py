"""What a pack is called: a code that can be read out, typed on a phone and checked.

Letters and digits take turns, so that no code is a word. The last sign checks the others: it is
reckoned modulo 31, a prime, with another weight for every place, so that one wrong sign and two
neighbours that were swapped are always found.
"""

from __future__ import annotations

from collections.abc import Callable, Collection, Iterator
from itertools import product
from secrets import choice

DIGITS = "23456789"
LETTERS = "ABCDEFGHJKMNPQRSTUVWXYZ"
SIGNS = DIGITS + LETTERS
"""Those that nobody takes for another: no 0 and O, no 1, I and L."""
_REST = 20
"""To what the signs of a code add up; chosen so that K7Q, of which all pages tell, is one."""
_SHORTEST = 2
"""Signs before the one that checks."""
_LONGEST = 8


def new_code(taken: Collection[str], pick: Callable[[list[str]], str] = choice) -> str:
    """Return a code that is not taken, as short as there are any left.

    Parameters
    ----------
    taken : collection of str
        Codes of the study's packs, of those that were recalled too.
    pick : callable
        Chooses one of several; by chance, so that nobody guesses another's.
    """
    there = set(taken)
    for length in range(_SHORTEST, _LONGEST):
        if free := [one for one in _of_length(length) if one not in there]:
            return pick(free)
    raise OverflowError("no code is left")  # pragma: no cover -- some 140 million packs


def _of_length(length: int) -> Iterator[str]:
    kinds = (LETTERS if place % 2 == 0 else DIGITS for place in range(length))
    for signs in product(*kinds):
        body = "".join(signs)
        yield body + check_sign(body)


def check_sign(body: str) -> str:
    """Return the sign that checks others."""
    return SIGNS[(_REST - _weighed(body, first=2)) % len(SIGNS)]


def is_code(code: str) -> bool:
    """Tell whether a code may be one: all its signs are known, and the last fits the others."""
    enough = _SHORTEST < len(code) <= _LONGEST
    return enough and set(code) <= set(SIGNS) and _weighed(code, first=1) % len(SIGNS) == _REST


def tidy(typed: str) -> str:
    """Return a code as somebody typed it, as it is written: capitals, without spaces and strokes.

    Nothing is guessed: a sign that no code has stays, and is found.
    """
    return "".join(one for one in typed.upper() if one.isalnum())


def _weighed(signs: str, first: int) -> int:
    """Return the sum of the signs' values, weighed by their places from the right."""
    return sum(
        weight * SIGNS.index(sign) for weight, sign in enumerate(reversed(signs), start=first)
    )
