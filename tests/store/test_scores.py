"""Scores are kept part by part, put together once, and leave with whoever takes their words back."""

from pathlib import Path

import numpy as np

from themekit.store.scores import (
    ScoredPart,
    add_part,
    forget_scores,
    gather_scores,
    keep_scores,
    load_scores,
    scored_documents,
    scores_are_there,
)

CODES = ("more", "less")


def part(value: float, **documents: int) -> ScoredPart:
    """Return scores of documents with so many segments each, all alike."""
    segments = {name: tuple(f"{name}/{n}" for n in range(of)) for name, of in documents.items()}
    values = np.full((sum(documents.values()), 2), value, dtype=np.float32)
    return ScoredPart(CODES, dict.fromkeys(documents, f"made of {value}"), segments, values)


def gathered(folder: Path, wanted: dict[str, str], **left_out: list[float]) -> str:
    """Put together what is kept."""
    rows = {name.replace("_", "/"): np.array(row) for name, row in left_out.items()}
    return gather_scores(folder, wanted, CODES, [0.5, 0.25], rows)


def test_scores_come_back_by_document(tmp_path: Path) -> None:
    """However the documents were parted, the segments are in one order."""
    add_part(tmp_path, part(0.25, b=1))
    add_part(tmp_path, part(0.75, a=2, c=0))
    wanted = {"a": "made of 0.75", "b": "made of 0.25", "c": "made of 0.75"}
    assert scored_documents(tmp_path) == wanted
    found = load_scores(tmp_path, gathered(tmp_path, wanted))
    assert found is not None
    assert (found.segments, found.codes, found.thresholds) == (
        ("a/0", "a/1", "b/0"),
        CODES,
        (0.5, 0.25),
    )
    assert found.values.tolist() == [[0.75, 0.75], [0.75, 0.75], [0.25, 0.25]]
    assert scored_documents(tmp_path) == wanted


def test_new_scores_of_a_document_replace_its_old_ones(tmp_path: Path) -> None:
    """Only what is made from the wanted things stays, and its file has the same name each time."""
    add_part(tmp_path, part(0.25, a=1, b=1))
    old = gathered(tmp_path, {"a": "made of 0.25", "b": "made of 0.25"})
    add_part(tmp_path, part(0.5, a=1))
    wanted = {"a": "made of 0.5", "b": "made of 0.25"}
    new = gathered(tmp_path, wanted)
    assert new != old
    assert not scores_are_there(tmp_path, old)
    assert gathered(tmp_path, wanted) == new
    found = load_scores(tmp_path, new)
    assert found is not None
    assert found.values.tolist() == [[0.5, 0.5], [0.25, 0.25]]


def test_a_segment_that_was_learned_from_has_its_left_out_score(tmp_path: Path) -> None:
    """What a model says of its own lesson is no evidence."""
    add_part(tmp_path, part(0.25, a=2))
    name = gathered(tmp_path, {"a": "made of 0.25"}, a_1=[0.125, 1.0])
    found = load_scores(tmp_path, name)
    assert found is not None
    assert found.values.tolist() == [[0.25, 0.25], [0.125, 1.0]]


def test_a_document_leaves_with_all_its_segments(tmp_path: Path) -> None:
    """Nothing of somebody who withdrew stays, not even a number or an id."""
    add_part(tmp_path, part(0.25, ann=2, bob=1))
    gathered(tmp_path, {"ann": "made of 0.25", "bob": "made of 0.25"})
    (tmp_path / "scores" / ".themekit-half").write_bytes(b"ann")
    keep_scores(tmp_path, {"bob/0"})
    assert scored_documents(tmp_path) == {"bob": "made of 0.25"}
    assert not any(b"ann" in path.read_bytes() for path in (tmp_path / "scores").iterdir())


def test_forgotten_scores_are_gone(tmp_path: Path) -> None:
    """A study in which nothing is suggested any more keeps none."""
    add_part(tmp_path, part(0.25, a=1))
    name = gathered(tmp_path, {"a": "made of 0.25"})
    forget_scores(tmp_path)
    assert scored_documents(tmp_path) == {}
    assert load_scores(tmp_path, name) is None
