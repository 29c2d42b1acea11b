"""How much words say alone: whether a reader who knows neither the code nor the talk gets them.

What is weighed is on the surface, so that it costs nothing and anybody can follow it: how long it
is once answers such as *No* and *Yes, definitely* are taken off, whether it has a verb that
somebody does something with, how many different words of content it has, and whether it leans on
what was said before. No model is asked. The words are English ones; in another language all that
is weighed is length, for nothing is known there of which words say something.
"""

from __future__ import annotations

import re
from itertools import pairwise
from typing import NamedTuple

from themekit.language.marks import spoken
from themekit.language.words import word_set
from themekit.spans import Span, strip

LEAST_WORDS = 9
LEAST_CONTENT = 4
FEW_WORDS, LEAST_OF_FEW = 5, 2
"""So few words answer what stood before them, unless somebody does something in them."""
BEST_WORDS = (20, 90)
_WORD = re.compile(r"[^\W_]+(?:['\u2019][^\W_]+)*")
_SENTENCE = re.compile(r"[^.!?\n]+(?:[.!?]+[\"'\u2019\u201d)\]]*|\n|$)")
_ANSWERS = word_set(
    "yes yeah yep yup no nope nah not really definitely absolutely sure certainly both neither "
    "maybe perhaps okay ok oh well right exactly true indeed none nothing fine thanks thank you "
    "of course i so do did have was were is are we it it's that's think suppose would say guess "
    "um er erm mm hmm ah never always sometimes all good very much at to be honest"
)
_FUNCTION = word_set(
    "a about after again all also always am an and any anything are aren't around as at be "
    "because been before being both but by can can't cannot could couldn't did didn't do does "
    "doesn't doing don't done down each either else even every everything for from get gets "
    "getting go going gone good got had has have haven't having he he'd he's her here hers him "
    "his how i i'd i'll i'm i've if in into is isn't it it'd it'll it's its just kind know like "
    "lot lots made make many may maybe me mean might mine more most much must my no none nor not "
    "nothing now of off okay on one only or other our ours out over own quite rather really right "
    "said same say see she she'd she's should so some something sort still such than that that's "
    "the their theirs them then there there's these they they'd they'll they're they've thing "
    "things think this those though through to too up us very was wasn't way we we'd we'll we're "
    "we've well went were weren't what what's when where which while who whole whom why will with "
    "would wouldn't yeah yes yet you you'd you'll you're you've your yours um er erm mm hmm oh ah "
    "actually basically obviously definitely probably perhaps let let's nice great excellent "
    "brilliant fantastic amazing lovely happy fine okay ok please thank thanks"
)
_VERBS = word_set(
    "am are aren't be been being can can't cannot could couldn't did didn't do does doesn't don't "
    "had hadn't has hasn't have haven't is isn't may might must needn't ought shall should "
    "shouldn't was wasn't were weren't will won't would wouldn't came come comes find finds found "
    "get gets give gives gave go goes got keep keeps kept knew know knows left lost made make "
    "makes need needs put rang said saw say says stopped take takes tell tells think thinks "
    "thought told took tried try use used want wanted wants went work works worked feel felt "
    "helped help rely relies depend depends mean means became become becomes"
)
_CLIPPED = ("'s", "'re", "'ve", "'ll", "'d", "'m", "n't")
_SUBJECTS = word_set("i we they he she you it who people somebody someone everybody nobody")
_LEANING = word_set("that that's it it's this those these they he she them both neither")
_SELF = word_set("i i'm i've i'd i'll me my we we're we've we'd we'll us our")
_NOBODY_SAYS = re.compile(
    r"^\s*(?:[-*\u2022]\s|\(?\d{1,2}[.)]\s|\(the\s|moderator\s*:|interviewer\s*:)", re.IGNORECASE
)
"""A line of a list, a stage direction, words of whoever asks."""
_IN_CONFIDENCE = re.compile(
    r"\boff the record\b|\bbetween (?:you and me|us two|ourselves)\b|\bshouldn't have said\b|"
    r"\b(?:don't|do not|not to) (?:write|quote|record|repeat|put) (?:that|this|it|me)\b|"
    r"\b(?:take|leave|cut) (?:that|those|this|it|them) out\b|\bturn (?:that|it) off\b|"
    r"\bwant (?:that|this|it|them)? ?(?:written down|recorded|quoted|repeated)\b",
    re.IGNORECASE,
)
"""Whoever says so asks for it not to be passed on; a person may quote it all the same."""
_HEADING_OR_ROW = re.compile(r"^\s*(?:#{1,6}\s|\||[=\-_*~]{3,}\s*$)")
"""A line that orders a text and says nothing in it: a heading, a row of a table, a rule."""
_ON_THE_TEXT = re.compile(
    r"\bkept on file\b|\bnote to self\b|\bfor our purposes\b|\bto be settled\b|"
    r"\b(?:our|the) draft (?:summary|report|chapter|section|findings?)\b|"
    r"\bbefore the report (?:goes|is|comes)\b",
    re.IGNORECASE,
)
"""Whoever writes so speaks of the work on a text, and of nothing that happened."""
_DISOWNED = re.compile(
    r"\b(?:don't|do not|didn't) (?:really )?know (?:a lot|much|enough|anything) about\b|"
    r"\b(?:couldn't|can't) tell you\b|\bnot senior enough\b|"
    r"\bnot the (?:best|right) person to\b|\byou'd (?:be )?(?:better|want|have|need)"
    r"(?: off| to)? (?:ask|speak|talk|asking|speaking|talking)\b",
    re.IGNORECASE,
)
"""Whoever says so sends the asker to somebody else."""
DISOWNED = 0.2
_BREAKS_OFF = re.compile(r"(?:\.{3}|\u2026)\s+\S")
_BROKEN = 2
"""Sentences that break off: so many are no quotation."""


