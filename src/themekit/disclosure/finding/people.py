"""Names of people, in capitals, in lower case, short, foreign or misspelt.

A statistical model finds names that are written as in newspapers, and few others. So a word is
taken for a name where it is one that people bear, or where nobody would say anything else in its
place: after *Dr*, after *my key worker*, before *said*. Which words are no name follows from the
model's dictionary.
"""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Callable, Iterable, Iterator, Mapping
from functools import cache, cached_property
from importlib import resources
from typing import TYPE_CHECKING

from themekit.disclosure.finding.found import Found
from themekit.disclosure.finding.spelling import Spellings

if TYPE_CHECKING:
    from spacy.tokens import Doc, Token


@cache
def _cues() -> Mapping[str, frozenset[str]]:
    """Return the lists of words that `cues.txt` holds, by name."""
    text = resources.files(__package__).joinpath("cues.txt").read_text(encoding="utf-8")
    lines = (line.partition(": ") for line in text.splitlines() if not line.startswith("#"))
    return {name: frozenset(words.split()) for name, _, words in lines}


_TITLES = _cues()["titles"]
"""Before a surname."""
_ROLES = _cues()["roles"]
"""Whose name may follow."""
_CALLED = _cues()["called"]
"""Right before a name."""
_SPEAKING = _cues()["speaking"]
"""What people do, right after a name."""
_SURELY_SPEAKING = _cues()["surely_speaking"]
"""What only people do."""
_BEFORE = _cues()["before"]
"""Often before a name."""
_SURELY_BEFORE = _cues()["surely_before"]
"""Greets or thanks somebody."""
_SIZES = _cues()["sizes"]
"""Begins a nickname."""
_PARTICLES = _cues()["particles"]
"""A part of a surname."""
_NEVER = _cues()["never"]
"""No name of a person, though written like one."""
_BEGINNINGS = _cues()["beginnings"]
"""After which a part of a sentence begins."""
_OPENED = _cues()["opened"]
"""Quotation begins."""
_CLOSED = _cues()["closed"]
"""Quotation ends."""
_MONTHS = _cues()["months"]
"""Names of people and of months."""
_AFTER_A_NAME = _cues()["after_a_name"]
"""Right after a name."""
_POSSESSIVE = _cues()["possessive"]
"""Possessive."""
_HELPING = _cues()["helping"]
"""Verbs that are names too."""
_TOLD = _cues()["told"]
"""Somebody is told, met, thanked."""
_ARTICLES = _cues()["articles"]
"""No name of a person follows."""
_TIMES = _cues()["times"]
"""A time follows."""
_INITIALS = re.compile(r"^[A-Z]\.?(?:[A-Z]\.?)?$")
_LATIN_NAME = re.compile(r"^[^\W\d_](?:[^\W\d_]|['’\-])*$")
_OTHER_SCRIPT = re.compile(
    r"[\u0370-\u03ff\u0400-\u04ff\u0530-\u06ff\u0900-\u0dff\u0e00-\u0eff\u1100-\u11ff"
    r"\u3040-\u30ff\u4e00-\u9fff\uac00-\ud7af]+(?:\s[\u0370-\u1fff\u3040-\ud7af]+)*"
)
_DOTTED = re.compile(r"(?<![\w.])(?!U\.K\.|U\.S\.|N\.H\.S\.|G\.P\.)(?:[A-Z]\.\s?){2,3}(?![\w])")
_JOINED_BEFORE = re.compile(r"[^\W\d_]+['’\-]\Z")
_JOINED_AFTER = re.compile(r"(?:['’](?![sS]\b)|-)[^\W\d_]+")
_NOUNS = ("PROPN", "NOUN", "X", "ADJ", "INTJ")
_INSIDE = re.compile(r"[^\W\d_]+(?:['’\-][^\W\d_]+)*")
_NO_PERSONS = ("GPE", "LOC", "FAC", "ORG", "NORP", "DATE", "PRODUCT", "EVENT")
_MOSTLY = 0.7
"""Share of capitals from which on a text is shouted, and they tell nothing."""
IsWord = Callable[[str], bool]


