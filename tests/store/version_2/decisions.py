"""The decisions of the version-2 study, rule by rule, and what DESIGN.md section 5a makes of each.

Every scene takes a segment (or two) of its own, so that no look of one touches another. `ONE`,
`TWO` and `THREE` are labels of invented readers.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace

from book import Book

from themekit.codebook import Codebook
from themekit.records import Coding, Segment

ONE, TWO, THREE = "Reader One", "Reader Two", "Reader Three"
MORE, WAITS, HARDER = "more-people", "long-waits", "harder-needs"
MONEY, GRANTS, COSTS = "short-of-money", "new-grants", "costs-rising"
UNKNOWN = "f" * 32


def fill(segments: Sequence[Segment], codebook: Codebook) -> Book:
    """Play all scenes."""
    book = Book(
        codebook,
        [one for one in segments if one.codable],
        [one for one in segments if not one.codable],
    )
    for scene in SCENES:
        scene(book)
    return book


def plain_words(book: Book) -> None:
    """Accept, add, reject; nobody looked; an uncertain suggestion."""
    s = book.segment(MORE, WAITS)
    book.say(s, MORE, ONE, "accept", mode="blind", draw="random")
    book.say(s, WAITS, ONE, "reject", mode="blind", draw="random")
    book.say(s, GRANTS, ONE, "add", mode="blind", draw="random", memo="=1+1 is no formula")
    book.look(s, ONE, mode="blind", draw="random")
    book.agrees(s, MORE, "holds", "one reader accepts and looked at the whole codebook")
    book.agrees(s, WAITS, "does not hold", "one reader rejects")
    book.agrees(s, GRANTS, "holds", "one reader adds")
    s = book.segment(MORE)
    book.suggest(s, COSTS, status="uncertain")
    book.agrees(s, MORE, "suggested", "nobody looked")
    s = book.segment()
    book.say(s, MORE, ONE, "reject")
    book.agrees(s, MORE, "does not hold", "a rejection of what nobody suggested is a look too")
    s = book.segment(MORE)
    first = book.say(s, MORE, ONE, "accept")
    book.say(
        s, MORE, ONE, "reject", replaces=first, memo='private thoughts, with "quotes"\nand a line'
    )
    book.agrees(s, MORE, "does not hold", "a reader changes their mind and names the event")
    s = book.segment()
    book.say(s, MORE, ONE, "add", stance="for")
    book.say(s, MORE, ONE, "add", stance="mixed", period="before")
    book.agrees(s, MORE, "holds", "the last of two words of one reader gives stance and period")


def readers_who_differ(book: Book) -> None:
    """Two and three readers, and names that are nearly equal."""
    s = book.segment(MORE)
    book.say(s, MORE, ONE, "accept", mode="blind")
    book.say(s, MORE, TWO, "reject", mode="blind")
    book.agrees(s, MORE, "disputed", "two readers differ")
    s = book.segment()
    for coder, decision in ((ONE, "add"), (TWO, "add"), (THREE, "reject")):
        book.say(s, MORE, coder, decision, mode="blind", draw="random")
    book.say(s, GRANTS, ONE, "add")
    book.look(s, TWO, MONEY, GRANTS, mode="blind", draw="random")
    book.agrees(s, MORE, "disputed", "three readers differ")
    book.agrees(s, GRANTS, "disputed", "the other one listed the code and said nothing")
    s = book.segment(MORE, WAITS)
    book.say(s, MORE, ONE, "accept")
    book.look(s, TWO)
    book.say(s, WAITS, ONE, "reject")
    book.agrees(s, MORE, "disputed", "the other one looked at everything and said nothing")
    book.agrees(s, WAITS, "does not hold", "one rejects, the other one said nothing")
    s = book.segment(MORE)
    book.say(s, MORE, "Reader One", "accept")
    book.say(s, MORE, "reader one", "reject")
    book.say(s, WAITS, " Reader One", "add")
    book.say(s, WAITS, "Reader One ", "reject")
    why = (
        "reading: names that differ in capitals or spaces stay two coders; nobody is merged unasked"
    )
    book.agrees(s, MORE, "disputed", why)
    book.agrees(s, WAITS, "disputed", why)


def unsure(book: Book) -> None:
    """Unsure alone, beside a yes, beside a no, under a look of its own."""
    s = book.segment(MORE)
    book.say(s, MORE, ONE, "unsure")
    book.differs(s, MORE, "needs another reader", "unsure alone covers and votes nothing")
    book.differs(s, "covered " + MORE, "no", "unsure covers nothing")
    s = book.segment(MORE, WAITS)
    book.say(s, MORE, ONE, "accept")
    book.say(s, MORE, TWO, "unsure", stance="against")
    book.say(s, WAITS, ONE, "reject")
    book.say(s, WAITS, TWO, "unsure")
    book.differs(s, MORE, "holds", "unsure beside a yes no longer disputes")
    book.differs(s, WAITS, "does not hold", "unsure beside a no no longer disputes")
    s = book.segment(MORE)
    book.say(s, MORE, ONE, "unsure")
    book.look(s, ONE)
    why = "reading: under a look of its own an unsure still votes nothing"
    book.differs(s, MORE, "needs another reader", why)
    s = book.segment(MORE)
    first = book.say(s, MORE, ONE, "accept")
    book.say(s, MORE, TWO, "unsure", replaces=first)
    book.differs(s, MORE, "holds", "another reader's unsure does not void a yes")


def changed_codes(book: Book) -> None:
    """change_code of one's own event, of another's, from another place, to an unknown code."""
    s = book.segment(MORE)
    first = book.say(s, MORE, ONE, "accept")
    book.say(s, WAITS, ONE, "change_code", replaces=first, stance="against")
    book.agrees(s, MORE, "does not hold", "the code that was changed is rejected")
    book.agrees(s, WAITS, "holds", "the new code holds")
    s = book.segment(MORE)
    first = book.say(s, MORE, TWO, "accept")
    book.say(s, WAITS, ONE, "change_code", replaces=first)
    book.differs(
        s, MORE, "disputed", "reading: a change of another's code voids nobody: yes against no"
    )
    book.agrees(s, WAITS, "holds", "the new code of a change of another's code is a plain yes")
    here, there = book.segment(MORE), book.segment(MORE)
    assert here.document == there.document
    first = book.say(here, MORE, ONE, "accept")
    book.say(there, WAITS, ONE, "change_code", replaces=first)
    book.differs(
        here, MORE, "does not hold", "change_code rejects at the old event's range, not at its own"
    )
    book.differs(
        there, MORE, "suggested", "nobody spoke of this code here: the old range lies elsewhere"
    )
    book.agrees(there, WAITS, "holds", "the new code holds at the range of the change")
    s = book.segment(MORE)
    first = book.say(s, MORE, ONE, "accept")
    book.say(s, "no-such-code", ONE, "change_code", replaces=first)
    book.agrees(
        s, MORE, "does not hold", "the new code is unknown and listed; the old one is rejected"
    )
    s = book.segment(MORE)
    book.say(s, WAITS, ONE, "change_code")
    book.agrees(s, WAITS, "holds", "reading: a change without an earlier event counts as a yes")
    book.agrees(s, MORE, "suggested", "the machine's suggestion was not named")


def undoing(book: Book) -> None:
    """Retracts with and without replaces, chains of them, and of others' events."""
    s = book.segment(MORE)
    first = book.say(s, MORE, ONE, "accept")
    book.say(s, MORE, ONE, "retract", replaces=first)
    book.agrees(s, MORE, "suggested", "an undone word leaves the suggestion")
    s = book.segment(MORE)
    book.say(s, MORE, ONE, "accept")
    book.say(s, MORE, ONE, "retract")
    book.agrees(s, MORE, "holds", "a retract that names nothing is out of force and listed")
    s = book.segment()
    chain = [book.say(s, MORE, ONE, "add")]
    chain.append(book.say(s, MORE, ONE, "retract", replaces=chain[-1]))
    chain.append(book.say(s, MORE, ONE, "retract", replaces=chain[-1]))
    book.differs(s, MORE, "holds", "undoing an undo restores")
    s = book.segment()
    last = book.say(s, MORE, ONE, "add")
    for _ in range(3):
        last = book.say(s, MORE, ONE, "retract", replaces=last)
    book.agrees(s, MORE, "open", "an undo of an undo of an undo leaves nothing")
    s = book.segment(MORE)
    first = book.say(s, MORE, ONE, "accept")
    second = book.say(s, MORE, ONE, "reject", replaces=first)
    book.say(s, MORE, ONE, "retract", replaces=second)
    book.differs(s, MORE, "holds", "undoing the rejection restores the acceptance")
    s = book.segment(MORE)
    first = book.say(s, MORE, ONE, "accept")
    second = book.say(s, WAITS, ONE, "change_code", replaces=first)
    book.say(s, WAITS, ONE, "retract", replaces=second)
    book.differs(s, MORE, "holds", "undoing a change of code restores the old code")
    book.agrees(s, WAITS, "open", "the undone code is gone")


