"""Check plain data against a model, and say in plain words and with lines what is wrong."""

from __future__ import annotations

import copy
from typing import TYPE_CHECKING, Any, Literal, TypeVar, get_args, get_origin

from pydantic import BaseModel, ValidationError

from themekit._yaml._names import did_you_mean, listed
from themekit._yaml._types import SAID, kind_of
from themekit.errors import InputError, one_sentence

if TYPE_CHECKING:
    from pydantic_core import ErrorDetails

    from themekit._yaml._compose import Loc, YamlFile
    from themekit.errors import Problem

Model = TypeVar("Model", bound=BaseModel)

_ROUNDS = 5
_A_MAPPING = "a mapping (lines 'key: value')"
_A_LIST = "a list (lines that start with '- ')"
_SHAPES = {
    "model_type": _A_MAPPING,
    "model_attributes_type": _A_MAPPING,
    "dict_type": _A_MAPPING,
    "list_type": _A_LIST,
    "tuple_type": _A_LIST,
}


def validate(
    model: type[Model], source: YamlFile, data: Any, loc: Loc = ()
) -> tuple[Model | None, tuple[Problem, ...]]:
    """Check `data`, which stands at `loc` of `source`, against `model`.

    Parameters
    ----------
    model : type
        A `Strict` model.
    source : YamlFile
    data : dict or anything
    loc : tuple
        Where `data` stands, for the line numbers.

    Returns
    -------
    model or None
        What remains without the offending keys, so that later checks can go on; None where a
        required one is among them.
    tuple of Problem
        All of them.
    """
    try:
        with one_sentence(source.file):
            return _checked(model, source, data, loc)
    except InputError as error:
        return None, error.problems


def _checked(
    model: type[Model], source: YamlFile, data: Any, loc: Loc
) -> tuple[Model | None, tuple[Problem, ...]]:
    """Check, and again without what was found wrong, a few times."""
    problems: list[Problem] = []
    remains = copy.deepcopy(data)
    for round_ in range(_ROUNDS):
        try:
            return model.model_validate(remains), tuple(problems)
        except ValidationError as error:
            details = error.errors(include_url=False)
        if round_ == 0:
            problems = [_explain(model, source, loc, detail) for detail in details]
        if not all(_prune(remains, detail["loc"]) for detail in details):
            break
    return None, tuple(problems)


def _prune(data: Any, loc: Loc) -> bool:
    """Take away the mapping entry at `loc`, or the nearest around it; tell whether one was."""
    holder, key = None, None
    here = data
    for part in loc:
        if isinstance(here, dict) and part in here:
            holder, key, here = here, part, here[part]
        elif isinstance(here, list) and isinstance(part, int) and part < len(here):
            here = here[part]
        else:
            break
    if holder is None:
        return False
    del holder[key]
    return True


def _explain(model: type[BaseModel], source: YamlFile, loc: Loc, detail: ErrorDetails) -> Problem:
    """Turn one pydantic error into a Problem."""
    inner: Loc = detail["loc"]
    here, kind, value = (*loc, *inner), detail["type"], detail["input"]
    key = _key(here)
    if kind == "missing":
        return source.problem(here, f"{key} is missing", f"add '{here[-1]}: ...'")
    if kind == "extra_forbidden":
        known = _fields(_annotation(model, inner[:-1]))
        return source.problem(here, f"unknown key {key}", did_you_mean(str(here[-1]), known))
    if kind == "literal_error":
        options = [str(option) for option in get_args(_annotation(model, inner)) if option]
        message = f"{key} should be {listed(options)}, not {kind_of(value)}"
        close = did_you_mean(str(value), options) if isinstance(value, str) else ""
        return source.problem(here, message, close if close.startswith("did") else "")
    if kind == SAID:
        return _said(source, here, detail["ctx"])
    shape = _SHAPES.get(kind, "something else")
    return source.problem(here, f"{key} should be {shape}, not {kind_of(value)}")


def _said(source: YamlFile, here: Loc, said: dict[str, Any]) -> Problem:
    """Build the Problem of one of our own validators."""
    place = here if said["item"] is None else (*here, said["item"])
    return source.problem(place, f"{_key(place)} {said['message']}", said["hint"])


def _key(loc: Loc) -> str:
    """Name a location as a person would: the last key, with the position in its list."""
    names = [part for part in loc if isinstance(part, str)]
    if not names:
        return f"item {loc[-1] + 1}" if loc and isinstance(loc[-1], int) else "the file"
    if isinstance(loc[-1], int):
        return f"item {loc[-1] + 1} of '{names[-1]}'"
    return f"'{names[-1]}'"


def _annotation(annotation: Any, loc: Loc) -> Any:
    """Follow `loc` through models, mappings and lists to the type that is expected there."""
    for part in loc:
        if isinstance(annotation, type) and issubclass(annotation, BaseModel):
            field = annotation.model_fields.get(str(part))
            annotation = _bare(field.annotation) if field else None
        elif get_origin(annotation) in (dict, list, tuple):
            inside = [one for one in get_args(annotation) if one is not Ellipsis]
            annotation = _bare(inside[-1])
    return annotation


def _bare(annotation: Any) -> Any:
    """Drop ``None`` from an optional type."""
    if get_origin(annotation) in (None, dict, list, tuple, Literal):
        return annotation
    kept = [one for one in get_args(annotation) if one is not type(None)]
    return kept[0] if kept else annotation


def _fields(annotation: Any) -> tuple[str, ...]:
    if isinstance(annotation, type) and issubclass(annotation, BaseModel):
        return tuple(field.alias or name for name, field in annotation.model_fields.items())
    return ()
