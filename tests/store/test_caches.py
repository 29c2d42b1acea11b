"""Vectors and analyses are made once and survive a kill."""

from collections.abc import Sequence
from pathlib import Path

import numpy as np
import pytest
from numpy.typing import NDArray

from support import PlainAnalyser, WordEncoder
from themekit.spans import Span
from themekit.store import vectors
from themekit.store.analyses import CachedAnalyser
from themekit.store.vectors import CachedEncoder
from themekit.vectors import encode_parts

TEXTS = ["one two", "three", "four five six", "three"]


def cached(folder: Path) -> tuple[CachedEncoder, WordEncoder]:
    """Open a vector cache over a stand-in."""
    real = WordEncoder()
    return CachedEncoder(folder, real.key, lambda: real), real


def test_a_text_is_embedded_once_for_ever(tmp_path: Path) -> None:
    """Repeated texts and later runs cost nothing."""
    cache, real = cached(tmp_path)
    first = cache.encode(TEXTS)
    assert sorted(real.asked) == sorted(set(TEXTS))
    again, untouched = cached(tmp_path)
    assert np.array_equal(again.encode(TEXTS), first)
    assert untouched.asked == []
    assert np.array_equal(first, WordEncoder().encode(TEXTS))


@pytest.mark.parametrize(("name", "lost"), [("f32", 70), ("hashes", 20), ("hashes", 3)])
def test_what_a_kill_cut_off_is_made_again(tmp_path: Path, name: str, lost: int) -> None:
    """Half-written vectors are neither used nor in the way."""
    cache, real = cached(tmp_path)
    whole = cache.encode(TEXTS)
    path = tmp_path / f"{real.key}.{name}"
    path.write_bytes(path.read_bytes()[:-lost])
    again, second = cached(tmp_path)
    assert np.array_equal(again.encode(TEXTS), whole)
    assert 0 < len(second.asked) < 3
    last, third = cached(tmp_path)
    assert np.array_equal(last.encode(TEXTS), whole)
    assert third.asked == []