def odd_replacing(book: Book) -> None:
    """Events that name others' events, themselves, later ones, none that exist, or several."""
    s = book.segment(MORE)
    first = book.say(s, MORE, ONE, "accept")
    book.say(s, MORE, TWO, "retract", replaces=first)
    book.differs(s, MORE, "holds", "nobody retracts another's word")
    s = book.segment()
    first = book.say(s, MORE, ONE, "reject")
    book.say(s, MORE, TWO, "add", replaces=first)
    book.differs(s, MORE, "disputed", "a yes voids nobody's no")
    s = book.segment(MORE)
    book.say(s, MORE, ONE, "accept", event_id="names-itself", replaces="names-itself")
    book.differs(s, MORE, "holds", "an event replaces earlier ones only, not itself")
    s = book.segment()
    book.say(s, MORE, ONE, "add", event_id="foreseen-1", replaces="foreseen-2")
    book.say(s, MORE, ONE, "reject", event_id="foreseen-2")
    book.differs(s, MORE, "does not hold", "an event replaces earlier ones only, not a later one")
    s = book.segment()
    book.say(s, MORE, ONE, "add", replaces="never-was")
    book.agrees(s, MORE, "holds", "naming an event that nobody made changes nothing")
    s = book.segment(MORE)
    several = [book.say(s, MORE, ONE, "accept"), book.say(s, MORE, ONE, "unsure")]
    book.say(s, MORE, ONE, "reject", replaces=several)
    book.agrees(s, MORE, "does not hold", "one event takes the place of two of the same reader")


