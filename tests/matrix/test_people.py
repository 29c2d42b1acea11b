"""Who counts as a case and as an organisation."""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING

import pytest

from themekit.matrix import MatrixError, build_matrix
from themekit.records import Segment

if TYPE_CHECKING:
    from conftest import Building


def test_cases_are_distinct(study: Building) -> None:
    """Two segments of one case are one case."""
    document = study.document("d")
    study.word("ada", study.says(document))
    study.word("ada", study.says(document))
    row = study.row()
    assert (row.asked, row.cases, row.segments, row.share) == (1, 1, 2, 1.0)


def test_group_counts_its_speakers(study: Building) -> None:
    """In a group each speaker is a case, also one who is only listed."""
    document = study.document("d", cases=("ann", "ben", "silent"))
    study.suggest(study.says(document, case="ann"))
    study.says(document, case="ben")
    row = study.row()
    assert (row.asked, row.cases) == (3, 1)


def test_title_before_the_first_speaker_is_nobody(study: Building) -> None:
    """What is not to be coded makes nobody a case who did not take part in the group."""
    document = study.document("d", cases=("d/ann", "d/ben"))
    study.says(document, case="d", speaker_role="unknown", skip_reason="no speaker")
    study.says(document, case="d/ann")
    matrix = study.build()
    assert {row.asked for row in matrix.rows} == {2}
    assert [row.case for row in matrix.by_case] == ["d/ann", "d/ben"]


def test_segment_of_who_withdrew_must_be_skipped(study: Building) -> None:
    """The stages before must have left it out: nobody may count it by mistake."""
    study.person("gone", withdrawn=True)
    study.says(study.document("d", cases=("gone",)))
    coded = replace(study.coded(), segments=tuple(study.segments.values()))
    with pytest.raises(MatrixError, match="who has withdrawn is still to be coded"):
        build_matrix(coded)


def test_interviewer_is_nobody(study: Building) -> None:
    """The interviewer's turns make no case, even if they are mapped to one."""
    document = study.document("d", cases=())
    study.says(document, case="INT", speaker_role="interviewer", skip_reason="interviewer")
    study.says(document, case="ann")
    assert study.row().asked == 1


def test_segment_without_case_is_its_document(study: Building) -> None:
    """A codable segment that no case claims stands for its document."""
    study.suggest(study.says(study.document("d", cases=())))
    study.says(study.document("e", cases=()), skip_reason="empty")
    row = study.row()
    assert (row.asked, row.cases) == (1, 1)


def test_case_in_two_strands_counts_in_each(study: Building) -> None:
    """A case counts in each strand it took part in, and once in `all`."""
    study.strand("S2")
    for name, strand in (("d", "S"), ("e", "S2")):
        study.suggest(study.says(study.document(name, strand, cases=("ann",))))
    assert [study.row(strand=name).cases for name in ("S", "S2", "all")] == [1, 1, 1]


def test_all_counts_organisations(study: Building) -> None:
    """Two people of one organisation are one in `all`; who has none stands alone."""
    for name, organisation in (("d", "Mind  Camden"), ("e", "Mind Camden"), ("f", ""), ("g", "d")):
        study.person(name, organisation=organisation)
        study.suggest(study.says(study.document(name)))
    strand, everyone = study.row(), study.row(strand="all")
    assert (strand.asked, strand.cases) == (4, 4)
    assert (everyone.asked, everyone.cases) == (3, 3)


@pytest.mark.parametrize("role", ["validation", "context"])
def test_other_roles_stand_apart(study: Building, role: str) -> None:
    """Validation and context strands have rows of their own and no part in `all`."""
    study.strand("R", role=role)
    study.suggest(study.says(study.document("d", "R")))
    study.says(study.document("e"))
    assert study.row(strand="R").cases == 1
    everyone = study.row(strand="all")
    assert (everyone.asked, everyone.cases, everyone.segments) == (1, 0, 0)


def test_withdrawn_cases_count_nowhere(study: Building) -> None:
    """Who withdrew was never asked, holds nothing, and their units are skipped."""
    study.person("gone", withdrawn=True)
    study.suggest(study.says(study.document("d", cases=("gone",))))
    study.word("ann", "d/0")
    study.says(study.document("e"))
    row, matrix = study.row(), study.build()
    assert (row.asked, row.cases, row.segments, row.checked_share) == (1, 0, 0, 0.0)
    assert matrix.status == (("d/0", "skipped"), ("e/0", "uncoded"))
    assert [case.case for case in matrix.by_case] == ["e"]
    assert not matrix.anyone_checked


def test_withdrawn_speaker_leaves_the_group(study: Building) -> None:
    """In a group only the one who withdrew goes."""
    study.person("gone", withdrawn=True)
    document = study.document("d", cases=("ann", "gone"))
    study.suggest(study.says(document, case="gone"))
    study.suggest(study.says(document, case="ann"))
    assert study.row().holding == ("d/1",)


def test_nothing_read(study: Building) -> None:
    """A study without documents has all its rows, of nobody."""
    row, everyone = study.row(), study.row(strand="all")
    assert (row.asked, row.cases, row.share, row.segments) == (0, 0, None, 0)
    assert (row.checked_share, row.basis) == (None, "suggested")
    assert everyone.asked == 0


def test_no_strands(empty: Building) -> None:
    """A study that only imports has rows for `all`."""
    empty.code("a")
    assert [row.strand for row in empty.build().rows] == ["all", "all"]


def test_unknown_strand_is_a_fault(study: Building) -> None:
    """A document of a strand that is not listed cannot be counted."""
    study.document("d", "X")
    with pytest.raises(MatrixError, match="document 'd' is of the unknown strand 'X'"):
        study.build()


def test_unknown_document_is_a_fault(study: Building) -> None:
    """A segment of no document cannot be counted."""
    study.says("nowhere")
    with pytest.raises(MatrixError, match="segments are of the unknown document 'nowhere'"):
        study.build()


def test_two_segments_of_one_id_are_a_fault(study: Building) -> None:
    """No unit may be lost under another's name."""
    study.says(study.document("d"))
    study.segments["twin"] = Segment("d/0", "d", "hash", 0, 1, "x")
    with pytest.raises(MatrixError, match="two segments have the same id"):
        study.build()
