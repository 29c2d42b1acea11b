"""What was asked and said around a text is learned from, where it says something of its own."""

from __future__ import annotations

import numpy as np
import pytest

from themekit.tagging import CodebookTagger
from themekit.tagging.surroundings import FEWEST, context_lines, context_vectors, read_middle

ASKED = ("Is money short, say in week {}?", "What did you eat in week {}?", "How did you come {}?")


def talk(count=90):
    """Return answers that say nothing by themselves, the question before each, and codes."""
    which = np.arange(count) % 3
    texts = [f"Well, number {i}, I would say so, yes." for i in range(count)]
    around = [ASKED[kind].format(i) for i, kind in enumerate(which)]
    return texts, around, np.eye(3, dtype=int)[which]


@pytest.fixture(scope="module")
def listening(codebook, encoder, analyser):
    """Return a tagger that learned from sixty answers with their questions."""
    texts, around, y = talk()
    return CodebookTagger(codebook, encoder, analyser).fit(texts[:60], y[:60], context=around[:60])


def test_answers_are_told_apart_by_what_was_asked_where_they_alone_say_nothing(listening):
    """On answers that were not learned from, every code is likeliest where it was asked about."""
    texts, around, y = talk()
    scores = listening.predict_proba(texts[60:], around[60:])
    assert (scores.argmax(axis=1) == y[60:].argmax(axis=1)).all()
    silent = listening.predict_proba(texts[60:])
    assert (silent.argmax(axis=1) == y[60:].argmax(axis=1)).mean() < 0.7


def test_a_score_depends_on_its_own_surroundings_alone(listening):
    """Alone or among others, in any order."""
    texts, around, _ = talk()
    whole = listening.predict_proba(texts, around)
    one = listening.predict_proba(texts[7:8], around[7:8])
    assert whole[7] == pytest.approx(one[0], abs=1e-12)
    back = listening.predict_proba(texts[::-1], around[::-1])
    assert back[::-1] == pytest.approx(whole, abs=1e-12)


def test_parts_of_surroundings_sum_to_what_decided(listening):
    """Both what the codebook makes of them and what was learned are parts, and the sum holds."""
    texts, around, _ = talk(12)
    decided = listening.decision_function(texts, around)
    kinds = set()
    for row, codes in enumerate(listening.explain(texts, around)):
        for column, one in enumerate(codes.values()):
            total = one.base + sum(part.weight for part in one.parts)
            assert total == pytest.approx(decided[row, column], abs=1e-9)
            kinds |= {part.kind for part in one.parts}
    assert {"surroundings", "checked surroundings"} <= kinds


def test_reasons_never_quote_what_was_said_around(listening):
    """The neighbour may be somebody else, who has not agreed to be quoted."""
    texts, around, _ = talk(30)
    marked = [f"{one}\nXYZZY told me" for one in around]
    found = listening.suggest(texts, marked)
    kinds = {one.kind for tags in found for tag in tags for one in tag.because}
    assert kinds & {"surroundings", "checked surroundings"}
    assert not any(word in repr(found) for word in ("XYZZY", "week"))


def test_the_codebook_alone_hears_the_question_too(codebook, encoder, analyser):
    """A yes to a question about food is likelier to be about food."""
    tagger = CodebookTagger(codebook, encoder, analyser).fit([], [])
    asked = ["What do people eat and drink?", "Cannot pay the rent, bills, money?"]
    food, money = tagger.decision_function(["Yes, a lot."] * 2, asked)
    assert food[1] > money[1]
    assert money[0] > food[0]


def test_a_question_that_all_were_asked_stays_a_mark(codebook, encoder, analyser):
    """Its vector would drown what was answered."""
    texts, _, y = talk(60)
    asked = ["Is money short?", "What did you eat?"] * 30
    taught = CodebookTagger(codebook, encoder, analyser).fit(texts, y, context=asked)
    design = taught.learned_.design
    assert sorted(design.questions) == sorted(set(asked))
    assert len(design.surroundings_middle) == 0


def test_a_tagger_that_hears_can_be_saved_and_read_again(listening, encoder, analyser, tmp_path):
    """To the last bit."""
    listening.save(tmp_path)
    again = CodebookTagger.load(tmp_path, encoder, analyser)
    texts, around, _ = talk(20)
    same = again.predict_proba(texts, around) == listening.predict_proba(texts, around)
    assert same.all()
    assert again.state_hash == listening.state_hash


def test_lines_are_encoded_once_each_and_joined_by_their_mean(encoder):
    """Empty lines say nothing; no context is zeros."""
    contexts = ["rent\nbills", "", " \n rent ", "rent\nrent"]
    assert context_lines(contexts) == ["bills", "rent"]
    vectors = context_vectors(contexts, encoder, encoder.dimensions)
    rent, bills = encoder.encode(["rent", "bills"])
    assert vectors[0] == pytest.approx((rent + bills) / np.linalg.norm(rent + bills), abs=1e-6)
    assert not vectors[1].any()
    assert vectors[2] == pytest.approx(rent, abs=1e-6)
    assert vectors[3] == pytest.approx(rent, abs=1e-6)


def test_few_or_repeated_surroundings_are_not_learned_from():
    """Twenty different ones at least, and most of them different."""
    contexts = [f"question {i}" for i in range(FEWEST)]
    vectors = np.eye(FEWEST, 30, dtype=np.float32)
    assert len(read_middle(contexts, vectors, ())) == 30
    assert len(read_middle(contexts[1:], vectors[1:], ())) == 0
    assert len(read_middle(contexts, vectors, contexts[:1])) == 0
    twice, double = contexts * 2, np.vstack([vectors, vectors])
    assert len(read_middle(twice, double, ())) == 0
