"""``watch``: what a study said beforehand that it follows from wave to wave."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from themekit._yaml import Loc, YamlFile, did_you_mean
from themekit.names import folded
from themekit.study._records import MATTERS, Watched

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Mapping, Sequence

    from themekit.errors import Problem
    from themekit.study._records import Strand, Study

KEY = "watch"
MOST = 8
"""Each is another chance of an alarm that chance alone gives."""
_KEYS = ("code", "item", "matters")
_EXAMPLE = 'write "- {code: NAME, matters: 0.15}" or "- {item: COLUMN}"'


def read_watch(
    source: YamlFile, data: Sequence[Any], strands: Iterable[Strand]
) -> tuple[tuple[Watched, ...], tuple[Problem, ...]]:
    """Read ``watch``: one code or one closed question an entry, at most eight.

    Parameters
    ----------
    source : YamlFile
    data : sequence
        As the file has it.
    strands : iterable of Strand
        Whose closed questions are known; codes are checked against the codebook.

    Returns
    -------
    tuple of Watched
        Those that could be read, in their order.
    tuple of Problem
    """
    items: dict[str, bool] = {}
    for item in (one for strand in strands for one in strand.closed):
        items[item.column] = items.get(item.column, False) or bool(item.positive)
    found: list[Watched] = []
    problems: list[Problem] = []
    seen: set[tuple[str, str]] = set()
    for at, entry in enumerate(data):
        loc: Loc = (KEY, at)
        complaints = list(_complaints(source, loc, entry, items))
        problems += complaints
        if complaints:
            continue
        one = _watched(entry, items)
        if (key := (folded(one.code), folded(one.item))) in seen:
            message = f"'{one.code or one.item}' is watched twice"
            problems.append(source.problem(loc, message, "keep one of them"))
            continue
        seen.add(key)
        found.append(one)
    if len(data) > MOST:
        message = f"'{KEY}' holds {len(data)} entries; at most {MOST} can be watched"
        hint = "all else is followed too, as noticed afterwards"
        problems.append(source.problem((KEY,), message, hint))
    return tuple(found), tuple(problems)


def _complaints(
    source: YamlFile, loc: Loc, entry: Any, items: Mapping[str, bool]
) -> Iterator[Problem]:
    """Say what is wrong with an entry."""
    if not isinstance(entry, dict):
        yield source.problem(loc, f"an entry of '{KEY}' should be a mapping", _EXAMPLE)
        return
    for key in entry:
        if key not in _KEYS:
            yield source.problem((*loc, key), f"unknown key '{key}'", did_you_mean(key, _KEYS))
    named = [key for key in ("code", "item") if _text(entry.get(key))]
    if len(named) != 1:
        yield source.problem(loc, "an entry watches one code or one closed question", _EXAMPLE)
    elif named == ["item"] and (item := _known(entry["item"], items)) is not None:
        if not items[item]:
            message = f"no answer to '{item}' counts as positive, so it can neither rise nor fall"
            hint = "list those that do under 'positive' of the question"
            yield source.problem((*loc, "item"), message, hint)
    elif named == ["item"]:
        message = f"no strand has a closed question '{_text(entry['item'])}'"
        hint = did_you_mean(_text(entry["item"]), items) if items else "none has any"
        yield source.problem((*loc, "item"), message, hint)
    if "matters" in entry and _matters(entry) is None:
        shown = _text(entry["matters"]) or "something else"
        message = f"'matters' should be a change between 0 and 1, not '{shown}'"
        yield source.problem((*loc, "matters"), message, "such as 0.15, for 15 in 100 people")


def _watched(entry: Mapping[str, Any], items: Iterable[str]) -> Watched:
    item = _known(entry.get("item"), items) or ""
    return Watched(_text(entry.get("code")), item, _matters(entry) or MATTERS)


def _known(value: Any, items: Iterable[str]) -> str | None:
    """Return the closed question that is named; names are compared as names are."""
    text = _text(value)
    alike = (item for item in items if folded(item) == folded(text))
    return text if text in items else next(alike, None)


def _matters(entry: Mapping[str, Any]) -> float | None:
    """Return a share between 0 and 1, also where it is written as a percentage."""
    if "matters" not in entry:
        return MATTERS
    text = _text(entry["matters"])
    try:
        share = float(text.removesuffix("%")) / (100 if text.endswith("%") else 1)
    except ValueError:
        return None
    return share if 0 < share < 1 else None


def _text(value: Any) -> str:
    return " ".join(value.split()) if isinstance(value, str) else ""


def check_watched(study: Study, code_names: Iterable[str]) -> Iterator[Problem]:
    """Find watched codes that the codebook does not have.

    Parameters
    ----------
    study : Study
    code_names : iterable of str
        Every id, name and path by which a code may be named.
    """
    known = sorted(code_names)
    for at, one in enumerate(study.watch):
        if one.code and one.code not in known:
            message = f"the codebook has no code '{one.code}'"
            yield study.problem((KEY, at, "code"), message, did_you_mean(one.code, known))
