"""Bytes to text."""

from __future__ import annotations

import pytest

from themekit.errors import InputError
from themekit.reading.decode import MAX_CHARACTERS, check_text, decode


def test_decode_removes_the_utf8_mark() -> None:
    """A byte order mark is no part of the text."""
    assert decode(b"\xef\xbb\xbfHi\xc3\xa9", "a.txt").text == "Hié"


@pytest.mark.parametrize("encoding", ["utf-16", "utf-16-le", "utf-16-be", "utf-32"])
def test_decode_reads_wide_encodings_with_and_without_mark(encoding: str) -> None:
    """UTF-16 and UTF-32 are recognised by their mark, or by their NUL bytes."""
    assert decode("INT: How – “well”?\n".encode(encoding), "a.txt").text == "INT: How – “well”?\n"


def test_decode_says_when_utf16_was_guessed() -> None:
    """UTF-16 without a mark is an assumption, so it is said."""
    assert "UTF-16-LE" in decode("Hello there".encode("utf-16-le"), "a.txt").notes[0]


def test_decode_makes_every_line_end_lf() -> None:
    """CRLF and CR become LF; nothing else is touched."""
    assert decode(b"a\r\nb\rc\n\x0bd\xe2\x80\xa8e", "a").text == "a\nb\nc\n\x0bd\u2028e"


def test_decode_keeps_curly_quotes_and_no_break_spaces() -> None:
    """Matching folds them later; the text keeps them."""
    text = "‘so’\u00a0“it” – said…"
    assert decode(text.encode(), "a").text == text


def test_decode_reads_latin1_and_says_so() -> None:
    """Text that is not UTF-8 is read as Windows-1252, with a note."""
    found = decode("The café cost £20 a week".encode("latin-1"), "a.txt")
    assert found.text == "The café cost £20 a week"
    assert "Windows-1252" in found.notes[0]


def test_decode_reads_windows_quotes() -> None:
    """The quotation marks that Word pastes in come out as such."""
    assert decode(b"\x93Yes\x94 \x96 it\x92s", "a").text == "“Yes” – it’s"


def test_decode_mends_stray_windows_bytes_in_utf8() -> None:
    """One pasted byte does not turn the rest of a UTF-8 file into mojibake."""
    found = decode("Café, naïve, £5, “so”\n".encode() + b"it\x92s", "a.txt")
    assert found.text.endswith("“so”\nit’s")
    assert "Line 2" in found.notes[0]


def test_decode_tries_other_alphabets() -> None:
    """Cyrillic in its old encoding is not read as accented Latin."""
    text = "Мы работали весь год, и людям нужна была помощь каждый день. " * 20
    assert decode(text.encode("cp1251"), "a.txt").text == text


def test_decode_refuses_nul_bytes_with_their_line() -> None:
    """A NUL byte means no text, and the message says where it is."""
    with pytest.raises(InputError, match=r"a\.txt:2: Character 4 is a NUL byte"):
        decode(b"ab\n\x00cd\xff", "a.txt")


def test_decode_refuses_half_a_utf16_character() -> None:
    """A file that was cut in the middle of a character is damaged."""
    with pytest.raises(InputError, match="begins as UTF-16-LE but byte 3 is not"):
        decode(b"\xff\xfea\x00b", "a.txt")


def test_check_text_refuses_a_long_line() -> None:
    """Nobody says a million characters in one breath."""
    with pytest.raises(InputError, match="Line 2 holds more than 1,000,000 characters"):
        check_text("a\n" + "b" * 1_000_001, "a.txt")


def test_check_text_refuses_a_library_in_one_file() -> None:
    """A text of millions of characters is no transcript."""
    with pytest.raises(InputError, match="3,000,000 is the most"):
        check_text("words\n" * (MAX_CHARACTERS // 6 + 1), "a.txt")


def test_check_text_refuses_white_space() -> None:
    """A template without words holds no text."""
    with pytest.raises(InputError, match="holds no text"):
        check_text(" \n\t\n", "a.txt")
