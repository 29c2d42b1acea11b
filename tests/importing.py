"""Files that are taken into a study by another process, which a test may kill or hold up."""

from __future__ import annotations

import subprocess
import sys
from pathlib import Path

from openpyxl import load_workbook

from themekit.events import Event
from themekit.store import open_store
from themekit.store.events import load_events
from themekit.workflows.export import export_table

DRIVER = Path(__file__).parent / "whole" / "stand_in_import.py"
PATIENCE = 300


def sheet(study: Path) -> tuple[Path, int]:
    """Return a sheet with a claim in each row, and how many these are."""
    file = study.parent / "filled.xlsx"
    export_table(study, file, "links")
    book = load_workbook(file)
    page, count = book.worksheets[1], 0
    for row in range(3, page.max_row + 1):
        if page.cell(row, 6).value:
            page.cell(row, 7).value, page.cell(row, 8).value = f"cause {row}", f"effect {row}"
            count += 1
    book.save(file)
    return file, count


def effort(folder: Path, name: str, minutes: int, rows: int = 60) -> Path:
    """Return a list of effort in which everything took so long."""
    lines = "".join(f",activity {n},peer,{minutes},written down\n" for n in range(rows))
    file = folder / f"{name}.csv"
    file.write_text("wave,activity,role,minutes,basis\n" + lines, encoding="utf-8")
    return file


def actions(folder: Path, rows: int = 60) -> Path:
    """Return a list of actions."""
    lines = "".join(f"Opened office {n},,The council,2026-03,\n" for n in range(rows))
    file = folder / "actions.csv"
    file.write_text("what,because_of,by,date,told_tellers\n" + lines, encoding="utf-8")
    return file


def start(moment: str, study: Path, *files: Path) -> subprocess.Popen[str]:
    """Start an import of Rosa's."""
    command = [sys.executable, str(DRIVER), moment, str(study), *map(str, files), "--coder", "Rosa"]
    pipe = subprocess.PIPE
    return subprocess.Popen(command, stdin=pipe, stdout=pipe, stderr=pipe, text=True)


def ended(process: subprocess.Popen[str]) -> tuple[int, str, str]:
    """Return how an import ended, and what it said; one that waits is sent on."""
    told, errors = process.communicate("\n", timeout=PATIENCE)
    return process.returncode, told, errors


def until_found(*processes: subprocess.Popen[str]) -> None:
    """Wait until imports have found out what is new."""
    for process in processes:
        assert process.stdout
        assert process.stdout.readline() == "found\n"


def events_of(study: Path) -> list[Event]:
    """Return the whole record."""
    store = open_store(study)
    with store.reading() as connection:
        found = load_events(connection)
    store.close()
    return found
