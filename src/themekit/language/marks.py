"""Transcribers' marks: what was heard beside the words ('[chuckles]', '(inaudible)', '<pause>').

They stay in the text, and are no words: nobody said them. Only what transcribers write is a mark.
'[name of borough]' stands for words, and '(well, sort of)' is what the person said: both stay.
"""

from __future__ import annotations

import re
from functools import lru_cache

from themekit.spans import Span

_PAIRS = {"(": ")", "[": "]", "{": "}", "<": ">", "（": "）", "［": "］", "【": "】", "〔": "〕"}  # noqa: RUF001
_OPEN, _CLOSE = ("".join(map(re.escape, signs)) for signs in (_PAIRS, _PAIRS.values()))
_ROUND = frozenset("(（")  # noqa: RUF001
_STARS = frozenset("*_")
"""Around these, and in round brackets, people put their own words too: fewer of them are marks."""
_LONGEST = 60
_BRACKETED = re.compile(rf"[{_OPEN}]([^{_OPEN}{_CLOSE}]{{1,{_LONGEST}}})[{_CLOSE}]")
_STARRED = re.compile(r"(?<![\w*_])([*_]{1,3})(?=\S)([^*_\n]{2,40}?)(?<=\S)\1(?![\w*_])")
# '[unclear: clinic?]': what follows is a word, if a doubtful one.
_HEARD_AS = re.compile(
    r"(?<=[\[({<])\s*(?:unclear|inaudible|indistinct|unintelligible|illegible)\s*:", re.IGNORECASE
)
_CHAT_SOUND = re.compile(r"(?<!\S)&=[a-z]+(?::[a-z]+)*\b")
_INK = re.compile(r"\S")
_ANY = re.compile(rf"[{_OPEN}*_&]")


def _words(paragraph: str) -> frozenset[str]:
    return frozenset(paragraph.split())


