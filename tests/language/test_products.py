"""The products of matrices in a spaCy model."""

from __future__ import annotations

from typing import Any

import numpy as np
import pytest
import spacy

from themekit.language.analyser import DEFAULT_MODEL
from themekit.language.products import multiply_with_numpy

TEXTS = [
    "They gave us a lift home, which I hadn't expected.",
    "Waiting. Waiting! And nobody rings back",
    "",
    "The staff were lovely but the rooms are cold and the heating breaks every winter.",
    "none",
]


@pytest.mark.models
def test_analyses_are_those_of_the_models_own_library_alone_and_among_others() -> None:
    """Tags, lemmas, starts of sentences, and the very sums that decide them."""
    nlp = spacy.load(DEFAULT_MODEL, exclude=["ner", "parser"])
    nlp.enable_pipe("senter")

    def told() -> list[Any]:
        return [[(w.tag_, w.lemma_, w.is_sent_start) for w in doc] for doc in nlp.pipe(TEXTS)]

    before = told()
    multiply_with_numpy(nlp)
    assert told() == before
    model: Any = nlp.get_pipe("tok2vec")
    docs = [nlp.make_doc(text) for text in TEXTS if text]
    together = model.model.predict(docs)
    for doc, sums in zip(docs, together, strict=True):
        assert np.array_equal(model.model.predict([doc])[0], sums)
