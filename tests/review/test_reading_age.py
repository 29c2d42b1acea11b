"""What peer researchers read is plain: reading age about 11, short sentences, none of our words.

The grade is Flesch-Kincaid's: 0.39 words a sentence + 11.8 syllables a word - 15.59 (Kincaid,
Fishburne, Rogers and Chissom 1975, Derivation of new readability formulas for Navy enlisted
personnel, Research Branch Report 8-75). Grade 6 is read at 11 to 12 years. Syllables are counted as
groups of vowels, without a silent e at the end.
"""

from __future__ import annotations

import re
from pathlib import Path

import pytest

from themekit import review

TEMPLATES = Path(review.__file__).parent / "templates"
GRADE = 6.0
LONGEST = 25
"""Words of a sentence."""
SENTENCE = 5
"""Words of the shortest that is counted as one."""
FEW = 40
"""Words below which a page's grade says little; all pages together are held to it too."""
OURS = ("reject", "score", "segment", "adjudicat", "kappa", "code", "coder", "blind", "assisted")
WORD = re.compile(r"[A-Za-z][A-Za-z'’-]*|\d+")


def sentences(text: str) -> list[list[str]]:
    """Return the words of each sentence; a heading, a label and a line are sentences too."""
    parts = re.split(r"[.?:;]+(?=\s|$)|\n{2,}", text)
    return [words for part in parts if (words := WORD.findall(part))]


def syllables(word: str) -> int:
    """Return how many syllables a word has, about."""
    plain = word.lower().replace("’", "'")
    if plain.isdigit():
        return 1
    if re.search(r"[^aeiouyl]e$|[^td]ed$|[^cgsxz]es$", plain) and len(plain) > 3:
        plain = re.sub(r"e[ds]?$", "", plain)
    return max(1, len(re.findall(r"[aeiouy]+", plain)))


def grade(parts: list[list[str]]) -> float:
    """Return the Flesch-Kincaid grade of what is a sentence: labels and buttons would flatter it."""
    said = [one for one in parts if len(one) >= SENTENCE]
    words = [word for one in said for word in one]
    return 0.39 * len(words) / len(said) + 11.8 * sum(map(syllables, words)) / len(words) - 15.59


def told(path: Path) -> str:
    """Return what a template or a page of docs says; "it" stands where something is filled in."""
    text = path.read_text(encoding="utf-8")
    if path.suffix == ".md":
        text = re.sub(
            r"<[^>]*>|!\[[^\]]*\]\([^)]*\)|\]\([^)]*\)|[*_`#>\[\]]|^\|?[-| ]+\|$",
            "",
            text,
            flags=re.MULTILINE,
        )
        return re.sub(r"\s*\|\s*|\n- ", "\n\n", text)
    text = re.sub(
        r"\{#.*?#\}|<title>.*?</title>|\{% block title %\}.*?\n", " ", text, flags=re.DOTALL
    )
    text = re.sub(r"\{%.*?%\}", "", text, flags=re.DOTALL)
    text = re.sub(r"\{\{.*?\}\}", "it", text, flags=re.DOTALL)
    text = re.sub(
        r"</?(?:p|h[1-6]|li|legend|label|button|summary|option|th|td)\b[^>]*>", "\n\n", text
    )
    return re.sub(r"<[^>]*>", " ", text)


def is_peers(path: Path) -> bool:
    """Tell whether a template is for peer researchers."""
    desk = "{% block kind %}desk" in path.read_text(encoding="utf-8")
    return not (desk or path.stem.startswith("desk") or path.stem == "base")


PAGES = [
    *sorted(filter(is_peers, TEMPLATES.glob("*.html"))),
    Path(__file__).parents[2] / "docs" / "for-peer-researchers.md",
]


def test_the_formula_is_known() -> None:
    """A sentence of six words with one syllable each is below the first grade."""
    assert grade([["The", "cat", "sat", "on", "the", "mat"]]) == pytest.approx(-1.45)
    counted = {"people": 2, "passage": 2, "upset": 2, "named": 1, "wanted": 2, "facilitator": 5}
    assert {word: syllables(word) for word in counted} == counted


@pytest.mark.parametrize("path", PAGES, ids=lambda path: path.stem)
def test_a_page_is_read_at_eleven(path: Path) -> None:
    """No long sentence, no long words, none of ours."""
    said = sentences(told(path))
    assert [" ".join(one) for one in said if len(one) > LONGEST] == []
    words = [word.lower() for one in said for word in one]
    assert [word for word in words if word.startswith(OURS)] == []
    if len(words) >= FEW:
        assert grade(said) <= GRADE


def test_all_pages_together_are_read_at_eleven() -> None:
    """Those too that say little."""
    assert grade([one for path in PAGES for one in sentences(told(path))]) <= GRADE
