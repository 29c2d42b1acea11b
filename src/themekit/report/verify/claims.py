"""What a sentence claims in numbers and words of number."""

from __future__ import annotations

import re
from dataclasses import dataclass, replace
from typing import TYPE_CHECKING, Literal

from themekit.report.verify.mentions import PEOPLE
from themekit.report.verify.wording import NUMBER, number_of

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator

ClaimKind = Literal["of", "percent", "fraction", "all", "none", "count", "segments", "quantifier"]

_N = rf"({NUMBER})"
_THE = r"(?:the\s+|our\s+|all\s+|these\s+|those\s+|a\s+total\s+of\s+)*"
_SURE = (
    r"(?:participants?|respondents?|interviewees?|informants?|chief executives?|attendees?|"
    r"contributors?|panellists?|people (?:who (?:were asked|answered|took part)|asked|interviewed|"
    r"surveyed)|those (?:asked|interviewed|surveyed|who (?:answered|were asked|took part)))"
)
_PERCENT = r"(\d{1,3}(?:\.\d+)?)\s*(?:%|per\s?cents?\b|percent\b)(?!\s*(?:age\s+)?points?)"
_WORDED = rf"({NUMBER})\s+per\s?cent\b"
_ABOUT = (
    r"(?:(almost|nearly|just under|close to|just over|slightly more than|a little (?:over|more "
    r"than)|"
    r"well over|over|more than|at least|less than|fewer than|under|about|around|roughly|"
    r"approximately|exactly|some)\s+)?"
)
_FRACTION = (
    r"(?:(?:a|one)[\s-](half|third|quarter|fifth|sixth|tenth)|"
    r"(two|three|four)[\s-](thirds|quarters|fifths)|(half))"
)
_PARTS = {
    "half": 2,
    "third": 3,
    "thirds": 3,
    "quarter": 4,
    "quarters": 4,
    "fifth": 5,
    "fifths": 5,
    "sixth": 6,
    "tenth": 10,
}
_SAID = (
    r"(?:said|says?|mentioned|spoke|raised|named|told|described|reported|thought|felt|agreed|wrote|"
    r"feared|worried|saw|had|brought|talked|of|in|who|we|disagreed|noted|expected|answered|put)"
)