def settling(book: Book) -> None:
    """Adjudications: for, against, undone, reopened, without names, by a party."""
    s = _dispute(book)
    book.say(
        s,
        MORE,
        THREE,
        "adjudicate",
        replaces=_last(book, 2),
        memo="settled together",
        stance="against",
    )
    book.agrees(s, MORE, "holds", "adjudicated; 5a keeps both independent words")
    s = _dispute(book)
    book.say(s, MORE, THREE, "adjudicate")
    book.agrees(s, MORE, "holds", "an adjudication that names nothing decides too")
    s = _dispute(book)
    book.say(s, MORE, THREE, "reject", replaces=_last(book, 2))
    book.agrees(
        s, MORE, "does not hold", "another's reject + replaces settles that it does not hold"
    )
    s = _dispute(book)
    made = book.say(s, MORE, THREE, "adjudicate", replaces=_last(book, 2))
    book.say(s, MORE, THREE, "retract", replaces=made)
    book.differs(s, MORE, "disputed", "an undone adjudication leaves the words as they were")
    s = _dispute(book)
    book.say(s, MORE, THREE, "adjudicate", replaces=_last(book, 2))
    book.say(s, MORE, TWO, "reject")
    book.agrees(s, MORE, "holds", "a later word only lists the passage as reopened")
    s = _dispute(book)
    book.say(s, MORE, THREE, "adjudicate")
    book.say(s, MORE, THREE, "reject")
    book.differs(
        s, MORE, "holds", "the adjudicator's own later word does not unsettle it: reopened"
    )
    s = _dispute(book)
    book.say(s, MORE, ONE, "adjudicate", replaces=_last(book, 2))
    book.agrees(s, MORE, "holds", "a party may write down what was settled")
    s = _dispute(book)
    made = book.say(s, MORE, THREE, "adjudicate", replaces=_last(book, 2))
    book.say(s, MORE, TWO, "reject", replaces=made)
    book.agrees(s, MORE, "does not hold", "the last of two adjudications decides")
    s = _dispute(book)
    book.say(s, MORE, THREE, "reject")
    book.agrees(s, MORE, "disputed", "a third reject without replaces is a word, no adjudication")


