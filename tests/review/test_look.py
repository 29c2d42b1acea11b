"""How the pages look and speak: contrast, headings, words, labels; all without a browser."""

from __future__ import annotations

import re
import shutil
from collections.abc import Iterator
from itertools import product
from pathlib import Path

import pytest
from lxml import html as parser
from lxml.html import HtmlElement

from reviewing import SETTINGS, Browser, browser_for, codable, give, link_for, open_desk
from themekit import review, style
from themekit.events import Coder
from themekit.review.app import create_app

REVIEW = Path(review.__file__).parent
TEMPLATES = sorted((REVIEW / "templates").glob("*.html"))
FOR_RESEARCHERS = "{% block kind %}desk"
PEERS = [
    one
    for one in TEMPLATES
    if not one.name.startswith("desk_") and FOR_RESEARCHERS not in one.read_text(encoding="utf-8")
]
SHARED = {"base.html", "visit.html", "help.html", "desk_base.html"}
"""Templates that are no page of their own."""
PEER = Coder("Peer One", "Peer One", "peer")
NOT_SAID_TO_PEERS = (
    "reject", "score", "segment", "adjudicat", "kappa", "alpha", "code", "codebook", "coder",
    "coding", "blind", "assisted", "suggestion", "accept", "dataset", "database",
)  # fmt: skip
FOOT = [
    "Undo", "Skip this one", "I may know this person", "This upset me",
    "I am worried about someone", "Stop for now",
]  # fmt: skip


# -- colours ------------------------------------------------------------------------------------


def colours(*, dark: bool) -> dict[str, str]:
    """Return the colours that the tokens name, by name."""
    light, _, night = style.tokens().partition("prefers-color-scheme: dark")
    named = dict(re.findall(r"--([a-z-]+): (#[0-9a-f]{6});", light))
    return named | dict(re.findall(r"--([a-z-]+): (#[0-9a-f]{6});", night)) if dark else named


def luminance(colour: str) -> float:
    """Return the relative luminance of a colour, as WCAG 2.2 defines it."""
    parts = [int(colour[at : at + 2], 16) / 255 for at in (1, 3, 5)]
    linear = [one / 12.92 if one <= 0.04045 else ((one + 0.055) / 1.055) ** 2.4 for one in parts]
    return 0.2126 * linear[0] + 0.7152 * linear[1] + 0.0722 * linear[2]


def contrast(one: str, other: str) -> float:
    """Return the contrast of two colours, 1 to 21."""
    high, low = sorted((luminance(one), luminance(other)), reverse=True)
    return (high + 0.05) / (low + 0.05)


def test_contrast_is_reckoned_as_wcag_does() -> None:
    """Black on white is 21 to 1, and a known grey 4.54 to 1."""
    assert contrast("#000000", "#ffffff") == pytest.approx(21)
    assert contrast("#767676", "#ffffff") == pytest.approx(4.54, abs=0.005)


TEXT = [
    *product(("ink", "quiet", "accent", "error"), ("paper", "shade", "tint")),
    ("care", "care-paper"), ("care", "paper"), ("on-accent", "accent"), ("ink", "mark"),
]  # fmt: skip


@pytest.mark.parametrize("dark", [False, True])
@pytest.mark.parametrize(("text", "ground"), TEXT)
def test_text_can_be_read(text: str, ground: str, *, dark: bool) -> None:
    """All text stands out from all that it stands on, by day and by night."""
    named = colours(dark=dark)
    assert contrast(named[text], named[ground]) >= 4.5


@pytest.mark.parametrize("dark", [False, True])
@pytest.mark.parametrize(
    ("edge", "ground"), [*product(("line", "ink"), ("paper", "shade")), ("accent", "tint")]
)
def test_edges_of_controls_can_be_seen(edge: str, ground: str, *, dark: bool) -> None:
    """Fields, buttons and the ring of the focus stand out."""
    named = colours(dark=dark)
    assert contrast(named[edge], named[ground]) >= 3


def test_every_colour_has_its_night() -> None:
    """Whoever adds a colour says what it is in the dark."""
    night = style.tokens().partition("prefers-color-scheme: dark")[2]
    assert {name for name in colours(dark=False) if f"--{name}:" not in night} == set()