_RANGE = re.compile(
    rf"\b{_N}\s*(?:to|\u2013|(?<=[\d\s])-(?=[\d\s])|or)\s*{_N}\s+(?:out\s+)?of\s+{_THE}{_N}\b",
    re.IGNORECASE,
)
_OF = re.compile(
    rf"\b{_N}\s+(?:(?:[\w\-]+\s+){{0,3}}?out\s+of|(?:\w+\s+)?(?:of|"
    rf"from))\s+{_THE}{_N}\b(?!\s*(?:%|per\s?cent))",
    re.IGNORECASE,
)
_SLASH = re.compile(r"(?<![\w/.,])(\d{1,6})\s?/\s?(\d{1,6})(?![\w/]|\.\d)")
_AMONG = re.compile(
    rf"\b(?:of|among|from)\s+{_THE}{_N}\s+[\w\s\-]{{3,60}}?,?\s+(?:only\s+|just\s+|as many "
    rf"as\s+)?{_N}(?!\s*(?:%|per\s?cent|of\b))\b",
    re.IGNORECASE,
)
_PCT = re.compile(rf"(?<![\w.]){_PERCENT}", re.IGNORECASE)
_PCT_WORDS = re.compile(rf"\b{_WORDED}", re.IGNORECASE)
_PCT_OF = re.compile(rf"\s+of\s+{_THE}{_N}\b", re.IGNORECASE)
_FRACTIONS = re.compile(
    rf"\b{_ABOUT}{_FRACTION}(?=\s+(?:of\b|the\b|our\b|all\b|{_SURE}|{PEOPLE}\b|"
    rf"{_SAID}\b))(?!\s+an?\b)",
    re.IGNORECASE,
)
_IN = re.compile(rf"\b{_ABOUT}{_N}\s+in\s+(?:every\s+)?{_N}\b(?!\s*(?:%|:))", re.IGNORECASE)
_ALL = re.compile(
    rf"\ball\s+(?:of\s+)?{_THE}{_N}\b(?:\s+\w+){{0,2}}?|"
    rf"\b(both)\s+(?:of\s+the\s+)?(?:\w+\s+){{0,2}}?{PEOPLE}\b"
    rf"|\b(?:all|every(?:\s+single)?|each)\s+(?:of\s+)?(?:the\s+|"
    rf"our\s+)?(?:\w+\s+){{0,2}}?{_SURE}\b"
    rf"|\bevery(?:one|body)\s+{_SAID}\b",
    re.IGNORECASE,
)
_NEARLY = re.compile(r"\b(?:almost|nearly|virtually|practically|not|hardly)\s+$", re.IGNORECASE)
_NONE = re.compile(
    rf"\bnone\s+of\s+{_THE}{_N}\b|\bnone\s+of\s+(?:the\s+|our\s+|"
    rf"them\b)(?:\w+\s+){{0,2}}?(?:{_SURE})?"
    rf"|\bnone\s+(?:in\s+the\b|{_SAID}\b)|\bno\s+(?:\w+\s+){{0,2}}?{_SURE}\b|\b(?:nobody|"
    rf"no[\s-]one)\s+{_SAID}\b"
    rf"|\bnot\s+(?:a\s+single|one)\s+(?:of\s+the\s+)?(?:\w+\s+){{0,2}}?{_SURE}\b",
    re.IGNORECASE,
)
_SPOKE = (
    r"(?:said|says?|mentioned|mentions?|spoke|speaks?|raised?|raises|named|told|tells?|described?|"
    r"reported|thought|felt|agreed|wrote|feared|worried|brought|talked|noted|referred|touched|"
    r"complained|pointed|alluded|volunteered)"
)
_WHERE = (
    r"(?:at|in|from|among|amongst|of|on|across|during|with|to|who|whom|that|we|there|else|present|"
    r"interviewed|asked|surveyed)"
)
_LEADING = (
    r"(?:(?!(?:but|except|excepting|save|other|apart|besides|until|unless|and|so|because|when|while|"
    r"that|which|what|how|why|whether|where|they|he|she|it)\b)[\w\-'\u2019]+\s+)"
)
_SAVE = re.compile(
    r"[^.;:]{0,60}?\b(?:except|excepting|other than|apart from|save for|but (?:for )?(?:one|two|"
    r"[A-Z]+\d+))\b"
)
# Whoever is meant stands between "no one" and what they did not say: "at the roundtable".
_NOBODY = re.compile(
    rf"\b(?:nobody|no[\s-]one|none|neither|not\s+(?:a\s+single|one)(?:\s+of)?|"
    rf"no\s+{_LEADING}{{0,3}}?{PEOPLE})\s+(?:{_WHERE}\s+{_LEADING}{{0,9}}?)?{_SPOKE}\b",
    re.IGNORECASE,
)
_UNSAID = re.compile(
    r"\b(?:(?:was|were|is|are|been)\s+(?:not|never)|(?:wasn|weren|isn)['\u2019]t|"
    r"(?:was|were|is|are|has|have)\s+nowhere|went)\s+(?:once\s+|even\s+|at all\s+|been\s+)?"
    r"(?:raised|mentioned|named|unmentioned|brought\s+up|spoken\s+of|talked\s+about|described|"
    r"touched\s+(?:up)?on|heard\s+of|referred\s+to)\b(?!\s+(?:by\s+(?:all|every|most|many)|again|"
    r"as\b|until|before|so\s+often))"
    r"|\b(?:did\s+not|didn['\u2019]t|never)\s+c[ao]me\s+up\b(?!\s+(?:again|until|before|so\s+often|"
    r"as\b))",
    re.IGNORECASE,
)
_COUNT = re.compile(
    rf"(?<![\w.,/\-])(?:(?P<about>about|around|over|more than|nearly|almost|at "
    rf"least)\s+)?(?!(?:19|20)\d\d\b)(?P<n>{NUMBER})\s+"
    rf"(?:(?!(?:of|in|to|and|or|the|were|was|out|"
    rf"{NUMBER})\b)[\w\-]+\s+){{0,3}}?(?P<noun>{PEOPLE})\b",
    re.IGNORECASE,
)
_SIZE = re.compile(rf"\b[nN]\s*=\s*{_N}")
_SEGMENTS = re.compile(
    rf"\b{_N}\s+(?:\w+\s+){{0,2}}?(segments?|passages?|mentions|comments|stretches|units|turns)\b",
    re.IGNORECASE,
)
_BEHIND = re.compile(
    r"\s*(?:\w+\s+){0,4}?[(\[,\u2013\u2014]\s*(?:that is,?\s+|or\s+|i\.e\.\s*)?(?:under |over )?$",
    re.IGNORECASE,
)
_APPARATUS = (
    r"(?:pages?|pp?\.|chapters?|figures?|figs?\.?|tables?|sections?|appendi(?:x|ces)|authors?|"
    r"steps?|parts?|volumes?|boxes|researchers?|editors?)"
)
# "Page 14 of 40", "3 of the 4 authors": of the report itself, or of those who wrote it.
_LED = re.compile(rf"\b{_APPARATUS}\s*$", re.IGNORECASE)
_TRAILED = re.compile(rf"\s+(?:of\s+)?(?:the\s+|our\s+)?{_APPARATUS}(?!\w)", re.IGNORECASE)
_PRONOUN = re.compile(r"of\s+(?:them|it|these|those|this|that)\b", re.IGNORECASE)
_FAR = 60
UNSAID = "unsaid"
"""The word of a claim that something was not said; of whom, its row or strand has to tell."""
_QUANTIFIERS = ("few", "some", "most", "many", "several", "majority", "minority", "a couple")


