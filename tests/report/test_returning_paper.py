"""An account on paper and on a screen: two sheets, the same bytes, nobody kept out."""

from __future__ import annotations

import io
from pathlib import Path

import pypdfium2
import pytest
from docx import Document
from playwright.sync_api import Browser

from browsing import barriers, scrolls_sideways, with_chromium
from themekit.report.quotes import BRIEF, Quote
from themekit.report.returning import ReturnModel, causes, done, room
from themekit.report.returning.changed import UNKNOWN, WORSE
from themekit.report.returning.docx import return_docx
from themekit.report.returning.html import return_html
from themekit.report.returning.model import Line, Outcome, Reason, Spent
from themekit.report.verify import read_report

WORDS = "Every word of it stands there because somebody has to read the long ones too. " * 20


def words(number: int) -> str:
    """Return so many letters of words."""
    return WORDS[:number].strip()


def account(of: room.Room) -> ReturnModel:
    """Return an account of eight watched things, compared twice, as full as a room lets it be."""
    numbers = (
        "11 of 40 found so far in 2025-Q1, 9 of 29 found so far in 2025-Q3: 4 in 100 more; from 17 "
        "fewer to 29 more fits. Of 26 who told both times 3 began and 4 stopped. "
        "Those who told both times went the other way: who tells has changed."
    )
    lines = tuple(Line(words(40 if at < 12 else of.label), numbers) for at in range(16))
    return ReturnModel(
        title=words(50),
        wave="2025-Q3",
        audience=words(60),
        first=(words(170),),
        heard=(Line("Who", words(200)), Line("How", words(400)), Line("Read so far", words(120))),
        outcomes=(
            Outcome(WORSE, (Reason("", lines[:4]), Reason("Later.", lines[: of.afterwards]))),
            Outcome(UNKNOWN, (Reason("", lines[4:]),)),
            Outcome("No change seen", nothing=words(30)),
        ),
        afterwards=(words(120), words(160), words(120), words(180)),
        causes=tuple(
            Line(words(2 * causes.LONGEST), words(70)) for _ in range(of.causes)
        ),
        causes_note=causes.CLAIMS,
        quotes=tuple(
            Quote(words(BRIEF), "story", "Stories", ("A",), "checked") for _ in range(of.quotes)
        ),
        unquoted=(words(50), words(170)),
        done=tuple(
            Line("14 May 2025", words(done.LONGEST + 3 * done.SHORT)) for _ in range(of.done)
        ),
        done_note=words(120),
        trust=tuple(Line(words(14), words(190)) for _ in range(7)),
        spent=tuple(Spent("peers", words(20), 420.0, "written down") for _ in range(of.spent)),
        spent_notes=(words(330),),
        made="Made with themekit 1",
    )  # fmt: skip


def small(of: room.Room) -> ReturnModel:
    """Return an account of little."""
    return ReturnModel(
        title="A study",
        wave="2025-Q3",
        audience="For all",
        first=("No story of worse has been read.",),
        heard=(Line("Who", f"{of.quotes} people <b>told</b> us & more."),),
        outcomes=(Outcome(WORSE, nothing="No change for the worse can be shown."),),
        causes=(Line("The bus \u2192 I stay in", "6 people say so."),),
        quotes=(Quote("We were swamped.", "story", "Stories", ("A",), "checked"),),
        spent=(Spent("peers", "collecting", 420.0, "written down"),),
        made="Made with themekit 1",
    )


def test_what_has_no_room_gives_way() -> None:
    """What is watched stays; claims, things done, quotations and rows of cost become fewer."""
    fullest, fitted = account(room.ROOMS[0]), room.fitted(account)
    assert room.height_of(fullest) > room.TWO_PAGES
    assert len(fitted.quotes) < len(fullest.quotes)
    assert fitted.outcomes[1] == account(room.ROOMS[-1]).outcomes[1]
    assert room.fitted(small) == small(room.ROOMS[0])


def test_little_stands_in_larger_type() -> None:
    """There is room for it."""
    assert room.is_roomy(small(room.ROOMS[0]))
    assert not room.is_roomy(room.fitted(account))
    large, plain = (return_html(one) for one in (small(room.ROOMS[0]), room.fitted(account)))
    assert b'<body class="roomy">' in large
    assert b"<body>" in plain


@pytest.mark.parametrize("render", [return_html, return_docx])
def test_the_same_account_gives_the_same_bytes(render: object) -> None:
    """No clock and no number of drawing is in it."""
    assert callable(render)
    assert render(small(room.ROOMS[0])) == render(small(room.ROOMS[0]))


def test_both_formats_say_the_same() -> None:
    """Block by block, as `verify` reads them back."""
    model = small(room.ROOMS[0])
    page, document = (
        [(one.text, one.kind) for one in read_report(f"r{suffix}", made).blocks]
        for suffix, made in ((".html", return_html(model)), (".docx", return_docx(model)))
    )
    assert page == document


def test_words_of_people_are_no_markup() -> None:
    """What stands in a text stands there as text."""
    assert b"&lt;b&gt;told&lt;/b&gt; us &amp; more." in return_html(small(room.ROOMS[0]))


def test_document_is_a4_and_in_one_type() -> None:
    """Headings too: a type of the template's own would be wider."""
    made = Document(io.BytesIO(return_docx(small(room.ROOMS[0]))))
    page = made.sections[0]
    assert (round(page.page_width.mm), round(page.page_height.mm)) == (210, 297)
    names = ("Normal", "Title", "Heading 1", "Heading 2", "Quote")
    assert {made.styles[name].font.name for name in names} == {"Arial"}


@pytest.mark.parametrize("make", [account, small])
def test_page_prints_on_two_sheets(make: object, tmp_path: Path) -> None:
    """Also the fullest that is written, and it is told by the browser that prints it."""
    assert callable(make)

    def work(browser: Browser) -> bytes:
        page = browser.new_page()
        page.set_content(return_html(room.fitted(make)).decode())
        return page.pdf(prefer_css_page_size=True)

    assert 1 <= len(pypdfium2.PdfDocument(with_chromium(work))) <= 2


def test_page_keeps_nobody_out() -> None:
    """Neither who cannot see it nor who reads it on a small phone."""

    def work(browser: Browser) -> tuple[list[str], bool]:
        page = browser.new_page()
        page.set_content(return_html(room.fitted(account)).decode())
        return barriers(page), scrolls_sideways(page)

    assert with_chromium(work) == ([], False)
