"""The bundled encoder."""

from pathlib import Path

import numpy as np
import pytest

from themekit.errors import InputError, UsageError
from themekit.spans import Span
from themekit.vectors import encoder_key, load_encoder, load_words
from themekit.vectors.weights import verify_bundled


@pytest.mark.models
def test_a_text_has_the_same_bits_alone_and_among_others() -> None:
    """A vector depends on its text alone, so a resumed run ends in the same bytes."""
    texts = [f"{'very ' * n}long waits for place number {n}" for n in range(40)]
    encoder = load_encoder()
    together = encoder.encode(texts)
    assert together.shape == (40, 384)
    assert np.array_equal(encoder.encode(texts[::-1])[::-1], together)
    assert np.array_equal(encoder.encode(texts[7:8]), together[7:8])
    assert np.allclose(np.linalg.norm(together, axis=1), 1, atol=1e-5)


@pytest.mark.models
def test_like_texts_lie_closer_than_unlike_ones() -> None:
    """The weights are the real ones: meaning, not noise."""
    money, cash, dog = load_encoder().encode(
        ["We ran out of money.", "There was no cash left.", "My dog barks."]
    )
    assert money @ cash > money @ dog + 0.3


def test_weights_that_are_not_the_published_ones_are_refused(tmp_path: Path) -> None:
    """One changed byte is named, with what to do."""
    (tmp_path / "model.safetensors").write_bytes(b"something else")
    with pytest.raises(
        InputError, match=r"not the published all-MiniLM-L6-v2.*install the package"
    ):
        verify_bundled(tmp_path)


def test_a_model_that_is_not_there_is_named_and_nothing_is_fetched(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    """No network is asked for a model."""
    import socket

    monkeypatch.setattr(socket, "getaddrinfo", lambda *_: pytest.fail("asked the network"))
    with pytest.raises(UsageError, match="no model 'nobody/nothing' on this machine"):
        encoder_key("nobody/nothing")


def test_the_key_of_a_folder_follows_its_files(tmp_path: Path) -> None:
    """Other weights in the same place have another cache."""
    (tmp_path / "model.safetensors").write_bytes(b"one")
    first = encoder_key(str(tmp_path))
    (tmp_path / "model.safetensors").write_bytes(b"two")
    assert encoder_key(str(tmp_path)) != first


@pytest.mark.models
def test_parts_of_a_text_come_from_its_own_pass_with_the_same_bits() -> None:
    """A sentence's vector depends on its text and its place alone, and means what it says."""
    text = "The money ran out in June. My dog barks at the postman all day."
    parts = [Span(0, 26), Span(27, len(text)), Span(500, 600)]
    encoder = load_encoder()
    whole, inner = encoder.encode_spans([text], [parts])
    many, again = encoder.encode_spans(["short", text, "longer than short"], [[], parts, []])
    assert np.array_equal(whole[0], many[1])
    assert np.array_equal(inner, again)
    assert np.array_equal(encoder.encode([text]), whole)
    assert np.array_equal(inner[2], whole[0])
    money = encoder.encode(["They had no cash left."])[0]
    assert inner[0] @ money > inner[1] @ money + 0.2
    assert np.allclose(np.linalg.norm(inner, axis=1), 1, atol=1e-5)


@pytest.mark.models
def test_words_have_vectors_without_a_pass_through_the_model() -> None:
    """Like words lie close, and a word without letters has zeros."""
    table = load_words()
    assert table is not None
    money, cash, dog, nothing = table.vectors(["money", "cash", "dog", ""])
    assert money @ cash > money @ dog + 0.1
    assert not nothing.any()


def test_a_folder_without_a_table_has_no_words(tmp_path: Path) -> None:
    """Models of other shapes are told from those whose table can be read."""
    assert load_words(str(tmp_path)) is None


@pytest.mark.models
def test_a_text_has_the_same_bits_with_any_number_of_threads() -> None:
    """A worker with one thread gives what a run with all processors gives."""
    import torch

    texts = [f"{'very ' * n}long waits for place number {n}" for n in range(0, 60, 4)]
    encoder, before = load_encoder(), torch.get_num_threads()
    found = []
    try:
        for threads in (1, 2, 3):
            torch.set_num_threads(threads)
            found.append(encoder.encode_spans(texts, [[Span(0, 4), Span(5, 9)]] * len(texts)))
    finally:
        torch.set_num_threads(before)
    for whole, inner in found[1:]:
        assert np.array_equal(whole, found[0][0])
        assert np.array_equal(inner, found[0][1])


@pytest.mark.models
def test_the_middle_layer_comes_from_the_same_pass_with_the_same_bits() -> None:
    """It depends on the text alone, is of unit length and is not the last layer again."""
    texts = ["The money ran out in June.", "My dog barks at the postman."]
    encoder = load_encoder()
    whole, _, inner = encoder.encode_layers(texts, [(), ()])
    assert inner.shape == whole.shape
    assert np.array_equal(encoder.encode_layers(texts[1:], [()])[2], inner[1:])
    assert np.allclose(np.linalg.norm(inner, axis=1), 1, atol=1e-5)
    assert abs(float(inner[0] @ whole[0])) < 0.9
