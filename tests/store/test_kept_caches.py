"""Caches let go of texts, keep all others as they were, and bear a kill."""

from __future__ import annotations

from pathlib import Path

import numpy as np
import pytest

from support import PlainAnalyser, WordEncoder
from themekit.spans import Span, text_hash
from themekit.store.analyses import CachedAnalyser, keep_analyses
from themekit.store.vectors import CachedEncoder, cached_names, keep_vectors

TEXTS = ["More people came.", "Money ran out. It was gone.", "The zirkelbach was full."]
SPANS = [[Span(0, 17)], [Span(0, 14), Span(15, 27)], [Span(0, 24)]]
LEFT = TEXTS[:2]


def no_model() -> WordEncoder:
    """Fail where a model is asked for: what is wanted is to be there."""
    raise AssertionError


def kept_names() -> set[bytes]:
    """Return what is to stay."""
    pairs = zip(LEFT, SPANS, strict=False)
    return {name for text, spans in pairs for name in cached_names(text, spans)}


def fill(folder: Path) -> tuple[np.ndarray, np.ndarray]:
    """Keep vectors of all texts and of their sentences."""
    return CachedEncoder(folder, WordEncoder.key, WordEncoder).encode_spans(TEXTS, SPANS)


def test_vectors_of_other_texts_and_of_their_sentences_stay(tmp_path: Path) -> None:
    """No model is asked for them again, and of the rest neither vector nor name is left."""
    whole, parts = fill(tmp_path)
    keep_vectors(tmp_path, kept_names())
    cache = CachedEncoder(tmp_path, WordEncoder.key, no_model)
    left, left_parts = cache.encode_spans(LEFT, SPANS[:2])
    assert (left == whole[:2]).all()
    assert (left_parts == parts[:3]).all()
    assert cache.missing(TEXTS) == TEXTS[2:]
    held = b"".join(one.read_bytes() for one in tmp_path.iterdir())
    assert bytes.fromhex(text_hash(TEXTS[2])) not in held
    assert whole[2].tobytes() not in held


def test_a_cache_in_which_all_is_wanted_is_not_written_anew(tmp_path: Path) -> None:
    """A second time costs nothing."""
    fill(tmp_path)
    keep_vectors(tmp_path, kept_names())
    before = {one: one.stat().st_ino for one in tmp_path.iterdir()}
    keep_vectors(tmp_path, kept_names())
    assert {one: one.stat().st_ino for one in tmp_path.iterdir()} == before


@pytest.mark.parametrize("dies", [".f32", ".hashes"])
def test_vectors_are_never_taken_for_another_texts_after_a_kill(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, dies: str
) -> None:
    """The cache is whole or empty, and the next time nothing is left beside it."""
    whole, _ = fill(tmp_path)
    replaced = Path.replace

    def die(path: Path, target: Path) -> Path:
        if target.suffix == dies:
            raise KeyboardInterrupt
        return replaced(path, target)

    with monkeypatch.context() as patched:
        patched.setattr(Path, "replace", die)
        with pytest.raises(KeyboardInterrupt):
            keep_vectors(tmp_path, kept_names())
    keep_vectors(tmp_path, kept_names())
    assert not list(tmp_path.glob("*.new"))
    found = CachedEncoder(tmp_path, WordEncoder.key, WordEncoder).encode(LEFT)
    assert (found == whole[:2]).all()


def test_analyses_of_other_texts_stay(tmp_path: Path) -> None:
    """Each comes with its hash; of the rest neither word nor name is left."""
    cache = CachedAnalyser(tmp_path, PlainAnalyser.key, PlainAnalyser)
    docs = list(cache.docs(TEXTS))
    cache.save()
    kept = dict(keep_analyses(tmp_path, {text_hash(text) for text in LEFT}))
    assert {name: doc.text for name, doc in kept.items()} == {text_hash(one): one for one in LEFT}
    again = CachedAnalyser(tmp_path, PlainAnalyser.key, no_model)  # type: ignore[arg-type]
    found = list(again.docs(LEFT))
    assert [[word.lemma_ for word in one] for one in found] == [
        [word.lemma_ for word in one] for one in docs[:2]
    ]
    held = b"".join(one.read_bytes() for one in (tmp_path / PlainAnalyser.key).iterdir())
    assert text_hash(TEXTS[2]).encode() not in held
    assert len(list((tmp_path / PlainAnalyser.key).iterdir())) == 2


def test_a_damaged_file_of_analyses_goes(tmp_path: Path) -> None:
    """It is made anew by the next run."""
    cache = CachedAnalyser(tmp_path, PlainAnalyser.key, PlainAnalyser)
    list(cache.docs(TEXTS))
    cache.save()
    folder = tmp_path / PlainAnalyser.key
    next(folder.glob("*.spacy")).write_bytes(b"damaged")
    assert list(keep_analyses(tmp_path, {text_hash(text) for text in LEFT})) == []
    assert list(folder.iterdir()) == []
