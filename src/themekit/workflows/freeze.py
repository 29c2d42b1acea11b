"""``themekit freeze``: a state of a study is kept, to be cited and to be compared with later."""

from __future__ import annotations

import json
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from datetime import UTC, datetime
from pathlib import Path
from typing import Any

from themekit.errors import InputError, UsageError
from themekit.report.methods_words import date_in_words
from themekit.store import writer_lock
from themekit.store.documents import load_sources
from themekit.store.events import last_number
from themekit.store.files import all_as_written, file_hash
from themekit.store.frozen import State, altered, folder_of, list_states, save_state
from themekit.store.stages import load_stages
from themekit.workflows.context import RunContext
from themekit.workflows.project import RECORD, load_root, open_result
from themekit.workflows.receipts import changes, numbers_in
from themekit.workflows.run import stage_is_current
from themekit.workflows.runfile import RUN_FILE, inputs_of

LIST_COLUMNS = ("state", "event", "made", "sha256", "decisions since", "holds")
CHECK_COLUMNS = ("what", "then", "now")
SHOWN_HASH = 16
_LONGEST = 60
_RESERVED = frozenset(
    {"con", "prn", "aux", "nul", *(f"{one}{at}" for one in ("com", "lpt") for at in range(1, 10))}
)
"""Names that Windows lets no file have."""
NONE, GONE = "none", "not there"


@dataclass(frozen=True, slots=True)
class Frozen:
    """A state that was kept.

    Attributes
    ----------
    state : State
    folder : Path
    """

    state: State
    folder: Path


@dataclass(frozen=True, slots=True)
class Checked:
    """What a frozen state and the study as it is now have not in common.

    Attributes
    ----------
    state : State
    rows : tuple of (what, then, now)
        As `CHECK_COLUMNS`; empty where everything holds.
    figures : int
        How many figures of the theme matrix are others now; 0 where the state has none any more.
    since : int
        Decisions since.
    """

    state: State
    rows: tuple[tuple[str, str, str], ...]
    figures: int
    since: int


def citation(state: State) -> str:
    """Return the line by which a state is cited."""
    made = date_in_words(state.made)
    return (
        f"{state.title}, state {state.name} (event {state.event:,}, {made}, "
        f"sha256 {state.sha256[:SHOWN_HASH]})"
    )


def freeze_study(path: Path, name: str) -> Frozen:
    """Keep the state of a study under a name.

    Parameters
    ----------
    path : Path
        The study's folder.
    name : str

    Raises
    ------
    UsageError
        If the name is no name for a folder or is taken, or the outputs are out of date.
    BusyError
        If a run is at work.
    """
    root = load_root(path)
    _check_name(root, name)
    with writer_lock(root), open_result(path) as context:
        _check_current(context, path)
        record = _record(context.outputs)
        state = _state(context, record, name)
        outputs = [f"outputs/{one}" for one in (*record["outputs"], RUN_FILE)]
        files = [(one, root / one) for one in outputs]
        files.append((context.study.codebook.name, context.study.codebook))
        return Frozen(state, save_state(root, state, files))


def _check_name(root: Path, name: str) -> None:
    """Refuse a name that cannot be a folder's everywhere, and one that is taken."""
    fine = name and name[0].isalnum() and all(one.isalnum() or one in "-_" for one in name)
    if not fine or len(name) > _LONGEST or name.casefold() in _RESERVED:
        raise UsageError(
            f"A state's name is made of letters, figures, hyphens and underscores, at most "
            f"{_LONGEST} of them, such as report-2021: '{name}' is not."
        )
    folder = folder_of(root, name).parent
    there = [one.name for one in folder.iterdir()] if folder.is_dir() else []
    taken = next((one for one in there if one.casefold() == name.casefold()), None)
    if taken:
        raise UsageError(
            f"There is a state '{taken}' already, and a state is never changed: give another name, "
            f"or see what has changed since with 'themekit freeze {root} {taken} --check'."
        )


def _check_current(context: RunContext, path: Path) -> None:
    """Refuse to keep what a run would write anew."""
    with context.store.reading() as connection:
        row = load_stages(connection).get(RECORD)
    stale = [name for name, current in stage_is_current(context).items() if not current]
    written = row is not None and all_as_written(context.outputs, row.details["outputs"])
    if stale or not written:
        what = f"the stage '{stale[0]}'" if stale else RUN_FILE
        raise UsageError(
            f"The outputs are out of date ({what}): 'themekit run {path}' first, then freeze."
        )


def _record(outputs: Path) -> dict[str, Any]:
    try:
        record: dict[str, Any] = json.loads((outputs / RUN_FILE).read_text(encoding="utf-8"))
    except (OSError, ValueError) as error:
        hint = "run the study again"
        raise InputError.one(str(outputs / RUN_FILE), None, "it cannot be read", hint) from error
    return record


