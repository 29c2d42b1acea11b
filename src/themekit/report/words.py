"""How figures and terms are said to a reader: one wording for every renderer.

Counts of people come first and always with their denominator; a percentage stands only beside its
counts, and only where at least `FEW` were asked.
"""

from __future__ import annotations

import re
from dataclasses import fields, is_dataclass
from decimal import ROUND_HALF_UP, Decimal
from typing import TYPE_CHECKING, Any

from themekit.study import IMPORTED

if TYPE_CHECKING:
    from collections.abc import Iterable

FEW = 20
FEWEST = 5
"""Of fewer people nothing is counted: it was raised, or it was not."""
MANY = 100
"""Of fewer people everything is read before anything is said of all."""
BY_WAVE = "by wave"
NONE = "none of"
SO_FAR = "so far"
"""While some is unread, in a table that has no room for more."""
NOTHING_SUGGESTED = "nothing suggested"
UNDATED = "(no date)"
"""A wave that nobody dated, as the matrix writes it."""
WITHHELD = "withheld"
NOT_ASKED = "not asked"
NO_FIGURE = "\u2013"
ALL = "all"
UNPROMPTED = "not asked about it"
NOT_READ = "nobody has read it yet"
NOT_COUNTED = "not counted yet"
OPPOSITE = "says the opposite"
UNSAID = "chosen as against; nobody has said that it speaks against it"
NO_SUPPORT = "No segment was suggested or coded here."
NOTICE = (
    "Nobody has checked anything yet: all codes in this report are suggestions by a machine, "
    "and no person has confirmed, corrected or rejected any of them."
)
NOTICE_REFLEXIVE = "Nobody has coded anything yet, and in a reflexive study nothing is suggested."

ALL_EXPLAINED = (
    "The column “All” counts distinct organisations (participants, where the organisation is not "
    "known) over the primary strands, so it can be smaller than the sum of their columns. "
    "Validation and context strands stand to its right and are counted apart. The last column, "
    "“Checked”, is of “All”; theme_matrix.csv says strand by strand what people have checked."
)
ONE_EXPLAINED = (
    "The last column, “Checked”, says how far people have checked a row. Validation and context "
    "strands, where there are any, are counted apart."
)
WAVES_EXPLAINED = (
    "Material was collected in several waves, and each wave has a column of its own. Waves are "
    "never added up: whoever is asked three times has three chances to say a thing. Validation and "
    "context strands stand to the right and are counted apart. The last column, “Checked”, is of "
    "all primary strands; theme_matrix.csv says place by place what people have checked."
)
COUNTS_EXPLAINED = (
    "“6 of 7” means that 6 of the 7 participants who were asked said so at least once; “none of "
    "7” that everything all 7 said has been read. “Found in 4 of 7”, “3 unread” means that of "
    "those 3 not everything has been read yet. “Not asked about it” is of surveys: people could "
    "still raise it by themselves. Where fewer than five were asked, nobody is counted: it was "
    "raised, or it was not; and of a group, whose members hear each other, only how many speakers "
    "raised it. A percentage is added only where 20 or more were asked one by one, and never over "
    "several "
    "strands. “Only when asked” means that a question had asked for it, “by themselves” that none "
    "had; answers to closed questions are counted apart. Where a figure is opened, and in "
    "theme_matrix.csv, stands its number of segments (answers, or stretches of talk); "
    "segments of different kinds are never added "
    "together. “2 say the opposite” means that 2 participants spoke against it; who said both is "
    "counted on both sides, and segments are of either. “11 to 14 of 30” means 11, and 3 more on "
    "whom coders do not agree or both readings stand. How often something was said is not how much "
    "it matters."
)
CORRECTED_EXPLAINED = (
    "“About 120 of 400 (30 %, 23 to 38)” is an estimate: some of the 400 were drawn at random and "
    "all their words were read. It is what this material would have come to, had the same people "
    "read all of it; of 100 such draws, 95 give an interval (23 to 38 %) that holds that number. "
    "The interval says nothing of people who were not asked, and nothing of how others would have "
    "read."
)
SAMPLED_EXPLAINED = (
    "“About 120 of 400 (30 %, 23 to 38)” is an estimate: some of the 400 were drawn at random and "
    "all their words were read. Where a strand is itself a probability sample, its interval is of "
    "those from whom it was drawn, had the same people read all their words; else of this material "
    "alone. Of 100 such draws, 95 give an interval that holds the number."
)