@pytest.mark.parametrize(
    "sheet", [REVIEW / "static/review.css", REVIEW.parent / "report/templates/style.css"]
)
def test_style_sheets_take_their_colours_from_the_tokens(sheet: Path) -> None:
    """No colour of their own, and no name that the tokens do not know."""
    text = sheet.read_text(encoding="utf-8")
    assert re.findall(r"(?<=[: ])#[0-9a-fA-F]{3,8}(?=[;, )])", text) == []
    known = set(re.findall(r"--([a-z0-9-]+):", style.tokens()))
    assert set(re.findall(r"var\(--([a-z0-9-]+)\)", text)) <= known


# -- templates ----------------------------------------------------------------------------------


def spoken(template: str) -> str:
    """Return what a template says, and what its expressions may put there, without markup."""
    told = re.findall(r"\{[{%][^}]*?[}%]\}", template)
    quoted = [one for part in told for one in re.findall(r"'([A-Z][^']*)'|\"([A-Z][^\"]*)\"", part)]
    plain = re.sub(r"\{#.*?#\}|\{%.*?%\}|\{\{.*?\}\}|<[^>]*>", " ", template, flags=re.DOTALL)
    return " ".join([plain, *(word for pair in quoted for word in pair)])


@pytest.mark.parametrize("path", PEERS, ids=lambda path: path.stem)
def test_peers_never_meet_our_jargon(path: Path) -> None:
    """Nor an exclamation mark."""
    said = spoken(path.read_text(encoding="utf-8"))
    assert [word for word in NOT_SAID_TO_PEERS if re.search(rf"\b{word}", said.lower())] == []
    assert "!" not in said.replace("!doctype", "")


@pytest.mark.parametrize("path", TEMPLATES, ids=lambda path: path.stem)
def test_a_page_has_one_heading_that_takes_the_focus(path: Path) -> None:
    """Its own, or that of the page it stands on."""
    text = path.read_text(encoding="utf-8")
    headings = re.findall(r"<h1[^>]*>", text)
    is_own = "{% block main %}" in text or '{% extends "desk_base.html"' in text
    assert len(headings) == int(is_own and path.name not in SHARED)
    assert all('tabindex="-1"' in one and "autofocus" in one for one in headings)


@pytest.mark.parametrize("path", TEMPLATES, ids=lambda path: path.stem)
def test_no_template_holds_style_or_script(path: Path) -> None:
    """The policy would not let it through."""
    text = path.read_text(encoding="utf-8")
    assert re.findall(r"<style|\sstyle=|\son[a-z]+=|javascript:|<script(?! src=)", text) == []


def test_the_script_makes_no_markup_of_text() -> None:
    """What people said never becomes a tag."""
    script = (REVIEW / "static/review.js").read_text(encoding="utf-8")
    assert (
        re.findall(r"innerHTML|outerHTML|insertAdjacentHTML|document\.write|eval\(", script) == []
    )


# -- pages --------------------------------------------------------------------------------------


@pytest.fixture(scope="module")
def browser(was_run: Path, tmp_path_factory: pytest.TempPathFactory) -> Iterator[Browser]:
    """Return the browser of a peer researcher with passages to read."""
    desk = open_desk(shutil.copytree(was_run, tmp_path_factory.mktemp("look") / "study"))
    yield browser_for(create_app(desk, SETTINGS), PEER)
    desk.close()


@pytest.fixture(scope="module")
def pages(browser: Browser) -> dict[str, HtmlElement]:
    """Return the pages that a peer researcher meets, by name."""
    desk = browser.client.application.extensions["themekit"].desk
    key, _ = give(desk, PEER, *codable(desk)[:2])
    (whole,) = give(desk, PEER, codable(desk)[2], draw="d2", codes=())
    here = f"/passage/{key}"
    addresses = {
        "enter": f"/enter/{link_for(desk, Coder('Other', 'Other', 'peer'))}",
        "start": "/start", "practice": "/practice/1", "topics": "/topics",
        "minutes": "/minutes", "stopped": "/stopped",
        "finished": "/finished", "talked over": "/talked-over", "question": f"{here}/1",
        "description": f"{here}/1/description", "words": f"{here}/words", "else": f"{here}/else",
        "whole list": f"/passage/{whole}/else", "know": f"{here}/know",
        "worried": f"{here}/worried", "refusal": "/nowhere",
    }  # fmt: skip
    return {
        name: parser.fromstring(browser.get(address).get_data(as_text=True))
        for name, address in addresses.items()
    }


