"""The report as one self-contained page: no request leaves it, and it works without its script."""

from __future__ import annotations

import base64
import hashlib
from dataclasses import dataclass, field
from importlib.resources import files
from typing import TYPE_CHECKING

from jinja2 import Environment, PackageLoader, StrictUndefined
from markupsafe import Markup

from themekit.report import charts, fairness, order, overview, placed, words
from themekit.report.rows import row_key
from themekit.style import tokens

if TYPE_CHECKING:
    from collections.abc import Iterator

    from themekit.report.bars import ChartModel
    from themekit.report.cells import Cell, RowModel
    from themekit.report.model import ReportModel


@dataclass(frozen=True, slots=True)
class HtmlRenderer:
    """Renders ``theme_matrix.html``."""

    name: str = "html"
    suffix: str = ".html"

    def render(self, model: ReportModel) -> bytes:
        """Return the page in UTF-8."""
        script = asset("page.js")
        page = (
            environment()
            .get_template("report.html.j2")
            .render(
                model=model,
                words=words,
                order=order,
                placed=placed,
                fairness=fairness,
                appendices=order.appendices(model),
                finding_ids=_finding_ids(model),
                key_of=row_key,
                overview=overview,
                all_codes=overview.lines_of(model),
                style=Markup(tokens() + asset("style.css")),  # noqa: S704 - our own files
                script=Markup(script),  # noqa: S704 - our own file, no text of users
                policy=_policy(script),
                passages=_passages(model),
                draw=_Drawer(),
            )
        )
        return page.encode("utf-8")


@dataclass(slots=True)
class _Drawer:
    """Draws charts under keys that count up, so that ids in the page are unique."""

    drawn: int = 0

    def __call__(self, chart: ChartModel) -> Markup:
        """Return the chart as an SVG element."""
        self.drawn += 1
        return Markup(charts.svg(chart, f"chart{self.drawn}"))  # noqa: S704 - escaped where drawn


@dataclass(frozen=True, slots=True)
class Passages:
    """Which segments stand behind which figure, each list and each segment once in the page.

    Attributes
    ----------
    lists : tuple of (title, segment numbers, left out, what the figure says)
    numbers : dict of (label, strand, ids) to the list's number
    """

    lists: tuple[tuple[str, tuple[int, ...], int, str], ...] = ()
    numbers: dict[tuple[str, str, tuple[str, ...]], int] = field(default_factory=dict)

    def of(self, row: RowModel, cell: Cell) -> int | None:
        """Return the number of the list behind a figure; None where nothing can be opened."""
        return self.numbers.get((row.label, cell.row.strand, cell.shown))


def _passages(model: ReportModel) -> Passages:
    """Give segments and lists their numbers; a figure that two outlines share has one list."""
    numbers = {segment.id: at for at, segment in enumerate(model.segments, start=1)}
    lists: dict[tuple[str, str, tuple[str, ...]], tuple[str, tuple[int, ...], int, str]] = {}
    for row, cell in _cells(model):
        strand = (
            "all primary strands"
            if cell.row.strand == words.ALL
            else words.place(cell.row.strand, cell.row.wave)
        )
        ids = tuple(numbers[s] for s in cell.shown if s in numbers)
        key = (row.label, cell.row.strand, cell.shown)
        said = order.opened_text(cell)
        lists.setdefault(key, (f"{row.label} · {strand}", ids, cell.left_out, said))
    return Passages(tuple(lists.values()), {key: at for at, key in enumerate(lists, start=1)})


def _cells(model: ReportModel) -> Iterator[tuple[RowModel, Cell]]:
    """Yield every figure that can be opened, in the order of the page."""
    for outline in model.outlines:
        for section in outline.sections:
            for row in section.rows:
                for cell in row.cells:
                    if cell and cell.shown:
                        yield row, cell


def _finding_ids(model: ReportModel) -> dict[str, str]:
    """Say where on the page each finding stands, by its id in the study."""
    sections = model.outlines[0].sections if model.outlines else ()
    return {
        one.id: f"o1s{section.number}f{at}"
        for section in sections
        for at, one in enumerate(section.findings, start=1)
    }


def asset(name: str) -> str:
    """Read one of the page's own files."""
    return files("themekit.report").joinpath("templates", name).read_text(encoding="utf-8")


def _policy(script: str) -> str:
    """Write the page's security policy: nothing from outside, no script but ours."""
    digest = base64.b64encode(hashlib.sha256(script.encode("utf-8")).digest()).decode("ascii")
    return (
        f"default-src 'none'; style-src 'unsafe-inline'; script-src 'sha256-{digest}'; "
        "img-src data:; base-uri 'none'; form-action 'none'"
    )


def environment() -> Environment:
    """Make the template engine: everything is escaped, an unknown name is an error."""
    return Environment(
        loader=PackageLoader("themekit.report"),
        autoescape=True,
        undefined=StrictUndefined,
        trim_blocks=True,
        lstrip_blocks=True,
        keep_trailing_newline=True,
    )
