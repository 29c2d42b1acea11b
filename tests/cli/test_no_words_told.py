"""No error, log, traceback or temporary file tells what people said, whatever command fails."""

from __future__ import annotations

import os
import subprocess
import sys
from pathlib import Path

import pytest

from reviewing import open_desk, run_once
from support import INTERVIEW
from themekit.cli.app import app
from traces import traces

MARKER = "Quillonstrand"
SHOWN = {
    "find": "it is asked for words",
    "quotes": "it is asked for passages",
    "mark": "--details lists the words that are proposed",
    "status": "--concerns shows what somebody wrote",
    "agree": "--disagreements shows the passages",
    "verify": "it shows what a report quotes",
    "check": "it names files and rows, and what of them cannot be read",
}
"""Commands that may show words where they print their result, and why."""
FILES = {
    "interviews/P1.txt": INTERVIEW.replace("More people came", f"{MARKER} said more people came"),
    "survey.csv": f"respondent,agree,worry\nR1,yes,Money will run out says {MARKER}\n",
}
ROWS = (
    "document,code,decision,coder,quote\n"
    f'interviews/P1,No such code,add,Bo,"{MARKER} said more people came every week."\n'
    f'interviews/P1,More people,perhaps,Bo,"{MARKER} said more people"\n'
)
FAILING: dict[str, tuple[tuple[str, ...], ...]] = {
    "init": (("{study}",),),
    "check": (("{study}",), ("{broken}",)),
    "run": (("{broken}",), ("{study}", "--only", "topics", "--spacy-model", "none_such")),
    "status": (("{study}", "--acknowledge", "99", "--by", "Ada"),),
    "mark": (("{study}", "no-such", "--reviewed-by", "Ada"), ("{study}", "--replace", "{rows}", "--reviewed-by", "Ada")),
    "review": (("{study}", "--port", "99999", "--no-browser"),),
    "coders": (("{study}", "add", ""), ("{study}", "link", "Nobody")),
    "find": (("{study}", ""),),
    "quotes": (
        ("{study}", "--code", "No such"),
        ("{study}", "--choose", "no such", "--code", "More people", "--by", "Ada"),
    ),
    "crosstab": (("{study}", "--case", "no such"),),
    "waves": (("{study}",),),
    "return": (("{study}",), ("{study}", "--wave", "none such"), ("{study}", "--wave", "2021-Q1", "--team")),
    "agree": (("{study}", "--code", "No such"),),
    "adopt": (("{study}", "99"),),
    "verify": (("{study}", "{folder}/none.docx"), ("{study}", "{rows}"), ("{study}", "{folder}/broken.docx"), ("{study}", "{report}")),
    "import": (("{study}", "{rows}"), ("{study}", "{message}", "--entered-by", "Ada"), ("{study}", "{reply}")),
    "export": (("{study}", "{folder}/out.pdf"), ("{study}", "{folder}/out.csv", "--for-others")),
    "pack": (("{study}", "--coder", "Nobody", "--n", "3"), ("{study}", "--recall", "X9Z")),
    "freeze": (("{study}", "no/name"), ("{study}", "none", "--check"), ("{broken}", "one")),
    "withdraw": (("{study}", "nobody", "--dry-run"),),
    "lock": (("{study}",),),
    "unlock": (("{study}",),),
    "models": (("--distil", "{rows}"),),
    "demo": (("{study}",),),
    "design": (("{study}", "{rows}"), ("{study}", "{folder}/none.yaml")),
    "doctor": (("{study}", "--model", "none_such"),),
    "completion": (("none_such",),),
}  # fmt: skip
"""How each command is made to fail, or to say something; a new command needs a line here."""


@pytest.fixture(scope="module")
def places(tmp_path_factory: pytest.TempPathFactory) -> dict[str, str]:
    """Return a study that was run, one with a broken source, and files that cannot be taken in."""
    folder = tmp_path_factory.mktemp("words")
    study = run_once(folder / "study", **FILES)
    open_desk(study).close()
    broken = run_once(folder / "broken", **FILES)
    (broken / "interviews" / "P2.docx").write_bytes(b"PK\x03\x04" + MARKER.encode() * 40)
    (broken / "interviews" / "P3.vtt").write_text(
        f"WEBVTT\n\n00:01 --> nonsense {MARKER}\n{MARKER}"
    )
    (folder / "rows.csv").write_text(ROWS, encoding="utf-8")
    (folder / "message.txt").write_text(f"K7Q: 1 yes, 2 {MARKER} told me so", encoding="utf-8")
    (folder / "reply.json").write_text(f'{{"body": "{MARKER}", "check": "00"}}', encoding="utf-8")
    (folder / "report.md").write_text(
        f"“{MARKER} said nothing of the sort to us.”", encoding="utf-8"
    )
    (folder / "broken.docx").write_bytes(b"PK" + MARKER.encode() * 9)
    names = {
        "report": "report.md",
        "rows": "rows.csv",
        "message": "message.txt",
        "reply": "reply.json",
    }
    found = {name: str(folder / file) for name, file in names.items()}
    return found | {"study": str(study), "broken": str(broken), "folder": str(folder)}


def test_every_command_is_made_to_fail_here() -> None:
    """A new command is looked at too."""
    assert set(FAILING) == set(app.commands)


@pytest.mark.parametrize("name", sorted(FAILING))
def test_a_failing_command_tells_no_words(
    name: str, places: dict[str, str], tmp_path: Path
) -> None:
    """Neither in its error, nor in the traceback of --debug, nor in the folder for temporary files."""
    temporary = tmp_path / "tmp"
    temporary.mkdir()
    environment = os.environ | {
        "TMPDIR": str(temporary),
        "HOME": str(tmp_path),
        "OMP_NUM_THREADS": "1",
    }
    for words in FAILING[name]:
        arguments = [word.format(**places) for word in words]
        done = subprocess.run(
            [sys.executable, "-m", "themekit", name, *arguments, "--debug"],
            input="", capture_output=True, text=True, check=False, env=environment, timeout=120,
            cwd=tmp_path,
        )  # fmt: skip
        # A message that a person typed in is quoted to whoever typed it: they have to mend it.
        told = done.stderr if "{message}" not in words else ""
        assert MARKER.lower() not in told.lower(), (words, told)
        if name not in SHOWN and "{message}" not in words:
            assert MARKER.lower() not in done.stdout.lower(), words
    assert traces(temporary, MARKER) == []
