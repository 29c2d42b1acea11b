"""designs.yaml: ways of monitoring to be weighed against each other, and the changes to be noticed.

It is read as strictly as study.yaml: what is unknown, missing or contradicts itself is told with
its line, all at once.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, Annotated, Any, Literal

from pydantic import BeforeValidator, Field

from themekit._yaml import (
    Count,
    Flag,
    Fraction,
    Loc,
    Name,
    Names,
    Raw,
    Strict,
    Text,
    YamlFile,
    complain,
    read_yaml,
    validate,
)
from themekit.errors import InputError, Problem
from themekit.names import folded

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence
    from pathlib import Path

WAVES_A_YEAR = 4
MOST_DESIGNS, MOST_CHANGES = 40, 12
LARGEST = 5000
"""Stories a wave: beyond that nothing that people read by themselves is planned."""
People = Literal["same", "new"]
Manner = Literal["written", "spoken"]


@dataclass(frozen=True, slots=True)
class Change:
    """A change that is to be noticed.

    Attributes
    ----------
    before, after : float
        Shares of those who tell, in [0, 1], that differ.
    """

    before: float
    after: float

    @property
    def sign(self) -> int:
        """1 of a rise, -1 of a fall."""
        return 1 if self.after > self.before else -1


@dataclass(frozen=True, slots=True)
class Design:
    """One way of monitoring.

    Attributes
    ----------
    name : str
    stories : int
        Asked for in each wave.
    read : int
        Of these, how many people read in each wave, drawn at random.
    readers : int
        How many read each of them; what they differ on is settled between them.
    machine : bool
        Whether the machine's suggestions on all stories help what people read.
    same_people : bool
        Whether the same people are asked again.
    words : int or None
        Only so many words of each story are asked for; None for as many as now.
    skips : float or None
        Share of those asked who do not answer; None to take what the study shows.
    returns : float or None
        Share of those asked before who can be asked again, of the same people; None likewise.
    minutes_a_story : float or None
        That one reader needs for a story, where somebody wrote it down.
    telling_minutes : float or None
        That a teller needs for a story, likewise.
    """

    name: str
    stories: int
    read: int
    readers: int = 1
    machine: bool = False
    same_people: bool = False
    words: int | None = None
    skips: float | None = None
    returns: float | None = None
    minutes_a_story: float | None = None
    telling_minutes: float | None = None


@dataclass(frozen=True, slots=True)
class Designs:
    """What designs.yaml says.

    Attributes
    ----------
    designs : tuple of Design
    changes : tuple of Change
    codes : tuple of str
        As they are named there; empty to take those that are followed.
    strand : str
        Empty where there is one.
    matters : float or None
        The least change that would matter, in (0, 1); None to take what the study says of each
        code.
    waves_a_year : int
    steady : float or None
        How far those who come back tell the same again, in [0, 1]; None to take what the study
        shows.
    telling : {'written', 'spoken'}
    file : str
    code_lines : tuple of int or None
        Where each of `codes` stands.
    strand_line : int or None
    """

    designs: tuple[Design, ...]
    changes: tuple[Change, ...]
    codes: tuple[str, ...] = ()
    strand: str = ""
    matters: float | None = None
    waves_a_year: int = WAVES_A_YEAR
    steady: float | None = None
    telling: Manner = "written"
    file: str = "designs.yaml"
    code_lines: tuple[int | None, ...] = ()
    strand_line: int | None = None


def _minutes(value: Any) -> float:
    text = str(value).strip()
    try:
        minutes = float(text)
    except ValueError:
        minutes = -1.0
    if not 0 < minutes <= 24 * 60:
        raise complain(f"should be minutes such as 4 or 2.5, not '{text}'")
    return minutes


def _all_or(word: str, value: Any) -> str:
    text = str(value).strip()
    if folded(text) == word or (text.isascii() and text.isdecimal() and int(text) > 0):
        return folded(text)
    raise complain(f"should be '{word}' or a whole number from 1 on, not '{text}'")


Minutes = Annotated[float, BeforeValidator(_minutes)]
AllOrSome = Annotated[Raw, BeforeValidator(lambda value: _all_or("all", value))]
FullOrWords = Annotated[Raw, BeforeValidator(lambda value: _all_or("full", value))]


class ChangeFile(Strict):
    """An entry of ``change``."""

    before: Fraction = Field(alias="from")
    after: Fraction = Field(alias="to")


class DesignFile(Strict):
    """An entry of ``designs``."""

    name: Name
    stories: Count
    length: FullOrWords = "full"
    people: People = "new"
    read: AllOrSome = "all"
    readers: Count = 1
    machine: Flag = False
    skips: Fraction | None = None
    returns: Fraction | None = None
    minutes_a_story: Minutes | None = None
    telling_minutes: Minutes | None = None


class DesignsFile(Strict):
    """The file as a whole."""

    designs: list[Any]
    change: list[Any]
    codes: Names = ()
    strand: Text = ""
    matters: Fraction | None = None
    waves_a_year: Count = WAVES_A_YEAR
    steady: Fraction | None = None
    telling: Manner = "written"


def load_designs(path: Path, shown: str) -> Designs:
    """Read designs.yaml.

    Parameters
    ----------
    path : Path
    shown : str
        The path as the user typed it, for problems.

    Raises
    ------
    InputError
        With every problem.
    """
    source, found = read_yaml(path, shown)
    if source is None:
        raise InputError(found)
    if not isinstance(source.data, dict):
        # Whatever the file is, its words are nothing to be shown.
        message = "the file should be a mapping (lines 'key: value')"
        hint = "it has 'change' and 'designs'"
        raise InputError([*found, source.problem((), message, hint)])
    file, more = validate(DesignsFile, source, source.data)
    problems = [*found, *more]
    if file is None:
        raise InputError(problems)
    designs = list(_designs(source, file.designs, problems))
    changes = list(_changes(source, file.change, problems))
    problems += _as_a_whole(source, file, designs)
    if any(one.severity == "error" for one in problems):
        raise InputError(problems)
    return Designs(
        designs=tuple(designs),
        changes=tuple(changes),
        codes=file.codes,
        strand=file.strand,
        matters=file.matters,
        waves_a_year=file.waves_a_year,
        steady=file.steady,
        telling=file.telling,
        file=shown,
        code_lines=tuple(source.line("codes", at) for at in range(len(file.codes))),
        strand_line=source.line("strand"),
    )


def _designs(source: YamlFile, entries: Sequence[Any], problems: list[Problem]) -> Iterator[Design]:
    for index, entry in enumerate(entries):
        loc: Loc = ("designs", index)
        read, more = validate(DesignFile, source, entry, loc)
        problems += more
        if read is None:
            continue
        wanted = read.stories if read.read == "all" else int(read.read)
        problems += _of_design(source, loc, read, wanted)
        yield Design(
            name=read.name,
            stories=read.stories,
            read=wanted,
            readers=read.readers,
            machine=read.machine,
            same_people=read.people == "same",
            words=None if read.length == "full" else int(read.length),
            skips=read.skips,
            returns=read.returns,
            minutes_a_story=read.minutes_a_story,
            telling_minutes=read.telling_minutes,
        )


def _of_design(source: YamlFile, loc: Loc, read: DesignFile, wanted: int) -> Iterator[Problem]:
    """Yield what a design says that cannot be."""
    if wanted > read.stories:
        message = f"{wanted:,} of {read.stories:,} stories cannot be read"
        yield source.problem((*loc, "read"), message, "write 'read: all', or fewer than 'stories'")
    if read.stories > LARGEST:
        message = f"{read.stories:,} stories a wave are more than is weighed here"
        yield source.problem((*loc, "stories"), message, f"{LARGEST:,} at most")
    if read.skips == 1:
        yield source.problem((*loc, "skips"), "nobody would answer", "a share below 1")
    if read.returns is not None and read.people == "new":
        message = "'returns' is of the same people, and these are new ones"
        yield source.problem((*loc, "returns"), message, "write 'people: same', or leave it out")


def _changes(source: YamlFile, entries: Sequence[Any], problems: list[Problem]) -> Iterator[Change]:
    for index, entry in enumerate(entries):
        loc: Loc = ("change", index)
        read, more = validate(ChangeFile, source, entry, loc)
        problems += more
        if read is None:
            continue
        if read.before == read.after:
            message = "'from' and 'to' are the same: that is no change"
            hint = "false alarms with nothing changed are told for every design anyway"
            problems.append(source.problem(loc, message, hint))
        yield Change(read.before, read.after)


def _as_a_whole(
    source: YamlFile, file: DesignsFile, designs: Sequence[Design]
) -> Iterator[Problem]:
    """Yield what is wrong with the file as a whole."""
    for key, entries, most in (
        ("designs", file.designs, MOST_DESIGNS),
        ("change", file.change, MOST_CHANGES),
    ):
        if not entries:
            yield source.problem((key,), f"'{key}' is empty", "name at least one")
        if len(entries) > most:
            yield source.problem((key,), f"'{key}' has {len(entries)} entries", f"{most} at most")
    if file.matters is not None and not 0 < file.matters < 1:
        yield source.problem(("matters",), "'matters' should lie between 0 and 1", "such as 0.15")
    seen: set[str] = set()
    for index, design in enumerate(designs):
        if folded(design.name) in seen:
            message = f"two designs are called '{design.name}'"
            yield source.problem(("designs", index, "name"), message, "give each its own name")
        seen.add(folded(design.name))