def plain(word: str) -> str:
    """Return a word in lower case, without accents and without a possessive ending."""
    low = word.casefold().replace("’", "'")
    low = low.removesuffix("'s").removesuffix("'")
    split = unicodedata.normalize("NFD", low)
    return "".join(sign for sign in split if not unicodedata.combining(sign))


@cache
def given_names() -> frozenset[str]:
    """Return names that people bear and that are hardly anything else."""
    return _listed("given_names.txt") - ordinary_names()


@cache
def _spellings() -> Spellings:
    return Spellings(given_names())


@cache
def ordinary_names() -> frozenset[str]:
    """Return names that are ordinary words too."""
    return _listed("ordinary_names.txt")


def _listed(file: str) -> frozenset[str]:
    text = resources.files(__package__).joinpath(file).read_text(encoding="utf-8")
    lines = (line for line in text.splitlines() if not line.startswith("#"))
    return frozenset(word for line in lines for word in line.split())


def names_in(doc: Doc, is_word: IsWord) -> Iterator[Found]:
    """Yield what may be names of people in a text.

    Parameters
    ----------
    doc : Doc
        With entities and parts of speech.
    is_word : callable
        Tells of a word in lower case whether the dictionary has it.
    """
    view = _View(doc, is_word)
    words = [_Word(view, at) for at in range(len(doc))]
    whys = [_why(word) for word in words]
    _spread(words, whys)
    at = 0
    while at < len(words):
        last = at
        while whys[last] and last + 1 < len(words) and whys[last + 1] and words[last].goes_on:
            last += 1
        if whys[at]:
            start, end = _whole(doc.text, doc[at].idx, doc[last].idx + len(doc[last]))
            yield Found(start, end, "name", whys[at])
        at = last + 1
    yield from _glued(words)
    for pattern, why in ((_DOTTED, "initials"), (_OTHER_SCRIPT, "another script in the text")):
        for one in pattern.finditer(doc.text):
            yield Found(one.start(), one.end(), "name", why)


def _whole(text: str, start: int, end: int) -> tuple[int, int]:
    """Return a range with what is joined to it by a hyphen: Marie-Claire, al-Rashid, O'Hara."""
    if before := _JOINED_BEFORE.search(text, 0, start):
        start = before.start()
    if after := _JOINED_AFTER.match(text, end):
        end = after.end()
    return start, end


class _View:
    """A text as the model reads it."""

    def __init__(self, doc: Doc, is_word: IsWord) -> None:
        self.doc, self.is_word = doc, is_word
        letters = [sign for sign in doc.text if sign.isalpha()]
        upper = sum(sign.isupper() for sign in letters)
        self.shouted = bool(letters) and upper > len(letters) * _MOSTLY
        self.persons = self._tokens("PERSON")
        self.others = self._tokens(*_NO_PERSONS)
        self.parts = {
            token.i
            for entity in doc.ents
            if entity.label_ in _NO_PERSONS and len(entity) > 1
            for token in entity
        }

    def _tokens(self, *labels: str) -> set[int]:
        return {token.i for entity in self.doc.ents if entity.label_ in labels for token in entity}


