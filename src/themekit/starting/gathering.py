"""Look at what lies in a folder: every file read once, copied into the study where it must be."""

from __future__ import annotations

import hashlib
import os
import stat
from collections.abc import Iterator
from dataclasses import dataclass, field
from pathlib import Path, PurePosixPath

from themekit.errors import InputError, one_sentence
from themekit.files import read_steady, shown, write_whole
from themekit.reading import size_limit
from themekit.reading.bytesafe import check_size
from themekit.reading.coding_exports import export_in_text, looks_like
from themekit.reading.registry import (
    Reader,
    TableReader,
    reader_for,
    table_reader_for,
    way_out,
)
from themekit.starting.name_hints import is_read_me
from themekit.starting.records import LeftOut, TableGuess, TextFacts
from themekit.starting.tables import guess_table
from themekit.starting.texts import facts_of, talks_of
from themekit.studyfile import is_frozen

MOST_FILES = 5_000
_LITTER = frozenset({"thumbs.db", "desktop.ini", "icon\r"})
_OWN = frozenset({"outputs", "study.yaml", "codebook.yaml"})
_PLAIN_TEXT = frozenset({".txt", ".md"})


@dataclass(slots=True)
class Gathered:
    """What was found.

    Attributes
    ----------
    texts, tables : list
        Facts of what could be read, talks kept as tables among the texts; paths are relative to
        the study folder.
    left_out : list of LeftOut
    present : list of str
        Every file in the study folder that a pattern could match.
    copied : int
        Files that were copied into the study.
    """

    texts: list[TextFacts] = field(default_factory=list)
    tables: list[TableGuess] = field(default_factory=list)
    left_out: list[LeftOut] = field(default_factory=list)
    present: list[str] = field(default_factory=list)
    copied: int = 0


def gather(folder: Path, study: Path, into: str, codebook: Path | None = None) -> Gathered:
    """Read all material in a folder, recursively.

    Parameters
    ----------
    folder : Path
    study : Path
        The study's folder; it need not exist, and is itself passed over if it lies in `folder`.
    into : str
        Folder within the study to which files are copied; empty where they lie in it already.
    codebook : Path, optional
        The codebook among them, which is no material.

    Raises
    ------
    InputError
        Too many files, or one in the study that a copy would overwrite.
    """
    found = Gathered()
    seen: dict[str, str] = {}
    start = PurePosixPath(into or folder.resolve().relative_to(study.resolve()).as_posix())
    for count, (name, path) in enumerate(material(folder, study), 1):
        if count > MOST_FILES:
            message = f"it holds more than {MOST_FILES:,} files"
            raise InputError.one(str(folder), None, message, "name a folder with material only")
        place = (start / name).as_posix()
        if not into:
            found.present.append(place)
        if codebook is not None and path.resolve() == codebook.resolve():
            continue
        try:
            data = _take(found, path, place, seen)
        except InputError as error:
            found.left_out.append(LeftOut(place, _reason(error)))
        except OSError as error:
            found.left_out.append(LeftOut(place, f"it cannot be read ({error.strerror})"))
        else:
            # Outside the try: a disk that is full is no fault of one file.
            found.copied += bool(into) and _copy(data, study / place, path)
    if into and (study / into).is_dir():
        found.present = [f"{into}/{name}" for name, _ in material(study / into, None)]
    return found


def material(folder: Path, study: Path | None) -> Iterator[tuple[str, Path]]:
    """Yield everything that is not a folder, as people count, links among them."""
    own = study.resolve() if study else None
    for parent, folders, names in os.walk(folder):
        here = Path(parent)
        # Beside a study.yaml, what themekit wrote is no material.
        skip = _OWN if here.resolve() == own or "study.yaml" in names else frozenset()
        links = [name for name in folders if (here / name).is_symlink()]
        deeper = {name for name in folders if _is_material(name)} - skip - set(links)
        folders[:] = sorted(
            (
                name
                for name in deeper
                if (here / name).resolve() != own and not is_frozen(here / name)
            ),
            key=_in_order,
        )
        for name in sorted([*names, *links], key=_in_order):
            if _is_material(name) and name not in skip:
                yield (here / name).relative_to(folder).as_posix(), here / name


def _in_order(name: str) -> tuple[str, str]:
    return name.casefold(), name


def _is_material(name: str) -> bool:
    """Tell whether a name can be a person's material: not hidden, no lock file, no litter."""
    return not name.startswith((".", "~$", "__MACOSX")) and name.lower() not in _LITTER


def _take(found: Gathered, path: Path, place: str, seen: dict[str, str]) -> bytes:
    """Read one file and take its facts; raise what keeps it out."""
    reader, tables = _readers(path, place)
    data = read_steady(path, shown(place), size_limit(place))
    check_size(data, shown(place), size_limit(place))
    digest = hashlib.sha256(data).hexdigest()
    if digest in seen:
        raise _out(place, f"it is the same, byte for byte, as {seen[digest]}")
    with one_sentence(shown(place)):
        if reader is not None:
            extract = reader.read(data, shown(place))
            if program := export_in_text(extract.text):
                raise _out(place, looks_like(program))
            found.texts.append(facts_of(place, extract))
        elif tables is not None:
            table = tables.read(data, shown(place))
            talks = talks_of(place, table)
            found.texts += talks
            if not talks:
                found.tables.append(guess_table(place, table))
    seen[digest] = place
    return data


def _readers(path: Path, place: str) -> tuple[Reader | None, TableReader | None]:
    """Return what reads a file; raise where nothing does, or where it should not be opened."""
    mode = path.lstat().st_mode
    if stat.S_ISLNK(mode):
        raise _out(place, "it is a link, and links are not followed: put the file itself here")
    if not stat.S_ISREG(mode):
        raise _out(place, "it is not a regular file")
    if not place.isprintable() or "\\" in place or place != place.strip():
        raise _out(place, "its name holds a line break, a backslash or the like: rename it")
    suffix = PurePosixPath(place).suffix.lower()
    if suffix in _PLAIN_TEXT | {""} and is_read_me(path.stem):
        raise _out(place, "it tells about the material")
    with one_sentence(shown(place)):  # a package from outside may fail as it is loaded
        reader = reader_for(suffix)
        tables = None if reader else table_reader_for(suffix)
    if reader is None and tables is None:
        what = f"no reader is known for {suffix!r} files" if suffix else "it has no ending"
        hint = way_out(suffix)
        raise _out(place, f"{what}; {hint}" if hint else what)
    return reader, tables


def _copy(data: bytes, target: Path, path: Path) -> bool:
    """Write what was read to its place in the study, unless it is there; overwrite nothing."""
    if target.is_symlink() or target.exists():
        if target.is_file() and not target.is_symlink() and target.read_bytes() == data:
            return False
        message = f"another file of this name lies there already, not the same as {path}"
        raise InputError.one(str(target), None, message, "move one of the two")
    write_whole(target, data, stat.S_IMODE(path.stat().st_mode))
    return True


def _out(place: str, why: str) -> InputError:
    return InputError.one(place, None, why)


def _reason(error: InputError) -> str:
    """Return why a file is left out and what to do, from the first problem."""
    first = error.problems[0]
    reason = first.message if first.line is None else f"line {first.line}: {first.message}"
    return f"{reason} ({first.hint})" if first.hint else reason
