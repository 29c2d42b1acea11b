"""Packs made through the command line, and replies as their page would write them."""

from __future__ import annotations

import json
import re
import shutil
from collections.abc import Sequence
from pathlib import Path
from typing import Any

import pytest

from reviewing import open_desk, run_once
from themekit.cli import main
from themekit.events import Coder, Event
from themekit.exchange.packs import Pack, pack_from_json
from themekit.exchange.packs.reply import reply_json
from themekit.store import open_store
from themekit.store.coders import save_coder
from themekit.store.events import load_events

PEOPLE = (
    Coder("Ada", "Ada"),
    Coder("Bo", "Bo", "peer"),
    Coder("Cy", "Cy", "peer"),
    Coder("Fay", "Fay", "facilitator"),
)


def ready(folder: Path) -> Path:
    """Run the small study, with people in it and all of it marked."""
    study = run_once(folder)
    desk = open_desk(study)
    with desk.store.writing() as connection:
        for one in PEOPLE:
            save_coder(connection, one)
    desk.close()
    return study


def copied(study: Path, to: Path) -> Path:
    """Return a copy of a study that a test may change."""
    return Path(shutil.copytree(study, to))


def call(capsys: pytest.CaptureFixture[str], *words: object) -> tuple[int, str, str]:
    """Run a command in this process; return its exit status and what it printed."""
    capsys.readouterr()
    with pytest.raises(SystemExit) as stop:
        main([str(word) for word in words])
    code = stop.value.code
    out, err = capsys.readouterr()
    return (code if isinstance(code, int) else 0), out, err


def make(capsys: pytest.CaptureFixture[str], study: Path, *more: object, coder: str = "Bo") -> Pack:
    """Make a pack with the command, and read it back from its file."""
    number = len(list(study.parent.glob("*.html")))
    out = study.parent / f"pack-{number}.html"
    status, _, err = call(capsys, "pack", study, "--coder", coder, "--n", 9, "--out", out, *more)
    assert status == 0, err
    found = re.search(r'id="pack">(.*?)</script>', out.read_text(encoding="utf-8"), re.DOTALL)
    assert found is not None
    return pack_from_json(json.loads(found[1]))


def answered(pack: Pack, say: str = "yes", only: Sequence[int] = (), /, **more: Any) -> str:
    """Return the reply file of somebody who answered all questions of some passages alike."""
    chosen = [one for one in pack.passages if not only or one.n in only]
    told = {
        "format": "themekit-reply/1", "study": pack.study, "pack": pack.pack, "coder": pack.coder,
        "answers": [
            {"q": it.q, "say": say, "first": None, "last": None, "memo": "", "at": "1970-01-01"}
            for one in chosen
            for it in one.questions
        ],
        "passages": [
            {"n": one.n, "outcome": "coded", "added": [], "own": "", "memo": ""} for one in chosen
        ],
        "credit": "", "contact": False,
    }  # fmt: skip
    return reply_json(pack.key, told | more)


def written(study: Path, name: str, text: str) -> Path:
    """Write a file beside a study."""
    path = study.parent / name
    path.write_text(text, encoding="utf-8")
    return path


def events_of(study: Path, coder: str = "Bo") -> list[Event]:
    """Return what somebody has done, in order."""
    store = open_store(study)
    with store.reading() as connection:
        found = [one for one in load_events(connection) if one.coder == coder]
    store.close()
    return found
