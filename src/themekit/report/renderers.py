"""Renderers: from the report model to the bytes of one file.

A renderer is anything with a `name`, a `suffix` and `render`; nothing has to be inherited. The
built-in ones stand in one list below, in the form in which a package names its own under the
entry-point group ``themekit.renderers``; none is imported before it is asked for.
"""

from __future__ import annotations

from importlib.metadata import EntryPoint, entry_points
from typing import TYPE_CHECKING, Protocol, runtime_checkable

from themekit.errors import UsageError

if TYPE_CHECKING:
    from themekit.report.model import ReportModel

GROUP = "themekit.renderers"
BUILT_IN = (
    EntryPoint("html", "themekit.report.html:HtmlRenderer", GROUP),
    EntryPoint("xlsx", "themekit.report.xlsx:XlsxRenderer", GROUP),
    EntryPoint("md", "themekit.report.md:MarkdownRenderer", GROUP),
    EntryPoint("docx", "themekit.report.docx:DocxRenderer", GROUP),
)


@runtime_checkable
class Renderer(Protocol):
    """What a renderer has to be: the same model always gives the same bytes."""

    @property
    def name(self) -> str:
        """Short name by which it is asked for, as ``html``."""

    @property
    def suffix(self) -> str:
        """Ending of its file with the dot, as ``.html``."""

    def render(self, model: ReportModel) -> bytes:
        """Return the whole file; no file is opened, nothing is printed."""


def renderer_names() -> tuple[str, ...]:
    """Return the names of all renderers, the built-in ones first."""
    return tuple(_known())


def load_renderer(name: str) -> Renderer:
    """Load one renderer by name.

    Raises
    ------
    UsageError
        If there is none of that name, or if it cannot be loaded.
    """
    known = _known()
    if name not in known:
        raise UsageError(f"There is no renderer called {name!r}; there are {', '.join(known)}.")
    point = known[name]
    try:
        made = point.load()()
    except (ImportError, AttributeError, TypeError) as error:
        raise UsageError(
            f"The renderer {name!r} ({point.value}) cannot be loaded: {error}."
        ) from error
    if not isinstance(made, Renderer):
        raise UsageError(f"The renderer {name!r} ({point.value}) has no name, suffix or render().")
    return made


def load_renderers() -> tuple[Renderer, ...]:
    """Load all renderers, the built-in ones first."""
    return tuple(load_renderer(name) for name in renderer_names())


def _known() -> dict[str, EntryPoint]:
    """Find built-in and installed renderers by name; a package cannot replace a built-in one."""
    known = {point.name: point for point in BUILT_IN}
    for point in sorted(entry_points(group=GROUP), key=lambda p: (p.name, p.value)):
        if known.setdefault(point.name, point) is not point and point not in BUILT_IN:
            raise UsageError(
                f"Two renderers are called {point.name!r}: {known[point.name].value} and "
                f"{point.value}. Remove one of the two packages."
            )
    return known
