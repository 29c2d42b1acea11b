"""How many cases each kind of coder finds, where they do not agree: peers 11, researchers 14.

Shown where the roles differ and nothing else does: every coder of a role who read a disputed
passage says the same of it, and all of the roles read all of them. Else a figure by role would be
one of who read what.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping

from themekit.decisions.latest import Latest

Answers = Mapping[str, bool]
"""What each role says of a passage."""


def answers_by_role(
    pairs: Iterable[int], latest: Latest, roles: Mapping[str, str], size: int
) -> dict[int, Answers]:
    """Return what each role says of some pairs, by pair; empty unless each speaks as one of all.

    Parameters
    ----------
    pairs : iterable of int
        On which people do not agree.
    latest : Latest
    roles : mapping of coder id to role
    size : int
        Number of segments.
    """
    found: dict[int, Answers] = {}
    for pair in pairs:
        answers = _answers(pair, latest, roles, size)
        first = next(iter(found.values()), answers)
        if answers is None or first is None or answers.keys() != first.keys() or len(answers) == 1:
            return {}
        found[pair] = answers
    return found


def _answers(
    pair: int, latest: Latest, roles: Mapping[str, str], size: int
) -> dict[str, bool] | None:
    """Return what each role says of a pair; None where one of them is not of one mind."""
    voices = latest.voices(pair, size)
    yes = {word.coder for word in voices.yes}
    no = {word.coder for word in voices.no} | set(voices.silent)
    said: dict[str, bool] = {}
    for coder in yes | no:
        role = roles.get(coder, "")
        if said.setdefault(role, coder in yes) != (coder in yes):
            return None
    return said
