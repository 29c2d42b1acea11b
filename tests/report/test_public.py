"""What a public report holds of people's words, and what the researcher is told of it."""

from __future__ import annotations

import csv
import io
import zipfile
from dataclasses import replace
from typing import TYPE_CHECKING, Any

import pytest

from publishing import marked
from themekit.codebook import Codebook, Theme
from themekit.disclosure import Uses
from themekit.events import Coder, Mark
from themekit.records import Case, Document, Trust
from themekit.report import build_with_quotes, load_renderer, order, tables
from themekit.report.by_person import by_person, quotes_by_person, told_of
from themekit.report.outside import replaced
from themekit.report.quotes_page import quotes_page

if TYPE_CHECKING:
    from conftest import Reported
    from themekit.report.by_person import QuotedPerson

PLACE = "Barnet"
SWAMPED = "We were swamped. More people came than we had chairs for."


def with_details(inputs: Reported) -> Reported:
    """Plant a place in everything that can be read, and have it replaced where it was said."""
    documents = tuple(
        replace(one, text=f"{' ' * 100}{SWAMPED} {PLACE}.") if one.id == "int/V01" else one
        for one in inputs.coded.documents
    )
    text = documents[0].text
    marks = (
        Mark(
            event_id="read",
            coder="ann",
            document="int/V01",
            text_hash=documents[0].text_hash,
            end=len(text),
        ),
        on(documents[0], "swamped", "[busy]"),
        on(documents[0], PLACE, "[borough]"),
    )
    code = replace(
        inputs.coded.codebook.codes[0],
        name=f"More people in {PLACE}",
        definition=f"More people in {PLACE.upper()} look for help.",
        examples=("We were swamped.",),
    )
    themes = (Theme("Demand", f"More came to {PLACE}."), Theme("Funding"))
    rows = tuple(
        replace(one, code=code.name) if one.code_id == code.id else one
        for one in inputs.matrix.rows
    )
    closed = tuple(replace(one, label=f"Lives in {PLACE}") for one in inputs.matrix.closed)
    asked = tuple(replace(one, question=f"What of {PLACE}?") for one in inputs.matrix.by_question)
    study = replace(inputs.coded.study, title=f"Life in {PLACE}")
    coded = inputs.with_study(
        study=study,
        documents=documents,
        events=marks,
        codebook=Codebook("Charities", "1.0", themes, (code, *inputs.coded.codebook.codes[1:])),
    )
    return coded.with_matrix(rows=rows, closed=closed, by_question=asked)


def on(document: Document, words: str, shown: str) -> Mark:
    """Return a replacement."""
    start = document.text.index(words)
    return Mark(
        event_id=words, coder="ann", document="int/V01", text_hash=document.text_hash, start=start,
        end=start + len(words), marking="replace", replacement=shown,
    )  # fmt: skip


def words_in(name: str, data: bytes) -> str:
    """Return all text in a rendered file, unzipped."""
    if name not in ("docx", "xlsx"):
        return data.decode("utf-8-sig")
    with zipfile.ZipFile(io.BytesIO(data)) as packed:
        return "".join(packed.read(one).decode("utf-8", "replace") for one in packed.namelist())


@pytest.mark.parametrize("name", ["html", "md", "docx", "xlsx"])
def test_what_was_replaced_stands_nowhere_in_a_public_report(inputs: Reported, name: str) -> None:
    """Title, names of codes, definitions, questions, charts and their descriptions included."""
    model = with_details(inputs).build(public=True)
    text = words_in(name, load_renderer(name).render(model)).casefold()
    assert PLACE.casefold() not in text
    assert "borough" in text


def test_a_private_report_keeps_every_word(inputs: Reported) -> None:
    """Sources and what is read at this machine stay as they are."""
    model = with_details(inputs).build()
    assert PLACE in load_renderer("md").render(model).decode()


def test_a_public_quotation_shows_what_stands_for_its_words(inputs: Reported) -> None:
    """The rest of it is as it was said."""
    quotes = with_details(inputs).build(public=True).quotes
    assert [one.text for one in quotes] == [
        "We were [busy]. More people came than we had chairs for."
    ]


def test_a_public_model_holds_no_codebook_example(inputs: Reported) -> None:
    """Nobody knows any more whose words they were."""
    assert all(not one.examples for one in with_details(inputs).build(public=True).codes)


def test_a_public_report_quotes_nothing_that_nobody_has_read(inputs: Reported) -> None:
    """It says so."""
    model = inputs.build(public=True)
    assert model.quotes == ()
    assert any("1 document is not quoted" in one for one in model.rests_on)