def _state(context: RunContext, record: Mapping[str, Any], name: str) -> State:
    return State(
        name,
        record["study"],
        datetime.now(UTC).strftime("%Y-%m-%dT%H:%M:%SZ"),
        record["decisions_through"],
        inputs=record["inputs"],
        outputs=record["outputs"],
        codebook=record["codebook"]["hash"],
        versions=record["versions"],
        model=record["model"],
        seed=record["seed"],
        settings=record["settings"],
        figures=numbers_in(context.outputs),
    ).hashed()


def list_frozen(path: Path) -> list[tuple[str | int, ...]]:
    """Tell of every frozen state what it is of and whether its copies are whole.

    Returns
    -------
    list of rows as `LIST_COLUMNS`
    """
    with open_result(path) as context:
        with context.store.reading() as connection:
            last = last_number(connection)
        root = context.study.root
        return [
            (
                one.name, one.event, one.made[:10], one.sha256[:SHOWN_HASH],
                last - one.event, _whole(root, one),
            )
            for one in list_states(root)
        ]  # fmt: skip


def _whole(root: Path, state: State) -> str:
    if state.broken:
        said = f"broken by withdrawal {state.broken[0]}: its copies were erased"
        return f"{said}; {state.note}" if state.note else said
    wrong = altered(folder_of(root, state.name), state)
    return f"no: {len(wrong)} of its copies were altered" if wrong else "yes"


def check_frozen(path: Path, name: str) -> Checked:
    """Compare a frozen state with the study as it is now.

    Parameters
    ----------
    path : Path
        The study's folder.
    name : str

    Raises
    ------
    UsageError
        If there is no such state.
    """
    with open_result(path) as context:
        root = context.study.root
        states = {one.name: one for one in list_states(root)}
        if name not in states:
            known = ", ".join(states) or "none yet"
            raise UsageError(f"There is no state '{name}'; there are: {known}.")
        state = states[name]
        with context.store.reading() as connection:
            since = last_number(connection) - state.event
            sources = load_sources(connection)
        now = {} if state.note else numbers_in(context.outputs)
        figures = changes(state.figures, now)
        rows = (
            *_copies(root, state),
            *([("decisions", f"{state.event:,}", f"{state.event + since:,}")] if since else ()),
            *_made_with(context, state),
            *_files("input", state.inputs, inputs_of(context, sources), broken=state.broken),
            *(() if state.note else _files("output", state.outputs, _now(context.outputs, state))),
            *((f"figure: {where}, {what}", was, now) for where, what, was, now in figures),
        )
    return Checked(state, rows, len(figures), since)


def _copies(root: Path, state: State) -> Iterator[tuple[str, str, str]]:
    """Yield what is wrong with the copies of a state itself."""
    if state.broken:
        numbers = ", ".join(map(str, state.broken))
        yield "copies of the state", "kept", f"erased by withdrawal {numbers}"
        if state.note:
            yield "figures of the state", "kept", state.note
        return
    for name in altered(folder_of(root, state.name), state):
        there = file_hash(folder_of(root, state.name) / "outputs" / name)
        yield f"copy of {name}", _short(state.outputs[name]), _short(there)


def _made_with(context: RunContext, state: State) -> Iterator[tuple[str, str, str]]:
    """Yield what of the codebook, the models, the versions and the settings is another now."""
    if state.codebook != context.codebook.hash:
        yield "codebook", _short(state.codebook), _short(context.codebook.hash)
    now = _record(context.outputs)
    for what, was, is_ in (
        ("version of", state.versions, now["versions"]),
        ("model", state.model, now["model"]),
        ("setting", state.settings, now["settings"]),
        ("", {"seed": state.seed}, {"seed": now["seed"]}),
    ):
        for key in dict.fromkeys([*was, *is_]):
            if was.get(key) != is_.get(key):
                yield f"{what} {key}".strip(), str(was.get(key, NONE)), str(is_.get(key, NONE))


def _files(
    what: str, then: Mapping[str, str], now: Mapping[str, str], *, broken: object = ()
) -> Iterator[tuple[str, str, str]]:
    """Yield which files are others now, or new, or gone."""
    if broken:
        return  # which files it was made from is not known any more
    for name in dict.fromkeys([*then, *now]):
        if then.get(name) != now.get(name):
            yield f"{what} {name}", _short(then.get(name, "")), _short(now.get(name, ""))


def _now(outputs: Path, state: State) -> dict[str, str]:
    """Return the hashes of the outputs as they are, of those that the state has and of new ones."""
    names = dict.fromkeys([*state.outputs, *_record(outputs)["outputs"]])
    return {name: seen for name in names if (seen := file_hash(outputs / name))}


def _short(hashed: str) -> str:
    return hashed[:SHOWN_HASH] or GONE