@dataclass(frozen=True, slots=True)
class Claim:
    """One number, or word of number, that a sentence states of people or passages.

    Attributes
    ----------
    kind : str
    start, end : int
        Range in the sentence.
    said : str
    n, upto, of : int or None
    percent : float or None
    decimals : int
        Of the percentage.
    low, high : float
        Share that a fraction may stand for.
    word : str
        Of a quantifier; `UNSAID` of what was not said by anybody.
    noun : str
        Whom a bare number counts.
    is_about : bool
    """

    kind: ClaimKind
    start: int
    end: int
    said: str
    n: int | None = None
    upto: int | None = None
    of: int | None = None
    percent: float | None = None
    decimals: int = 0
    low: float = 0
    high: float = 1
    word: str = ""
    noun: str = ""
    is_about: bool = False


def claims_in(text: str, words: Iterable[str] = ()) -> tuple[Claim, ...]:
    """Return the claims of a sentence in order.

    Parameters
    ----------
    text : str
        The sentence, what it quotes and cites blanked out.
    words : iterable of str
        Quantifiers that the study declares, beside the usual ones.
    """
    left = text
    found: list[Claim] = []
    for finder in (_ranges, _shares_of, _percents, _fractions, _alls, _sizes, _segments, _counts):
        for claim in finder(left):
            if left[claim.start : claim.end].strip():
                found += [] if _is_apparatus(claim, text) else [claim]
                left = left[: claim.start] + "\0" * (claim.end - claim.start) + left[claim.end :]
    found += _quantifiers(left, words)
    return tuple(sorted(_joined(found, text), key=lambda one: one.start))


def _is_apparatus(claim: Claim, text: str) -> bool:
    """Tell whether pages, chapters, tables or authors are counted."""
    if claim.percent is not None:
        return False
    return bool(_LED.search(text[: claim.start]) or _TRAILED.match(text, claim.end))


def _ranges(text: str) -> Iterator[Claim]:
    for m in _RANGE.finditer(text):
        yield Claim("of", *m.span(), m[0], number_of(m[1]), number_of(m[2]), number_of(m[3]))


