"""Words of another encoding, and words that only look odd."""

from __future__ import annotations

import pytest

from sensing import answers, row, talk, talks, within

FRENCH = "J’étais d’accord, c’était déjà l’été."
RUSSIAN = "Мы долго ждали ответа от службы поддержки."
POLISH = "Było już późno, więc źle spałam i się bałam."
GREEK = "Ήταν δύσκολος χειμώνας για όλους."
CHINESE = "去年冬天我们等了很久。"


def misread(text: str, page: str) -> str:
    """Read the bytes of UTF-8 in another code page."""
    return (
        text.encode().decode(page, "replace").replace("\ufffd", "\x81" if page == "cp1252" else "")
    )


@pytest.mark.parametrize(
    "text",
    [
        misread(FRENCH, "cp1252"),
        misread(RUSSIAN, "cp1252"),
        misread(POLISH, "cp1252"),
        misread(GREEK, "cp1252"),
        misread(CHINESE, "cp1252"),
        misread(RUSSIAN, "latin-1"),
        misread(RUSSIAN, "cp1251"),
        misread(FRENCH, "mac_roman"),
        misread(FRENCH, "cp850"),
        RUSSIAN.encode("cp1251").decode("cp1252"),
        GREEK.encode("cp1253").decode("cp1252"),
        POLISH.encode("cp1250").decode("cp1252"),
        "It doesn�t help and we can�t wait.",
        "It doesn?t help, and I?m tired of it.",
        "It doesn&rsquo;t help &amp; we can&#8217;t wait.",
        "It doesn=E2=80=99t help, said Ren=C3=A9.",
        "The bill was Â£40 and it was 5Â° outside.",
    ],
)
def test_words_of_another_encoding_are_doubted(text: str) -> None:
    """In a transcript and in a table alike."""
    assert within(talks(interviewer=("INT",)), talk(("INT", "How?"), ("P1", text))).keys() == {
        "wrong-encoding"
    }
    found = within(answers(), row("R1", "Fine."), row("R2", text))["wrong-encoding"]
    assert "save the file again as UTF-8" in found.hint


@pytest.mark.parametrize(
    "text",
    [
        FRENCH, RUSSIAN, POLISH, GREEK, CHINESE,
        "MAÇÃ” e “MANHÔ, NÃO",
        "The CAFÉ’s “VOILÀ”… ‘café’” 3×½ ¿Qué? Gauß’s law, naïve œuvre — 20 °C, £40, 5 m².",
        "İstanbul’da ışık; ŞİŞLİ’de “ÇAĞ”… ĞÜÇ",
        "Łódź, źdźbło, Ångström, Dvořák, ÅÄÖ, Þór, Ðað",
        "Why?I asked. Look at example.org/?s=1&t=2 or what? no",
        "R&D; a=b; x >= 3; C:\\users",
        "Tiếng Việt: Ấ Ầ Ẩ “Â”… không được",
        "שלום, مرحبا، नमस्ते, สวัสดี, 안녕하세요, ありがとう",
    ],
)  # fmt: skip
def test_words_of_any_language_are_not(text: str) -> None:
    """Capitals with signs before quotes look most like bytes gone wrong."""
    assert within(talks(interviewer=("INT",)), talk(("INT", "How?"), ("P1", text))) == {}


def test_the_places_are_counted_over_the_whole_table() -> None:
    """One doubt a file, with an example."""
    rows = [row(f"R{at}", misread("Das hätte früher kommen müssen", "cp1252")) for at in range(10)]
    found = within(answers(), *rows)["wrong-encoding"]
    assert "words in 30 places" in found.message


def test_answers_to_closed_questions_are_looked_at_too() -> None:
    """A place or a wording of another encoding makes an answer of its own."""
    place = {"area": misread("Île d’Orléans", "cp1252")}
    assert within(answers(), row("R1", "Fine.", attributes=place)).keys() == {"wrong-encoding"}
    assert within(answers(), row("R1", "Fine.", attributes={"area": "Île d’Orléans"})) == {}
