"""Pages of the book: their code blocks, and following them as a reader would."""

from __future__ import annotations

import re
import subprocess
import sys
from pathlib import Path

ROOT = Path(__file__).resolve().parents[1]
_SERVED = """
themekit() {
  if [ "$1" != review ]; then command themekit "$@"; return; fi
  command themekit "$@" --no-browser --no-teaching > served & local served=$!
  until [ -s served ]; do sleep 0.2; kill -0 $served; done
  kill -TERM $served; wait $served || true
  grep -q http served
}
"""
"""`review` serves until it is stopped: here as soon as it has printed its link."""


def blocks(page: str, language: str) -> list[str]:
    """Return a page's code blocks of a language, in order."""
    text = (ROOT / page).read_text(encoding="utf-8")
    return re.findall(rf"^```{language}\n(.*?)^```", text, re.DOTALL | re.MULTILINE)


def follow(page: str, folder: Path) -> None:
    """Run a page's shell blocks in a folder, and fail where one of them fails."""
    script = "set -euo pipefail\n" + _SERVED + "\n".join(blocks(page, "sh"))
    env = {
        "PATH": f"{Path(sys.executable).parent}:/usr/bin:/bin",
        "HOME": str(folder),
        "LANG": "C.UTF-8",
    }
    done = subprocess.run(["bash", "-c", script], cwd=folder, capture_output=True, text=True, check=False, env=env)  # fmt: skip
    assert done.returncode == 0, f"{page}: {done.stderr}"
