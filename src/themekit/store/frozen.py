"""Frozen states of a study: what it was at one event, with a copy of its outputs, to be cited.

``STUDY/frozen/NAME/state.json`` says what it is of and holds nobody's words: numbers and hashes.
Beside it lie ``outputs`` and the codebook as they were. They hold people's words: somebody's
withdrawal erases them in every state, and the state says from then on that it is broken. Who is
counted no more would come out of the figures of then and of now, one taken from the other: these go
too, with the hashes of the outputs, against which a guess could be tried.
"""

from __future__ import annotations

import hashlib
import json
import shutil
from collections.abc import Iterable, Mapping
from dataclasses import asdict, dataclass, field, replace
from pathlib import Path
from typing import Any

from themekit.errors import InputError
from themekit.files import write_whole
from themekit.store.files import file_hash
from themekit.studyfile import FROZEN_FILE, FROZEN_FOLDER, is_frozen

_PRIVATE, _OWNER_ONLY = 0o600, 0o700
_HALF = ".themekit-"
Hashes = Mapping[str, str]
Figures = Mapping[str, tuple[str, ...]]


@dataclass(frozen=True, slots=True)
class State:
    """A frozen state.

    Attributes
    ----------
    name, title : str
        Of the state, and of the study.
    made : str
        When, ISO 8601 in UTC.
    event : int
        Number of the last decision that counts in it.
    sha256 : str
        Of all that follows but `figures`, `broken` and `note`: the same state has the same.
    inputs, outputs : mapping of file to SHA-256
        Inputs are emptied once the state is broken: a file's name may tell who somebody is.
        Outputs are, once somebody is counted no more who was.
    codebook : str
        Hash of the codebook's content.
    versions : mapping of package to version
    model : mapping of what to which
    seed : int
    settings : mapping
    figures : mapping of row to numbers
        The theme matrix, as `themekit.workflows.receipts.numbers_in` tells it; empty once
        somebody is counted no more who was.
    broken : tuple of int
        Numbers of the withdrawals that erased its copies.
    note : str
        Since when it has no figures, and why; empty while it has.
    """

    name: str
    title: str
    made: str
    event: int
    sha256: str = ""
    inputs: Hashes = field(default_factory=dict, repr=False)
    outputs: Hashes = field(default_factory=dict, repr=False)
    codebook: str = ""
    versions: Hashes = field(default_factory=dict, repr=False)
    model: Hashes = field(default_factory=dict, repr=False)
    seed: int = 0
    settings: Mapping[str, Any] = field(default_factory=dict, repr=False)
    figures: Figures = field(default_factory=dict, repr=False)
    broken: tuple[int, ...] = ()
    note: str = ""

    def hashed(self) -> State:
        """Return it with its hash: neither its name nor the day are part of it."""
        told = {key: value for key, value in asdict(self).items() if key not in _NOT_HASHED}
        text = json.dumps(told, sort_keys=True, ensure_ascii=False, separators=(",", ":"))
        return replace(self, sha256=hashlib.sha256(text.encode()).hexdigest())


_NOT_HASHED = frozenset({"name", "made", "sha256", "figures", "broken", "note"})


def folder_of(study: Path, name: str) -> Path:
    """Return the folder of a state."""
    return study / FROZEN_FOLDER / name


def list_states(study: Path) -> tuple[State, ...]:
    """Return every frozen state, by the event up to which it counts, then by name."""
    folder = study / FROZEN_FOLDER
    there = [one for one in folder.iterdir() if is_frozen(one)] if folder.is_dir() else []
    return tuple(sorted(map(_read, there), key=lambda one: (one.event, one.name)))


def states_to_break(study: Path, *, counted: bool) -> tuple[str, ...]:
    """Return the names of the states of which `break_states` would take something."""
    states = list_states(study)
    return tuple(one.name for one in states if not one.broken or (counted and not one.note))


def save_state(study: Path, state: State, files: Iterable[tuple[str, Path]]) -> Path:
    """Copy files into a new state; nobody sees half of one.

    Parameters
    ----------
    study : Path
    state : State
    files : iterable of (place in the state, file)

    Returns
    -------
    Path
        The state's folder.

    Raises
    ------
    InputError
        If it cannot be written, or a copied output is not what was recorded.
    """
    place = folder_of(study, state.name)
    half = place.with_name(_HALF + state.name)
    shutil.rmtree(half, ignore_errors=True)
    try:
        half.mkdir(mode=_OWNER_ONLY, parents=True)
        (half / ".gitignore").write_text("*\n", encoding="utf-8")
        for name, file in files:
            target = half / name
            target.parent.mkdir(parents=True, exist_ok=True)
            shutil.copyfile(file, target)
            target.chmod(_PRIVATE)
        wrong = altered(half, state)
        if wrong:
            hint = "run the study again, then freeze it"
            raise InputError.one(wrong[0], None, "the file is not what the run wrote", hint)
        _write(half, state)
        half.replace(place)
    except OSError as error:
        what = f"the state cannot be written ({error.strerror})"
        raise InputError.one(str(error.filename or place), None, what) from error
    finally:
        shutil.rmtree(half, ignore_errors=True)
    return place


def altered(folder: Path, state: State) -> list[str]:
    """Return which copied outputs of a state are missing, or not as they were."""
    return [
        name for name, seen in state.outputs.items() if file_hash(folder / "outputs" / name) != seen
    ]


def break_states(study: Path, withdrawal: int, day: str, *, counted: bool) -> None:
    """Erase the copies that every state holds, and say in each by which withdrawal.

    Done again, it changes nothing.

    Parameters
    ----------
    study : Path
    withdrawal : int
    day : str
        Of the withdrawal, ISO 8601.
    counted : bool
        Whether somebody is counted no more: then the figures of every state go as well.
    """
    folder = study / FROZEN_FOLDER
    for half in folder.glob(f"{_HALF}*") if folder.is_dir() else ():
        shutil.rmtree(half)
    for state in list_states(study):
        place = folder_of(study, state.name)
        if withdrawal not in state.broken:
            broken = replace(state, inputs={}, broken=(*state.broken, withdrawal))
            _write(place, _without_figures(broken, day) if counted else broken)
        for one in sorted(place.iterdir()):
            if one.name in {FROZEN_FILE, ".gitignore"}:
                continue
            if one.is_dir() and not one.is_symlink():
                shutil.rmtree(one)
            else:
                one.unlink()


def _without_figures(state: State, day: str) -> State:
    """Return a state from which nobody can be taken by subtraction, or by trying guesses."""
    if state.note:
        return state
    note = f"figures removed after a withdrawal on {day}"
    return replace(state, outputs={}, figures={}, note=note)


def _read(folder: Path) -> State:
    file = folder / FROZEN_FILE
    try:
        told = json.loads(file.read_text(encoding="utf-8"))
        figures = {row: tuple(cells) for row, cells in told["figures"].items()}
        state = State(**{**told, "figures": figures, "broken": tuple(told["broken"])})
    except (ValueError, LookupError, TypeError, AttributeError) as error:
        hint = "take it from a backup, or move the folder out of the study"
        raise InputError.one(str(file), None, "the file is damaged", hint) from error
    return replace(state, name=folder.name)  # whoever renames the folder renames the state


def _write(folder: Path, state: State) -> None:
    text = json.dumps(asdict(state), ensure_ascii=False, indent=1) + "\n"
    write_whole(folder / FROZEN_FILE, text.encode(), _PRIVATE)