def test_vectors_read_part_by_part_stay_in_order(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """However few are looked at at once, each text gets its own vector."""
    monkeypatch.setattr(vectors, "PART", 2)
    texts = [f"one {'two ' * number}" for number in (3, 1, 4, 1, 5, 9, 2)]
    cache, _ = cached(tmp_path)
    cache.encode(texts)
    again, untouched = cached(tmp_path)
    assert np.array_equal(again.encode(texts), WordEncoder().encode(texts))
    assert untouched.asked == []


def test_parts_of_texts_are_kept_beside_them(tmp_path: Path) -> None:
    """A later run asks the model for no sentence; a text of one part is that part."""
    cache, real = cached(tmp_path)
    texts, parts = ["one two", "three"], [[Span(0, 3), Span(4, 7)], [Span(0, 5)]]
    whole, inner, _ = encode_parts(cache, texts, parts)
    assert np.array_equal(inner, WordEncoder().encode(["one", "two", "three"]))
    assert sorted(real.asked) == ["one", "one two", "three", "two"]
    again, untouched = cached(tmp_path)
    assert np.array_equal(encode_parts(again, texts, parts)[1], inner)
    assert np.array_equal(again.encode(texts), whole)
    assert untouched.asked == []


def test_a_text_that_comes_again_with_other_parts_keeps_its_vector(tmp_path: Path) -> None:
    """Only what is new is written."""
    cache, _ = cached(tmp_path)
    whole = cache.encode(["one two"])
    assert np.array_equal(cache.encode_spans(["one two"], [[Span(0, 3), Span(4, 7)]])[0], whole)
    assert (tmp_path / f"{WordEncoder.key}.f32").stat().st_size == 3 * 16 * 4


class Layered(WordEncoder):
    """A stand-in with a middle layer."""

    def encode_layers(
        self, texts: Sequence[str], spans: Sequence[Sequence[Span]]
    ) -> tuple[NDArray[np.float32], ...]:
        """Return vectors, those of parts, and the vectors turned round."""
        whole = self.encode(texts)
        parts = self.encode(
            [one.of(text) for text, of in zip(texts, spans, strict=True) for one in of]
        )
        return whole, parts, -whole


def test_the_middle_layer_is_kept_beside_the_text(tmp_path: Path) -> None:
    """Texts encoded for topics alone are not encoded again for codes."""
    real = Layered()
    cache = CachedEncoder(tmp_path, real.key, lambda: real)
    whole = cache.encode(TEXTS)
    asked = len(real.asked)
    assert np.array_equal(cache.encode_layers(TEXTS, [()] * 4)[2], -whole)
    again, untouched = cached(tmp_path)
    assert np.array_equal(again.encode_layers(TEXTS, [()] * 4)[2], -whole)
    assert len(real.asked) == asked
    assert untouched.asked == []


def test_texts_kept_by_an_older_version_get_their_middle_layer(tmp_path: Path) -> None:
    """A cache without it is filled up, and no vector in it changes."""
    plain, _ = cached(tmp_path)
    whole = plain.encode(TEXTS)
    (tmp_path / f"{WordEncoder.key}.flat").unlink()
    real = Layered()
    cache = CachedEncoder(tmp_path, real.key, lambda: real)
    assert np.array_equal(cache.encode_layers(TEXTS, [()] * 4)[2], -whole)
    assert np.array_equal(cache.encode(TEXTS), whole)


def test_an_encoder_without_layers_is_not_asked_for_them_again(tmp_path: Path) -> None:
    """That it has none is remembered; its layer has no columns."""
    first, _ = cached(tmp_path)
    assert first.encode_layers(TEXTS, [()] * 4)[2].shape == (4, 0)
    again, untouched = cached(tmp_path)
    assert again.encode_layers(TEXTS, [()] * 4)[2].shape == (4, 0)
    assert untouched.asked == []


def test_words_without_a_table_are_encoded(tmp_path: Path) -> None:
    """A model whose table cannot be read still gives vectors of words."""
    assert np.array_equal(cached(tmp_path)[0].word_vectors(["one"]), WordEncoder().encode(["one"]))


def test_no_text_gives_no_vector(tmp_path: Path) -> None:
    """The shape holds for nothing too."""
    assert cached(tmp_path)[0].encode([]).shape == (0, 16)


def test_a_text_is_analysed_once_for_ever(tmp_path: Path) -> None:
    """A later run reads lemmas and sentences from the disk."""
    real = PlainAnalyser()
    first = CachedAnalyser(tmp_path, real.key, lambda: real)
    texts = ["One here. Two there.", "Money again", "One here. Two there."]
    seen = [
        [(word.text, word.lemma_, word.is_sent_start) for word in doc] for doc in first.docs(texts)
    ]
    assert sorted(real.asked) == sorted(set(texts))
    first.save()
    again = CachedAnalyser(tmp_path, real.key, lambda: pytest.fail("loaded again"))
    assert [
        [(word.text, word.lemma_, word.is_sent_start) for word in doc] for doc in again.docs(texts)
    ] == seen
    assert [doc.text for doc in again.docs(texts)] == texts


def test_analyses_without_their_names_are_made_again(tmp_path: Path) -> None:
    """A kill between the two files leaves nothing that is wrong."""
    real = PlainAnalyser()
    first = CachedAnalyser(tmp_path, real.key, lambda: real)
    list(first.docs(["One."]))
    first.save()
    next(tmp_path.rglob("*.names")).unlink()
    second = PlainAnalyser()
    assert [
        doc.text for doc in CachedAnalyser(tmp_path, real.key, lambda: second).docs(["One."])
    ] == ["One."]
    assert second.asked == ["One."]


def test_two_processes_that_save_at_once_do_not_take_each_others_place(tmp_path: Path) -> None:
    """A question asked during a run leaves the run's analyses as they are."""
    run, question = (CachedAnalyser(tmp_path, PlainAnalyser.key, PlainAnalyser) for _ in range(2))
    list(run.docs(["A long transcript."]))
    list(question.docs(["waiting"]))
    run.save()
    question.save()
    again = CachedAnalyser(tmp_path, PlainAnalyser.key, lambda: pytest.fail("loaded again"))
    texts = ["A long transcript.", "waiting"]
    assert [doc.text for doc in again.docs(texts)] == texts


def test_many_single_texts_are_saved_together(tmp_path: Path) -> None:
    """Asking text by text does not make a file a text."""
    cache = CachedAnalyser(tmp_path, PlainAnalyser.key, PlainAnalyser)
    for number in range(50):
        list(cache.docs([f"text number {number}"]))
    cache.save()
    assert len(list(tmp_path.rglob("*.spacy"))) == 1