def test_a_public_report_names_what_is_left_as_risk(inputs: Reported) -> None:
    """It promises nothing that cannot be kept."""
    told = " ".join(with_details(inputs).build(public=True).rests_on)
    assert "may know them all the same" in told
    assert "anonym" not in told


def test_coders_are_named_in_public_only_as_they_wish(checked: Reported) -> None:
    """Researchers too."""
    told = " ".join(marked(checked).build(public=True).rests_on)
    assert "Coder A" not in told
    assert "a researcher" in told
    named = checked.with_study(coders=(Coder("ann", "Coder A", credit="C. A."),))
    assert "C. A." in " ".join(marked(named).build(public=True).rests_on)


def test_a_public_table_holds_no_replaced_word(inputs: Reported) -> None:
    """Names of codes stand in tables too."""
    found = with_details(inputs)
    uses = Uses(found.coded)
    table = tables.theme_matrix(found.matrix.rows, public=True)
    data = replaced(table, uses.replacements.anywhere).csv().decode()
    assert PLACE not in data
    assert "More people in [borough]" in data


def people(inputs: Reported, **cases: Any) -> tuple[QuotedPerson, ...]:
    """Return whoever is quoted in public, with what is known of them."""
    known = {
        **inputs.coded.cases,
        **{name: Case(name, consent_quote="verbatim", **about) for name, about in cases.items()},
    }
    found = marked(inputs.with_study(cases=known))
    about = replace(found.about, public=True)
    _, quotes = build_with_quotes(found.coded, found.matrix, about)
    return by_person(quotes, found.coded, Uses(found.coded))


def test_quotations_are_listed_by_person_with_where_they_stand(inputs: Reported) -> None:
    """Each once, with every place."""
    (one,) = people(inputs)
    assert one.case.id == "V01"
    assert [quote.segment_id for quote in one.quotes] == ["int/V01/1"]
    assert one.quotes[0].places[0] == "Findings: Demand"
    assert "List of quotations" in one.quotes[0].places[-1]


def test_attributes_that_one_person_alone_has_are_pointed_out(inputs: Reported) -> None:
    """Alone, and two together where neither is rare alone."""
    both = {"role": "manager", "borough": "North"}
    (one,) = people(
        inputs,
        V01={"attributes": (("role", "manager"), ("borough", "North"), ("age", "81"))},
        x={"attributes": (("role", "manager"), ("borough", "South"), ("age", ""))},
        y={"attributes": (("role", "clerk"), ("borough", "North"))},
    )
    assert one.only == ((("age", "81"),), (("borough", "North"), ("role", "manager")))
    assert both.items() <= dict(one.case.attributes).items()


def test_the_list_by_person_is_a_table_with_a_column_an_attribute(inputs: Reported) -> None:
    """A row is a quotation."""
    found = people(inputs, V01={"attributes": (("role", "manager"),), "organisation": "A charity"})
    (row,) = csv.DictReader(quotes_by_person(found).csv().decode("utf-8-sig").splitlines())
    assert (row["case"], row["organisation"], row["role"]) == ("V01", "A charity", "manager")
    assert (row["quote"], row["replaced"]) == (SWAMPED, "0")


def test_the_page_by_person_says_what_it_is_for(inputs: Reported) -> None:
    """It holds no script, and asks nothing of any network."""
    page = quotes_page(people(inputs), "A study").decode()
    assert "This is where somebody becomes known" in page
    assert SWAMPED in page
    assert "<script" not in page
    assert "anonym" not in page


def test_nobody_quoted_is_said(inputs: Reported) -> None:
    """An empty list is told as one."""
    assert told_of(()).startswith("Nobody is quoted in public: a quotation needs words that")
    assert told_of(people(inputs)) == "1 person is quoted in public, in 1 quotation."


def test_words_that_are_replaced_elsewhere_are_pointed_out(inputs: Reported) -> None:
    """Whoever read one document may have missed what was seen in another."""
    found = with_details(inputs)
    other = replace(found.coded.documents[1], text=f"Nobody in {PLACE}.")
    text = other.text
    mark = Mark(event_id="b", document=other.id, text_hash=other.text_hash, end=len(text))
    coded = replace(
        found.coded,
        documents=(found.coded.documents[0], other, *found.coded.documents[2:]),
        events=(*found.coded.events, mark),
    )
    words = Uses(coded).replacements.replaced_elsewhere(other.id, 0, len(text))
    assert words == (PLACE,)


