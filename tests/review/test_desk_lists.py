"""Lists of passages: true counts, filters by keys, searches that no address holds."""

from __future__ import annotations

import re

import pytest

from desk_room import ADA, BEN, MONEY, MORE, PEER, Room, addresses, form_of, read
from themekit.matrix import ALL, build_matrix
from themekit.records import MatrixRow
from themekit.report.inputs import ReportInputs
from themekit.report.rows import report_cell
from themekit.tasks.answers import look
from themekit.workflows.cells import cell_named, lines_of, told_of
from themekit.workflows.handing_out import call_back


def every_page(room: Room) -> list[str]:
    """Return the addresses of all kinds of pages."""
    segment = room.segments[0]
    document = room.desk.key_of("document", segment.document)
    passage = room.key(segment)
    code = room.code_key(MORE)
    return [
        "/desk", "/desk/passages", "/desk/passages?state=suggested", "/desk/matrix",
        "/desk/descriptions", "/desk/quotes", "/desk/concerns", f"/desk/passage/{passage}?code={code}",
        f"/desk/passage/{passage}/others/{code}", f"/desk/document/{document}",
        f"/desk/document/{document}/words/1",
    ]  # fmt: skip


def test_no_address_on_any_page_names_anybody_or_anything(room: Room) -> None:
    """Documents, segments, codes, coders and strands stand in addresses as keys alone."""
    room.say(BEN, room.segments[0], MORE, "yes")
    room.say(PEER, room.segments[1], MONEY, "problem", "I do not get it")
    browser = room.browser()
    words = {"ada", "ben", "peer", "interviews", "survey/", "p1", "r1", "r3", "worry", "money"}
    words |= {one.id for one in room.desk.codebook.codes}
    for path in every_page(room):
        for address in addresses(read(browser, path)):
            said = re.sub(r"[0-9a-f]{22}", "", address.casefold())  # a key may spell anything
            assert not [one for one in words if one in said], (path, address)


@pytest.mark.parametrize("at", range(10))
def test_only_researchers_reach_the_desk(room: Room, at: int) -> None:
    """To a peer none of its pages is there."""
    assert room.browser(PEER).get(every_page(room)[at]).status_code == 404


def test_a_researcher_begins_at_the_desk(room: Room) -> None:
    """The first address leads there."""
    assert room.browser().get("/").headers["Location"] == "/desk"


def test_the_overview_counts_each_state(room: Room) -> None:
    """A word moves a passage from those that were not looked at."""
    browser, count = room.browser(), sum(map(room.is_suggested, room.segments))
    before = read(browser, "/desk")
    assert f"{count} passages where a code is suggested and nobody has looked" in before
    assert "4 passages that nobody has looked at" in before
    room.say(ADA, room.segments[0], MORE, "yes")
    after = read(browser, "/desk")
    assert "3 passages that nobody has looked at" in after
    assert "1 passage where people say that a code applies" in after


def test_the_overview_says_why_it_tells_nothing_yet(room: Room) -> None:
    """Everything was given to be read without suggestions: it is kept back, not missing."""
    for segment in room.segments:
        room.give_blind(ADA, segment)
    page = read(room.browser(), "/desk")
    assert "Nothing is told here before you have answered" in page
    assert "There is nothing here yet. It fills when ‘themekit run’" not in page


def test_a_list_says_its_filter_as_a_sentence(room: Room) -> None:
    """How many, of how many, and which."""
    room.say(BEN, room.segments[0], MORE, "yes")
    room.look(PEER, room.segments[0])
    page = read(room.browser(), f"/desk/passages?state=disputed&code={room.code_key(MORE)}")
    assert "1 of 4 passages where people disagree about More people" in page
    strand = room.desk.key_of("strand", "Survey")
    page = read(room.browser(), f"/desk/passages?strand={strand}")
    assert "2 passages in Survey" in page


def test_an_empty_list_says_what_would_fill_it(room: Room) -> None:
    """And that there is nothing in it."""
    page = read(room.browser(), "/desk/passages?state=disputed")
    assert "There is nothing in this list." in page
    assert "only one of them says that a code applies" in page


@pytest.mark.parametrize(
    ("wants", "texts"),
    [
        ({"document": "survey/R1"}, ["Money will run out"]),
        ({"coder": "Ben"}, ["Tired, mostly."]),
        ({"state": "needs another reader"}, ["Tired, mostly."]),
        ({"state": "not looked at", "strand": "Survey"}, ["Money will", "More people than"]),
    ],
)
def test_a_filter_finds_its_passages_and_no_others(
    room: Room, wants: dict[str, str], texts: list[str]
) -> None:
    """By document, by whoever read them, by state, by code and strand."""
    room.say(BEN, room.segment("Tired"), MORE, "unsure")
    keyed = {
        kind: value if kind == "state" else room.desk.key_of(kind, value)
        for kind, value in wants.items()
    }
    page = room.browser().get("/desk/passages", query_string=keyed).get_data(as_text=True)
    for segment in room.segments:
        expected = any(text in segment.text for text in texts)
        assert (segment.text[:20] in page) is expected, segment.id


