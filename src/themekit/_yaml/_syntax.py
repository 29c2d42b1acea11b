"""What the YAML reader complains of, in plain words."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from ruamel.yaml.composer import MaxDepthExceededError

from themekit.errors import Problem

if TYPE_CHECKING:
    from ruamel.yaml.error import MarkedYAMLError

MAX_DEPTH = 40

# (what the reader says, what we say, the way out, whether the place is where a thing was opened)
_WORDS = (
    (r"character '\\t' that", "a tab stands where only spaces may stand", "use spaces", False),
    (r"mapping values are not", "a second ':' in one value", "put the text in quotes", False),
    (
        r"found character '(.)' that",
        "a text cannot start with '{}'",
        "put the text in quotes",
        False,
    ),
    (r"expected ',' or '\]'", "the list that '[' opens is not closed", "add ']'", True),
    (r"expected ',' or '\}'", "the mapping that '{{' opens is not closed", "add '}'", True),
    (r"found unexpected end of stream", "the quotation mark is never closed", "close it", True),
    (
        r"found undefined alias '(.*)'",
        "'*{}' refers to nothing",
        "put a text that starts with * in quotes",
        False,
    ),
    (
        r"found unknown escape character '(.)'",
        "'\\{}' means nothing in double quotes",
        "use single quotes",
        False,
    ),
    (
        r"found another document",
        "'---' starts a second document",
        "one file holds one document",
        False,
    ),
    (
        r"could not find expected ':'|expected ':'",
        "this is neither 'key: value' nor '- item'",
        "add ':' after the key, or quote the text",
        False,
    ),
    (
        (
            r"expected <block end>|expected the node content|did not find expected|"
            r"block sequence entries|wrong indentation|expected <document start>"
        ),
        "this line does not fit the lines around it",
        "indent it like its neighbours, or quote the text",
        False,
    ),
)


def explain_syntax(error: MarkedYAMLError, shown: str, text: str) -> Problem:
    """Turn a YAML reader's error into a Problem with the line that a person has to mend."""
    said = error.problem or str(error)
    here = _line(error.problem_mark, text)
    if isinstance(error, MaxDepthExceededError):
        return Problem(shown, here, f"values are nested more than {MAX_DEPTH} deep")
    for pattern, words, hint, opened in _WORDS:
        found = re.search(pattern, said)
        if found:
            line = _line(error.context_mark, text) if opened else here
            return Problem(shown, line or here, words.format(*found.groups()), hint)
    return Problem(shown, here, f"the file cannot be read as YAML: {said}")


def _line(mark: object, text: str) -> int | None:
    """Return the 1-based line of a mark; what is noticed at the end belongs to the last line."""
    line = getattr(mark, "line", None)
    if line is None:
        return None
    return min(int(line) + 1, max(1, len(text.rstrip().splitlines())))
