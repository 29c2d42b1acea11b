"""Write docs/reference/ anew from the code: commands, files and columns, keys of YAML files.

    make reference

What a column or a key means is said here, once each; which there are, the code says. A test fails
where one has no meaning here, or where a page is not what this program writes.
"""

from __future__ import annotations

import inspect
import re
from collections.abc import Iterator, Mapping
from pathlib import Path
from typing import Any

import click
import yaml

from themekit._yaml import Strict
from themekit.cli.app import app
from themekit.codebook import _file as codebook_file
from themekit.report import (
    by_person,
    effort_table,
    export_tables,
    fairness,
    finding_table,
    matrix_tables,
    tables,
    written_tables,
)
from themekit.report import work_tables as work
from themekit.study import _designs as designs_file
from themekit.study import _file as study_file
from themekit.study import _findings as findings_file
from themekit.workflows import design, unexpected
from themekit.workflows import topic_outputs as topics

HERE = Path(__file__).resolve().parent
PAGES = HERE / "reference"
MEANINGS: dict[str, Any] = yaml.safe_load((HERE / "meanings.yaml").read_text(encoding="utf-8"))
MADE = "*This page is made from the code by `make reference`.*\n"
FILES: dict[str, tuple[str, ...]] = {
    "segments.csv": tables.SEGMENTS,
    "suggestions.csv": tables.SUGGESTIONS,
    "theme_matrix.csv": matrix_tables.THEME_MATRIX,
    "corrected.csv": matrix_tables.CORRECTED,
    "waves.csv": matrix_tables.WAVES,
    "changes.csv": matrix_tables.CHANGES,
    "codes_by_question.csv": matrix_tables.CODES_BY_QUESTION,
    "closed_questions.csv": matrix_tables.CLOSED_QUESTIONS,
    "fairness.csv": fairness.FAIRNESS,
    "findings.csv": finding_table.FINDINGS,
    "codings.csv": work.CODINGS,
    "looks.csv": work.LOOKS,
    "coders.csv": work.CODERS,
    "draws.csv": work.DRAWS,
    "codebooks.csv": work.CODEBOOKS,
    "memos.csv": work.MEMOS,
    **{name: written_tables.columns(one) for name, one in written_tables.FILES.items()},
    "effort.csv": effort_table.EFFORT,
    "topics.csv": topics.TOPICS,
    "topics_by_code.csv": topics.BY_CODE,
    "topic_gaps.csv": topics.GAPS,
    "topics_by_group.csv": topics.BY_GROUP,
    "topic_saturation.csv": topics.SATURATION,
    "segment_topics.csv": topics.OF_SEGMENTS,
    "unexpected.csv": unexpected.UNEXPECTED,
    "quotes_by_person.csv": by_person.COLUMNS,
    "designs.csv": design.DESIGNS,
    "export --what codebook": export_tables.CODEBOOK,
    "export --what cases": (*export_tables.CASES, *export_tables.CONSENTS),
}
KEYS: dict[str, dict[str, type[Strict]]] = {
    "study.yaml": {
        "": study_file.StudyFile,
        "strands": study_file.StrandFile,
        "wave": study_file.WaveFile,
        "closed": study_file.ClosedFile,
        "columns": study_file.ColumnsFile,
        "consent": study_file.ConsentFile,
        "periods": study_file.PeriodsFile,
        "population": study_file.PopulationFile,
        "support": study_file.SupportFile,
    },
    "findings.yaml": {"": findings_file.FindingFile},
    "recommendations.yaml": {"": findings_file.RecommendationFile},
    "codebook.yaml": {
        "": codebook_file.CodebookFile,
        "themes": codebook_file.ThemeFile,
        "codes": codebook_file.CodeFile,
    },
    "designs.yaml": {
        "": designs_file.DesignsFile,
        "designs": designs_file.DesignFile,
        "change": designs_file.ChangeFile,
    },
}


def cell(text: str) -> str:
    """Return a text that fits into a cell of a table."""
    return " ".join(text.split()).replace("|", "\\|")


# -- commands -----------------------------------------------------------------------------------


def commands() -> str:
    """Return the page of commands: for each what its own help says."""
    lines = ["# Commands", "", MADE]
    lines += [
        "STUDY is the study's folder; in that folder it may be left out. Results go to stdout,",
        "progress and notes to stderr. Exit status: 0 done, 1 `check` or `verify` found something,",
        "2 bad input or usage. `--debug` anywhere shows the traceback of an error.",
        "",
    ]
    for name in sorted(app.commands):
        lines += command(app.commands[name], f"themekit {name}")
    return "\n".join(lines).rstrip() + "\n"