class _Word:
    """A word, with what stands around it."""

    def __init__(self, view: _View, at: int) -> None:
        self.view, self.at = view, at
        self.token: Token = view.doc[at]
        self.text: str = self.token.text
        self.low = plain(self.text)
        self.upper = self.text[:1].isupper() and not view.shouted
        self.before, self.two_before = self.plain_at(-1), self.plain_at(-2)
        self.follows = self.plain_at(1)

    def plain_at(self, offset: int) -> str:
        """Return a word nearby in its plain form; empty beyond the text and for a possessive."""
        return plain(self.raw_at(offset))

    def raw_at(self, offset: int) -> str:
        """Return a word nearby as it is written; empty beyond the text."""
        at = self.at + offset
        return self.view.doc[at].text if 0 <= at < len(self.view.doc) else ""

    @cached_property
    def in_dictionary(self) -> bool:
        """Whether a dictionary has it, in whatever form."""
        if self.token.is_stop or self.low in _NEVER:
            return True
        forms = {self.low, self.token.lemma_.lower()}
        for ending in ("s", "es", "d", "ed", "ing", "ly", "er", "n't"):
            if self.low.endswith(ending):
                stem = self.low.removesuffix(ending)
                forms |= {stem, f"{stem}e", stem[:-1] if stem[-1:] == stem[-2:-1] else stem}
        if self.low.endswith("ies"):
            forms.add(f"{self.low[:-3]}y")
        return any(map(self.view.is_word, forms))

    @property
    def is_person(self) -> bool:
        """Whether the model takes it for a person."""
        return self.at in self.view.persons

    @property
    def is_other(self) -> bool:
        """Whether the model takes it for a place, an organisation or the like."""
        return self.at in self.view.others

    @property
    def is_part(self) -> bool:
        """Whether it is one word of several that name a place, an organisation or the like."""
        return self.at in self.view.parts and not self.is_person

    @property
    def titled(self) -> bool:
        """Whether a title or a word for kin stands before it."""
        before = self.two_before if self.before == "." else self.before
        return before.rstrip(".") in _TITLES

    @property
    def begins(self) -> bool:
        """Whether a sentence or a part of one begins with it."""
        return bool(self.token.is_sent_start) or not self.raw_at(-1) or self.before in _BEGINNINGS

    @property
    def goes_on(self) -> bool:
        """Whether nothing that parts two names stands between it and the next word."""
        doc, token = self.view.doc, self.token
        gap = doc.text[token.idx + len(token) : doc[self.at + 1].idx]
        return gap in ("", " ", "-", "'", "’", ". ")


# -- what speaks for a word being a name ----------------------------------------------------------


def _why(word: _Word) -> str:
    """Say why a word is taken for a name; nothing where it is not."""
    if not _LATIN_NAME.match(word.text.rstrip(".")) or word.token.like_url:
        return ""
    if word.low in _NEVER and not word.titled:
        return ""
    if not word.upper and word.low in _SPEAKING - ordinary_names():
        return ""
    return next((why for rule, why in _RULES if rule(word)), "")


def _is_initial(word: _Word) -> bool:
    if not _INITIALS.match(word.text) or word.text in ("I", "A"):
        return False
    if word.titled or word.before in _CALLED:
        return True
    if len(word.text.rstrip(".")) > 1:
        return word.follows in _SURELY_SPEAKING
    ends = word.before in ("-", "–", "—") and not word.raw_at(1)
    return ends or word.before in _ROLES | {"for", "with"} or word.follows in _SPEAKING


def _is_titled(word: _Word) -> bool:
    told = not word.in_dictionary or (word.upper and word.token.pos_ == "PROPN")
    return told and word.titled and not word.token.is_stop


def _is_called(word: _Word) -> bool:
    if word.token.is_stop and word.low not in ordinary_names():
        return False
    if word.before in _CALLED:
        return word.upper or not word.in_dictionary
    return word.before in ("is", "", ":") and word.two_before in ("name", "names")


def _is_owned(word: _Word) -> bool:
    """Tell whether whose role it is stands before it: my key worker Femi; my manager, tunde."""
    parted = word.before in (",", "(", "-", "–", ":") and word.two_before in _ROLES
    if word.before not in _ROLES and not parted:
        return False
    if word.is_other or word.token.is_stop:
        return False
    return not word.in_dictionary or (word.upper and word.token.pos_ == "PROPN")


def _is_heard(word: _Word) -> bool:
    """Tell whether it says something, or is thanked or greeted, and is no word of a dictionary."""
    if word.in_dictionary or word.token.is_stop or not word.low.replace("'", "").isalpha():
        return False
    long = len(word.low) > 2  # noqa: PLR2004 -- shorter ones are noise
    return (long and word.follows in _SURELY_SPEAKING) or word.before in _SURELY_BEFORE


def _is_nickname(word: _Word) -> bool:
    sized = word.before in _SIZES and word.raw_at(-1)[:1].isupper()
    quoted = word.raw_at(-1) in _OPENED and word.raw_at(1) in _CLOSED
    return word.upper and not word.token.is_stop and (sized or quoted)


