"""Tell a speaker's name from the words that begin a line of prose: pure, one name at a time."""

# Dashes, quotes and full-width colons stand here because transcripts hold them.
# ruff: noqa: RUF001
from __future__ import annotations

import re
from functools import lru_cache

from themekit.names import folded

MAX_WORDS = 6
MAX_NAME = 40

# Words that stand before a colon in prose, notes and heads of documents, and are nobody's name.
_NO_NAMES = frozenset(
    word.strip()
    for word in """
    note | notes | nb | n.b | ps | p.s | eg | e.g | ie | i.e | example | for example |
    for instance | http | https | mailto | www | ftp | page | source | sources | re | subject |
    title | summary | total | figure | table | action | actions | tel | phone | telephone |
    mobile | email | e-mail | fax | address | ref | reference | references | see | warning | tip
    | remember | conclusion | conclusions | introduction | background | method | methods |
    results | aim | aims | objective | objectives | key | keywords | legend | abstract |
    one thing | the thing is | the thing | the point is | the problem is | the problem |
    the question is | the answer is | my point is | first | second | third | firstly | secondly
    | thirdly | finally | yes | no | well | so | but | and | or | ok | okay | right | also |
    plus | basically | anyway | actually | again | then | now | because | which is | that is |
    like | oh | um | uh | hmm | pros | cons | advantages | disadvantages | comment | comments |
    tags | tag | code | codes | memo | document | theme | themes | quote | other | others | link
    | links | update | important | positive | negative | good | bad | result | reason | reasons
    | task | tasks | step | day | week | month | year | monday | tuesday | wednesday | thursday
    | friday | saturday | sunday | gains | losses | strengths | weaknesses | challenges |
    opportunities | threats | barriers | enablers | findings | key findings | recommendations |
    discussion | implications | limitations | lessons | context | overall | impact | key point |
    key points | main point | main points | next step | next steps | bottom line | evidence
    """.split("|")  # noqa: SIM905 -- a paragraph of words reads better than a page
)
# Keys of a head block; a block of short "Key: value" lines with one of them is no conversation.
_HEAD_KEYS = frozenset(
    word.strip()
    for word in """
    date | time | location | place | venue | duration | length | interview date |
    date of interview | file | filename | recording | audio | transcript | transcribed by |
    transcriber | transcription | project | study | interview id | interview | interview no |
    participant id | id | present | attendees | apologies | age | gender | sex | occupation |
    role | organisation | organization | language | version | status
    """.split("|")  # noqa: SIM905 -- a paragraph of words reads better than a page
)
_SMALL = frozenset(
    (
        "of",
        "the",
        "and",
        "&",
        "de",
        "da",
        "di",
        "du",
        "van",
        "von",
        "der",
        "den",
        "la",
        "le",
        "el",
        "al",
        "bin",
        "ibn",
        "for",
        "from",
        "at",
        "in",
    )
)
# In a label of several words, these show that it is half a sentence.
_PROSE = frozenset(
    word.strip()
    for word in """
    i | we | he | she | they | it | you | me | us | them | my | our | his | her | their | your |
    its | this | that | these | those | there | here | is | are | was | were | be | been | am |
    have | has | had | do | does | did | said | says | asked | think | thought | mean | thing |
    things | what | how | why | when | where | who | which | if | so | but | because | then |
    another | one | some | any | not | to | as | with | about | would | could | should | will
    """.split("|")  # noqa: SIM905 -- a paragraph of words reads better than a page
)
_TITLES = frozenset(
    {"dr", "mr", "mrs", "ms", "mx", "prof", "st", "rev", "sr", "jr", "cllr", "no", "hon"}
)
_FORBIDDEN = re.compile(r"[?!;\"“”…=|{}<>\\]|\.\.|https?|www\.")
_DOTTED = re.compile(r"(\w+)\.(?=\s)")
_TITLED_COMMA = re.compile(r",\s*[a-z]")


def is_head_key(key: str) -> bool:
    """Tell whether a label belongs to the block of facts at the head of a transcript."""
    return key in _HEAD_KEYS


@lru_cache(maxsize=4096)
def plausible(name: str) -> bool:
    """Tell whether `name` could be a label at all: short, no sentence, no word of prose."""
    words = name.split()
    key = folded(name)
    return (
        0 < len(words) <= MAX_WORDS
        and len(name) <= MAX_NAME
        and any(letter.isalpha() for letter in name)
        and key.rstrip(".") not in _NO_NAMES
        and not _FORBIDDEN.search(name)
        and all(len(word) == 1 or word.casefold() in _TITLES for word in _DOTTED.findall(name))
        and not _TITLED_COMMA.search(name)
    )


def labellike(name: str) -> bool:
    """Tell whether it begins and goes on like a name: ``NHS trust``, not ``My point is``."""
    words = name.split()
    starts = not name[0].islower() or namelike(name)
    return starts and (len(words) == 1 or _PROSE.isdisjoint(word.casefold() for word in words))


def namelike(name: str) -> bool:
    """Tell whether every word begins with a capital or a digit, as names and codes do."""
    words = [word.strip("()[]*_'’.,") for word in name.split()]
    telling = [word for word in words if word and word.casefold() not in _SMALL]
    return bool(telling) and all(not word[0].islower() or word[-1].isdigit() for word in telling)


def codelike(name: str) -> bool:
    """Tell whether it is a code such as ``P1``, ``SPEAKER 2`` or ``INT``."""
    digits = any(letter.isdigit() for letter in name)
    return (digits and len(name.split()) <= 3) or (name.isupper() and len(name) <= 12)  # noqa: PLR2004 -- as short as codes are
