"""A question is one in every script."""

from __future__ import annotations

import pytest

from themekit.language import asks


@pytest.mark.parametrize(
    "said",
    [
        "How did you get here?",
        "¿Cómo llegaste aquí?",
        "كيف وصلت إلى المركز؟",
        "你是怎么来到中心的？",
        "どうやって来ましたか。",
        "Πώς ήρθατε στο κέντρο;",
        "Πώς ήρθατε στο κέντρο\u037e",
        "Και μετά τι έγινε «εδώ»;",
        "Ինչպե՞ս եկաք կենտրոն",
        "እንዴት መጡ፧",
        "You did what⁈",
        "？",
    ],
)
def test_words_that_ask_are_told_in_every_script(said: str) -> None:
    """The marks of other scripts ask as '?' does; Greek asks with what looks like a semicolon."""
    assert asks(said)


@pytest.mark.parametrize(
    "said",
    [
        "",
        "I came by bus; it was late.",
        "¡Qué frío hacía aquel día!",
        "¿",
        "أخبرتني جارتي عن المكان، فجئت.",
        "邻居告诉我的。",
        "行きました。",
        "Ήρθα με το λεωφορείο· έκανε κρύο.",
    ],
)
def test_words_that_state_something_ask_nothing(said: str) -> None:
    """A semicolon after Latin letters, and an upside-down mark alone, close no question."""
    assert not asks(said)
