"""``make bench``: every benchmark, one after the other, printed as Markdown."""

from __future__ import annotations

import platform
import subprocess
import sys
from datetime import UTC, datetime
from importlib import metadata
from pathlib import Path

HERE = Path(__file__).resolve().parent
SCRIPTS = (
    "speed.py",
    "check_speed.py",
    "scale.py",
    "dask_engine.py --times 1",
    "report_speed.py",
    "agreement.py",
    "topics.py",
    "tagger_curve.py",
    "tagger_surroundings.py",
    "tagger_deeper.py --n 500 --seeds 1",
    "estimates.py --draws 10",
    "prevalence.py --draws 100",
    "stopping.py --draws 100 --alone",
    "waves_planted_told.py --draws 20 --alone 10",
    "codebook_parts.py --seeds 1",
)
"""Two hours on two cores; each script says which options make more of it."""
PACKAGES = ("themekit", "torch", "sentence-transformers", "spacy", "bertopic", "scikit-learn")


def main() -> None:
    """Say where and when, then run each benchmark."""
    versions = ", ".join(f"{name} {metadata.version(name)}" for name in PACKAGES)
    print(
        f"{datetime.now(UTC):%Y-%m-%d}, {platform.platform()}, Python {platform.python_version()}"
    )
    print(f"{versions}\n", flush=True)
    for line in SCRIPTS:
        print(f"## {line}\n", flush=True)
        script, *words = line.split()
        subprocess.run([sys.executable, str(HERE / script), *words], check=True)
        print(flush=True)


if __name__ == "__main__":
    main()