BASIS = {
    "suggested": "suggested by the machine, not checked",
    "mixed": "partly checked by people",
    "checked": "checked by people",
    "corrected": "corrected with a random sample that people checked",
}
QUOTED = {
    "suggested": "suggested by the machine",
    "uncertain": "suggested by the machine",
    "disputed": "coders do not agree",
    "both stand": "both readings stand",
}
"""What is said of a quotation whose code does not simply hold by people's word."""
ROLES = {
    "primary": "primary evidence",
    "validation": "validation: tested the findings, counted apart",
    "context": "context: background, counted apart",
}
UNITS = {
    "turn": "a turn of talk",
    "paragraph": "a paragraph",
    "sentence": "a sentence",
    "document": "a whole document",
    "answer": "an answer",
}
CODERS = {
    "researcher": "researchers",
    "peer": "peer researchers",
    "facilitator": "facilitators",
    "imported": "coders of imported material",
}
VOICES = {
    "own": "",
    "told": "told to somebody who wrote it down",
    "translated": "translated from what they said",
    "written about": "written about them by somebody else, not their own words",
}
"""What is said of a quotation that is not the person's own words."""
SAMPLES = {
    "opportunity": "opportunity sample",
    "purposive": "purposive sample",
    "census": "everyone",
    "probability": "probability sample",
}

# What XML 1.0 forbids; also lone surrogates, which no output encoding can carry.
_ILLEGAL = re.compile("[\x00-\x08\x0b\x0c\x0e-\x1f\ud800-\udfff\ufffe\uffff]")


def notice(*, reflexive: bool) -> str:
    """Return what stands at the head while no person has done anything."""
    return NOTICE_REFLEXIVE if reflexive else NOTICE


def clean(text: str) -> str:
    """Replace each character that XML cannot hold by U+FFFD, so that offsets stay as they are."""
    return _ILLEGAL.sub("\ufffd", text)


def cleaned(value: Any) -> Any:
    """Return a record, or texts, with every text in it fit for XML."""
    if isinstance(value, str):
        return clean(value)
    if isinstance(value, tuple):
        return tuple(cleaned(item) for item in value)
    if is_dataclass(value) and not isinstance(value, type):
        return type(value)(**{f.name: cleaned(getattr(value, f.name)) for f in fields(value)})
    return value


def rounded(share: float) -> int:
    """Return a share in [0, 1] as whole per cent, half up."""
    return int((Decimal(repr(share)) * 100).quantize(Decimal(1), rounding=ROUND_HALF_UP))


def share(of: float | Decimal) -> str:
    """Return a share in [0, 1] in per cent; one that is not nothing or all never reads so."""
    exact = Decimal(str(of)) * 100
    value = int(exact.quantize(Decimal(1), rounding=ROUND_HALF_UP))
    if value == 0 and of:
        return "under 1\u00a0%"
    if value == 100 and of < 1:  # noqa: PLR2004 - a hundred per cent
        return "over 99\u00a0%"
    return f"{value}\u00a0%"


def percent(part: int, whole: int) -> str:
    """Return ``90 %`` (half up, no-break space), or nothing where fewer than `FEW` were asked."""
    if whole < FEW:
        return ""
    return share(Decimal(part) / Decimal(whole))


def count(
    cases: int | None, asked: int | None, *, upto: int | None = None, suppressed: bool = False
) -> str:
    """Return ``6 of 7``, ``11 to 14 of 30``, or in words why there is no such figure."""
    if suppressed or cases is None or asked is None:
        return WITHHELD if suppressed else NO_FIGURE
    if not asked:
        return NOT_ASKED
    said = f"{cases:,} to {upto:,}" if upto is not None and upto > cases else f"{cases:,}"
    return f"{said} of {asked:,}"


def count_and_share(cases: int | None, asked: int | None, *, suppressed: bool = False) -> str:
    """Return ``6 of 7``, or ``27 of 30 (90 %)`` where enough were asked."""
    said = count(cases, asked, suppressed=suppressed)
    if suppressed or cases is None or not asked:
        return said
    share = percent(cases, asked)
    return f"{said} ({share})" if share else said