def test_an_unknown_key_is_not_there(room: Room) -> None:
    """A guessed key, and a key of another kind, answer alike."""
    browser = room.browser()
    assert browser.get("/desk/passages?code=0000000000000000000000").status_code == 404
    assert browser.get(f"/desk/passages?document={room.code_key(MORE)}").status_code == 404


def test_a_search_leaves_no_words_in_the_address(room: Room) -> None:
    """It is posted, and the list is found by a key that is good for this person alone."""
    browser = room.browser()
    done = browser.post("/desk/search", {**form_of(read(browser, "/desk")), "words": "tired"})
    assert done.status_code == 303
    there = done.headers["Location"]
    assert "tired" not in there.casefold()
    assert "1 of 4 passages with the words “tired”" in read(browser, there)
    assert "this search was forgotten" in read(room.browser(BEN), there)


def test_a_cell_of_the_matrix_opens_as_many_passages_as_it_counts(room: Room) -> None:
    """Each number of each row and strand: what people found, and what is suggested alone."""
    room.say(ADA, room.segment("Tired"), MONEY, "yes")
    room.say(ADA, room.segments[0], MORE, "no")
    browser = room.browser()
    found = read(browser, "/desk/matrix")
    cells = [one.replace("&amp;", "&") for one in addresses(found) if "row=" in one]
    assert {one.partition("part=")[2].partition("&")[0] for one in cells} == {"found", "suggested"}
    for address in cells:
        number = found.partition(address.replace("&", "&amp;"))[2].partition("</a>")[0]
        number = number.partition("</span>")[2].split()[0]
        page = read(browser, address)
        assert page.count('class="words"') == int(number), address
        assert page.partition("</h1>")[0].rpartition(">")[2].count(" in ") <= 1, address
        assert f'<h1 id="heading" tabindex="-1" autofocus>{number} ' in page


def test_a_cell_of_one_wave_opens_its_passages(room: Room, monkeypatch: pytest.MonkeyPatch) -> None:
    """Its strand is named with the wave, and no strand of the study is called so."""

    def in_2021(row: MatrixRow) -> str:
        return row.strand if row.strand == ALL else f"{row.strand}, 2021"

    monkeypatch.setattr("themekit.workflows.cells.place_of", in_2021)
    browser = room.browser()
    found = addresses(read(browser, "/desk/matrix"))
    address = next(one for one in found if "row=" in one and "strand=" in one)
    page = read(browser, address.replace("&amp;", "&"))
    assert ", 2021" in page.partition("</h1>")[0]
    assert 'class="words"' in page


def test_the_matrix_is_that_of_the_counted_study(room: Room) -> None:
    """Its numbers are the rows' own."""
    inputs = ReportInputs(room.desk.coded(), build_matrix(room.desk.coded()))
    line = next(one for one in lines_of(inputs) if one.name == MORE)
    for cell in line.cells:
        row = cell_named(inputs.matrix.rows, line.named, cell.strand)
        assert row is not None
        assert cell.suggested == row.suggested
        assert None in (cell.found, row.segments) or cell.found + cell.suggested == row.segments
        said = report_cell(row, inputs).text if row.asked else ""
        assert " suggested" in said or cell.told[:1] == ((said,) if said else ())
        assert row.segments is None or not any("suggested" in one for one in cell.told)


def test_the_matrix_tells_what_people_found_from_what_is_suggested(room: Room) -> None:
    """In words, with a list for each; a number says of nothing that it is both."""
    tired, first = room.segment("Tired"), room.segments[0]
    room.say(ADA, tired, MORE, "yes")
    browser = room.browser()
    page = read(browser, "/desk/matrix")
    row = page.partition(f"{MORE}</th>")[2].partition("</tr>")[0]
    assert re.search(r"</span>1 found<", row)
    assert re.search(r"</span>\d suggested<", row)
    found = next(one for one in addresses(row) if "part=found" in one).replace("&amp;", "&")
    listed = read(browser, found)
    assert f"where people found {MORE}" in listed
    assert tired.text[:12] in listed
    assert first.text[:20] not in listed
    assert browser.get(found.partition("&part")[0].partition("part=")[0]).status_code == 404


def test_what_is_read_for_some_codes_is_a_list(room: Room) -> None:
    """The overview counts it and leads to it; read for all codes, it leaves it."""
    room.say(ADA, room.segments[0], MORE, "yes")
    browser = room.browser()
    said = "1 passage where people have looked, but not for every code as it reads now"
    assert said in read(browser, "/desk")
    page = read(browser, "/desk/passages?state=read+for+some+codes")
    assert room.segments[0].text[:20] in page
    room.look(BEN, room.segments[0])
    assert said not in read(browser, "/desk")


