"""Names of people, in capitals, in lower case, short, foreign or misspelt.

A statistical model finds names that are written as in newspapers, and few others. So a word is
taken for a name where it is one that people bear, or where nobody would say anything else in its
place: after *Dr*, after *my key worker*, before *said*. Which words are no name follows from the
model's dictionary.
"""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Callable, Iterator
from functools import cache
from importlib import resources
from typing import TYPE_CHECKING

from themekit.disclosure.finding.found import Found

if TYPE_CHECKING:
    from spacy.tokens import Doc, Token

_TITLES = frozenset(
    "mr mrs ms miss mx dr doctor prof professor sir dame lady lord rev reverend fr father pastor "
    "imam rabbi sheikh shaykh sister brother nurse matron auntie aunty aunt uncle nan nana granny "
    "gran grandma grandad grandpa cousin constable pc sgt sergeant inspector officer cllr councillor "
    "judge pani pan hajji haji alhaji ustad ustaz bishop canon deacon elder chief coach señora "
    "señor madame monsieur frau herr chị anh bà cô".split()
)
_ROLES = frozenset(
    "manager supervisor boss worker keyworker counsellor counselor therapist psychologist "
    "psychiatrist doctor gp nurse midwife volunteer coordinator co-ordinator receptionist "
    "administrator caseworker advocate mentor buddy peer friend mate neighbour sister brother son "
    "daughter husband wife partner boyfriend girlfriend mum mother dad father nan gran uncle aunt "
    "auntie cousin niece nephew colleague trustee teacher tutor landlord carer chef driver "
    "facilitator lead leader physio consultant surgeon advisor adviser assistant practitioner "
    "officer child baby boy girl lad lady bloke guy man woman person client patient dietitian "
    "dietician healthcare clinician optician dentist pharmacist paramedic staff member team "
    "ex flatmate roommate sponsor coach vicar imam pastor priest chair".split()
)
_CALLED = frozenset("called named name names nicknamed".split())
_SPEAKING = frozenset(
    "said says say told tells asked asks rang texted phoned emailed replied explained reckons "
    "laughed smiled helped listened introduced suggested reassured apologised answered shouted "
    "whispered thinks thought knows knew works worked died passed left moved cried visited met "
    "runs ran made makes gave gives took got has had was is came comes went goes did does kept "
    "wanted wants sat stood brought looked seemed will would can could never always just really "
    "used calls called signed".split()
)
_SURELY_SPEAKING = frozenset(
    "said says told tells asked asks rang texted phoned emailed replied explained reckons laughed "
    "smiled listened introduced reassured apologised shouted whispered cried".split()
)
_BEFORE = frozenset(
    "and with to from by for thanks thank cheers ask see saw met meet love miss tell told ring rang "
    "call hi hello dear hey ta bless god & , ( : - – — about of like than or".split()
)
_SURELY_BEFORE = frozenset(
    "thanks thank cheers hi hello dear hey ta bless love regards ask".split()
)
_SIZES = frozenset("big little old young lil wee fat tall baby".split())
_PARTICLES = frozenset("al bin bint ibn van von de da dos del della di el o' mc mac st ben abu umm"
                       .split())  # fmt: skip
_PLACES_AND_MORE = frozenset(
    "london england britain uk ireland scotland wales europe africa asia america nhs gp a&e cbt ptsd "
    "pip esa dla dwp cmht camhs iapt covid zoom facebook whatsapp google youtube instagram twitter "
    "tiktok netflix monday tuesday wednesday thursday friday saturday sunday january february march "
    "april may june july august september october november december christmas easter ramadan eid "
    "diwali hanukkah english british french german polish somali turkish arabic bengali tamil urdu "
    "barking barnet bexley brent bromley camden croydon ealing enfield greenwich hackney hammersmith "
    "haringey harrow havering hillingdon hounslow islington kensington kingston lambeth lewisham "
    "merton newham redbridge richmond southwark sutton westminster brixton tottenham peckham "
    "birmingham manchester leeds liverpool newcastle nottingham sheffield bristol cardiff "
    "edinburgh glasgow belfast dublin jobcentre samaritans maudsley "
    "god allah jesus mum dad nan gran brexit ok tv id hr ot mri ct icu aandE wifi app".lower().split()
)
_TOPS = re.compile(r"^[A-Z]\.?(?:[A-Z]\.?)?$")
_HAS_LETTER = re.compile(r"[^\W\d_]")
_LATIN_NAME = re.compile(r"^[^\W\d_][^\W\d_'’\-]*$")
_OTHER_SCRIPT = re.compile(
    r"[\u0370-\u03ff\u0400-\u04ff\u0530-\u06ff\u0900-\u0dff\u0e00-\u0eff\u1100-\u11ff"
    r"\u3040-\u30ff\u4e00-\u9fff\uac00-\ud7af]+(?:\s[\u0370-\u1fff\u3040-\ud7af]+)*"
)
_GLUED = re.compile(r"(?<=[a-z,.!?;:])(?=[A-Z][a-z])|(?<=[,!?;:])(?=[^\W\d_])")
IsWord = Callable[[str], bool]