TRUST = (
    Trust("more-people", 60, 12, 9, 20, 11),
    Trust("money", 60, 12, 9, 11, 2),
)


def test_outside_it_is_told_how_far_suggestions_hold(inputs: Reported) -> None:
    """Code by code, without a number of fewer than five passages."""
    model = marked(inputs.with_matrix(trust=TRUST, anyone_checked=True)).build(public=True)
    assert [(one.code_id, one.withheld) for one in model.trust] == [
        ("more-people", False),
        ("money", True),
    ]
    assert (model.trust[1].held, model.trust[1].uses, model.trust[1].missed) == (0, 0, 0)
    lines = {line[0]: line[1:] for line in order.trust_cells(model)}
    assert list(lines.values()) == [("60", "9 of 12", "11 of 20"), ("60", "withheld", "withheld")]
    page = load_renderer("html").render(model).decode()
    assert "9 of 12" in page
    assert "How far to trust" in page


@pytest.mark.parametrize("anyone", [True, False])
def test_outside_nobody_is_told_what_to_check(inputs: Reported, *, anyone: bool) -> None:
    """But that nobody has checked anything is told with what would change it."""
    told = inputs.with_matrix(anyone_checked=anyone).with_about(advice="Draw 100 at random.")
    model = marked(told).build(public=True)
    assert model.advice == ("" if anyone else "Draw 100 at random.")
    rows = (row for one in model.outlines for section in one.sections for row in section.rows)
    cells = (cell for row in rows for cell in (*row.cells, row.total) if cell and cell.counting)
    assert {cell.counting.change for cell in cells if cell.counting} == {""}


def test_a_public_report_says_at_its_head_how_much_is_withheld_and_why(inputs: Reported) -> None:
    """With numbers: who opens it wonders why so much is missing."""
    withheld, _ = inputs.build(public=True).held_back
    assert withheld.startswith(
        "2 of 16 figures in the tables of themes and codes are withheld: fewer than five people"
    )


def test_a_public_report_says_at_its_head_what_lets_words_be_quoted(inputs: Reported) -> None:
    """Of how many it is not known, and which column says so; of fewer than five not how many."""
    _, unagreed = inputs.build(public=True).held_back
    assert unagreed.startswith(
        "5 of 6 people are not quoted word for word, for it is not known whether they agreed"
    )
    assert "in cases.csv, in the column consent_quote (verbatim)" in unagreed
    cases = inputs.coded.cases
    nobody = {key: replace(one, consent_quote="none") for key, one in cases.items()}
    assert inputs.with_study(cases=nobody).build(public=True).held_back[1].startswith("Nobody is")
    most = {key: replace(one, consent_quote="verbatim") for key, one in cases.items()}
    assert len(inputs.with_study(cases=most).build(public=True).held_back) == 1
    most["V02"] = replace(cases["V02"], consent_quote="none")
    assert inputs.with_study(cases=most).build(public=True).held_back[1].startswith("Fewer than")


def test_who_said_no_is_told_apart_from_whom_nobody_asked(inputs: Reported) -> None:
    """A refusal is one only where it is written down."""
    cases = inputs.coded.cases
    no = {"consent_quote": "none", "consent_told": frozenset({"quote"})}
    refused = {key: replace(one, **no) for key, one in cases.items()}
    unknown = {key: replace(one, consent_quote="none") for key, one in cases.items()}

    def told(known: dict[str, Case]) -> str:
        return inputs.with_study(cases=known).build(public=True).held_back[1]

    assert told(refused).startswith("Nobody is quoted word for word, for nobody agreed to it")
    assert told(unknown).startswith(
        "Nobody is quoted word for word, for it is not known whether anybody agreed to it"
    )
    some = dict([*refused.items()][:5]) | dict([*unknown.items()][5:])
    assert told(some).startswith(
        "5 of 6 people did not agree to be quoted word for word; fewer than five people are not "
        "quoted word for word, for it is not known whether they agreed"
    )


def test_a_private_report_holds_nothing_back(inputs: Reported) -> None:
    """Nothing is withheld from the researcher."""
    assert inputs.build().held_back == ()


@pytest.mark.parametrize("name", ["html", "md", "docx"])
def test_what_is_held_back_stands_in_every_file_for_readers(inputs: Reported, name: str) -> None:
    """At the head."""
    model = inputs.build(public=True)
    text = words_in(name, load_renderer(name).render(model)).replace("\\_", "_")
    assert "2 of 16 figures" in text
    assert "consent_quote" in text