def _is_given(word: _Word) -> bool:
    acts = word.begins and word.follows in _SPEAKING
    return word.low in given_names() and len(word.low) > 1 and (acts or not word.is_part)


def _is_ordinary(word: _Word) -> bool:
    """Tell whether an ordinary word that people also bear as a name is one here."""
    if word.low not in ordinary_names():
        return False
    if word.is_part:
        return word.upper and word.begins and word.follows in _SPEAKING
    if word.is_person and (word.upper or word.token.pos_ == "PROPN"):
        return True
    return _is_ordinary_upper(word) if word.upper else _is_ordinary_lower(word)


def _is_ordinary_upper(word: _Word) -> bool:
    """Tell whether a capital shows a name: always within a sentence, but for times and places."""
    if not word.token.is_sent_start:
        timed = word.before in _TIMES | _ARTICLES or word.follows.isdigit()
        return not timed if word.is_other or word.low in _MONTHS else True
    acts = word.follows in _SPEAKING or word.raw_at(1).lower() in _AFTER_A_NAME
    follows = word.view.doc[word.at + 1] if word.raw_at(1) else None
    return acts or follows is None or not (follows.is_stop or follows.pos_ in ("NOUN", "ADJ"))


def _is_ordinary_lower(word: _Word) -> bool:
    acts = word.follows in _SURELY_SPEAKING and word.begins and word.low not in _HELPING
    twice = word.low == word.follows and word.low in _HELPING
    met = word.token.pos_ == "PROPN" and word.before in _BEFORE - _TIMES
    month = word.low in _MONTHS and word.begins and word.raw_at(1).lower() in _AFTER_A_NAME
    return acts or twice or met or month or _is_ordinary_and_owned(word)


def _is_ordinary_and_owned(word: _Word) -> bool:
    """Tell whether whose name it is, or who met them, stands right before: my sister faith."""
    if word.low in _HELPING or word.token.pos_ not in _NOUNS:
        return False
    if word.before in _ROLES - {"team"}:
        owned = word.two_before in _ARTICLES or word.raw_at(-2) in _POSSESSIVE
        return word.follows in _SPEAKING or owned
    return word.before in _TOLD and word.two_before in ("me", "i", "", "and", "to", "then")


def _is_misspelt(word: _Word) -> bool:
    if word.in_dictionary:
        return False
    possessive = word.low.endswith("s") and len(word.low) > 4  # noqa: PLR2004 -- as in sandras
    if possessive and word.low[:-1] in given_names():
        return True
    return _spellings().nearly(word.low) or _spellings().within(word.low) > 0


def _is_unknown(word: _Word) -> bool:
    """Tell whether a word that is in no list is written and used like a name."""
    if _is_short_name(word):
        return True
    if len(word.low) < 3 or word.in_dictionary:  # noqa: PLR2004 -- shorter ones are noise
        return False
    if word.is_person:
        return True
    if word.is_part or (word.is_other and (word.text.isupper() or word.view.shouted)):
        return False
    return _is_used_as_a_name(word)


def _is_used_as_a_name(word: _Word) -> bool:
    if word.view.shouted:
        return len(word.low) > 3 and word.low.replace("'", "").isalpha()  # noqa: PLR2004
    if word.upper:
        return not word.text.isupper()
    acts = word.follows in _SPEAKING
    met = word.token.pos_ == "PROPN" and (acts or word.before in _BEFORE)
    return met or (word.begins and acts and word.token.pos_ in _NOUNS)


def _is_short_name(word: _Word) -> bool:
    """Tell whether it is a name of two letters, as Xi or Mo."""
    written = len(word.text) == 2 and word.upper and word.text[1].islower()  # noqa: PLR2004
    if not written or word.token.is_stop or word.low in _NEVER:
        return False
    return word.follows in _SURELY_SPEAKING or word.before in _TOLD


def _is_capitalised(word: _Word) -> bool:
    """Tell whether a word of the dictionary has a capital where none is due, and acts."""
    if not word.upper or word.text.isupper() or word.token.is_sent_start or word.is_other:
        return False
    if word.before in _ARTICLES or word.raw_at(-1)[:1].isupper() or word.raw_at(-1) in _OPENED:
        return False
    if word.low in _TITLES or word.low in _ROLES or word.raw_at(1)[:1].isupper():
        return False
    acts = word.before in _BEFORE or word.follows in _SPEAKING
    return word.token.pos_ == "PROPN" and acts


