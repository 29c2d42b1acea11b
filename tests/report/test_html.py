"""The page."""

from __future__ import annotations

import base64
import hashlib
import itertools
import re
from dataclasses import replace
from typing import TYPE_CHECKING

import pytest
from lxml import html as parser

from themekit.report import ReportModel
from themekit.report.html import HtmlRenderer
from themekit.report.rows import row_key

if TYPE_CHECKING:
    from collections.abc import Callable

    from lxml.html import HtmlElement

    from conftest import Reported
    from themekit.records import MatrixRow, Segment


@pytest.fixture
def page(model: ReportModel) -> HtmlElement:
    """Render and parse the page."""
    return parser.fromstring(HtmlRenderer().render(model).decode("utf-8"))


def test_page_asks_for_nothing_outside(model: ReportModel) -> None:
    """No address, no source, no import; the policy forbids them too."""
    text = HtmlRenderer().render(model).decode("utf-8")
    assert re.findall(r"(?:src|href|xlink:href)=\"(?!#)[^\"]*\"", text) == []
    addresses = set(re.findall(r"https?://[^\s\"'<]+", text))
    assert addresses <= {"http://www.w3.org/2000/svg", "http://www.w3.org/1999/xlink"}
    assert "url(" not in text
    assert "@import" not in text


def test_policy_allows_exactly_the_pages_own_script(page: HtmlElement) -> None:
    """The hash in the policy is that of the only script."""
    (script,) = page.findall(".//script")
    digest = base64.b64encode(hashlib.sha256(script.text.encode()).digest()).decode()
    policy = page.xpath("//meta[@http-equiv='Content-Security-Policy']/@content")[0]
    assert policy.startswith("default-src 'none'; ")
    assert f"script-src 'sha256-{digest}'" in policy


def test_text_of_users_is_never_markup(model: ReportModel, inputs: Reported) -> None:
    """What looks like a tag is shown as it was said."""
    nasty = inputs.with_study(
        study=replace(inputs.coded.study, title='<img src=x onerror="alert(1)">')
    ).build()
    made = parser.fromstring(HtmlRenderer().render(nasty).decode("utf-8"))
    assert len(made.findall(".//script")) == 1
    assert made.findall(".//img") == []
    said = made.xpath("//article[contains(., 'int/V02/1')]//p[@class='said']")[0].text_content()
    assert "<script>1alert(\"x\")</script> & 'left'" in said  # 1: the number of the evidence


def test_notice_stands_before_everything_else(page: HtmlElement) -> None:
    """A reader meets it before any figure."""
    note = page.xpath("//header//*[@role='note']")[0].text_content()
    assert "no person has confirmed" in note


def test_headings_go_down_one_step_at_a_time(page: HtmlElement) -> None:
    """A screen reader's outline has no gap."""
    levels = [int(h.tag[1]) for h in page.iter("h1", "h2", "h3", "h4")]
    assert levels[0] == 1
    assert levels.count(1) == 1
    assert all(b - a <= 1 for a, b in itertools.pairwise(levels))


def test_every_table_has_a_caption_and_scoped_headings(page: HtmlElement) -> None:
    """Each table can be read without seeing it."""
    for table in page.iter("table"):
        assert table.find("caption").text_content().strip()
        assert {th.get("scope") for th in table.iter("th")} <= {"col", "row"}


def test_ids_are_unique_and_every_link_has_a_target(page: HtmlElement) -> None:
    """The page works by its anchors alone, without the script."""
    ids = page.xpath("//@id")
    assert len(ids) == len(set(ids))
    assert {link[1:] for link in page.xpath("//a/@href")} <= set(ids)


def test_a_matrix_of_suggestions_does_not_say_that_people_said_so(page: HtmlElement) -> None:
    """Its caption names what is counted: nobody has checked anything yet."""
    captions = page.xpath("//table[contains(@class, 'matrix')]/caption")
    assert captions
    assert all("passages that the machine suggests" in one.text for one in captions)


def test_figure_leads_to_its_segments_in_context(page: HtmlElement) -> None:
    """The link's list names the segments, and these show question, evidence and code."""
    cell = page.xpath("//section[@id='o1s1']//tr[@class='code']//a[@data-list]")[0]
    assert cell.text == "2 suggested"
    listed = page.xpath("//*[@id=$id]//li/a", id=cell.get("href")[1:])
    assert [a.text for a in listed] == ["int/V01/1", "int/V02/1"]
    article = page.xpath("//*[@id=$id]", id=listed[0].get("href")[1:])[0]
    text = " ".join(article.text_content().split())
    assert "Asked: What changed?" in text
    assert "More people suggested, score 0.90: sounds like talk about 'x', a subject close" in text
    assert [m.text for m in article.iter("mark")] == ["More people"]


