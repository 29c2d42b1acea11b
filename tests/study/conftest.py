"""A study folder that a test can write in a line."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path

import pytest

Make = Callable[..., Path]

STRANDS = "strands:\n  - {name: Interviews, kind: interview, sources: iv/*}\n"


@pytest.fixture
def make(tmp_path: Path) -> Make:
    """Return a function that writes a study folder: study.yaml's text, then more files."""

    def write(
        text: str = STRANDS, head: str = "title: T\ncodebook: cb.yaml\n", **files: str
    ) -> Path:
        root = tmp_path / "study"
        for name, content in {"iv/V01.txt": "Hello.", "cb.yaml": "codes: []\n", **files}.items():
            path = root / name.replace("__", "/")
            path.parent.mkdir(parents=True, exist_ok=True)
            path.write_text(content, encoding="utf-8")
        (root / "study.yaml").write_text(head + text, encoding="utf-8")
        return root

    return write