_RULES: tuple[tuple[Callable[[_Word], bool], str], ...] = (
    (_is_initial, "an initial that stands for somebody"),
    (_is_titled, "it follows a title"),
    (_is_called, "it follows 'called' or 'name'"),
    (_is_owned, "it follows whose name it is"),
    (_is_heard, "somebody is heard or thanked here"),
    (_is_nickname, "a nickname"),
    (_is_given, "it is a given name"),
    (_is_ordinary, "an ordinary word that stands as a name"),
    (_is_misspelt, "it is nearly a given name"),
    (_is_unknown, "it is written like a name and is in no dictionary"),
    (_is_capitalised, "an ordinary word that stands as a name"),
)


def _spread(words: list[_Word], whys: list[str]) -> None:
    """Take in what stands beside a name and can be nothing but a part of it, or one more."""
    for at in range(1, len(words)):
        if (
            not whys[at]
            and _LATIN_NAME.match(words[at].text)
            and (
                (whys[at - 1] and _is_surname(words[at]))
                or (at > 1 and whys[at - 2] and _is_one_more(words[at]))
            )
        ):
            whys[at] = "it stands beside a name"
    for at in range(len(words) - 2, -1, -1):
        if whys[at]:
            continue
        paired = at + 2 < len(words) and whys[at + 2] and words[at].follows in ("and", "&")
        named = words[at].upper and words[at].low in ordinary_names()
        if (whys[at + 1] and _is_first_part(words[at])) or (paired and named):
            whys[at] = "it stands beside a name"


def _is_surname(word: _Word) -> bool:
    """Tell whether a word right behind a name belongs to it."""
    first = word.view.doc[word.at - 1]
    unknown = not word.in_dictionary
    if not first.whitespace_ or word.token.pos_ not in _NOUNS:
        return False
    if word.upper:
        return unknown or word.is_person
    return unknown and first.text.islower() and plain(first.text) in given_names()


def _is_one_more(word: _Word) -> bool:
    """Tell whether a word behind 'and' or a comma is a name as the one before it is."""
    if word.before not in ("and", "&", ",", "-", "or") or word.low in _NEVER:
        return False
    if word.upper:
        named = not word.in_dictionary or word.token.pos_ == "PROPN"
        return (named and not word.is_other) or word.low in ordinary_names()
    return not word.in_dictionary and word.before == "and" and len(word.low) > 2  # noqa: PLR2004


def _is_first_part(word: _Word) -> bool:
    """Tell whether a word right before a name belongs to it: van, Big, an initial, a first name."""
    if not _LATIN_NAME.match(word.text.rstrip(".")):
        return False
    if word.low in _PARTICLES:
        return word.at > 0
    if not word.upper:
        return False
    if word.low in _SIZES or (_INITIALS.match(word.text) and word.text not in ("I", "A")):
        return True
    unknown = not word.token.is_stop and word.low not in _TITLES | _ROLES
    return unknown and not word.in_dictionary and word.raw_at(1)[:1].isupper()


def _glued(words: Iterable[_Word]) -> Iterator[Found]:
    """Yield names within what the model took for one word: no space was typed."""
    for word in words:
        token = word.token
        if _LATIN_NAME.match(word.text.rstrip(".")) or token.like_url or token.like_email:
            continue
        for part in _INSIDE.finditer(word.text):
            if part.group() == word.text or len(part.group()) == 1:
                continue
            if _stands_alone(plain(part.group()), part.group()[0].isupper(), word.view.is_word):
                start = token.idx + part.start()
                yield Found(start, start + len(part.group()), "name", "a name without a space")


def _stands_alone(low: str, upper: bool, is_word: IsWord) -> bool:  # noqa: FBT001
    if low in _NEVER:
        return False
    listed = low in given_names() or (upper and low in ordinary_names())
    return listed or _spellings().nearly(low) or (upper and not is_word(low))