def _shares_of(text: str) -> Iterator[Claim]:
    """Yield ``n of N``, ``n/N``, and ``of the N respondents, n``."""
    taken: list[tuple[int, int]] = []
    for m in _OF.finditer(text):
        n, of = number_of(m[1]), number_of(m[2])
        if n is not None and of and (n <= of or not _is_year(of)) and not _is_year(n):
            taken.append(m.span())
            yield Claim("of", *m.span(), m[0], n, None, of)
    for m in _SLASH.finditer(text):
        n, of = int(m[1]), int(m[2])
        if n <= of and not _is_year(n):
            yield Claim("of", *m.span(), m[0], n, None, of)
    for m in _AMONG.finditer(text):
        n, of = number_of(m[2]), number_of(m[1])
        free = all(m.end() <= a or b <= m.start() for a, b in taken) and "\0" not in m[0]
        if n is not None and of and n <= of and free:
            yield Claim("of", *m.span(), m[0], n, None, of)


def _percents(text: str) -> Iterator[Claim]:
    for m in _PCT.finditer(text):
        of = _PCT_OF.match(text, m.end())
        end = of.end() if of else m.end()
        decimals = len(m[1].partition(".")[2])
        size = number_of(of[1]) if of else None
        yield Claim(
            "percent",
            m.start(),
            end,
            text[m.start() : end],
            of=size,
            percent=float(m[1]),
            decimals=decimals,
            is_about=text[: m.start()]
            .rstrip()
            .endswith(("under", "over", "about", "around", "nearly")),
        )
    for m in _PCT_WORDS.finditer(text):
        value = number_of(m[1])
        if value is not None and not m[1].isdigit():
            yield Claim("percent", *m.span(), m[0], percent=float(value))


def _fractions(text: str) -> Iterator[Claim]:
    for m in _FRACTIONS.finditer(text):
        if m[5]:
            value = 0.5
        elif m[2]:
            value = 1 / _PARTS[m[2].casefold()]
        else:
            value = (number_of(m[3]) or 1) / _PARTS[m[4].casefold()]
        yield _fraction(m, value)
    for m in _IN.finditer(text):
        n, of = number_of(m[2]), number_of(m[3])
        if n and of and n < of <= 20:  # noqa: PLR2004 - as people say it
            yield _fraction(m, n / of)


def _fraction(m: re.Match[str], value: float) -> Claim:
    """Return the shares that a fraction may stand for, as it is said."""
    about = (m[1] or "").casefold()
    low, high = value - 0.04, value + 0.04
    if about in {"almost", "nearly", "just under", "close to"}:
        low, high = value - 0.08, value - 1e-9
    elif about in {"less than", "fewer than", "under"}:
        low, high = 0, value - 1e-9
    elif about in {"just over", "slightly more than"} or about.startswith("a little"):
        low, high = value + 1e-9, value + 0.08
    elif about in {"over", "more than", "well over"}:
        low, high = value + 1e-9, 1
    elif about == "at least":
        low, high = value - 1e-9, 1
    elif about == "exactly":
        low, high = value - 1e-6, value + 1e-6
    elif about:
        low, high = value - 0.07, value + 0.07
    return Claim("fraction", *m.span(), m[0], low=low, high=high, is_about=bool(about))


def _alls(text: str) -> Iterator[Claim]:
    taken: list[tuple[int, int]] = []
    for m in _ALL.finditer(text):
        if _NEARLY.search(text[: m.start()]):
            continue
        of = number_of(m[1]) if m[1] else 2 if m[2] else None
        yield Claim("all", *m.span(), m[0], of=of)
    for m in _NONE.finditer(text):
        if _SAVE.match(text, m.start()):
            continue
        yield Claim("none", *m.span(), m[0], n=0, of=number_of(m[1]) if m[1] else None)
        taken.append(m.span())
    for m in (*_NOBODY.finditer(text), *_UNSAID.finditer(text)):
        if all(m.end() <= a or b <= m.start() for a, b in taken) and "\0" not in m[0]:
            yield Claim("none", *m.span(), m[0], n=0, word="" if m.re is _NOBODY else UNSAID)