def _dispute(book: Book) -> Segment:
    """Two readers look at a suggestion on a new segment and differ."""
    s = book.segment(MORE)
    book.look(s, ONE, MORE, WAITS, mode="blind")
    book.look(s, TWO, MORE, WAITS, mode="blind")
    book.say(s, MORE, ONE, "accept", mode="blind")
    book.say(s, MORE, TWO, "reject", mode="blind")
    return s


def _last(book: Book, count: int) -> list[str]:
    return [one.event_id for one in book.events[-count:] if isinstance(one, Coding)]


def clocks(book: Book) -> None:
    """Run times backwards, leave them unreadable, with zones or without, or equal."""
    for yes, no in (
        ("2026-03-09T12:00:00Z", "2026-03-09T10:00:00Z"),
        ("2026-03-09T12:00:00Z", "last Monday"),
        ("2026-03-09T12:00:00Z", ""),
        ("2026-03-09T12:00:00Z", "2026-03-09T13:00:00+05:00"),
        ("2026-03-09T12:00:00", "2026-03-09T11:59:59.5Z"),
    ):
        s = book.segment(MORE)
        book.say(s, MORE, ONE, "accept", time=yes)
        book.say(s, MORE, ONE, "reject", time=no)
        book.differs(
            s,
            MORE,
            "does not hold",
            f"receipt decides, not the clock ({yes}, then {no or 'no time'})",
        )
    s = book.segment(MORE)
    book.say(s, MORE, ONE, "accept", time="2026-03-09T12:00:00Z", event_id="equal-b")
    book.say(s, MORE, ONE, "reject", time="2026-03-09T12:00:00Z", event_id="equal-a")
    book.differs(
        s, MORE, "does not hold", "receipt decides between equal times, not the event's name"
    )
    s = book.segment(MORE)
    book.say(s, MORE, ONE, "reject", time="2026-03-09T09:00:00+00:00")
    book.say(s, MORE, ONE, "accept", time="2026-03-09T10:30:00+01:00")
    book.agrees(s, MORE, "holds", "half past ten an hour east is half past nine: both orders agree")
    s = book.segment(MORE)
    book.say(s, MORE, ONE, "accept", time="2026-03-09T12:00:00Z")
    book.say(s, MORE, TWO, "reject", time="2026-03-09T10:00:00Z")
    book.agrees(s, MORE, "disputed", "order between two readers' words changes nothing")


def looking(book: Book) -> None:
    """Outcomes, old texts, unknown codebooks and codes, and looks beside one's own words."""
    s = book.segment(MORE)
    book.look(s, ONE, outcome="nothing applies", draw="random", mode="blind")
    book.agrees(s, MORE, "does not hold", "looked at, and nothing applied")
    s = book.segment(MORE)
    book.look(s, ONE, outcome="skipped")
    book.look(s, TWO, outcome="upsetting")
    book.look(s, THREE, text_hash=UNKNOWN, outcome="nothing applies")
    book.look(s, THREE, "no-such-code")
    book.look(s, THREE, WAITS, "no-such-code")
    book.agrees(
        s, MORE, "suggested", "skipped, upsetting, an old text, an unknown code: none covers"
    )
    book.agrees(
        s, "covered " + WAITS, "yes", "the known code of a look covers, the unknown is listed"
    )
    for known, codes in ((UNKNOWN, ()), ("", ()), (UNKNOWN, (MORE,))):
        s = book.segment(MORE)
        book.look(s, ONE, *codes, codebook_hash=known, outcome="nothing applies")
        what = "unknown" if known else "unnamed"
        mark = "reading: also where it lists its codes, " if codes else ""
        book.differs(
            s, MORE, "suggested", f"{mark}a look of an {what} codebook version covers nothing"
        )
        book.differs(
            s, "covered " + MORE, "no", f"{mark}a look of an {what} codebook version covers nothing"
        )
    s = book.segment(MORE)
    book.say(s, MORE, ONE, "accept")
    book.look(s, ONE, outcome="nothing applies")
    book.differs(
        s,
        MORE,
        "does not hold",
        "'none of these' replaces that reader's words there (look after word by time)",
    )
    s = book.segment(MORE)
    book.look(s, ONE, outcome="nothing applies")
    book.say(s, MORE, ONE, "accept")
    book.agrees(s, MORE, "holds", "a word after 'none of these' (by time) stands")
    book.look(replace(s, id=s.id + "-of-an-older-cutting"), TWO, outcome="nothing applies")


