"""Words that a text shares with what the codebook tells of a code."""

import numpy as np
import pytest

from themekit.codebook import Code, Codebook
from themekit.tagging.told import read_told, shared_words

CODEBOOK = Codebook(
    "Small",
    "1",
    (),
    (
        Code(id="a", name="Manner", definition="Friendly polite staff", path=("Manner",)),
        Code(id="b", name="Time", examples=("We waited and staff waited",), path=("Time",)),
        Code(id="c", name="Friendly", path=("Friendly",)),
    ),
)


@pytest.fixture
def told(analyser):
    """Return the words of a codebook of three codes."""
    return read_told(CODEBOOK, analyser)


def test_a_code_is_told_in_its_definition_and_examples_not_in_its_name(told):
    """A name's few words mean other things elsewhere."""
    manner, time, named = shared_words([["friendly", "polite"]], told)[0]
    assert manner > max(time, named)
    assert time == pytest.approx(named)


def test_a_word_of_many_codes_counts_less(told):
    """Staff is told of twice, polite once."""
    common, rare = shared_words([["staff"], ["polite"]], told)[:, 0]
    assert rare > common


def test_a_long_text_shares_some_by_chance(told):
    """The same word counts less among many."""
    short, long = shared_words([["polite"], ["polite", *map(str, range(20))]], told)[:, 0]
    assert short > long > 0


def test_no_words_share_nothing(told):
    """A text of marks and function words is like every code."""
    assert not shared_words([[]], told).any()
    assert shared_words([], told).shape == (0, len(CODEBOOK.codes))


def test_what_surrounds_a_text_is_compared_too(tagger):
    """The question tells what a short answer is about."""
    asked, other = tagger.prepare(["Yes.", "Yes."], ["Can you pay your rent?", "How is the soup?"])[
        :
    ].shared_around
    assert asked[0] > other[0]
    assert np.isfinite(asked).all()
