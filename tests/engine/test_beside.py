"""spaCy in a process of its own."""

import os
import signal
from collections.abc import Iterator
from functools import cache, partial
from typing import Any

import pytest
from tests.support import PlainAnalyser

from themekit.engine import beside
from themekit.engine.beside import BesideAnalyser
from themekit.language.analyser import DEFAULT_MODEL, analyser_key, load_analyser
from themekit.language.boxes import blank_vocab

vocab = cache(partial(blank_vocab, PlainAnalyser.key))
TEXTS = [f"I waited {number} hours. Nobody had told me." for number in range(25)]


def told(docs: Iterator[Any]) -> list[list[tuple[str, str, bool]]]:
    """Return what an analysis is used for."""
    return [[(word.text, word.lemma_, bool(word.is_sent_start)) for word in doc] for doc in docs]


@pytest.fixture
def analyser(monkeypatch: pytest.MonkeyPatch) -> Iterator[BesideAnalyser]:
    """Return one that asks for a few texts at a time."""
    monkeypatch.setattr(beside, "AT_ONCE", 500)
    monkeypatch.setattr(beside, "MANY", 10)
    made = BesideAnalyser(analyser_key(), DEFAULT_MODEL, load_analyser, vocab)
    yield made
    made.end()


@pytest.mark.models
def test_analyses_are_those_of_this_process(analyser: BesideAnalyser) -> None:
    """Also of texts that were expected, that were expected in vain, and after it was killed."""
    here = told(load_analyser().docs(TEXTS))
    assert told(analyser.docs(TEXTS)) == here
    analyser.expect(TEXTS[:20])
    assert told(analyser.docs(TEXTS[:20])) == here[:20]
    analyser.expect(TEXTS[:20])
    assert told(analyser.docs(TEXTS[3:15])) == here[3:15]
    begun = analyser.docs(TEXTS)
    next(begun)
    assert told(analyser.docs(TEXTS[10:])) == here[10:]
    process = analyser._process
    assert process is not None
    os.kill(process.pid, signal.SIGTERM)
    process.wait()
    assert told(analyser.docs(TEXTS)) == here


def test_few_texts_start_no_process() -> None:
    """A new answer is analysed here."""
    analyser = BesideAnalyser(PlainAnalyser.key, "none", PlainAnalyser, vocab)
    assert len(list(analyser.docs(TEXTS[:3]))) == 3
    assert analyser._process is None


def test_a_process_that_cannot_work_leaves_the_work_to_this_one() -> None:
    """A model that is not there is told of by whoever loads it here."""
    analyser = BesideAnalyser(PlainAnalyser.key, "no_such_model", PlainAnalyser, vocab)
    analyser.begin()
    assert [doc.text for doc in analyser.docs(TEXTS)] == TEXTS
    analyser.end()
