"""Fuzz every reader: whatever bytes come, a sound result or one `InputError`, in bounded time.

What counts as a finding stands in `targets.judge`. Beside each reader alone, `door` feeds any
ending the way a run does, and the study's own files (study.yaml, codebook, cases.csv) are fuzzed.

``python fuzz/readers.py`` runs each target for `--minutes` in turn, each in a process of its own
(a native library may bring it down), and keeps what it found under `--out`: the input, and the
traceback beside it. Exit status 1 if anything was found. ``--only docx,csv`` chooses targets;
``--replay FILE`` runs one kept input again (its folder is called as the target).

The formats that are zips are fuzzed twice: as zips, and by their XML inside a sound zip, since a
mutated zip rarely gets past its checksums. Needs atheris, which is no dependency of the project:
``pip install atheris``.
"""

from __future__ import annotations

import argparse
import hashlib
import subprocess
import sys
import time
import traceback
from pathlib import Path

import atheris

sys.path.insert(0, str(Path(__file__).resolve().parent))
with atheris.instrument_imports(
    include=[
        "themekit.reading",
        "themekit.starting",
        "themekit.study",
        "themekit.codebook",
        "themekit._yaml",
    ]
):
    from targets import SEEDS, TARGETS, WORDS, judge

SECONDS = 2.0  # of CPU for an input of at most LONGEST bytes
LONGEST = 32_768
MEGABYTES = 1_200
_MOST_KEPT = 40


class Finder:
    """Runs one target and keeps each new kind of failure once."""

    def __init__(self, name: str, out: Path) -> None:
        self.name = name
        self.out = out / "found" / name
        self.seen: set[str] = {path.stem for path in self.out.glob("*.txt")}

    def __call__(self, data: bytes) -> None:
        """Run the target on one input."""
        started = time.process_time()
        try:
            judge(self.name, data)
        except Exception as error:  # noqa: BLE001 -- a finding, whatever it is
            self.keep(data, error)
        if (seconds := time.process_time() - started) > SECONDS:
            self.keep(data, TimeoutError(f"{seconds:.1f} s"))

    def keep(self, data: bytes, error: Exception) -> None:
        """Keep an input, unless something failed at the same place before."""
        frames = traceback.extract_tb(error.__traceback__)
        place = [f"{Path(one.filename).name}:{one.lineno}" for one in frames][-3:]
        kind = hashlib.sha256(repr((type(error).__name__, place)).encode()).hexdigest()[:12]
        if kind in self.seen or len(self.seen) >= _MOST_KEPT:
            return
        self.seen.add(kind)
        self.out.mkdir(parents=True, exist_ok=True)
        (self.out / f"{kind}.bin").write_bytes(data)
        told = "".join(traceback.format_exception(error))
        (self.out / f"{kind}.txt").write_text(told, encoding="utf-8", errors="replace")
        print(f"FOUND {self.out.name} {kind}: {type(error).__name__}: {error}"[:300], flush=True)


def _one(name: str, seconds: int, out: Path) -> None:
    """Fuzz one target in this process until the time is up."""
    corpus, dictionary = out / "corpus" / name, out / f"{name}.dict"
    corpus.mkdir(parents=True, exist_ok=True)
    for at, seed in enumerate(SEEDS(name)):
        (corpus / f"seed-{at}").write_bytes(seed[:LONGEST])
    words = WORDS.get(name, ("PK",))
    dictionary.write_text("".join(f'"{_escaped(word)}"\n' for word in words))
    options = [
        f"-max_total_time={seconds}",
        f"-max_len={LONGEST}",
        f"-rss_limit_mb={MEGABYTES}",
        "-timeout=60",
        f"-dict={dictionary}",
        f"-artifact_prefix={out}/crash-{name}-",
        "-print_final_stats=1",
        "-verbosity=0",
    ]
    atheris.Setup([sys.argv[0], *options, str(corpus)], Finder(name, out))
    atheris.Fuzz()


def _escaped(word: str) -> str:
    return "".join(f"\\x{byte:02x}" for byte in word.encode())


def _all(names: list[str], seconds: int, out: Path) -> int:
    """Fuzz target after target, each in a process of its own; a crash costs no time."""
    for name in names:
        end = time.monotonic() + seconds
        while (left := round(end - time.monotonic())) > 1:
            print(f"== {name}: {left} s", flush=True)
            command = [sys.executable, __file__, "--one", name, "--seconds", str(left)]
            done = subprocess.run([*command, "--out", str(out)], check=False)
            if done.returncode:
                print(f"CRASH {name}: exit status {done.returncode}", flush=True)
    found = sorted([*out.glob("found/*/*.bin"), *out.glob("crash-*")])
    print(f"{len(found)} findings in {out}")
    return 1 if found else 0


def main() -> int:
    """Read the command line."""
    parser = argparse.ArgumentParser(description=__doc__.split("\n")[0])
    parser.add_argument("--minutes", type=float, default=5, help="for each target")
    parser.add_argument("--only", default=",".join(TARGETS), help="targets, with commas")
    parser.add_argument("--out", type=Path, default=Path("fuzz-findings"))
    parser.add_argument("--replay", type=Path, help="run a kept input again")
    parser.add_argument("--one", help=argparse.SUPPRESS)
    parser.add_argument("--seconds", type=int, help=argparse.SUPPRESS)
    given = parser.parse_args()
    if given.replay:
        judge(given.replay.parent.name, given.replay.read_bytes())
        return 0
    if given.one:
        _one(given.one, given.seconds, given.out)
        return 0
    return _all(given.only.split(","), round(60 * given.minutes), given.out)


if __name__ == "__main__":
    sys.exit(main())
