"""The estimator's contract: shapes, laws of scikit-learn, independence of texts."""

from __future__ import annotations

import pickle

import numpy as np
import pytest
import sklearn
from sklearn.base import clone
from sklearn.exceptions import NotFittedError
from sklearn.model_selection import cross_val_predict
from sklearn.utils.validation import check_is_fitted

from themekit.errors import UsageError
from themekit.tagging import CodebookTagger


def checked(count=60):
    """Return texts, labels and groups enough for cross-fitting."""
    base = (
        ("I cannot pay my rent and my bills.", (1, 0, 0)),
        ("The soup was cold.", (0, 1, 0)),
        ("The bus did not come.", (0, 0, 1)),
        ("Nothing to say.", (0, 0, 0)),
    )
    texts = [f"{base[i % 4][0]} Person {i} said so." for i in range(count)]
    y = np.array([base[i % 4][1] for i in range(count)])
    return texts, y, [f"P{i // 3}" for i in range(count)]


def test_scores_are_probabilities_with_one_column_a_code(tagger, texts):
    """A score is a number from 0 to 1, one a text and code."""
    scores = tagger.predict_proba(texts)
    assert scores.shape == (len(texts), 3)
    assert ((scores > 0) & (scores < 1)).all()


def test_codebook_alone_prefers_the_right_code(tagger):
    """Without anything checked the code whose words occur scores highest."""
    assert tagger.predict_proba(["I worry about bills and rent."]).argmax() == 0
    assert tagger.predict_proba(["The meal was cold soup."]).argmax() == 1


def test_prediction_is_one_where_the_score_reaches_the_threshold(taught, texts):
    """Predict and predict_proba agree through the thresholds."""
    scores = taught.predict_proba(texts)
    assert (taught.predict(texts) == (scores >= taught.learned_.thresholds)).all()
    assert set(np.unique(taught.predict(texts))) <= {0, 1}


def test_score_does_not_depend_on_the_other_texts(taught, texts):
    """A text alone scores as it does among others, whatever their order."""
    whole = taught.predict_proba(texts)
    alone = np.vstack([taught.predict_proba([text]) for text in texts])
    turned = taught.predict_proba(texts[::-1])[::-1]
    assert np.abs(whole - alone).max() < 1e-9
    assert np.abs(whole - turned).max() < 1e-9


def test_order_of_the_checked_texts_changes_nothing(codebook, encoder, analyser, texts):
    """Learning from the same texts in another order gives the same scores."""
    known, y, groups = checked()
    order = np.random.default_rng(1).permutation(len(known))
    one = CodebookTagger(codebook, encoder, analyser).fit(known, y, groups=groups)
    other = CodebookTagger(codebook, encoder, analyser).fit(
        [known[i] for i in order], y[order], groups=[groups[i] for i in order]
    )
    assert np.abs(one.predict_proba(texts) - other.predict_proba(texts)).max() < 1e-3


def test_fitting_twice_gives_the_same_bytes(codebook, encoder, analyser):
    """Fit is idempotent and deterministic."""
    known, y, groups = checked()
    one = CodebookTagger(codebook, encoder, analyser).fit(known, y, groups=groups)
    first = one.state_hash
    assert one.fit(known, y, groups=groups).state_hash == first
    other = CodebookTagger(codebook, encoder, analyser).fit(known, y, groups=groups)
    assert other.state_hash == first


def test_refitting_forgets_what_was_learned(taught, tagger, codebook, encoder, analyser):
    """fit([], []) after learning is the codebook alone again."""
    known, y, _ = checked()
    again = CodebookTagger(codebook, encoder, analyser).fit(known, y).fit([], [])
    assert again.state_hash == tagger.state_hash != taught.state_hash


def test_learning_teaches_words_that_the_codebook_does_not_know(codebook, encoder, analyser):
    """A way of saying that people accepted is recognised afterwards."""
    known, y, _ = checked()
    known = [*known, *(f"Skint again {i}." for i in range(10))]
    y = np.vstack([y, np.tile([1, 0, 0], (10, 1))])
    tagger = CodebookTagger(codebook, encoder, analyser)
    before = tagger.fit([], []).predict_proba(["We are skint."])[0, 0]
    after = tagger.fit(known, y).predict_proba(["We are skint."])[0, 0]
    assert after > 2 * before