def places(book: Book) -> None:
    """Old texts, unknown codes and hashes, and ranges narrower and wider than a segment."""
    s = book.segment(MORE)
    book.say(s, MORE, ONE, "reject", text_hash=UNKNOWN)
    book.say(s, "no-such-code", ONE, "add")
    book.agrees(
        s, MORE, "suggested", "a word on an old text attaches nowhere until somebody moves it"
    )
    s = book.segment()
    book.say(s, MORE, ONE, "add", start=s.start + 3, end=s.start + 9)
    book.say(s, WAITS, ONE, "add", start=max(0, s.start - 4), end=s.end + 4)
    book.agrees(s, MORE, "holds", "a narrower range speaks of its segment")
    book.agrees(s, WAITS, "holds", "a wider range speaks of its segment")
    s = book.segment()
    book.say(s, MORE, ONE, "add", segment_id=s.id + "-of-an-older-cutting")
    book.agrees(s, MORE, "holds", "a segment id of an older cutting: the range finds the segment")
    s = book.segment(MORE, WAITS, GRANTS)
    book.say(s, MORE, ONE, "accept", code_hash=UNKNOWN)
    book.say(s, WAITS, ONE, "accept", code_hash="")
    book.agrees(s, MORE, "holds", "a word of an unknown wording of the code stands")
    book.differs(
        s, "covered " + MORE, "no", "reading: of an unknown wording it stands but is not checked"
    )
    book.agrees(s, WAITS, "holds", "a word that names no wording stands")
    book.differs(
        s, "covered " + WAITS, "no", "reading: of no named wording it stands but is not checked"
    )
    skipped = next(one for one in book.skipped if one.skip_reason == "interviewer")
    book.say(skipped, MORE, ONE, "add")
    book.look(skipped, ONE)
    book.agrees(skipped, MORE, "open", "a segment that is not to be coded takes no word")


def stances_and_periods(book: Book) -> None:
    """Stances and periods of one and several readers, and the machine's period."""
    s = book.segment(MORE, WAITS, period="during")
    book.say(s, MORE, ONE, "accept", stance="against")
    book.say(s, WAITS, ONE, "accept", stance="mixed", period="before")
    book.say(s, WAITS, TWO, "accept", period="after")
    book.say(s, MONEY, ONE, "add", period="before")
    book.say(s, MONEY, TWO, "reject", stance="against")
    book.agrees(
        s, MORE, "holds", "against; the machine's period (during) where no reader names one"
    )
    book.agrees(s, WAITS, "holds", "two periods are both believed; one reader means it mixed")
    book.agrees(s, MONEY, "disputed", "a stance in a rejection says nothing")


def memos(book: Book) -> None:
    """Write notes of several kinds; one is private, one begins like a formula."""
    book.memo("segment", book.segments[0].id, "=SUM(A1:A9) is what this reader wrote")
    book.memo("code", MORE, "Invented note for oneself.", private=True)
    book.memo("study", "", "Two lines,\nand a tab\there; ünïcode too.")


SCENES = (
    plain_words, readers_who_differ, unsure, undoing, odd_replacing, settling, clocks, looking,
    places, stances_and_periods, memos, changed_codes,
)  # fmt: skip
