"""The methods appendix says what happened, and asks what it cannot know."""

from __future__ import annotations

import io
import re
from dataclasses import replace
from typing import TYPE_CHECKING, Any

import docx
import pytest

from themekit.events import Coder, Draw, DrawnItem, Mark, Memo, VersionedCode
from themekit.records import Trust
from themekit.report.methods import build_methods
from themekit.report.methods_blocks import (
    LEFT,
    AgreementTable,
    Grid,
    MethodFacts,
    MethodsModel,
    Question,
)
from themekit.report.methods_docx import PAPER_MM, methods_docx, widths_of
from themekit.report.methods_guidelines import COREQ, SRQR
from themekit.report.methods_html import methods_html
from themekit.report.methods_md import methods_md

if TYPE_CHECKING:
    from conftest import Reported

FACTS = MethodFacts(traced=(("Seed", "7"), ("Tool", "themekit 0.1.0")), learned_through=3)
AGREED = AgreementTable(
    "agreement",
    "How far people agree",
    (
        "code", "words", "both_looked", "cases", "applied", "positive_agreement", "alpha", "low",
        "high", "why_empty",
    ),
    (
        ("Demand > More people", "blind", 12, 4, "Ann 3, Bo 2", 0.8, 0.7512, -0.0004, 0.9, ""),
        ("Funding > Money", "blind", 12, 4, "Ann 1", 0.5, None, None, None, "not defined: rare"),
    ),
)  # fmt: skip


def built(inputs: Reported, **facts: Any) -> MethodsModel:
    """Build the appendix."""
    return build_methods(inputs.coded, inputs.matrix, replace(FACTS, **facts))


def text_of(model: MethodsModel) -> str:
    """Return all that stands in it."""
    return methods_md(model).decode()


def grid(model: MethodsModel, begins: str) -> Grid:
    """Return the table whose caption begins so."""
    found = [one for one in model.blocks if isinstance(one, Grid)]
    return next(one for one in found if one.caption.startswith(begins))


def reflexive(inputs: Reported) -> Reported:
    """Let the study be a reflexive one."""
    return inputs.with_study(study=replace(inputs.coded.study, method="reflexive"))


def test_strands_say_how_they_were_chosen_and_how_many_took_part(inputs: Reported) -> None:
    """A row a strand, in the order of the study."""
    rows = grid(built(inputs), "Strands").rows
    assert [row[0] for row in rows] == ["Interviews", "Roundtable", "Survey"]
    assert rows[0][1:3] == ("interviews, primary evidence", "opportunity sample")
    assert rows[2][5:] == ("2", "2", "2")


def test_who_was_in_each_strand_is_told_inside_alone(inputs: Reported) -> None:
    """By their attributes, as counts: outside, a value that few have tells who they are."""
    cases = {
        id_: replace(one, attributes=(("borough", "North" if id_ == "V01" else "South"),))
        for id_, one in inputs.coded.cases.items()
    }
    present = {one.id: (one.id.split("/")[-1],) for one in inputs.coded.documents}
    described = inputs.with_study(cases=cases, present=present)
    rows = grid(built(described), "Who took part").rows
    assert rows[0] == ("Interviews", "Borough", "South: 2; North: 1")
    assert "North" not in text_of(built(described, public=True))


def test_waves_tell_who_took_part_again(inputs: Reported) -> None:
    """Who is asked twice has two chances to say something."""
    documents = [
        replace(one, wave={"int/V01": "2020", "int/V02": "2021", "int/V03": "2021"}.get(one.id, ""))
        for one in inputs.coded.documents
    ]
    present = {"int/V01": ("V01",), "int/V02": ("V01",), "int/V03": ("V03",)}
    waves = inputs.with_study(documents=tuple(documents), present=present)
    assert grid(built(waves), "Waves").rows == (
        ("Interviews", "2020", "1", "0"),
        ("Interviews", "2021", "2", "1"),
    )


def test_what_the_tool_cannot_know_stays_a_question(inputs: Reported) -> None:
    """It is marked as one in every format."""
    model = built(inputs)
    asked = "Who asked the questions, and what did participants know of them?"
    assert Question(asked) in model.blocks
    for made in (methods_html(model).decode(), text_of(model), words_of_docx(model)):
        assert LEFT in made
        assert asked in made