def test_pairs_that_nobody_looked_at_teach_nothing(codebook, encoder, analyser):
    """A column of -1 leaves the code's own log-odds as the codebook alone has them."""
    known, y, groups = checked()
    y = y.copy()
    y[:, 2] = -1
    tagger = CodebookTagger(codebook, encoder, analyser)
    learned = tagger.fit(known, y, groups=groups).learned_.solution
    assert np.abs(learned.dense[:, 0]).max() > 0.01
    assert not learned.dense[:, 2].any()
    assert not learned.sparse[:, 2].any()
    assert (learned.slope[2], learned.intercept[2]) == (1, 0)


@pytest.mark.parametrize("empty", [[], np.zeros((0, 3)), np.zeros((0, 3), dtype=int)])
def test_nothing_checked_may_be_written_in_any_empty_shape(codebook, encoder, analyser, empty):
    """fit([], []) and an empty array of the right width both mean the codebook alone."""
    tagger = CodebookTagger(codebook, encoder, analyser).fit([], empty)
    assert tagger.predict_proba(["Rent."]).shape == (1, 3)


def test_no_texts_give_no_rows(taught):
    """An empty list is answered with an empty array of the right width."""
    assert taught.predict_proba([]).shape == (0, 3)
    assert taught.suggest([]) == []
    assert taught.explain([]) == []


@pytest.mark.parametrize(
    ("y", "message"),
    [
        (np.zeros((2, 2)), r"\(2, 2\).*need \(2, 3\)"),
        (np.zeros((3, 3)), r"\(3, 3\).*need \(2, 3\)"),
        (np.full((2, 3), 2), "y holds 2"),
        (np.full((2, 3), 0.5), "y holds 0.5"),
    ],
)
def test_wrong_labels_are_refused_with_what_is_wrong(tagger, y, message):
    """The message names the shape or the value."""
    with pytest.raises(UsageError, match=message):
        tagger.fit(["one", "two"], y)


def test_contexts_and_groups_have_to_be_one_a_text(tagger):
    """Too few of either are refused."""
    with pytest.raises(UsageError, match="1 contexts for 2 texts"):
        tagger.predict_proba(["one", "two"], context=["why?"])
    with pytest.raises(UsageError, match="1 groups for 2 texts"):
        tagger.fit(["one", "two"], np.zeros((2, 3)), groups=["P1"])


def test_a_tagger_that_was_not_fitted_says_so(codebook, encoder, analyser):
    """The message tells what to call."""
    tagger = CodebookTagger(codebook, encoder, analyser)
    with pytest.raises(NotFittedError, match=r"fit\(\[\], \[\]\)"):
        tagger.predict(["Rent."])
    with pytest.raises(NotFittedError):
        check_is_fitted(tagger)


def test_clone_and_parameters_keep_arguments_untouched(taught, codebook, encoder):
    """A clone has the same arguments and has learned nothing."""
    copy = clone(taught, safe=False)
    names = {"codebook", "encoder", "analyser", "precision", "deeper"}
    assert set(copy.get_params(deep=False)) == names
    assert taught.get_params(deep=False)["encoder"] is encoder
    assert not hasattr(copy, "learned_")
    assert copy.set_params(codebook=codebook).codebook is codebook


def test_prepared_texts_are_accepted_in_place_of_texts(taught, texts):
    """Scores from prepared texts are those from the texts themselves."""
    contexts = ["How was it?"] * len(texts)
    prepared = taught.prepare(texts, contexts)
    assert (taught.predict_proba(prepared) == taught.predict_proba(texts, contexts)).all()
    part = prepared[np.array([5, 0])]
    assert part.texts == (texts[5], texts[0])
    assert np.allclose(
        taught.predict_proba(part), taught.predict_proba(prepared)[[5, 0]], atol=1e-12
    )


