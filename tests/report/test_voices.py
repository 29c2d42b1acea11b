"""Whose voice a section is: who is present, absent, loud, and quoted."""

from __future__ import annotations

from collections import Counter
from dataclasses import replace
from typing import Any

from themekit.events import Coding
from themekit.records import Segment
from themekit.report import About
from themekit.report.inputs import ReportInputs
from themekit.report.quotes import Quote
from themekit.report.voicing import voices_of


def heard(inputs: Any, segments: tuple[str, ...], *cases: str, public: bool = False) -> Any:
    """Return the voices of a section in which people accepted some segments, quoting some."""
    row = replace(inputs.matrix.rows[0], holding=segments, code_id="more-people")
    quotes = [Quote("Words.", "A leader", "Interviews", (), "checked", case=one) for one in cases]
    return voices_of([row], quotes, ReportInputs(inputs.coded, inputs.matrix, About(public=public)))


def accepted(inputs: Any, *segments: str) -> Any:
    """Return the small study after somebody accepted a code on some segments."""
    events = tuple(
        accept(number, inputs.coded.segment_by_id[one])
        for number, one in enumerate(segments, start=1)
    )
    return present(inputs).with_study(events=events, through=len(events))


def accept(number: int, segment: Segment) -> Coding:
    """Build a person's yes to the code of the section."""
    return Coding(
        number=number,
        event_id=f"e{number}",
        coder="ada",
        document=segment.document,
        text_hash=segment.text_hash,
        start=segment.start,
        end=segment.end,
        code_id="more-people",
        decision="accept",
    )


def present(inputs: Any) -> Any:
    """Return the small study with who took part in which document."""
    coded = inputs.coded
    there: dict[str, tuple[str, ...]] = {}
    for segment, case in coded.case_of.items():
        document = coded.segment_by_id[segment].document
        there[document] = (*there.get(document, ()), case)
    return inputs.with_study(present=there)


def test_a_strand_of_which_nothing_stands_in_a_section_is_named(inputs: Any) -> None:
    """A reader sees who is absent."""
    found = heard(accepted(inputs, "int/V01/1"), ("int/V01/1",), "V01")
    assert any("Survey" in note and "Nothing in this section" in note for note in found.notes)


def test_who_speaks_and_is_not_quoted_is_named(inputs: Any) -> None:
    """A strand that is present, but not quoted, is told."""
    found = heard(
        accepted(inputs, "int/V01/1", "svy/R01/worry"), ("int/V01/1", "svy/R01/worry"), "V01"
    )
    assert any(note.startswith("Present, but not quoted: Survey") for note in found.notes)


def test_one_person_who_carries_a_section_is_told(inputs: Any) -> None:
    """Where everything is one person's account, the section says so."""
    found = heard(accepted(inputs, "int/V01/1"), ("int/V01/1",), "V01")
    assert "Everything here is one person's account." in found.notes


def test_each_value_of_an_attribute_is_a_group(inputs: Any) -> None:
    """People are counted by what they were sorted by, where it groups anybody."""
    study = accepted(inputs, "int/V01/1", "int/V02/1")
    cases = {
        id_: replace(case, attributes=(("size", "small"),))
        for id_, case in study.coded.cases.items()
    }
    found = heard(study.with_study(cases=cases), ("int/V01/1", "int/V02/1"), "V01")
    (size,) = [one for one in found.voices if one.kind == "Size"]
    assert (size.asked, size.present, size.quoted) == (len(cases), 2, 1)


def test_in_public_no_group_is_counted(inputs: Any) -> None:
    """Groups of few people, and who carries a section, stay with the researcher."""
    found = heard(present(inputs), ("int/V01/1",), "V01", "V01", public=True)
    assert found.voices == ()
    assert Counter(found.notes) == Counter(["All two quotations here are one person's words."])


def test_what_only_a_machine_suggests_is_nobodys_voice(inputs: Any) -> None:
    """While nobody has checked anything, nobody is said to speak in a section."""
    assert heard(present(inputs), ("int/V01/1", "int/V02/1")) is None