BOTH = 2


def raised_or_not(cases: int, doubtful: int, asked: int, *, unread: int, group: bool) -> str:
    """Return ``raised, by one or both of 2 people``, or in a group ``raised by 3 speakers``."""
    if group and (cases or doubtful):
        upto = f"{cases:,} to {cases + doubtful:,}" if doubtful else f"{cases:,}"
        return f"raised by {upto} speaker" + ("" if cases + doubtful == 1 else "s")
    if not cases and doubtful:
        return "people disagree whether it was raised"
    partly = bool(unread) and not cases
    said = "raised" if cases else "not raised in what was read" if partly else "not raised"
    if group:
        return said
    if asked == 1:
        return f"{said} of the one who was asked" if partly else f"{said} by the one who was asked"
    if cases:
        return f"{said}, by one or {'both' if asked == BOTH else 'more'} of {asked:,} people"
    return f"{said} of {asked:,} people" if partly else f"{said} by any of {asked:,} people"


def not_found(read: int) -> str:
    """Say that nothing was found while some is unread: never that there is none."""
    return f"not found in {read:,} read" if read > 0 else "not found in what was read"


def none_found(most: float, asked: int) -> str:
    """Say that a random draw found nobody: that is an upper bound, and no nought."""
    return f"none found among those drawn: at most {share(most)} of {asked:,}"


def none_of(asked: int, *, own_words: bool) -> str:
    """Say that there is none, which only a full reading can tell."""
    said = f"{NONE} {asked:,}"
    return f"{said} raised it in their own words" if own_words else said


def raised(asked: int | None, unasked: int | None, *, counted: bool) -> str:
    """Return ``9 when asked, 3 by themselves``; empty where it is not known or there is nobody."""
    if not asked and not unasked:
        return ""
    if asked and unasked:
        if counted:
            return f"{asked:,} only when asked, {unasked:,} by themselves"
        return "when asked, and by themselves"
    return "only when asked" if asked else "by themselves"


def by_role(found: Iterable[tuple[str, int]]) -> str:
    """Return ``peer researchers 11, researchers 14``."""
    return ", ".join(f"{CODERS.get(role, role)} {number:,}" for role, number in found)


def written_about(segments: int) -> str:
    """Say what stands in a strand of what others wrote of people."""
    return f"written about in {plural(segments, 'segment')}" if segments else "not written about"


def place(strand_name: str, wave: str) -> str:
    """Return how readers meet a strand, or one wave of it."""
    return f"{strand(strand_name)}, {wave}" if wave else strand(strand_name)


def all_explained(roles: Iterable[str]) -> str:
    """Say what the column All is, by the roles of all columns; where there is none, why."""
    known = [*roles]
    if ALL in known:
        return ALL_EXPLAINED
    return ONE_EXPLAINED if known.count("primary") < BOTH else WAVES_EXPLAINED


def strand(name: str) -> str:
    """Return how readers meet a strand: by its name, which the study gave it unless imported."""
    return "Imported material" if name == IMPORTED else name


def plural(number: int, noun: str, many: str = "") -> str:
    """Return ``1 segment`` or ``2 segments``, ``1 person`` or ``2 people``."""
    return f"{number:,} {noun if number == 1 else many or noun + 's'}"


_NUMBERS = ("no", "one", "two", "three", "four", "five", "six", "seven", "eight", "nine")


def number(count: int) -> str:
    """Return a number as running text has it: under ten in words."""
    return _NUMBERS[count] if count < len(_NUMBERS) else f"{count:,}"


def trim_end(text: str, limit: int) -> str:
    """Cut `text` at a word so that it keeps at most `limit` characters, and mark the cut."""
    if len(text) <= limit:
        return text
    return text[:limit].rsplit(" ", 1)[0].rstrip() + " […]"


def trim_start(text: str, limit: int) -> str:
    """Keep the last `limit` characters of `text`, from a word on, and mark the cut."""
    if len(text) <= limit:
        return text
    return "[…] " + text[-limit:].split(" ", 1)[-1].lstrip()


def humanise(name: str) -> str:
    """Make a heading of an outline's name: ``executive-summary`` is ``Executive summary``."""
    heading = name.replace("-", " ").replace("_", " ").strip()
    return heading[:1].upper() + heading[1:]
