"""What the middle layer of an encoder adds, and how hard little evidence is held back."""

import numpy as np
import pytest

from support import WordEncoder
from themekit.tagging import CodebookTagger
from themekit.tagging.learner import PENALTIES, penalties_for


class Layered(WordEncoder):
    """A bag of words whose middle layer alone tells a question from a statement."""

    key = "layered bag"

    def encode_layers(self, texts, spans):
        """Return vectors, those of parts, and a middle layer of two directions."""
        parts = [one.of(text) for text, of in zip(texts, spans, strict=True) for one in of]
        inner = [[1.0, 0.0] if "?" in text else [0.0, 1.0] for text in texts]
        return (
            self.encode(texts),
            self.encode(parts),
            np.array(inner, np.float32).reshape(len(texts), 2),
        )


@pytest.fixture(scope="module")
def layered(codebook, analyser, texts, labels):
    """Return a tagger taught with an encoder that shows its middle layer."""
    said = [f"{text} Person {row} said so." for row in range(7) for text in texts]
    return CodebookTagger(codebook, Layered(), analyser).fit(said, np.tile(labels, (7, 1)))


def test_the_sum_holds_with_a_middle_layer(layered, texts):
    """What the layer adds is told with the rest, to 1e-9."""
    decided = layered.decision_function(texts)
    for row, codes in enumerate(layered.explain(texts)):
        for column, one in enumerate(codes.values()):
            total = one.base + sum(part.weight for part in one.parts)
            assert total == pytest.approx(decided[row, column], abs=1e-9)


def test_a_tagger_with_a_middle_layer_survives_the_disk(layered, texts, tmp_path, analyser):
    """Scores and hash are those of before."""
    layered.save(tmp_path)
    again = CodebookTagger.load(tmp_path, Layered(), analyser)
    assert (again.predict_proba(texts) == layered.predict_proba(texts)).all()
    assert again.state_hash == layered.state_hash


def test_what_only_the_middle_layer_shows_is_learned(codebook, analyser):
    """Neither the words nor the last layer hold the mark that tells the texts apart."""
    texts = [f"somebody{row} said so{'?' if row % 2 else '!'}" for row in range(60)]
    y = np.zeros((60, 3), int)
    y[1::2, 2] = 1
    asked, told = "so?", "so!"

    def gap(one):
        learned = CodebookTagger(codebook, one, analyser).fit(texts, y)
        first, second = learned.decision_function([asked, told])[:, 2]
        return first - second

    class Deaf(Layered):
        """The same words with the marks taken off the last layer."""

        def encode(self, texts):
            return super().encode([text.rstrip("?!") for text in texts])

    class Flat(WordEncoder):
        """The same without a middle layer."""

        def encode(self, texts):
            return super().encode([text.rstrip("?!") for text in texts])

    assert gap(Flat()) == pytest.approx(0, abs=1e-6)
    assert gap(Deaf()) > 1


def test_a_codebook_alone_hears_only_the_tone_of_the_middle_layer(codebook, analyser, texts):
    """With nothing checked there is nothing else to learn from it."""
    flat, alone = (
        CodebookTagger(codebook, one, analyser).fit([], []) for one in (WordEncoder(), Layered())
    )
    heard = [
        {code: sum(part.weight for part in one.parts if part.kind == "tone")}
        for told in alone.explain(texts)
        for code, one in told.items()
    ]
    assert any(weight for one in heard for weight in one.values())
    assert not any(
        part.kind == "tone"
        for told in flat.explain(texts)
        for one in told.values()
        for part in one.parts
    )


def test_the_more_is_checked_the_harder_each_coefficient_is_held_back():
    """A quarter of the ridge at first, half of it at three hundred, at most all of it."""
    shares = [penalties_for(count).dense / PENALTIES.dense for count in (1, 100, 300, 10**9)]
    assert shares == pytest.approx([0.25, 0.25, 0.5, 1.0])
    assert penalties_for(300).slope == PENALTIES.slope