_ENDS = re.compile(r"[.!?\u2026]+[\"'\u2019\u201d)\]]*(?=\s)|\n\s*\n")
_SHORT = word_set("mr mrs ms dr st prof rev e.g i.e eg ie etc vs approx p pp")
STEM = 6


class Telling(NamedTuple):
    """What words come to.

    Attributes
    ----------
    score : float
        In [0, 1]; only for comparing.
    stands_alone : bool
        Whether a reader would take them for a quotation at all.
    """

    score: float
    stands_alone: bool


def telling(text: str) -> Telling:
    """Weigh words as a quotation.

    Parameters
    ----------
    text : str

    Returns
    -------
    Telling
        The same words weigh the same wherever they stand.
    """
    said = _without_answer(spoken(text).replace("\u2019", "'"))
    words = [word.lower() for word in _WORD.findall(said)]
    if not words or not is_prose(text):
        return Telling(0.0, stands_alone=False)
    content = {word for word in words if word not in _FUNCTION and len(word) > 1}
    if not said.isascii() and len(set(words) & _FUNCTION) * 12 < len(words):
        return Telling(_length(len(words)) / 2, stands_alone=len(words) >= LEAST_WORDS)
    has_verb = _has_verb(words)
    stands = (
        has_verb
        and len(words) >= LEAST_WORDS
        and len(content) >= LEAST_CONTENT
        and _NOBODY_SAYS.match(text) is None
        and _IN_CONFIDENCE.search(said) is None
        and len(_BREAKS_OFF.findall(text)) < _BROKEN
    )
    parts = (
        0.30 * _length(len(words)),
        0.20 * has_verb,
        0.25 * min(len(content), 16) / 16,
        0.15 * (not _SELF.isdisjoint(words)),
        0.10 * (words[0] not in _LEANING),
    )
    disowned = DISOWNED * (_DISOWNED.search(said) is not None)
    return Telling(round(max(sum(parts) - disowned, 0.0), 6), stands_alone=stands)


def is_prose(text: str) -> bool:
    """Tell whether words are said at all: no bare heading, row of a table or note on the work."""
    lines = [line for line in text.splitlines() if line.strip()]
    ordering = bool(lines) and all(_HEADING_OR_ROW.match(line) for line in lines)
    return not ordering and _ON_THE_TEXT.search(text) is None


def leans(text: str, *, shortly: bool = False) -> bool:
    """Tell whether words are understood only with those before them.

    Parameters
    ----------
    text : str
        A sentence, or some.
    shortly : bool
        Only if they are so few that they answer what stood before, or end it.
    """
    words = [word.lower() for word in _WORD.findall(text.replace("\u2019", "'"))]
    if len(words) > FEW_WORDS:
        return not shortly and words[0] in _LEANING
    whole = bool(words) and words[0] in _SUBJECTS - _LEANING
    return not (whole and len(set(words) - _FUNCTION - _SUBJECTS) >= LEAST_OF_FEW)


def _without_answer(text: str) -> str:
    """Take off sentences at the start that only answer what was asked."""
    at = 0
    for one in _SENTENCE.finditer(text):
        words = [word.lower() for word in _WORD.findall(one[0])]
        if words and not set(words) <= _ANSWERS:
            break
        at = one.end()
    return text[at:]


def _length(words: int) -> float:
    """Rise to `BEST_WORDS`, and fall slowly beyond."""
    least, most = BEST_WORDS
    if words < least:
        return words / least
    return 1.0 if words <= most else max(0.4, most / words)


def _has_verb(words: list[str]) -> bool:
    if any(word in _VERBS or word.endswith(_CLIPPED) for word in words):
        return True
    pairs = pairwise(words)
    return any(
        one in _SUBJECTS and (two.endswith(("s", "ed")) or two not in _FUNCTION)
        for one, two in pairs
    )


def content_words(text: str) -> frozenset[str]:
    """Return the words of a text that say what it is about, cut to their beginnings.

    `complicated` and `complication` begin alike: that is near enough to compare words by, and far
    from what a dictionary would say.
    """
    words = (word.lower() for word in _WORD.findall(text.replace("\u2019", "'")))
    return frozenset(word[:STEM] for word in words if word not in _FUNCTION and len(word) > 2)  # noqa: PLR2004


def sentences_in(text: str) -> tuple[Span, ...]:
    """Return the sentences of a text as far as its signs tell, without white space around them."""
    ends = [found.end() for found in _ENDS.finditer(text) if not _short_for(text, found.start())]
    edges = [0, *ends, len(text)]
    spans = (strip(text, Span(start, end)) for start, end in pairwise(edges))
    return tuple(span for span in spans if span.length)


def _short_for(text: str, at: int) -> bool:
    """Tell whether a full stop ends a title or an initial, and no sentence."""
    word = text[:at].rpartition(" ")[2].strip("(\"'\u201c\u2018").lower()
    return text[at] == "." and (word in _SHORT or len(word) == 1)