def test_a_passage_that_was_answered_says_why_it_is_still_kept(room: Room) -> None:
    """Not that it is to be answered: another of the same text is."""
    one, other = [it for it in room.segments if it.document == room.segments[0].document][:2]
    room.give_blind(ADA, one, "d1")
    room.give_blind(ADA, other, "d2")
    room.append(ADA, [look(room.where(one, draw="d1", mode="blind"), (), "nothing applies")])
    document = room.desk.key_of("document", one.document)
    page = read(room.browser(), f"/desk/document/{document}")
    beside = page.partition(one.text[:20])[2].partition("</li>")[0]
    assert "You have answered here." in beside
    assert "Kept from you until you have answered." not in beside
    beside = page.partition(other.text[:20])[2].partition("</li>")[0]
    assert "Kept from you until you have answered." in beside


def test_the_list_of_a_code_says_what_the_report_says_of_it(room: Room) -> None:
    """Its figures, strand by strand, in the words of the matrix; not while something is kept."""
    room.say(ADA, room.segments[0], MORE, "yes")
    browser, address = room.browser(), f"/desk/passages?code={room.code_key(MORE)}"
    page = read(browser, address).partition("What the report says of")[2].partition("</dl>")[0]
    inputs = ReportInputs(room.desk.coded(), build_matrix(room.desk.coded()))
    for place, lines in told_of(inputs, room.code(MORE)):
        assert place == "all" or f"<dt>{place}</dt>" in page
        assert lines[0] in page
    room.give_blind(ADA, room.segment("More people came"))
    assert "What the report says of" not in read(browser, address)


def test_what_others_said_is_not_told_beside_a_passage(room: Room) -> None:
    """Until this person has said something of it, they read only that somebody has read it."""
    room.say(BEN, room.segment("Tired"), MONEY, "yes")
    browser = room.browser()
    document = room.desk.key_of("document", room.segment("Tired").document)
    page = read(browser, f"/desk/document/{document}")
    beside = page.partition("Tired, mostly")[2].partition("</li>")[0]
    assert MONEY not in beside
    assert "Read by 1 other." in beside
    room.say(ADA, room.segment("Tired"), MONEY, "no")
    page = read(browser, f"/desk/document/{document}")
    beside = page.partition("Tired, mostly")[2].partition("</li>")[0]
    assert MONEY in beside
    assert "people disagree" in beside


def test_nothing_leaks_of_a_passage_that_is_to_be_read_without_suggestions(room: Room) -> None:
    """Not in lists, not in counts, not in the margin; the page says so."""
    segment = room.segment("More people came")
    room.say(BEN, segment, MORE, "yes")
    room.look(PEER, segment)
    room.give_blind(ADA, segment)
    browser, code = room.browser(), room.code_key(MORE)
    disputed = read(browser, f"/desk/passages?state=disputed&code={code}")
    assert segment.text[:20] not in disputed
    assert "kept from you until you have answered" in disputed
    assert "where people disagree" not in read(browser, "/desk").partition("<form")[0]
    document = room.desk.key_of("document", segment.document)
    beside = read(browser, f"/desk/document/{document}")
    beside = beside.partition(segment.text[:20])[2].partition("</li>")[0]
    assert "Kept from you until you have answered." in beside
    assert MORE not in beside
    free = read(browser, f"/desk/passage/{room.key(segment)}")
    assert "Kept from you until you have answered" in free
    assert segment.text[:20] not in free or "<form" not in free.partition("decision")[2]
    assert MORE not in free


def test_the_matrix_leaves_out_what_is_kept_back(room: Room) -> None:
    """And its lists still hold what its cells say."""
    segment = room.segment("More people came")
    room.give_blind(ADA, segment)
    browser = room.browser()
    page = read(browser, "/desk/matrix")
    assert "kept from you are not counted here" in page
    for address in {one.replace("&amp;", "&") for one in addresses(page) if "row=" in one}:
        assert segment.text[:20] not in read(browser, address)


def test_among_very_many_documents_one_is_found_by_its_name(
    room: Room, monkeypatch: pytest.MonkeyPatch
) -> None:
    """The page does not list them all."""
    monkeypatch.setattr("themekit.review.pages.desk._MOST_DOCUMENTS", 1)
    browser = room.browser()
    page = read(browser, "/desk")
    assert room.desk.key_of("document", "survey/R1") not in page
    done = browser.post("/desk/search", {**form_of(page, "/search"), "document_name": "r1"})
    assert "1 passage of R1" in read(browser, done.headers["Location"])


def test_what_was_called_back_is_kept_from_nobody(room: Room) -> None:
    """Nobody could answer it any more: its document would stay shut for good."""
    segment = room.segments[0]
    room.give_blind(ADA, segment)
    path = f"/desk/passage/{room.key(segment)}"
    assert "Short of money" not in read(room.browser(), path)
    call_back(room.desk.context(), ADA.id)
    assert "Short of money" in read(room.browser(), path)
    assert room.browser().get("/desk/given").headers["Location"] == "/desk"
