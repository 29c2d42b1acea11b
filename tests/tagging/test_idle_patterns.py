"""Which patterns match nothing is found out without reading everything, and is the same."""

from __future__ import annotations

from pathlib import Path

import pytest

from support import PlainAnalyser
from themekit.codebook import Code, Codebook, TokenPattern, read_codebook
from themekit.language import Analyser, load_analyser
from themekit.language.possible import PossibleLemmas
from themekit.reading import read_source
from themekit.study import load_study, read_sources
from themekit.tagging.idle_patterns import idle_patterns
from themekit.tagging.patterns import PatternMatcher

TEXTS = (
    "We went without a fridge for weeks. The kids' shoes were the worst of it.",
    "She had been turned away thrice; not very happy, I am afraid, but they kept coming back.",
    "London is where they 're waiting. Waiting lists grew longer and longer.",
)


@pytest.fixture(scope="module")
def analyser() -> Analyser:
    """Return the bundled model."""
    return load_analyser()


def token(**given: object) -> tuple[tuple[str, object], ...]:
    """Return one token of a pattern."""
    return tuple(given.items())


def codebook(*patterns: object) -> Codebook:
    """Return a codebook of one code."""
    return Codebook("x", codes=(Code(id="a", name="A", patterns=patterns),))  # type: ignore[arg-type]


def fully(book: Codebook, analyser: object, texts: object) -> set[tuple[int, int]]:
    """Search through everything."""
    matcher = PatternMatcher(book, analyser)  # type: ignore[arg-type]
    seen = {(hit.code, hit.pattern) for doc in analyser.docs(texts) for hit in matcher.hits(doc)}  # type: ignore[attr-defined]
    return {(j, k) for j, c in enumerate(book.codes) for k in range(len(c.patterns))} - seen


PATTERNS = (
    "go without",  # an irregular form
    "child shoe",  # nowhere in this order
    "be the bad",
    "bad of it",
    "turn away",
    "London",
    "wait list",  # 'Waiting lists': its lemma depends on what it is taken for
    "grow long",
    "unicorn",
    TokenPattern((token(LOWER="not"), token(POS="ADV", OP="?"), token(POS="ADJ"))),
    TokenPattern((token(POS="VERB"), token(POS="VERB"), token(POS="VERB"), token(POS="NUM"))),
    TokenPattern((token(LEMMA=("keep", "stop")), token(OP="{0,2}"), token(LOWER="back"))),
    TokenPattern((token(LEMMA="keep"), token(LOWER="back"))),
    TokenPattern((token(LOWER="week"), token(IS_PUNCT=True))),
    TokenPattern((token(LOWER="weeks"), token(IS_PUNCT=True))),
    TokenPattern((token(IS_SENT_START=True, LOWER="the"),)),
    TokenPattern((token(LOWER=("thrice", "twice"), LEMMA="thrice"),)),
)


@pytest.mark.models
def test_the_same_patterns_are_idle_as_in_a_full_search(analyser):
    """Of every kind of pattern."""
    book = codebook(*PATTERNS)
    assert idle_patterns(book, analyser, TEXTS) == fully(book, analyser, TEXTS)


@pytest.mark.models
@pytest.mark.parametrize("texts", [(), ("",), ("One.",)])
def test_little_text_is_no_trouble(texts, analyser):
    """Nor none at all."""
    book = codebook(*PATTERNS)
    assert idle_patterns(book, analyser, texts) == fully(book, analyser, texts)


@pytest.mark.models
def test_few_words_are_read_for_it(analyser, monkeypatch):
    """Only those around the places where a pattern could stand."""
    read = []
    real = analyser.analysed
    monkeypatch.setattr(
        analyser, "analysed", lambda docs: real(read.append(doc.text) or doc for doc in docs)
    )
    texts = ("Nothing of the kind was ever said here. " * 500 + "They went without heat.",)
    assert idle_patterns(codebook("go without", "unicorn"), analyser, texts) == {(0, 1)}
    (text,) = read
    assert len(text.split()) < 30


@pytest.mark.models
@pytest.mark.slow
def test_in_a_whole_study_the_same_patterns_are_idle(analyser, root: Path):
    """As in the corpus that comes with themekit."""
    study = load_study(root / "corpora" / "lifeline-london")
    book, _ = read_codebook(study.codebook)
    texts = []
    for strand in study.strands:
        for path in read_sources(study, strand)[0]:
            documents, _ = read_source(path.read_bytes(), path.name, strand)
            texts += [document.text for document in documents]
    assert idle_patterns(book, analyser, texts) == fully(book, analyser, texts)


def test_where_lemmas_cannot_be_told_everything_is_read():
    """As with a model whose lemmatiser is not known here."""
    analyser = PlainAnalyser()
    assert idle_patterns(codebook("kids", "unicorn"), analyser, TEXTS) == {(0, 1)}
    assert set(TEXTS) <= set(analyser.asked)


@pytest.mark.models
@pytest.mark.parametrize(
    ("word", "lemma"),
    [
        ("went", "go"), ("Worst", "bad"), ("shoes", "shoe"), ("'re", "be"), ("n't", "not"),
        ("London", "London"), ("women", "woman"), ("gon", "go"), ("nothin'", "nothing"),
    ],
)  # fmt: skip
def test_a_words_possible_lemmas_are_known_without_its_surroundings(word, lemma, analyser):
    """Irregular forms and what the ruler sets by itself, too."""
    assert lemma in analyser.possible_lemmas(word)


@pytest.mark.models
def test_every_lemma_that_the_model_gives_is_among_the_possible_ones(analyser):
    """Whatever it takes a word for."""
    assert isinstance(analyser.possible_lemmas, PossibleLemmas)
    for doc in analyser.docs(TEXTS):
        for word in doc:
            assert word.lemma_ in analyser.possible_lemmas(word.text), word