# What a person does beside speaking, what a listener could not make out, and what was heard.
_ALWAYS = _words(
    """
    laugh laughs laughed laughing laughter laughingly chuckle chuckles chuckled chuckling giggle
    giggles giggling snigger sniggers snickers titters sigh sighs sighed sighing cough coughs
    coughing sneeze sneezes sneezing sniff sniffs sniffing sniffle sniffles sniffling cries crying
    sob sobs sobbing weeps weeping tearful tearfully gasp gasps groans moans yawn yawns yawning
    whispers whispering mumbles mumbling mutters muttering murmurs murmuring inhale inhales exhale
    exhales breathes hums humming whistles snorts gulps tuts hesitates scoffs scoffing grunts
    applause affirmative inaudible inaudibly inaud unclear indistinct unintelligible indecipherable
    undecipherable incomprehensible untranscribable illegible muffled garbled crosstalk overtalk
    overtalking overlapping overspeaking pause pauses paused pausing silence sic lacht lachen
    lachend gelächter schmunzelt seufzt räuspert hustet weint unverständlich unv schweigen schweigt
    stille rire rires soupir soupirs soupire inintelligible tousse risa risas ríe suspira llora
    tose ininteligible silencio pausa risos risada risadas ininteligível inaudível silêncio risate
    incomprensibile gelach zucht onverstaanbaar stilte pauze skratt
    """
)
# Marks too, but not in round brackets or stars, where they may be somebody's own words.
_IN_SQUARE = _words(
    """
    music noise noises ringing rings sings singing shouts shouting smiles smiling nods nodding
    shrugs gestures gesturing pointing claps clapping applause cheering knock knocks
    knocking beep beeps beeping buzz buzzes buzzing click clicks static distortion
    interruption interrupts interrupted interruptions chatter barking barks siren sirens ph
    phonetic sp background overlap overlaps silent hesitation cry weep breath
    breathing stutters stammers
    """
)
# Stars stress a word as well: between them it has to say that somebody does it.
_IN_STARS = frozenset(word for word in _ALWAYS if word.endswith("s")) | _words(
    "laughter laughing chuckling giggling sighing inaudible unintelligible crosstalk pause"
)
_BESIDE = _words(
    """
    a an and at by for from in into of on or the then to with while again still together both all
    everyone everybody others someone somebody people group participant participants audience
    interviewer interviewee respondent researcher facilitator moderator speaker speakers patient
    client therapist man woman male female child baby long longer short brief briefly slight
    slightly quiet quietly loud loudly soft softly nervous nervously light lightly bitter bitterly
    wry wryly heavy heavily deep deeply big little bit some general more very awkward gently
    prolonged extended simultaneous multiple several sec secs second seconds min mins minute
    minutes word words phrase sentence sentences segment portion name speech voice voices talk
    talking speaking audio sound recording tape line due approx approximately starts begins
    continues stops ends agreement unison background noise noises phone door traffic dog barking
    room sekunden sek lange kurze lang kurz langue longue larga corta se sich
    """
)
# Words that say something else when they stand alone; in any brackets...
_PHRASES = re.compile(
    r"""\b(?:
    (?:clear(?:s|ing)?|cleared)[ ](?:(?:his|her|their|the|my)[ ])?throat | throat[ ]clear(?:s|ing)
    | (?:shakes|shaking|nods|nodding)[ ](?:(?:his|her|their|the)[ ])?head
    | (?:smacks?|smacking)[ ]lips | lips?[ ]smack(?:s|ing)? | rolls[ ](?:(?:his|her|their)[ ])?eyes
    | (?:takes|draws)[ ]a[ ](?:deep[ ])?breath | bursts[ ]into[ ](?:tears|laughter)
    | (?:starts|begins)[ ]to[ ](?:cry|laugh|weep)
    | (?:tele|mobile[ ])?phone[ ](?:rings?|ringing|buzz(?:es|ing)|vibrat(?:es|ing))
    | door(?:bell)?[ ](?:rings|opens|opening|closes|closing|slams|shuts|bangs)
    | knock(?:s|ing)?[ ](?:on|at)[ ](?:the[ ])?door
    | background[ ](?:noises?|talk(?:ing)?|chatter|chat|conversation|music|speech|sounds?)
    | noises?[ ]in[ ](?:the[ ])?background
    | cross[ -]talk(?:ing)? | over[ -]talk(?:ing)? | over[ -]lapping
    | (?:talk|speak)(?:s|ing)?[ ]over[ ](?:each[ ]other|one[ ]another)
    | (?:talk|speak)(?:s|ing)?[ ](?:at[ ]the[ ]same[ ]time|simultaneously)
    | simultaneous[ ](?:speech|talk|talking) | no[ ](?:audible|verbal)[ ](?:response|answer|reply)
    | (?:recording|tape|audio|transcript|transcription)[ ]
      (?:starts|begins|ends|stops|paused|pauses|resumes|interrupted)
    | (?:start|beginning|end)[ ]of[ ](?:the[ ])?(?:recording|tape|audio|transcript|transcription)
    )\b""",
    re.VERBOSE,
)
# ... and in those only that people do not put around their own words.
_SQUARE_PHRASES = re.compile(
    r"""\b(?:
    deep[ ]breaths? | (?:short|brief|long|tea|coffee)[ ]break
    | dog[ ]barks | not[ ](?:audible|clear) | non[ -]?verbal
    | (?:could[ ]not|can(?:no|')t|hard[ ]to)[ ]hear
    | (?:poor|bad)[ ](?:audio|sound|line|connection|reception)
    | (?:audio|sound|recording|tape|line|mic|microphone|connection|signal|video)[ ]
      (?:unclear|cuts[ ](?:out|off)|cuts?|drops[ ]out|drops?|breaks[ ]up|lost|fades|distorted
      |glitch(?:es)?|skips)
    | (?:interview|session|conversation|recording|tape)[ ]
      (?:starts|begins|ends|stops|paused|resumes|interrupted|continues|over|suspended)
    | (?:start|beginning|end|break)[ ](?:of|in)[ ](?:the[ ])?(?:interview|session|recording)
    | (?:speaks?|speaking|spoken)[ ](?:in[ ])?(?:a[ ])?(?:foreign|another|other)[ ]language
    | foreign[ ]language | non[ -]english[ ]speech
    )\b""",
    re.VERBOSE,
)
_NUMBER = r"\d{1,4}(?:[.,]\d{1,3})?"
_CLOCK = r"(?:\d{1,3}:\d{2}(?::\d{2})?(?:[.,]\d{1,3})?|\d{1,2}\.\d{2}\.\d{2})"
_LONG_CLOCK = re.compile(r"\W*\d{1,2}:\d{2}:\d{2}(?:[.,]\d{1,3})?\W*")
_CLOCKS = re.compile(rf"\W*{_CLOCK}(?:\s*(?:-->|-|\u2013|to)\s*{_CLOCK})?\W*")
_COUNTED_PAUSE = re.compile(rf"\.{{1,2}}|{_NUMBER}\s*(?:s|sec|secs|sek)\.?")
_GUESSED = re.compile(r"\?+(?:\s*[^\s?=]+(?:\s+[^\s?=]+){0,3}\s*\?+)?")
_TIMES = re.compile(rf"{_CLOCK}|(?<!\w){_NUMBER}\s*(?:s|sec|secs|min|mins)?\b")
_WORD = re.compile(r"[^\W_]+(?:['\u2019-][^\W_]+)*")
_CODE = re.compile(r"[A-Za-z]{0,12}\d{1,4}")
_NAME_WORDS = 2


