"""Which time words speak of: before, during or after the event that a study is about.

A study says in study.yaml what its event is; without one nothing is named, for then *before* has
nothing to stand before. A time is named only where words say so: words beside the event's name
(*before the pandemic*), a date (*in 2016*), or words for what is to come (*next year*, *it'll
carry on*). What people say of their own past (*I used to*) or of an order of things (*before I
came in*, *after lunch*) places nothing beside the event. Where words for two times stand together,
or then is only a measure for now, nothing is named: empty is better than wrong. The words are
English ones.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from functools import lru_cache
from typing import NamedTuple

from themekit.language.marks import spoken
from themekit.language.telling import sentences_in
from themekit.names import folded
from themekit.records import Period, TimeFrame
from themekit.spans import Span


def _compiled(expression: str) -> re.Pattern[str]:
    return re.compile(expression, re.VERBOSE | re.IGNORECASE)


_MONTHS = (
    "january", "february", "march", "april", "may", "june", "july", "august", "september",
    "october", "november", "december",
)  # fmt: skip
_MONTH = "|".join(_MONTHS)
_SEASON = "spring|summer|autumn|winter|christmas|easter"
_MANY = r"(?:\d{1,2}|two|three|four|five|six|ten|twelve|eighteen|few|couple\s+of|several)"
_UNIT = r"(?:weeks?|months?|years?)"
_DATE = _compiled(rf"""
    \b(?P<how>in|during|by|until|till|around|about|before|through|throughout|early|late
      |(?P<month>{_MONTH})(?:\s+of)?|{_SEASON})\s+
    (?P<year>(?:19|20)\d\d)\b