def test_a_private_memo_never_appears(checked: Reported) -> None:
    """Neither for the researcher nor outside; one that is not private is for the researcher."""
    memos = (
        Memo(event_id="m1", number=5, coder="ann", about="reflexive", text="Mine alone.", private=True),
        Memo(event_id="m2", number=6, coder="ann", about="reflexive", text="I was a nurse once."),
    )  # fmt: skip
    noted = checked.with_study(events=(*checked.coded.events, *memos))
    private, public = text_of(built(noted)), text_of(built(noted, public=True))
    assert "Mine alone" not in private + public
    assert "Coder A (invented): I was a nurse once." in private
    assert "I was a nurse once" not in public
    assert "1 note on where they stand are kept" in public


def test_what_coders_state_of_themselves_is_told(checked: Reported) -> None:
    """In their words, and asked of the others; outside it is a count."""
    first, *others = checked.coded.coders
    told = replace(first, standpoint="A nurse once.")
    noted = checked.with_study(coders=(told, *others))
    private, public = text_of(built(noted)), text_of(built(noted, public=True))
    assert "A nurse once." in private
    assert "Who are those who coded" in private
    assert "A nurse once." not in public
    assert "What 1 person stated of their standpoint" in public
    whole = tuple(replace(one, standpoint="S.", training="T.") for one in checked.coded.coders)
    assert "Who are those who coded" not in text_of(built(checked.with_study(coders=whole)))


def test_a_memo_that_was_taken_back_does_not_appear(checked: Reported) -> None:
    """As everything that is not in force."""
    memo = Memo(event_id="m1", number=5, coder="ann", about="method", text="Read aloud.")
    again = Memo(event_id="m2", number=6, coder="ann", about="coding", replaces=("m1",))
    noted = checked.with_study(events=(*checked.coded.events, memo, again))
    assert "Read aloud" not in text_of(built(noted))


@pytest.mark.parametrize("public", [False, True])
def test_coders_are_named_as_they_wish(checked: Reported, *, public: bool) -> None:
    """A peer by their credit alone; in public everybody."""
    text = text_of(built(checked, public=public))
    assert "Secret" not in text
    assert "A peer researcher" in text
    assert ("Coder A" in text) is not public
    coders = (Coder("ann", "Coder A (invented)", credit="A. Reader"), Coder("bo", "B", "peer"))
    credited = checked.with_study(coders=coders)
    assert "A. Reader" in text_of(built(credited, public=True))


def test_who_coded_how_is_counted(checked: Reported) -> None:
    """Passages, with suggestions or without."""
    rows = grid(built(checked), "Who looked").rows
    assert rows[0] == ("Coder A (invented)", "researcher", "2", "0", "2", "2", "0")
    assert rows[1][0] == "A peer researcher"


def test_peers_who_are_not_named_count_together(checked: Reported) -> None:
    """Nobody reads one peer's numbers out of the table."""
    coders = (Coder("ann", "A", "peer"), Coder("bo", "B", "peer"))
    rows = grid(built(checked.with_study(coders=coders)), "Who looked").rows
    assert [row[0] for row in rows] == ["Peer researchers (2, together)"]


def test_draws_say_how_they_were_drawn_and_how_much_was_done(checked: Reported) -> None:
    """From what, by what chance, for whom."""
    items = tuple(
        DrawnItem(position=at, document="int/V01", text_hash="h" * 32, start=100, end=134)
        for at in range(3)
    )
    draw = Draw(
        event_id="d", number=5, coder="ann", draw="d1", mode="blind", purpose="overlap",
        method="random", frame="interviews", frame_size=40, seed=11, items=items,
    )  # fmt: skip
    drawn = checked.with_study(events=(*checked.coded.events, draw))
    row = grid(built(drawn), "Draws").rows[0]
    assert row[1:4] == ("read by several, to compare them", "at random", "without suggestions")
    assert row[4:] == ("40 passages: interviews", "Coder A (invented)", "3", "0", "11")
    assert "interviews" not in grid(built(drawn, public=True), "Draws").rows[0][4]


