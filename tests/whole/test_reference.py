"""The reference in docs/ explains what a run writes, column by column."""

from __future__ import annotations

import importlib.util
from pathlib import Path

ROOT = Path(__file__).resolve().parents[2]


def test_every_column_of_a_run_stands_in_the_reference(checked: Path) -> None:
    """No table is written whose columns are explained nowhere."""
    spec = importlib.util.spec_from_file_location("reference", ROOT / "docs" / "reference.py")
    assert spec is not None
    assert spec.loader is not None
    reference = importlib.util.module_from_spec(spec)
    spec.loader.exec_module(reference)
    tables = sorted((checked / "outputs").glob("*.csv"))
    assert tables
    for file in tables:
        if file.name == "coding_matrix.csv":
            continue  # a column an attribute and a code
        with file.open(encoding="utf-8-sig") as opened:
            assert opened.readline().strip().split(",") == list(reference.FILES[file.name])