""")
_MEASURE = _compiled(r"""
    \b(?:than|compared\s+(?:to|with)|like|as|from|since|back\s+to)
    \s+(?:(?!and\b|but\b)[\w']+\s+){0,4}$
""")
"""What stands before a time to which another is only compared, or from which one begins."""
_PRESENT = _compiled(r"""
    \b(?:now(?!,)|nowadays|today|currently|at\s+(?:the|this)\s+moment|at\s+present|these\s+days
      |any\s*more|so\s+far|ever\s+since|since\s+then)\b
""")
_WILL = r"(?:'ll|\s+will|\s+won't|(?:'s|'re|\s+is|\s+are)\s+(?:not\s+)?(?:going\s+to|gonna))"
_WHO = r"(?:i|you|he|she|they|we|it|that|who|which|if|when)"
_LASTING = r"be|have|keep|need|lose|see|stay|continue|carry\s+on|go\s+back|end\s+up"
"""What people will do beyond the hour in which they say so."""
_TO_COME = (
    _compiled(rf"""
        \bnext\s+(?:{_MANY}\s+{_UNIT}|(?:financial\s+|school\s+)?year|month|{_SEASON}|{_MONTH})\b
        | \bcoming\s+(?:{_UNIT}|{_SEASON})\b | \b{_UNIT}\s+(?:ahead|to\s+come)\b
        | \bin\s+(?:a|{_MANY})\s+{_UNIT}'?\s+time\b
        | (?:^|,\s*|\band\s+|\bso\s+)(?:going|looking|moving)\s+forwards?(?=\s*(?:,|then\b))
        | \bfrom\s+now\s+on\b | \b(?:still|yet)\s+to\s+come\b
    """),
    _compiled(rf"""
        \b(?:stops?|ends?|finish(?:es)?|runs?\s+out|expires?|closes?|opens?|starts?|begins?)
        \s+(?:in|on|at\s+the\s+end\s+of|from)\s+(?:{_MONTH}|{_SEASON})\b(?!\s+(?:of\s+)?\d)
    """),
    _compiled(rf"""
        (?:^(?:(?:oh|well|yes|no|yeah|so|and|but|slowly|i\s+think|i'd\s+say)[,.]?\s+)*
          |[,;:]\s+(?:(?:and|but|so)\s+)?)(?:i\s+think\s+)?
        (?:(?:it|there|things|(?:the|our)(?:\s+(?!{_WHO}\b)[\w-]+){{1,4}}?){_WILL}(?=\s)
            (?!\s+(?:say|tell|ask|show|read)\b)
          |we{_WILL}\s+(?:(?:still|always|probably|just)\s+)?(?:{_LASTING})\b)
    """),
)
"""Words for what is to come: times, what is set for a time, and what a clause says will be."""
_CONDITION = _compiled(r"\b(?:if|unless)\b")
_UNCERTAIN = _compiled(r"\b(?:you|when|would|wouldn't|said|told|thought)\b|'d\b")
"""Words before what is to come that put it into the past or make it a custom."""
_HAS_VERB = _compiled(
    r"\b(?:is|isn't|are|aren't|am|do|don't|does|doesn't|have|haven't|has|hasn't|will|won't|can|can't)\b"
    r"|'(?:s|re|m|ve|ll)\b"
)
_PAST = _compiled(r"""
    \b(?:was|wasn't|were|weren't|did|didn't|had|hadn't|went|came|got|made|said|told|took|gave|knew
      |thought|found|kept|left|lost|put|ran|rang|saw|sent|set|shut|spent|stood|started|used\s+to)\b
    | (?<!\bbe\s)(?<!\bbeen\s)(?<!\bare\s)(?<!\bis\s)(?<!\bget\s)(?<!'m\s)(?<!'re\s)(?<!'s\s)
      (?<!'ve\s)(?<!\bhave\s)(?<!\bhas\s)(?<!\bvery\s)(?<!\bmore\s)(?<!\bso\s)
      \b[a-z]{2,}(?<!e)ed\b
""")
"""Words that tell what was; participles beside *be*, *have* and *very* do not."""
_CAME = r"\s+(?:hit|came|started|began|struck|happened|arrived)\b"
_PASSED = r"(?:'s|\s+is|\s+has|\s+was)?\s+(?:over|ends?|ended|gone|finished|passed)\b"


class Spoken(NamedTuple):
    """The time that words speak of and the words that say so; empty where nothing does."""

    period: Period = ""
    words: str = ""


class _Cue(NamedTuple):
    """Words that say when; without a period those of now, or of a time that is a measure."""

    period: Period
    words: str


class Times:
    """Finds the time that passages of a study speak of.

    Parameters
    ----------
    frame : TimeFrame
        The study's; without an event no time is ever named.

    Examples
    --------
    >>> times = Times(TimeFrame(event="the flood", start=(2020, 3)))
    >>> times.spoken("We met every week before the flood.").period
    'before'
    >>> times.spoken("I ate before I came in.").period
    ''
    """

    def __init__(self, frame: TimeFrame) -> None:
        self._frame = frame
        self._named = _beside(frame)
        self._asked = [(folded(words), period) for words, period in frame.questions]
        self._sentences = lru_cache(maxsize=8)(self._read)

    def spoken(self, text: str, evidence: Span | None = None, question: str = "") -> Spoken:
        """Return the time that a passage, or what in it speaks for a code, is about.

        Parameters
        ----------
        text : str
            The passage.
        evidence : Span or None
            Range of `text` that is meant; None for all of it.
        question : str
            What was asked before. It decides only where study.yaml gives such a question a
            time and the passage has no words of another one.

        Returns
        -------
        Spoken
        """
        if not self._frame.event:
            return Spoken()
        read = self._sentences(text)
        meant = [
            number
            for number, (span, _) in enumerate(read)
            if evidence is None or (span.start < evidence.end and evidence.start < span.end)
        ]
        cues = [cues for _, cues in read]
        own = [cue for number in meant for cue in cues[number]]
        if own:
            return _one(own)
        carried = _carried(cues[: meant[0]] if meant else [])
        if carried.period or not meant:
            return carried
        asked = self._asked_about(question)
        said = {cue.period for of in cues for cue in of if cue.period} - {asked.period}
        words = text[read[meant[0]][0].start : read[meant[-1]][0].end]
        return asked if not said and _may_answer(words, asked.period) else Spoken()

    def _asked_about(self, question: str) -> Spoken:
        """Return the time that study.yaml gives a question with such words."""
        asked = folded(question)
        found = [(words, period) for words, period in self._asked if words and words in asked]
        one = len({period for _, period in found}) == 1
        return Spoken(found[0][1], found[0][0]) if one else Spoken()

    def _read(self, text: str) -> list[tuple[Span, tuple[_Cue, ...]]]:
        """Return the sentences of a text, each with its words that say when."""
        said = spoken(text).replace("\u2019", "'")
        return [
            (span, tuple(self._cues(said[span.start : span.end]))) for span in sentences_in(said)
        ]

    def _cues(self, sentence: str) -> Iterator[_Cue]:
        for period, pattern in self._named:
            for found in pattern.finditer(sentence):
                yield _Cue("" if _is_measure(sentence, found) else period, found[0])
        for found in _DATE.finditer(sentence):
            period = self._of_date(found)
            if period:
                yield _Cue("" if _is_measure(sentence, found) else period, found[0])
        for pattern in _TO_COME:
            for found in pattern.finditer(sentence):
                if not (_UNCERTAIN.search(sentence, 0, found.end()) or _CONDITION.search(sentence)):
                    yield _Cue("after", found[0].strip(" ,;:"))
        yield from (_Cue("", found[0]) for found in _PRESENT.finditer(sentence))

    def _of_date(self, found: re.Match[str]) -> Period:
        """Return on which side of the event a date lies; empty where that is not sure."""
        start, end = self._frame.start, self._frame.end
        year, month = int(found["year"]), found["month"]
        first = (year, _MONTHS.index(month.lower()) + 1 if month else 1)
        last = first if month else (year, len(_MONTHS))
        if found["how"].lower() in ("until", "till", "before"):
            return "before" if start and first <= start else ""
        if start and last < start:
            return "before"
        if end and first > end:
            return "after"
        return "during" if start and first >= start and (not end or last <= end) else ""


def _beside(frame: TimeFrame) -> list[tuple[Period, re.Pattern[str]]]:
    """Return what names a time by the event's own names."""
    names = [re.sub(r"^(?:the|a|an|our)\s+", "", name.strip(), flags=re.IGNORECASE)
             for name in (frame.event, *frame.also)]  # fmt: skip
    forms = "|".join(r"[\s-]+".join(map(re.escape, name.split())) for name in names if name)
    if not forms:
        return []
    name = rf"(?:(?:the|this|our|all\s+of)\s+)?(?:{forms})(?:-?\d+)?(?![\w-])"
    return [
        ("before", _compiled(
            rf"\b(?:before|prior\s+to|previous\s+to|up\s+(?:un)?till?)\s+{name}|\b(?:un)?till?\s+{name}(?={_CAME}|[.,;]|$)|\bpre[\s-]?{name}"
        )),
        ("during", _compiled(
            rf"\b(?:during|in|through|throughout|amid|amidst)\s+{name}|\b(?:when|after|once)\s+{name}{_CAME}"
        )),
        ("after", _compiled(
            rf"\bafter\s+{name}(?!{_CAME})|\bpost[\s-]?{name}|\b(?:once|when)\s+{name}{_PASSED}"
        )),
    ]  # fmt: skip


def _is_measure(sentence: str, found: re.Match[str]) -> bool:
    return _MEASURE.search(sentence[: found.start()]) is not None


def _one(cues: list[_Cue]) -> Spoken:
    """Return the one time that cues name; words of now beside it leave only what is to come."""
    periods = {cue.period for cue in cues if cue.period}
    if len(periods) != 1:
        return Spoken()
    (period,) = periods
    if period != "after" and any(not cue.period for cue in cues):
        return Spoken()
    return Spoken(period, next(cue.words for cue in cues if cue.period))


def _may_answer(words: str, period: Period) -> bool:
    """Tell whether words can be of a time that was asked about: what was is not to come."""
    past = _PAST.search(words.replace("\u2019", "'")) is not None
    if period == "after":
        return not past
    return past or period != "before" or _HAS_VERB.search(words) is None


def _carried(before: list[tuple[_Cue, ...]]) -> Spoken:
    """Return the past that an earlier sentence set, where none since says another time."""
    last = next((cues for cues in reversed(before) if cues), ())
    found = _one(list(last))
    return found if found.period == "before" else Spoken()