def test_changes_of_the_codebook_are_told_with_the_words_of_an_older_meaning(
    checked: Reported,
) -> None:
    """What was added, renamed, given another meaning, and what is compared with nothing."""
    old = (
        VersionedCode("v1", "more-people", "More folk", "c1", "m1"),
        VersionedCode("v1", "money", "Money <b>", "c2", "m2"),
    )
    new = (
        VersionedCode("v2", "more-people", "More people", "c1", "m1"),
        VersionedCode("v2", "money", "Money <b>", "c3", "m3"),
        VersionedCode("v2", "late", "Late money", "c4", "m4"),
    )
    events = [replace(one, codebook_hash="v1", time="2021-03-03T10:00:00Z")  # type: ignore[call-arg]
              for one in checked.coded.events]  # fmt: skip
    events[-1] = replace(events[-1], codebook_hash="v2")  # type: ignore[call-arg]
    events = [replace(one, meaning_hash="older") for one in events]  # type: ignore[call-arg]
    versioned = checked.with_study(versions=(*old, *new), events=tuple(events))
    model = built(versioned)
    rows = grid(model, "Versions of the codebook").rows
    assert rows[0] == ("1", "event 1, 3 March 2021", "2", "first version")
    assert rows[1][1] == "event 4, 3 March 2021"
    assert rows[1][3] == (
        "added: Late money; renamed: More folk is now More people; meaning changed: Money <b>"
    )
    assert dict(grid(model, "Words of an older meaning").rows) == {
        "More people": "2", "Money <b>": "1", "Late money": "1",
    }  # fmt: skip


def test_agreement_stands_as_agree_reckons_it(checked: Reported) -> None:
    """What is alike in all rows once; what is empty with its reason."""
    model = built(checked, agreement=(AGREED,))
    table = grid(model, "Agreement by code")
    assert table.caption == "Agreement by code (blind; both looked: 12; cases: 4)"
    assert table.header == ("Code", "Positive agreement", "Alpha", "Low", "High")
    assert table.rows[0] == ("Demand > More people", "0.80", "0.75", "0.00", "0.90")
    assert "Funding > Money: not defined: rare." in text_of(model).replace("\\", "")


def test_a_reflexive_study_has_no_shares_no_coefficients_and_no_coreq(checked: Reported) -> None:
    """Its guideline is RTARG, and other readings stand beside each other."""
    double = AgreementTable(
        "double",
        "Read by two",
        ("strand", "passages", "read", "read_by_two", "differences", "outcomes"),
        (("Survey", 40, 30, 20, 2, "2 both stand"),),
    )
    trust = (Trust("money", 30, 12, 10, 15, 5),)
    inputs = reflexive(checked.with_matrix(trust=trust, anyone_checked=True))
    text = text_of(built(inputs, agreement=(AGREED, double)))
    assert "RTARG" in text
    assert not re.search(r"COREQ|SRQR|%|[Aa]lpha|[Cc]oefficients are|[Pp]ositive agreement", text)
    assert "both stand" in text
    assert "percentages" not in text


def test_checklists_have_all_their_items_answered_or_asked(inputs: Reported) -> None:
    """32 of COREQ, 21 of SRQR; none is left without a word."""
    assert (len(COREQ), len(SRQR)) == (32, 21)
    model = built(inputs)
    for caption, number in (("COREQ", 32), ("SRQR", 21)):
        rows = grid(model, caption).rows
        assert [row[0] for row in rows] == [str(at) for at in range(1, number + 1)]
        assert not [
            row for row in rows if row[2] == "not known to the tool" and row[3] == "nothing"
        ]


def test_what_was_left_out_adds_up(inputs: Reported) -> None:
    """With and without a code and skipped make up all that was read."""
    rows = grid(built(inputs), "Every unit").rows
    numbers = [int(number.replace(",", "")) for _, number in rows]
    assert sum(numbers[:-1]) == numbers[-1] == len(inputs.coded.segments)
    assert ("Not coded: no answer", "1") in rows


def test_limits_follow_from_what_happened(checked: Reported) -> None:
    """Small strands, groups, one reader, unread passages."""
    text = text_of(built(checked))
    for said in (
        "Interviews, Survey: not a probability sample",
        "no percentages: Interviews (3), Survey (2)",
        "Roundtable: members of a group hear each other",
        "Passages that nobody has looked at: 3 of 5.",
        "Passages that one person alone has read: 1 of 2 read.",
        "Differences between people that are not settled: 1.",
    ):
        assert said in text.replace("\\", ""), said