def _sizes(text: str) -> Iterator[Claim]:
    for m in _SIZE.finditer(text):
        yield Claim("count", *m.span(), m[0], number_of(m[1]), noun="participants")


def _segments(text: str) -> Iterator[Claim]:
    for m in _SEGMENTS.finditer(text):
        yield Claim("segments", *m.span(), m[0], number_of(m[1]), noun=m[2].casefold())


def _counts(text: str) -> Iterator[Claim]:
    for m in _COUNT.finditer(text):
        n = number_of(m["n"])
        if re.search(r"\btimes\s+as\b", m[0]):
            continue
        if n is not None and not _is_year(n) and "\0" not in m[0]:
            yield Claim(
                "count", *m.span(), m[0], n, noun=m["noun"].casefold(), is_about=bool(m["about"])
            )


def _quantifiers(text: str, words: Iterable[str]) -> Iterator[Claim]:
    known = sorted({*_QUANTIFIERS, *words}, key=len, reverse=True)
    pattern = re.compile(
        rf"\b(?:an?\s+|the\s+|only\s+a\s+)?({'|'.join(map(re.escape, known))})\s+"
        rf"(?:(?:of\s+)?(?:the\s+|our\s+|those\s+|them\s+)?(?:(?!the\b|"
        rf"of\b)[\w\-]+\s+){{0,3}}?({PEOPLE})\b|{_SAID}\b)",
        re.IGNORECASE,
    )
    for m in pattern.finditer(text):
        before = text[: m.start()].rstrip().casefold()
        if "\0" in m[0] or before.endswith(("as", "how", "so", "too", "at", "than", "the")):
            continue
        if before and before[-1] not in ",;:(\u2013\u2014" and _PRONOUN.match(text, m.end(1) + 1):
            continue  # "put some of them online": things, or what the clause spoke of before
        yield Claim(
            "quantifier", *m.span(), m[0], word=m[1].casefold(), noun=(m[2] or "").casefold()
        )


def _joined(found: list[Claim], text: str) -> list[Claim]:
    """Join a percentage with the figure that it stands beside."""
    ordered = sorted(found, key=lambda one: one.start)
    out: list[Claim] = []
    for claim in ordered:
        last = out[-1] if out else None
        between = text[last.end : claim.start] if last else ""
        near = len(between) < _FAR and bool(
            _BEHIND.fullmatch(between) or between.strip() in {"(", ", or", "or", ",", "\u2013", "="}
        )
        if last and near and last.kind == "of" and claim.kind == "percent" and last.percent is None:
            out[-1] = replace(
                last,
                percent=claim.percent,
                decimals=claim.decimals,
                end=claim.end,
                said=_whole(text, last.start, claim.end),
                is_about=claim.is_about,
            )
        elif (
            last
            and near
            and last.kind == "percent"
            and claim.kind == "of"
            and last.of in {None, claim.of}
        ):
            out[-1] = replace(
                claim,
                percent=last.percent,
                decimals=last.decimals,
                start=last.start,
                said=_whole(text, last.start, claim.end),
            )
        elif (
            last
            and near
            and last.kind in {"fraction", "all", "none", "quantifier"}
            and claim.kind == "of"
        ):
            out[-1] = last
            out.append(claim)
        else:
            out.append(claim)
    return out


def _whole(text: str, start: int, end: int) -> str:
    """Return a stretch of text with the bracket that closes it."""
    return text[start : end + 1] if text[end : end + 1] == ")" else text[start:end]


def _is_year(number: int) -> bool:
    return 1900 <= number <= 2100  # noqa: PLR2004


def is_sure(noun: str) -> bool:
    """Tell whether a noun counts people who took part, and nothing else."""
    return bool(re.fullmatch(_SURE, noun, re.IGNORECASE))
