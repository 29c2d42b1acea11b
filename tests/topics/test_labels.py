"""A topic's label says something that its passages bear out, or says that it does not."""

from __future__ import annotations

import numpy as np

from themekit.topics import NO_LABEL
from themekit.topics.labels import Named, Namer, checked_labels
from themekit.topics.phrases import phrases_in

RENT = [f"The food bank helped with the rent, number {n}" for n in range(8)]
REST = [f"The bus came late again to the stop, time {n}" for n in range(20)]
TERMS = [("food", "bank", "food bank", "help", "rent")] * 8 + [("bus", "stop", "come")] * 20
CASES = [[f"case {n}"] for n in range(28)]


def namer(cases: list[list[str]] = CASES, terms: list[tuple[str, ...]] = TERMS) -> Namer:
    """Name two topics."""
    return Namer(np.array([0] * 8 + [1] * 20), [*RENT, *REST], terms, cases)


def test_a_label_is_words_that_set_a_topic_apart_and_a_phrase_its_people_share() -> None:
    """The words that stand in the phrase are not told twice."""
    found = namer().names({0: ("food bank", "rent", "help")})[0]
    assert found.words == ("food bank", "help", "rent")
    assert found.label == "food bank: \u201cbank helped with the rent\u201d"


def test_words_that_stand_in_talk_about_anything_name_nothing() -> None:
    """However telling they are of the topic by number."""
    light = [("it", "know", "go")] * 8 + [("bus",)] * 20
    found = namer(terms=light).names({0: ("it", "know", "go")})[0]
    assert (found.words, found.phrase, found.label) == ((), "", "")


def test_words_that_stand_everywhere_name_nothing() -> None:
    """What the whole study is about sets no topic apart."""
    same = [("transport", "driver")] * 28
    assert namer(terms=same).names({0: ("transport", "driver")})[0].words == ()


def test_words_that_few_of_its_texts_hold_name_nothing() -> None:
    """Some people's stories are no topic."""
    few = [("hotel", "lease")] * 2 + [("x",)] * 6 + [("bus",)] * 20
    assert namer(terms=few).names({0: ("hotel", "lease")})[0].words == ()


def test_words_of_fewer_than_three_people_stand_nowhere() -> None:
    """However often these say them: neither in a label nor among the words of a topic."""
    two = [[f"case {n % 2}"] for n in range(8)] + CASES[8:]
    found = namer(cases=two)
    assert found.said_by_several(0, ("food bank", "rent")) == ()
    assert found.said_by_several(1, ("bus", "stop")) == ("bus", "stop")
    assert found.names({0: ("food bank", "rent")})[0].phrase == ""


def test_without_a_shared_phrase_two_words_are_needed() -> None:
    """One word alone is no label."""
    assert Named(("rent",)).label == ""
    assert Named(("rent", "landlord")).label == "rent, landlord"
    assert Named(("rent", "bank"), "food bank").label == "rent: \u201cfood bank\u201d"
    assert Named(("bank",), "food banks").label == "\u201cfood banks\u201d"


def test_a_label_that_lies_nearer_to_another_topic_is_none() -> None:
    """Its meaning is checked against the passages of every topic."""
    middles = np.eye(3, dtype=np.float32)
    known = {"rent landlord": 0, "bus stop": 2, "lease hotel": 2}

    def vectors(texts: list[str]) -> np.ndarray:
        return np.array([middles[known[text]] for text in texts], dtype=np.float32)

    names = {
        0: Named(("rent", "landlord")),
        1: Named(("bus", "stop")),
        2: Named(("lease", "hotel")),
    }
    assert checked_labels(names, middles, vectors) == {
        0: "rent, landlord",
        1: NO_LABEL,
        2: "lease, hotel",
    }


def test_a_label_that_is_far_from_its_passages_is_none() -> None:
    """Nearest of all is not near enough."""
    middles = np.eye(2, dtype=np.float32)
    far = np.array([[0.45, 0.1]], dtype=np.float32)
    assert checked_labels({0: Named(("a", "b"))}, middles, lambda _: far) == {0: NO_LABEL}
    told = checked_labels({0: Named(("a", "b"), "a long b")}, middles, lambda _: far)
    assert told[0] != NO_LABEL


def test_topics_without_words_have_no_label() -> None:
    """And nothing is encoded for them."""
    assert checked_labels({0: Named()}, np.eye(1, dtype=np.float32), lambda _: 1 / 0) == {
        0: NO_LABEL
    }


def test_a_phrase_begins_and_ends_with_words_that_say_something() -> None:
    """It stays within a clause, and holds no number."""
    found = set(phrases_in("I waited over an hour, and 3 crews came: picked up at home"))
    assert "waited over an hour" in found
    assert "picked up" in found
    assert not any(phrase.startswith(("an ", "over ", "i ")) for phrase in found)
    assert not any("3" in phrase or "hour and" in phrase for phrase in found)
