"""How `themekit status` tells agreement."""

from themekit.codebook import Code, Codebook
from themekit.workflows.agreeing import agreement_rows

CODEBOOK = Codebook("Small", "1", (), (Code(id="bus", name="Bus", path=("Bus",)),))


def told(**counts: int) -> dict[str, object]:
    """Return what the stage suggest tells."""
    return {"agreement": [{"code_id": "bus", "checked": 40, **counts}]}


def test_agreement_is_told_with_intervals() -> None:
    """Precision and recall in plain words, each with its 95 % Wilson interval."""
    (row,) = agreement_rows(CODEBOOK, told(uses=12, suggested=10, hits=8))
    assert row[:2] == ("agreement: Bus", 40)
    assert "people accept 8 of 10 (49% to 94%)" in row[2]
    assert "it finds 8 of 12 (39% to 86%)" in row[2]


def test_nothing_suggested_is_no_share() -> None:
    """Zero of zero is not said as a percentage."""
    (row,) = agreement_rows(CODEBOOK, told(uses=0, suggested=0, hits=0))
    assert "people accept nothing yet" in row[2]


def test_a_code_that_has_gone_is_left_out() -> None:
    """Counts of a former codebook are not shown under a new one."""
    assert not list(agreement_rows(Codebook("Other", "1", (), ()), told(uses=1)))


def test_a_store_of_an_older_version_has_nothing_to_tell() -> None:
    """Stage rows without these counts are read as such."""
    assert not list(agreement_rows(CODEBOOK, {}))