def test_every_field_has_a_label(pages: dict[str, HtmlElement]) -> None:
    """It stands around the field, and says something."""
    for name, page in pages.items():
        for field in page.xpath("//input[not(@type='hidden')]|//textarea|//select"):
            label = field.xpath("ancestor::label")
            assert label, (name, field.get("name"))
            assert label[0].text_content().strip(), (name, field.get("name"))


def test_every_choice_stands_under_its_question(pages: dict[str, HtmlElement]) -> None:
    """Radios and ticks lie in a fieldset that begins with a legend."""
    for name, page in pages.items():
        for field in page.xpath("//input[@type='radio' or @type='checkbox'][not(@name='contact')]"):
            around = field.xpath("ancestor::fieldset[1]/*[1][self::legend]")
            assert around, (name, field.get("name"))
            assert around[0].text_content().strip(), (name, field.get("name"))


def test_every_page_has_one_main_button_at_most(pages: dict[str, HtmlElement]) -> None:
    """Others step back."""
    assert [name for name, page in pages.items() if len(page.find_class("main")) > 1] == []


def test_every_page_has_one_heading_and_a_title(pages: dict[str, HtmlElement]) -> None:
    """And no id twice."""
    for name, page in pages.items():
        assert len(page.xpath("//h1[@tabindex='-1'][@autofocus]")) == 1, name
        assert page.xpath("string(//title)").strip(), name
        ids = page.xpath("//@id")
        assert len(ids) == len(set(ids)), name


def test_a_passage_is_read_in_its_order(pages: dict[str, HtmlElement]) -> None:
    """Heading, passage, choice with its legend, progress."""
    main = pages["question"].get_element_by_id("main")
    order = [
        one.tag if one.tag != "p" else "progress"
        for one in main.iter("h1", "blockquote", "legend", "input", "p")
        if one.tag in {"h1", "blockquote"}
        or (one.tag == "p" and "progress" in (one.get("class") or ""))
        or (one.tag == "legend" and one.find_class("name"))
        or one.get("name") == "choice"
    ]
    assert order == ["h1", "blockquote", "legend", "input", "input", "input", "progress"]


def test_the_name_stands_on_a_line_of_its_own(pages: dict[str, HtmlElement]) -> None:
    """It may begin with a capital; read aloud, a colon parts it from the question."""
    legend = pages["question"].xpath("//legend[.//*[@class='name']]")[0]
    asked, name = legend.find_class("ask")[0], legend.find_class("name")[0]
    assert legend.text_content().startswith("Is this about: ")
    assert asked.text_content().strip() == "Is this about:"
    assert name.text_content() == name.text_content().strip()


def test_the_foot_stands_in_its_order(pages: dict[str, HtmlElement]) -> None:
    """Support comes last."""
    (foot,) = pages["question"].find_class("foot")
    said = [" ".join(one.text_content().split()) for one in foot.iter("li")]
    assert said[: len(FOOT)] == FOOT
    assert said[-1].startswith("For help: ")


def test_pages_say_no_word_of_ours(pages: dict[str, HtmlElement]) -> None:
    """With the study's own words in them."""
    for name, page in pages.items():
        said = f"{page.xpath('string(//title)')} {page.body.text_content()}"
        found = [one for one in NOT_SAID_TO_PEERS if re.search(rf"\b{one}", said.lower())]
        assert found == [], name


def test_a_page_brings_the_shared_style(browser: Browser, pages: dict[str, HtmlElement]) -> None:
    """The tokens come first, then what uses them; all can be had without a session."""
    sheets = pages["question"].xpath("//link[@rel='stylesheet']/@href")
    assert [one.rpartition("/")[2] for one in sheets] == ["tokens.css", "reading.css", "review.css"]
    stranger = Browser(browser.client.application)
    for address in [*sheets, "/static/review.js", "/static/icon.svg"]:
        with stranger.get(address) as answer:
            assert answer.status_code == 200
    with stranger.get("/static/tokens.css") as answer:
        assert answer.get_data(as_text=True) == style.tokens()
