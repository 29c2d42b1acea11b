"""Somebody's words leave the codebook, and everything else of it stays as it was written."""

from __future__ import annotations

import pytest

from themekit.codebook import parse_codebook, without_words

HEAD = "name: Small\nthemes: [{name: Demand}]\ncodes:\n  # Agreed.\n  - name: More\n    theme: Demand\n"
TAIL = "    definition: More came.  # so far\n  - name: Less\n    theme: Demand\n"


def theirs(text: str) -> bool:
    """Tell whether a text is of the person."""
    return "quill" in text


@pytest.mark.parametrize(
    ("before", "after"),
    [
        ("    examples:\n      - a quill\n      - others  # kept\n",
         "    examples:\n      - others  # kept\n"),
        ("    examples:\n      - others\n      # why\n      - a quill  # gone\n",
         "    examples:\n      - others\n      # why\n"),
        ("    examples:\n      - a quill\n", "    examples:\n      []\n"),
        ("    examples: [a quill, 'others, too']\n", "    examples: ['others, too']\n"),
        ('    near_misses: ["a quill"]\n', "    near_misses: []\n"),
        ("    examples: a quill\n", '    examples: ""\n'),
        ("    plain_example: a quill\n", '    plain_example: ""\n'),
        ("    examples:\n      - >\n        a quill\n        in two lines\n\n      - others\n",
         "    examples:\n\n      - others\n"),
        ("    # a quill, as one said\n    examples: [others]\n", "    examples: [others]\n"),
    ],
)  # fmt: skip
def test_their_words_leave_the_text_and_the_rest_stays(before: str, after: str) -> None:
    """Comments, order and writing stay, and what was in a list alone leaves it empty."""
    assert without_words(HEAD + before + TAIL, theirs) == HEAD + after + TAIL
    assert parse_codebook(HEAD + after + TAIL)[0] is not None


def test_line_ends_stay() -> None:
    """A file from Windows keeps its own."""
    text = (HEAD + "    examples: [a quill, b]\n" + TAIL).replace("\n", "\r\n")
    assert without_words(text, theirs) == text.replace("a quill, b", "b")


def test_an_example_written_once_and_used_twice_leaves_both_places() -> None:
    """Where lines cannot simply go, the file is written anew."""
    text = HEAD + "    examples: [&one a quill, b]\n" + TAIL + "    near_misses: [*one]\n"
    codebook = parse_codebook(without_words(text, theirs) or "")[0]
    assert codebook is not None
    assert [one.examples for one in codebook.codes] == [("b",), ()]
    assert [one.near_misses for one in codebook.codes] == [(), ()]


def test_what_a_code_means_is_for_its_authors_to_word_anew() -> None:
    """A definition that names somebody stays, and is told."""
    text = HEAD + TAIL.replace("More came", "A quill came")
    assert without_words(text, lambda one: "uill" in one) == text