def test_how_far_suggestions_hold_is_told_from_ten_drawn_on(checked: Reported) -> None:
    """Below it is not measured; outside no small number of passages is told."""
    trust = (Trust("more-people", 9, 4, 3, 5, 1), Trust("money", 300, 12, 3, 60, 9))
    inputs = checked.with_matrix(trust=trust)
    rows = {row[0]: row[1:] for row in grid(built(inputs), "Code by code").rows}
    assert rows["More people"] == ("9", "not measured", "not measured")
    assert rows["Money <b>"] == ("300", "3 of 12", "9 of 60")
    assert rows["Late money"][0] == "0"
    outside = {row[0]: row[1:] for row in grid(built(inputs, public=True), "Code by code").rows}
    assert outside["Money <b>"] == ("300", "withheld", "withheld")


def test_what_was_corrected_and_estimated_is_counted(checked: Reported) -> None:
    """From the rows of the matrix."""
    rows = [
        replace(one, basis="corrected", estimate=12.0) if one.code_id and one.strand == "Survey" else one
        for one in checked.matrix.rows
    ]  # fmt: skip
    text = text_of(built(checked.with_matrix(rows=tuple(rows))))
    assert "figures are corrected by draws of whole cases" in text
    assert "is estimated from passages that were drawn at random" in text
    assert "No figure was corrected" in text_of(built(checked))


def test_withdrawals_and_consent_are_counts_alone(inputs: Reported) -> None:
    """Nobody is named."""
    model = built(inputs, withdrawals=2, public=True)
    assert "took words back 2 times" in text_of(model)
    assert dict(grid(model, "What people agreed to").rows)["May be quoted word for word"] == "1"
    assert not re.search(r"V0\d|R0\d", text_of(model))


def test_words_that_were_replaced_are_replaced_in_public(checked: Reported) -> None:
    """Wherever they stand: here in a code's name."""
    document = replace(
        checked.coded.documents[0], text="x" * 100 + "Late money", text_hash="h" * 32
    )
    mark = Mark(
        event_id="k", number=5, coder="ann", document=document.id, text_hash="h" * 32, start=100,
        end=110, marking="replace", replacement="[a thing]",
    )  # fmt: skip
    marked = checked.with_study(
        documents=(document, *checked.coded.documents[1:]), events=(*checked.coded.events, mark)
    ).with_matrix(trust=(Trust("late", 20, 0, 0, 0, 0),))
    assert "Late money" in text_of(built(marked))
    assert "Late money" not in text_of(built(marked, public=True))


def test_every_format_gives_the_same_bytes_twice(checked: Reported) -> None:
    """No clock is in them."""
    model = built(checked, agreement=(AGREED,))
    for render in (methods_html, methods_docx, methods_md):
        assert render(model) == render(model)


def test_the_page_escapes_names_and_asks_nothing_of_a_network(checked: Reported) -> None:
    """It has no script either."""
    page = methods_html(built(checked.with_matrix(trust=(Trust("money", 20, 0, 0, 0, 0),))))
    assert b"Money &lt;b&gt;" in page
    assert b"<script" not in page
    assert not re.search(rb"""(src|href)=["'](?!#)""", page)


def test_every_text_stands_in_the_document(checked: Reported) -> None:
    """Headings, questions and cells."""
    model = built(checked, agreement=(AGREED,))
    found = words_of_docx(model)
    for row in grid(model, "COREQ").rows:
        assert row[1] in found
    assert "Demand > More people" in found


def test_columns_in_word_hold_their_longest_word() -> None:
    """And no table is wider than the paper."""
    table = Grid("", ("Strand", "Passages"), (("Relationships between all", "1"),), (1,))
    widths = widths_of(table)
    assert sum(widths) <= PAPER_MM
    assert widths[1] >= len("Passages") * 2
    wide = Grid("", tuple("Participants" for _ in range(12)), ())
    assert sum(widths_of(wide)) <= PAPER_MM


def words_of_docx(model: MethodsModel) -> str:
    """Return what stands in the document."""
    document = docx.Document(io.BytesIO(methods_docx(model)))
    cells = [cell.text for table in document.tables for row in table.rows for cell in row.cells]
    return "\n".join([*(one.text for one in document.paragraphs), *cells])