def test_each_segment_stands_once(page: HtmlElement) -> None:
    """Ten figures may share a segment; its text is embedded once."""
    assert len(page.xpath("//article")) == 5


def test_left_out_segments_are_said(
    inputs: Reported, make_row: Callable[..., MatrixRow], make_segment: Callable[..., Segment]
) -> None:
    """The list says how many more there are and where."""
    many = [make_segment(f"svy/R01/{n:03d}", f"Answer {n}") for n in range(201)]
    line = make_row("Funding", "", "Survey", cases=2, holding=tuple(s.id for s in many))
    changed = inputs.with_study(segments=tuple(many), suggestions=()).with_matrix(rows=(line,))
    text = HtmlRenderer().render(changed.build()).decode("utf-8")
    assert "1 more is left out here; all of them are in suggestions.csv" in text


def test_section_without_support_says_so(page: HtmlElement) -> None:
    """An empty section is a finding too."""
    section = page.xpath("//section[@id='o1s2']")[0]
    assert section.xpath(".//p[@class='empty']/text()") == [
        "No segment was suggested or coded here."
    ]


def test_charts_have_title_and_description(page: HtmlElement) -> None:
    """A picture says in words what it shows."""
    for picture in page.xpath("//*[local-name()='svg']"):
        assert picture.get("role") == "img"
        named = [picture.get("aria-labelledby"), picture.get("aria-describedby")]
        assert [page.get_element_by_id(key).tag for key in named] == ["title", "desc"]
    assert page.xpath("//*[local-name()='svg']")


def test_every_figure_says_which_row_it_is(page: HtmlElement, model: ReportModel) -> None:
    """A cell of a table carries the key of its row, and on a phone the name of its strand."""
    row = page.xpath("//section[@id='o1s1']//table[contains(@class, 'matrix')]/tbody/tr")[0]
    cells = [cell for cell in model.outlines[0].sections[0].rows[0].cells if cell]
    assert row.xpath("./td/@data-row") == [row_key(cell.row) for cell in cells]
    heads = ["Interviews", "Survey", "All", "Roundtable (validation)", "Checked by people"]
    assert row.xpath("./td/@data-head") == heads


def test_page_opens_with_what_a_busy_person_reads(page: HtmlElement) -> None:
    """In short comes before the contents, the findings before what they rest on."""
    order = page.xpath("//section[@id]/@id | //nav/@class")
    wanted = ["summary", "contents", "findings", "about", "codes", "quotes", "segments"]
    assert [one for one in order if one in wanted] == wanted


def test_page_can_be_dark(page: HtmlElement) -> None:
    """It follows the reader's own setting."""
    assert page.get("data-light") is None
    assert page.xpath("//meta[@name='color-scheme']/@content") == ["light dark"]


def test_public_page_holds_no_segment_id_and_no_script(public_model: ReportModel) -> None:
    """Nothing can be opened, nothing can be traced."""
    text = HtmlRenderer().render(public_model).decode("utf-8")
    for hidden in ("int/V01", "svy/R01", "<script", "<article", "score", "data-list"):
        assert hidden not in text
    assert "We were swamped." in text


def test_five_thousand_segments_stay_under_ten_megabytes(
    inputs: Reported, make_row: Callable[..., MatrixRow], make_segment: Callable[..., Segment]
) -> None:
    """Figures that hold thousands of segments do not make the page heavy."""
    many = [make_segment(f"svy/R01/{n:04d}", "word " * 60) for n in range(5_000)]
    given = inputs.coded.suggestions[2]
    rows = tuple(
        make_row(
            "Funding", f"Code {at}", "Survey", cases=1, holding=tuple(s.id for s in many[at::25])
        )
        for at in range(25)
    )
    suggestions = tuple(
        replace(given, segment_id=s.id, code_id=code) for s in many for code in ("money", "late")
    )
    changed = inputs.with_study(segments=tuple(many), suggestions=suggestions)
    data = HtmlRenderer().render(changed.with_matrix(rows=rows).build())
    assert data.count(b"<article") == 5_000
    assert len(data) < 10_000_000