def command(one: click.Command, called: str, depth: int = 2) -> Iterator[str]:
    """Yield the lines of a command, and of the commands in it."""
    context = click.Context(one, info_name=called)
    yield from (f"{'#' * depth} {called}", "", "```console", " ".join(usage(one, called, context)))
    yield from ("```", "", *told(inspect.cleandoc(one.help or "")))
    options = [it for it in one.params if isinstance(it, click.Option) and not it.hidden]
    if options:
        yield from ("| option | |", "|---|---|")
    for option in options:
        shown, said = option.get_help_record(context) or ("", "")
        yield f"| `{cell(shown)}` | {cell(said)} |"
    yield ""
    if isinstance(one, click.Group):
        for name in sorted(one.commands):
            yield from command(one.commands[name], f"{called} {name}", depth + 1)


def usage(one: click.Command, called: str, context: click.Context) -> Iterator[str]:
    """Yield the words of a command's line."""
    yield called
    yield from one.collect_usage_pieces(context)


def told(text: str) -> Iterator[str]:
    """Yield a help text as Markdown: paragraphs, and examples as code."""
    for part in re.split(r"\n\s*\n", text.strip()):
        if part.startswith("\b"):
            head, *rest = part.removeprefix("\b").strip("\n").splitlines()
            body = rest if head.rstrip().endswith(":") else [head, *rest]
            if body is rest:
                yield from (head.strip(), "")
            yield from ("```console", *(line.strip() for line in body), "```", "")
        else:
            yield from (" ".join(part.split()), "")


# -- files and columns --------------------------------------------------------------------------


def files() -> str:
    """Return the page of files that are tables, column by column."""
    lines = ["# Files and columns", "", MADE]
    lines += [
        "Tables are UTF-8 with a byte order mark, so that spreadsheets open them. Shares are",
        "fractions. An empty cell is not zero: nothing is known there, or nothing may be said.",
        "A text that begins with `=`, `+`, `-` or `@` carries an apostrophe before it.",
        "",
    ]
    for name, columns in FILES.items():
        lines += [f"## {name}", "", f"A row is {MEANINGS['rows'][name]}.", ""]
        lines += ["| column | |", "|---|---|"]
        lines += [f"| `{one}` | {cell(meaning(name, one))} |" for one in columns]
        lines.append("")
    return "\n".join(lines).rstrip() + "\n"


def meaning(file: str, column: str) -> str:
    """Return what a column means: in this file, else wherever it stands.

    Raises
    ------
    KeyError
        If that is said nowhere.
    """
    own: Mapping[str, str] = MEANINGS["in"].get(file, {})
    said = own.get(column) or MEANINGS["columns"].get(column)
    if said is None:
        raise KeyError(f"meanings.yaml does not say what {column} means in {file}")
    return str(said)


# -- keys ---------------------------------------------------------------------------------------


def keys(file: str) -> str:
    """Return the page of what a YAML file may say."""
    lines = [f"# {file}", "", MADE, *MEANINGS["heads"][file].strip().splitlines(), ""]
    for part, model in KEYS[file].items():
        lines += [f"## {'At the top' if not part else f'In `{part}`'}", ""]
        lines += ["| key | may be | |", "|---|---|---|"]
        for name, field in model.model_fields.items():
            key = field.alias or name
            said = MEANINGS["keys"][file][part or "top"][key]
            lines.append(f"| `{key}` | {cell(may_be(field.annotation))} | {cell(said)} |")
        lines.append("")
    return "\n".join(lines).rstrip() + "\n"


def may_be(annotation: Any) -> str:
    """Return the words that a key takes, where these are a closed list."""
    words = re.findall(r"Literal\[([^\]]*)\]", str(annotation))
    listed = words[0].replace("'", "").split(",") if words else []
    return ", ".join(f"`{one.strip()}`" for one in listed)


def pages() -> dict[str, str]:
    """Return every page of the reference by its file name."""
    return {
        "commands.md": commands(),
        "files.md": files(),
        "study-yaml.md": keys("study.yaml"),
        "codebook-yaml.md": keys("codebook.yaml"),
        "designs-yaml.md": keys("designs.yaml"),
        "findings-yaml.md": keys("findings.yaml"),
        "recommendations-yaml.md": keys("recommendations.yaml"),
    }


def main() -> None:
    """Write the pages."""
    PAGES.mkdir(exist_ok=True)
    for name, text in pages().items():
        (PAGES / name).write_text(text, encoding="utf-8")


if __name__ == "__main__":
    main()