def upper_case(word: str) -> bool:
    """Tell whether a word begins with a capital."""
    return word[:1].isupper()


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
    marks = _Marks(doc, is_word)
    taken = [bool(marks.why(at)) for at in range(len(doc))]
    marks.spread(taken)
    at = 0
    while at < len(doc):
        if not taken[at]:
            at += 1
            continue
        last = at
        while last + 1 < len(doc) and taken[last + 1] and marks.goes_on(last):
            last += 1
        start, end = doc[at].idx, doc[last].idx + len(doc[last])
        if doc[last].text in ("'s", "’s"):
            end = doc[last].idx
        if end > start:
            yield Found(start, end, "name", marks.why(at) or "it stands beside a name")
        at = last + 1
    for one in _OTHER_SCRIPT.finditer(doc.text):
        yield Found(one.start(), one.end(), "name", "another script within the text")


class _Marks:
    """What speaks for each word of a text being somebody's name."""

    def __init__(self, doc: Doc, is_word: IsWord) -> None:
        self._doc, self._is_word = doc, is_word
        self._persons = {
            token.i for entity in doc.ents if entity.label_ == "PERSON" for token in entity
        }
        self._others = {
            token.i for entity in doc.ents if entity.label_ in ("GPE", "LOC", "FAC", "ORG", "NORP",
                                                                "DATE", "PRODUCT", "EVENT")
            for token in entity
        }  # fmt: skip
        letters = [sign for sign in doc.text if sign.isalpha()]
        upper = sum(sign.isupper() for sign in letters)
        self._shouted = bool(letters) and upper > len(letters) * 0.7
        self._known = given_names()
        self._ordinary = ordinary_names()

    def why(self, at: int) -> str:
        """Say why a word is taken for a name; nothing where it is not."""
        token = self._doc[at]
        text = token.text
        if not _HAS_LETTER.search(text) or not _LATIN_NAME.match(text.rstrip(".")):
            return ""
        low = plain(text)
        if _TOPS.match(text) and self._initial_of_somebody(at):
            return "an initial after a title"
        if low in _PLACES_AND_MORE and not self._titled(at):
            return ""
        told = self._by_place(at, low)
        if told:
            return told
        if low in self._known and len(low) > 1:
            return self._listed(token, low)
        if low in self._ordinary:
            return self._ordinary_name(token)
        if self._looks_named(token, low):
            return "it is written like a name and is in no dictionary"
        return ""

    def spread(self, taken: list[bool]) -> None:
        """Take in what stands beside a name and can be nothing but a part of it."""
        for at in range(1, len(self._doc)):
            token, before = self._doc[at], self._doc[at - 1]
            if taken[at] or not _LATIN_NAME.match(token.text):
                continue
            low = plain(token.text)
            joined = taken[at - 1] and before.whitespace_ != "" or before.text in ("-", "'", "’")
            upper = token.text[0].isupper() and not self._shouted
            unknown = not self._is_a_word(token, low)
            if taken[at - 1] and joined and upper and token.pos_ in ("PROPN", "NOUN", "X", "ADJ") and (
                unknown or at in self._persons
            ):
                taken[at] = True
            elif at >= 2 and taken[at - 2] and before.lower_ in ("and", "&", ",", "-", "or") and (
                (upper and (unknown or token.pos_ == "PROPN") and low not in _PLACES_AND_MORE
                 and at not in self._others)
                or (unknown and not upper and before.lower_ == "and" and len(low) > 2)
            ):
                taken[at] = True
        for at in range(len(self._doc) - 2, -1, -1):
            token, after = self._doc[at], self._doc[at + 1]
            if taken[at] or not taken[at + 1] or not _LATIN_NAME.match(token.text.rstrip(".")):
                continue
            low = plain(token.text)
            upper = token.text[0].isupper() and not self._shouted
            if low in _PARTICLES and at > 0:
                taken[at] = True
            elif low in _SIZES and upper:
                taken[at] = True
            elif upper and _TOPS.match(token.text) and len(token.text) <= 2:
                taken[at] = True
            elif (
                upper and token.whitespace_ and not token.is_stop and low not in _TITLES
                and low not in _ROLES and not self._is_a_word(token, low)
                and after.text[:1].isupper()
            ):
                taken[at] = True

    def goes_on(self, at: int) -> bool:
        """Tell whether the next name is one with this: nothing but a space is between them."""
        token = self._doc[at]
        gap = self._doc.text[token.idx + len(token) : self._doc[at + 1].idx]
        return gap in ("", " ", "-", "'", "’", ". ")

    # -- what speaks for a name --------------------------------------------------------------

    def _is_a_word(self, token: Token, low: str) -> bool:
        """Tell whether a dictionary has a word, in whatever form."""
        if token.is_stop or low in _PLACES_AND_MORE:
            return True
        forms = {low, token.lemma_.lower()}
        for ending in ("s", "es", "d", "ed", "ing", "ly", "er", "n't"):
            if low.endswith(ending):
                stem = low.removesuffix(ending)
                forms |= {stem, stem + "e", stem[:-1] if stem[-1:] == stem[-2:-1] else stem}
        if low.endswith("ies"):
            forms.add(low[:-3] + "y")
        return any(self._is_word(form) for form in forms)

    def _at(self, at: int) -> str:
        return plain(self._doc[at].text) if 0 <= at < len(self._doc) else ""

    def _titled(self, at: int) -> bool:
        before = self._at(at - 1) or ""
        if before == "." and at > 1:
            before = self._at(at - 2)
        return before.rstrip(".") in _TITLES

    def _initial_of_somebody(self, at: int) -> bool:
        if self._titled(at):
            return True
        before = self._at(at - 1)
        text = self._doc[at].text
        if text in ("I", "A") or (not text.endswith(".") and len(text) == 1 and text == "I"):
            return False
        follows = self._at(at + 1)
        if len(text) == 1 or text.endswith("."):
            return before in _ROLES | _CALLED | {"for", "with"} and upper_case(text) or follows in _SURELY_SPEAKING or (
                before in ("-", "–", "—") and at == len(self._doc) - 1
            )
        return follows in _SURELY_SPEAKING and text.lower() not in _PLACES_AND_MORE

    def _by_place(self, at: int, low: str) -> str:
        """Say why nothing but a name can stand here."""
        token = self._doc[at]
        if token.is_stop and low not in self._ordinary:
            return ""
        is_word = self._is_a_word(token, low) and low not in self._known
        upper = token.text[0].isupper() and not self._shouted
        before, two = self._at(at - 1), self._at(at - 2)
        if self._titled(at) and (not is_word or (upper and token.pos_ == "PROPN")):
            kin = before in _ROLES  # 'my sister thinks' names nobody
            if not kin or not is_word or upper:
                return "it follows a title"
        if before in _CALLED and (not is_word or upper):
            return "it follows 'called' or 'named'"
        if before in ("is", "'s", ":") and two in ("name", "names") and token.pos_ != "DET":
            return "it follows 'name'"
        named = before in _ROLES or (before in (",", "(", "-", "–", ":") and two in _ROLES)
        if named and (not is_word or (upper and token.pos_ == "PROPN")) and at not in self._others:
            return "it follows whose name it is"
        if self._at(at + 1) in _SURELY_SPEAKING and not is_word and low.isalpha() and len(low) > 2:
            return "it stands before 'said' or the like"
        if before in _SURELY_BEFORE and not is_word and len(low) > 1:
            return "it is greeted or thanked"
        return ""

    def _listed(self, token: Token, low: str) -> str:
        """Say whether a word on the list of given names is one here."""
        if token.i in self._others and token.i not in self._persons and self._elsewhere(token.i):
            return ""
        return "it is a given name"

    def _elsewhere(self, at: int) -> bool:
        """Tell whether a name is part of a place's or an organisation's."""
        entity = next((one for one in self._doc.ents if one.start <= at < one.end), None)
        return entity is not None and len(entity) > 1

    def _ordinary_name(self, token: Token) -> str:
        """Say whether an ordinary word that people also bear as a name is one here."""
        at = token.i
        upper = token.text[0].isupper() and not self._shouted
        before, follows = self._at(at - 1), self._at(at + 1)
        told = "an ordinary word that stands as a name"
        if at in self._others and self._elsewhere(at):
            return ""
        if at in self._persons and (upper or token.pos_ == "PROPN"):
            return told
        inside = upper and not token.is_sent_start
        if inside and at not in self._others:
            return told
        if upper and follows in _SPEAKING and token.pos_ in ("PROPN", "NOUN", "VERB", "AUX"):
            sure = follows in _SURELY_SPEAKING or token.pos_ == "PROPN"
            return told if sure else ""
        if token.pos_ == "PROPN" and (before in _BEFORE or follows in _SURELY_SPEAKING):
            return told
        if follows in _SURELY_SPEAKING and before in ("", ".", ",", "and", "but", "then", "so"):
            return told
        return ""

    def _looks_named(self, token: Token, low: str) -> bool:
        """Tell whether a word that is in no list is written and used like a name."""
        at, text = token.i, token.text
        if len(low) < 3 or self._is_a_word(token, low):  # noqa: PLR2004 -- shorter ones are noise
            return False
        if at in self._persons:
            return text[0].isupper() or token.pos_ == "PROPN"
        if at in self._others and (self._elsewhere(at) or text.isupper()):
            return False
        upper = text[0].isupper() and not self._shouted
        follows, before = self._at(at + 1), self._at(at - 1)
        around = follows in _SPEAKING or before in _BEFORE or follows in ("'s", ",", ".", "", "and")
        if upper and not text.isupper():
            return token.pos_ in ("PROPN", "NOUN", "X", "ADJ", "VERB", "INTJ") and (
                around or not token.is_sent_start
            )
        if self._shouted:
            return token.pos_ == "PROPN" and at not in self._others
        return token.pos_ == "PROPN" and (follows in _SPEAKING or before in _BEFORE)
