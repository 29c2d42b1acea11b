"""codebook.yaml to themes and codes, with every problem found on the way."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from themekit._yaml import YamlFile, parse_yaml, read_yaml, validate
from themekit.codebook._build import build_codes
from themekit.codebook._file import OTHERS_KEYS, CodebookFile, CodeFile, ThemeFile
from themekit.codebook._patterns import Pattern, read_pattern
from themekit.codebook._records import Code, Theme

if TYPE_CHECKING:
    from pathlib import Path

    from themekit.errors import Problem


@dataclass(frozen=True, slots=True)
class Parts:
    """What a codebook is made of."""

    name: str
    version: str
    themes: tuple[Theme, ...]
    codes: tuple[Code, ...]


def read_parts(path: Path) -> tuple[Parts | None, tuple[Problem, ...]]:
    """Read a codebook file; the parts are None where any problem is an error."""
    return _parts_of(*read_yaml(path, str(path)), path.stem)


def parse_parts(text: str, shown: str) -> tuple[Parts | None, tuple[Problem, ...]]:
    """Read the text of a codebook as `read_parts` reads its file."""
    return _parts_of(*parse_yaml(text, shown), shown)


def _parts_of(
    source: YamlFile | None, found: tuple[Problem, ...], stem: str
) -> tuple[Parts | None, tuple[Problem, ...]]:
    if source is None:
        return None, found
    problems = list(found)
    top, found = validate(CodebookFile, source, source.data)
    problems += found
    if top is None:
        return None, tuple(problems)
    themes, found = _themes(source, top)
    problems += found
    codes, found = _codes(source, top)
    problems += found
    patterns, found = _patterns(source, codes)
    problems += found
    made, records, found = build_codes(source, codes, themes, patterns)
    problems += found
    if not source.data.get("codes"):
        hint = (
            "write one under 'codes:', such as '- name: Waiting'; or run the study as it is and "
            "take topics over with 'themekit adopt'"
        )
        problems.append(source.problem(("codes",), "the codebook holds no code yet", hint, "note"))
    problems.sort(key=lambda problem: problem.line or 0)
    if any(problem.severity == "error" for problem in problems):
        return None, tuple(problems)
    return Parts(top.name or stem, top.version, made, records), tuple(problems)


def _themes(
    source: YamlFile, top: CodebookFile
) -> tuple[tuple[Theme, ...] | None, tuple[Problem, ...]]:
    """Read the list of themes; None without one, or where it cannot be relied on."""
    if top.themes is None:
        return None, ()
    problems: list[Problem] = []
    themes: dict[str, Theme] = {}
    for index, data in enumerate(top.themes):
        entry = {"name": data} if isinstance(data, str) else data
        read, found = validate(ThemeFile, source, entry, ("themes", index))
        problems += found
        if read is None:
            continue
        if read.name in themes:
            message = f"the theme '{read.name}' stands in the list twice"
            problems.append(source.problem(("themes", index), message, "delete one"))
        themes.setdefault(read.name, Theme(read.name, read.statement))
    return (None if problems else tuple(themes.values())), tuple(problems)


def _codes(
    source: YamlFile, top: CodebookFile
) -> tuple[list[CodeFile | None], tuple[Problem, ...]]:
    """Read the codes one by one; one that cannot be read leaves None in its place."""
    codes: list[CodeFile | None] = []
    problems: list[Problem] = []
    others: set[str] = set()
    for index, data in enumerate(top.codes):
        entry = {"name": data} if isinstance(data, str) else data
        if isinstance(entry, dict):
            others |= entry.keys() & set(OTHERS_KEYS)
            entry = {key: value for key, value in entry.items() if key not in OTHERS_KEYS}
        read, found = validate(CodeFile, source, entry, ("codes", index))
        codes.append(read)
        problems += found
    for key in sorted(others):
        message = f"the key '{key}' of the codes is another tool's and is not used"
        problems.append(source.problem(("codes",), message, severity="note"))
    return codes, tuple(problems)


def _patterns(
    source: YamlFile, codes: list[CodeFile | None]
) -> tuple[list[tuple[Pattern, ...]], tuple[Problem, ...]]:
    """Read the patterns of every code."""
    patterns: list[tuple[Pattern, ...]] = []
    problems: list[Problem] = []
    for index, code in enumerate(codes):
        kept: list[Pattern] = []
        for position, data in enumerate(code.patterns if code else ()):
            loc = ("codes", index, "patterns", position)
            pattern, found = read_pattern(source, data, loc)
            problems += found
            if pattern is not None:
                kept.append(pattern)
        patterns.append(tuple(kept))
    return patterns, tuple(problems)
