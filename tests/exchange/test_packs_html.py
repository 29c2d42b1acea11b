"""A pack as one HTML file: what is in it, what it may do, and what nobody reads in it."""

from __future__ import annotations

import base64
import hashlib
import json
import re
from dataclasses import replace

import pytest
from cryptography.exceptions import InvalidTag
from cryptography.hazmat.primitives.ciphers.aead import AESGCM
from cryptography.hazmat.primitives.hashes import SHA256
from cryptography.hazmat.primitives.kdf.pbkdf2 import PBKDF2HMAC

from exchange.packing import pack, passage
from themekit.exchange.packs import pack_from_json
from themekit.exchange.packs.html import sealed_page, whole_page

NASTY = "</script><script>alert(1)</script> <!-- <script> \u2028 & ]]> \u2029 end"
WORDS = "river lamp nine stones"


def data_of(page: str) -> str:
    """Return the data in a page, as it is written there."""
    found = re.search(r'id="pack">(.*?)</script>', page, re.DOTALL)
    assert found
    return found.group(1)


def test_nothing_in_the_data_ends_it_early() -> None:
    """Neither a tag nor a comment nor a line's end of old scripts; and it is all there."""
    told = pack(1, passages=(passage(1, NASTY),))
    page = whole_page(told).decode()
    assert not set("<>&\u2028\u2029") & set(data_of(page))
    assert pack_from_json(json.loads(data_of(page))) == told
    assert page.count("<script") == page.count("</script>") == 3


def test_only_the_files_own_script_and_style_may_run() -> None:
    """By their hashes; nothing may be loaded, sent or put in a frame."""
    page = whole_page(pack()).decode()
    policy = re.search(r'Content-Security-Policy" content="([^"]+)"', page)
    assert policy
    told = policy.group(1).replace("&#39;", "'")
    assert told.startswith("default-src 'none'; ")
    assert "unsafe" not in told
    for kind, tag in (("script-src", "script"), ("style-src", "style")):
        allowed = next(one for one in told.split("; ") if one.startswith(kind))
        for text in re.findall(rf"<{tag}>(.*?)</{tag}>", page, re.DOTALL):
            digest = base64.b64encode(hashlib.sha256(text.encode()).digest()).decode()
            assert f"'sha256-{digest}'" in allowed


def test_nothing_outside_of_the_file_is_named() -> None:
    """There is no address in it, and no attribute that loads or runs anything."""
    page = whole_page(pack()).decode()
    assert not re.search(r"https?:|\bsrc=|\bon[a-z]+=|\bstyle=|@import|url\(", page)


def test_sixty_long_passages_stay_small() -> None:
    """Under 400 kB, with all that stands around them, to be read without script too."""
    said = "People waited and waited until somebody at last rang them back again. " * 11
    around = "Before that we had talked of other things, and not for long. " * 5
    many = tuple(passage(n, said, before=around, after=around) for n in range(1, 61))
    assert len(whole_page(pack(passages=many))) < 400_000


def test_the_script_is_of_2017() -> None:
    """Nothing that browsers learned later stands in it."""
    page = whole_page(pack()).decode()
    script = re.findall(r"<script>(.*?)</script>", page, re.DOTALL)[-1]
    later = (
        r"\?\.|\?\?|catch\s*\{|\{\s*\.\.\.|\.\.\.[\w.]+\s*\}|\d_\d|\bawait\s*\(\s*of|for await|"
        r"\.at\(|replaceAll|replaceChildren|fromEntries|\.flat\(|flatMap|matchAll|globalThis|"
        r"structuredClone|static\s|#\w+\s*[=(]|\bimport\b(?!Key)"
    )
    assert not re.findall(later, script)


def test_the_questionnaire_says_first_that_it_can_be_answered() -> None:
    """In its first lines, with what a reply looks like and that nothing is sent."""
    page = whole_page(pack()).decode()
    begins = re.sub(r"<[^>]+>", "", page.partition("<main")[2])[:900]
    assert begins.index("no buttons") < 60
    assert "K7Q: 1 A, 2 B, 3 C, 4 D" in begins
    assert "Nothing is sent from here" in begins


def test_every_passage_and_question_is_in_the_questionnaire() -> None:
    """By its number, with a letter for every answer."""
    main = whole_page(pack(3)).decode().partition("<main")[2].partition("</main>")[0]
    assert re.findall(r"Passage (\d)</h2>", main) == ["1", "2", "3"]
    assert re.findall(r"Question (\d)\.", main) == ["1", "2", "3", "4", "5", "6"]
    assert main.count("<b>C</b> not sure") == 6


def test_a_hard_passage_is_closed_in_the_questionnaire() -> None:
    """What it mentions is said before, and whoever wants to reads it."""
    hard = pack(1, passages=(passage(1, note="This passage mentions violence."),))
    main = whole_page(hard).decode().partition("<main")[2]
    assert main.index("mentions violence") < main.index("<summary>Read it") < main.index("waited")


def opened(page: bytes, words: str) -> str:
    """Open a locked page as its script does."""
    told = json.loads(data_of(page.decode()))
    salt, iv, data = (base64.b64decode(told[one]) for one in ("salt", "iv", "data"))
    assert told["rounds"] >= 600_000
    key = PBKDF2HMAC(SHA256(), 32, salt, told["rounds"]).derive(words.encode())
    return AESGCM(key).decrypt(iv, data, None).decode()


def test_a_locked_pack_opens_with_its_words_alone() -> None:
    """With others it does not."""
    page = sealed_page(pack(), f" {WORDS} ")
    assert pack_from_json(json.loads(opened(page, WORDS))) == pack()
    with pytest.raises(InvalidTag):
        opened(page, WORDS + "x")


def test_nobody_reads_a_locked_pack() -> None:
    """No word of it, not even the study's title or the pack's code, stands in the file."""
    page = sealed_page(replace(pack(), title="Zanzibar"), WORDS).decode()
    for word in ("waited", "Zanzibar", "K7Q", "020 7946", "Long waits", "c0de"):
        assert word not in page


def test_no_two_locked_packs_are_alike() -> None:
    """Salt and nonce are new each time."""
    one, other = (data_of(sealed_page(pack(), WORDS).decode()) for _ in range(2))
    assert all(json.loads(one)[name] != json.loads(other)[name] for name in ("salt", "iv", "data"))
