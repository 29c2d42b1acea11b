"""Analysed documents as bytes: what is kept of them, and how they come back."""

from __future__ import annotations

from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Iterable

    from spacy.tokens import Doc
    from spacy.vocab import Vocab

ATTRIBUTES = ("ORTH", "SPACY", "LEMMA", "POS", "SENT_START")
"""What is kept of each word; everything else follows from the word itself."""


def blank_vocab(key: str) -> Vocab:
    """Return a vocabulary for the documents of an analyser.

    Parameters
    ----------
    key : str
        The analyser's identity. A model's name starts with its language, which knows stop words
        and number words.
    """
    import spacy

    return spacy.blank(key.split("_", 1)[0]).vocab


def packed(docs: Iterable[Doc]) -> bytes:
    """Return documents as the bytes of a spaCy DocBin."""
    from spacy.tokens import DocBin

    return DocBin(attrs=list(ATTRIBUTES), docs=docs).to_bytes()


def unpacked(data: bytes, vocab: Vocab) -> list[Doc]:
    """Return the documents that `packed` took, with the words of another vocabulary."""
    from spacy.tokens import DocBin

    return list(DocBin().from_bytes(data).get_docs(vocab))