def marks(text: str) -> list[Span]:
    """Return where transcribers' marks stand in a text, brackets and all, in order.

    Parameters
    ----------
    text : str

    Examples
    --------
    >>> [span.of("Well [laughs] in [name of borough].") for span in marks("Well [laughs] in ...")]
    ['[laughs]']
    """
    if not _ANY.search(text):
        return []
    found = [
        _outermost(text, one.start(), one.end())
        for one in _BRACKETED.finditer(text)
        if _says_mark(one[1].strip(), one[0][0])
    ]
    found += [Span(*one.span()) for one in _STARRED.finditer(text) if _says_mark(one[2], one[1][0])]
    for also in (_HEARD_AS, _CHAT_SOUND):
        found += [Span(*one.span()) for one in also.finditer(text)]
    return sorted(set(found))


def spoken(text: str) -> str:
    """Return a text with its marks blanked: what is left stands where it stood.

    Parameters
    ----------
    text : str
        One without marks is returned as it is.

    Examples
    --------
    >>> spoken("I [laughs] know.")
    'I          know.'
    """
    found = marks(text)
    if not found:
        return text
    parts, at = [], 0
    for start, end in found:
        if end > at:
            # White space inside stays, so that lines and paragraphs end where they ended.
            parts += [text[at:start], _INK.sub(" ", text[max(at, start) : end])]
            at = end
    return "".join([*parts, text[at:]])


def is_mark(words: str) -> bool:
    """Tell whether words are marks and nothing else: ``[laughs]`` at a line's start names nobody.

    Examples
    --------
    >>> is_mark("[laughs] "), is_mark("[P1]:"), is_mark("")
    (True, False, False)
    """
    return bool(words.strip(" \t:")) and not spoken(words).strip(" \t:")


def _outermost(text: str, start: int, end: int) -> Span:
    """Take in further brackets that close around a mark: ``((laughs))``, ``*[laughs]*``."""
    while start > 0 and end < len(text):
        before, after = text[start - 1], text[end]
        if _PAIRS.get(before, "" if before not in "*_" else before) != after:
            break
        start, end = start - 1, end + 1
    return Span(start, end)


@lru_cache(maxsize=4096)
def _says_mark(inside: str, opened: str) -> bool:
    """Tell whether what stands in brackets or stars is a transcriber's."""
    if opened in _STARS:
        return _is_heard(inside, _IN_STARS)
    if _LONG_CLOCK.fullmatch(inside) or _COUNTED_PAUSE.fullmatch(inside):
        return True
    if opened in _ROUND:
        return _is_heard(inside, _ALWAYS)
    if _CLOCKS.fullmatch(inside) or _GUESSED.fullmatch(inside):
        return True
    return _is_heard(inside, _ALWAYS | _IN_SQUARE, _SQUARE_PHRASES)


def _is_heard(inside: str, heard: frozenset[str], phrases: re.Pattern[str] | None = None) -> bool:
    """Tell whether all of the words say what was heard, who was heard, or for how long."""
    said = " ".join(inside.replace("\u2019", "'").casefold().split())
    for phrase in (_PHRASES, *([phrases] if phrases else [])):
        said = phrase.sub("pause", said)
    words = _WORD.findall(_TIMES.sub(" ", said))
    if not any(word in heard for word in words):
        return False
    who = _named_first(inside)
    return all(
        word in heard or word in _BESIDE or word in who or _CODE.fullmatch(word) for word in words
    )


def _named_first(inside: str) -> frozenset[str]:
    """Return the name of whoever does it: one or two words with a capital before the first verb."""
    named: list[str] = []
    for word in _WORD.findall(inside):
        key = word.casefold()
        if key in _ALWAYS and key.endswith("s"):
            break
        if not word[0].isupper() or len(named) == _NAME_WORDS:
            return frozenset()
        named.append(key)
    return frozenset(named)