def test_prepared_texts_survive_a_pickle(taught, texts):
    """They can be sent to another process."""
    prepared = taught.prepare(texts)
    again = pickle.loads(pickle.dumps(prepared))
    assert (taught.predict_proba(again) == taught.predict_proba(prepared)).all()


def test_texts_prepared_for_another_codebook_are_refused(taught, codebook, encoder, analyser):
    """A prepared text knows what it was prepared with."""
    from dataclasses import replace

    other = CodebookTagger(replace(codebook, codes=codebook.codes[:2]), encoder, analyser)
    with pytest.raises(UsageError, match="another codebook"):
        taught.predict(other.prepare(["Rent."]))


def test_equal_texts_are_encoded_once(tagger, encoder):
    """Repeated answers cost nothing."""
    tagger.prepare(["warm up"])
    start = encoder.encoded
    tagger.prepare(["The bus was late."] * 50)
    assert encoder.encoded - start < 10


def test_a_codebook_of_one_code_works(codebook, encoder, analyser):
    """Likeness is centred over the codes; one code alone still has something to be centred on."""
    from dataclasses import replace

    one = CodebookTagger(replace(codebook, codes=codebook.codes[:1]), encoder, analyser).fit([], [])
    scores = one.predict_proba(["I worry about rent and bills.", "The soup was cold."])
    assert scores[0, 0] > scores[1, 0]


def test_a_codebook_without_codes_is_refused(codebook, encoder, analyser):
    """There is nothing to suggest."""
    from dataclasses import replace

    with pytest.raises(UsageError, match="no code"):
        CodebookTagger(replace(codebook, codes=()), encoder, analyser).fit([], [])


def test_agreement_is_counted_on_what_was_left_out(taught, codebook):
    """Each code's counts are those of the cross-fitted scores."""
    left_out, y = taught.learned_.left_out, taught.learned_.y
    food = taught.agreements()[1]
    chosen = left_out[:, 1] >= taught.learned_.thresholds[1]
    assert food.code_id == codebook.codes[1].id
    assert (food.checked, food.uses) == (60, int((y[:, 1] == 1).sum()))
    assert (food.suggested, food.hits) == (chosen.sum(), (chosen & (y[:, 1] == 1)).sum())


def test_with_few_checked_the_codebook_alone_is_judged(codebook, encoder, analyser, texts, labels):
    """It has learned from none of them, so it can be."""
    alone = CodebookTagger(codebook, encoder, analyser).fit([], [])
    few = CodebookTagger(codebook, encoder, analyser).fit(texts, labels)
    assert few.learned_.left_out == pytest.approx(alone.predict_proba(texts))


def test_looked_hides_what_nobody_looked_at(codebook, encoder, analyser):
    """Routed beside y, the mask means what -1 in y means."""
    texts, y, groups = checked()
    mask = np.ones(y.shape)
    mask[:30, 1] = 0
    one = CodebookTagger(codebook, encoder, analyser).fit(texts, y, groups=groups, looked=mask)
    two = CodebookTagger(codebook, encoder, analyser).fit(
        texts, np.where(mask > 0, y, -1), groups=groups
    )
    assert one.state_hash == two.state_hash


def test_looked_has_the_shape_of_y(tagger):
    """Another shape is refused."""
    with pytest.raises(UsageError, match=r"looked has shape \(3,\), but y has \(1, 3\)"):
        tagger.fit(["a"], [[0, 0, 1]], looked=[1, 1, 1])


def test_looked_is_routed_by_scikit_learn(codebook, encoder, analyser):
    """cross_val_predict hands each fold its share of the mask."""
    texts, y, _ = checked()
    mask = np.ones(y.shape)
    mask[:, 2] = 0
    tagger = CodebookTagger(codebook, encoder, analyser)
    with sklearn.config_context(enable_metadata_routing=True):
        tagger.set_fit_request(looked=True)
        scores = cross_val_predict(
            tagger, texts, y, cv=3, method="predict_proba", params={"looked": mask}
        )
    slopes = clone(tagger).fit(texts, y, looked=mask).learned_.solution.slope
    assert scores.shape == y.shape
    assert slopes[2] == pytest.approx(1, abs=1e-6)
    assert slopes[1] != pytest.approx(1, abs=1e-6)
