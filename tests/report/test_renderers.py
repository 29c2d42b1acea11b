"""All renderers alike."""

from __future__ import annotations

import subprocess
import sys
from dataclasses import replace
from importlib.metadata import EntryPoint
from importlib.util import module_from_spec, spec_from_file_location
from pathlib import Path
from typing import TYPE_CHECKING

import pytest

from themekit.errors import UsageError
from themekit.records import ThemeMatrix
from themekit.report import (
    Renderer,
    ReportModel,
    load_renderer,
    load_renderers,
    renderer_names,
    renderers,
)

if TYPE_CHECKING:
    from conftest import Reported

EXAMPLE = Path(__file__).resolve().parents[2] / "docs" / "examples" / "plain_text.py"
NAMES = ("html", "xlsx", "md", "docx")


class Plain:
    """A renderer as a package would bring it."""

    name = "plain"
    suffix = ".txt"

    def render(self, model: ReportModel) -> bytes:
        """Return the title."""
        return model.title.encode()


class Broken:
    """Something that is no renderer."""


def offer(monkeypatch: pytest.MonkeyPatch, *points: tuple[str, str]) -> None:
    """Pretend that packages name these entry points."""
    made = [EntryPoint(name, value, renderers.GROUP) for name, value in points]
    monkeypatch.setattr(renderers, "entry_points", lambda group: made)


def test_built_in_renderers_are_listed_in_order() -> None:
    """The visible list is what a user can ask for."""
    assert renderer_names()[: len(NAMES)] == NAMES


def test_renderers_are_what_they_are_called() -> None:
    """Each has its name and an ending."""
    found = [(r.name, r.suffix) for r in load_renderers()[: len(NAMES)]]
    assert found == [(name, f".{name}") for name in NAMES]
    assert all(isinstance(r, Renderer) for r in load_renderers())


@pytest.mark.parametrize("name", NAMES)
def test_same_model_gives_the_same_bytes(name: str, inputs: Reported) -> None:
    """Two models from the same records render alike, byte for byte."""
    first = load_renderer(name).render(inputs.build())
    second = load_renderer(name).render(replace(inputs).build())
    assert first == second


@pytest.mark.parametrize("name", NAMES)
def test_empty_study_renders(name: str, inputs: Reported) -> None:
    """A study without any document still makes a report."""
    built = replace(inputs.with_study(segments=(), suggestions=()), matrix=ThemeMatrix()).build()
    assert load_renderer(name).render(built)


@pytest.mark.parametrize("name", NAMES)
def test_public_report_renders(name: str, public_model: ReportModel) -> None:
    """Every format can be made public."""
    assert load_renderer(name).render(public_model)


def test_package_can_bring_a_renderer(monkeypatch: pytest.MonkeyPatch, model: ReportModel) -> None:
    """An entry point is found beside the built-in ones."""
    offer(monkeypatch, ("plain", f"{__name__}:Plain"))
    monkeypatch.setitem(sys.modules, __name__, sys.modules[Plain.__module__])
    assert renderer_names()[-1] == "plain"
    assert load_renderer("plain").render(model) == b"A lifeline & more"


def test_unknown_renderer_names_the_known_ones() -> None:
    """The message says what there is."""
    with pytest.raises(
        UsageError, match=r"no renderer called 'pdf'; there are html, xlsx, md, docx"
    ):
        load_renderer("pdf")


def test_renderer_that_cannot_be_imported_is_named(monkeypatch: pytest.MonkeyPatch) -> None:
    """A broken package is a sentence, not a traceback."""
    offer(monkeypatch, ("gone", "no_such_package:Gone"))
    with pytest.raises(UsageError, match=r"'gone' \(no_such_package:Gone\) cannot be loaded"):
        load_renderer("gone")


def test_thing_that_is_no_renderer_is_refused(monkeypatch: pytest.MonkeyPatch) -> None:
    """It has to have a name, a suffix and render()."""
    offer(monkeypatch, ("broken", f"{__name__}:Broken"))
    monkeypatch.setitem(sys.modules, __name__, sys.modules[Broken.__module__])
    with pytest.raises(UsageError, match=r"has no name, suffix or render\(\)"):
        load_renderer("broken")


def test_package_cannot_replace_a_built_in_renderer(monkeypatch: pytest.MonkeyPatch) -> None:
    """Two of one name are an error that names both."""
    offer(monkeypatch, ("html", "other:Html"))
    with pytest.raises(UsageError, match=r"Two renderers are called 'html'.*other:Html"):
        renderer_names()


def test_room_loads_no_heavy_library() -> None:
    """Importing the report's room is cheap; renderers load theirs when asked for."""
    heavy = "altair vl_convert xlsxwriter docx jinja2 numpy pandas lxml openpyxl"
    code = f"import sys, themekit.report;print([m for m in '{heavy}'.split() if m in sys.modules])"
    done = subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, check=True)
    assert done.stdout.strip() == "[]"


def test_the_example_of_the_docs_renders(model: ReportModel) -> None:
    """Whoever copies it has a renderer that says what a report has to say at its head."""
    spec = spec_from_file_location("plain_text", EXAMPLE)
    assert spec
    assert spec.loader
    example = module_from_spec(spec)
    sys.modules["plain_text"] = example  # its records look their own module up
    spec.loader.exec_module(example)
    renderer = example.PlainTextRenderer()
    assert isinstance(renderer, Renderer)
    said = renderer.render(model).decode("utf-8")
    assert said.startswith(model.title)
    for text in (
        model.notice,
        model.doubts,
        *model.rests_on,
        model.outlines[0].sections[0].heading,
    ):
        assert text in said
