"""What a reply from a pack says, as events: only what is new or changed. Opens nothing.

All that one pack says of one passage is one act, however many replies it comes in: they know each
other, and none of them waits for the other. What their author said elsewhere meanwhile they do not
know, for `after` is what the pack knew.
"""

from __future__ import annotations

import re
import uuid
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field, replace
from typing import TypeVar

from themekit.decisions.in_force import in_force
from themekit.events import COVERING, Coding, Draw, Event, Look, Memo, VersionedCode
from themekit.exchange.packs.reply import Reply, ReplyAnswer, ReplyPassage
from themekit.spans import parts_hash
from themekit.tasks.answers import Answer, Choice, Where, look, remark, undo, word
from themekit.tasks.asking import Given, covered
from themekit.tasks.packs import GivenPack, asked_in_pack

_WORD = re.compile(r"\S+")
_SAYS: dict[str, Choice] = {
    "accept": "yes",
    "add": "yes",
    "reject": "no",
    "unsure": "unsure",
    "code_problem": "problem",
}
Told = TypeVar("Told", Coding, Look, Memo)
REPLY = "pack reply"
"""Name of the note that a reply came: its fields say of which pack, how, and what it said."""
PASSED_BY = frozenset({"skipped", "upsetting", "may know"})


@dataclass(frozen=True, slots=True)
class Asked:
    """A passage of a pack, as it was given.

    Attributes
    ----------
    n : int
        Its number in the pack.
    first : int
        Number of its first question.
    given : Given
    codes : tuple of str
        Ids of the codes that it asks about, in order.
    seen : tuple of str
        Ids of all codes that are shown with it; empty for the whole list.
    versions : mapping of code id to VersionedCode
        As they were when the pack was made.
    """

    n: int
    first: int
    given: Given
    codes: tuple[str, ...]
    seen: tuple[str, ...]
    versions: Mapping[str, VersionedCode] = field(default_factory=dict)

    @property
    def where(self) -> Where:
        """How it was shown."""
        draw, item = self.given.draw, self.given.item
        return Where(
            document=item.document, text_hash=item.text_hash, start=item.start, end=item.end,
            draw=draw.draw, mode=draw.mode, codebook_hash=draw.codebook_hash,
            versions=self.versions, suggested={} if self.given.blind else dict(item.suggested),
        )  # fmt: skip

    def span(self, text: str, first: int | None, last: int | None) -> tuple[int, int] | None:
        """Return the range of some of its words; None for all of it.

        Raises
        ------
        ValueError
            If it has no such words.
        """
        if first is None or last is None:
            return None
        item = self.given.item
        own = [
            one for one in _WORD.finditer(text) if item.start < one.end() and one.start() < item.end
        ]
        if not 1 <= first <= last <= len(own):
            raise ValueError(f"{first} to {last}")
        return (
            None if last - first + 1 == len(own) else (own[first - 1].start(), own[last - 1].end())
        )


@dataclass(frozen=True, slots=True)
class Sheet:
    """The questions of a pack by their numbers.

    Attributes
    ----------
    passages : mapping of n to Asked
        Those that are still in the study.
    questions : mapping of q to n
        Of all that were asked.
    count : int
        How many passages the pack had.
    """

    passages: Mapping[int, Asked]
    questions: Mapping[int, int]
    count: int


def sheet_of(pack: GivenPack, draws: Iterable[Draw], versions: Iterable[VersionedCode]) -> Sheet:
    """Return the questions of a pack by the numbers that they had when it was made.

    Parameters
    ----------
    pack : GivenPack
    draws : iterable of Draw
        Of the study; those of another coder are none of this pack's.
    versions : iterable of VersionedCode
        All that are known, each version in the order of its codebook.
    """
    known = tuple(versions)
    found: dict[int, tuple[Given, tuple[str, ...], dict[str, VersionedCode]]] = {}
    for draw in draws:
        if draw.draw not in pack.draws or draw.coder != pack.coder:
            continue
        there = {one.code_id: one for one in known if one.codebook_hash == draw.codebook_hash}
        ids = tuple(there)
        for item in draw.items:
            found[item.position + 1] = (Given(draw, item), ids, there)
    count = max((*found, len(pack.asked)), default=0)
    passages: dict[int, Asked] = {}
    numbers: dict[int, int] = {}
    for n in range(1, count + 1):
        first = len(numbers) + 1
        many = pack.asked[n - 1] if n <= len(pack.asked) else 0
        if n in found:
            given, ids, there = found[n]
            codes = asked_in_pack(given, ids)
            many = many or len(codes)
            passages[n] = Asked(n, first, given, codes, covered(given, ids), there)
        numbers.update(dict.fromkeys(range(first, first + many), n))
    return Sheet(passages, numbers, count)


@dataclass(slots=True)
class Said:
    """What a reply comes to.

    Attributes
    ----------
    events : list of Event
        New ones, in order.
    passed : dict of n to outcome
        Passages that were passed by, and how.
    there : int
        Answers that were in the study already.
    left : list of (number, str)
        Questions of which nothing was taken, and why.
    again : set of str
        Ids of events that say anew what stood already, beside what was taken back.
    """

    events: list[Event] = field(default_factory=list)
    passed: dict[int, str] = field(default_factory=dict)
    there: int = 0
    left: list[tuple[int, str]] = field(default_factory=list)
    again: set[str] = field(default_factory=set)


TAKEN_BACK = "was taken back since, and stays so"
NOTHING_BACK = "has no answer from this pack that could be taken back"
NOT_LISTED = "names something at its passage's end that is not in the list"
NO_WORDS = "names words that the passage does not have; it is kept for the whole passage"


def said_in_reply(
    reply: Reply,
    sheet: Sheet,
    own: Sequence[Event],
    texts: Mapping[str, str],
    codes: Mapping[str, str],
) -> Said:
    """Turn a reply into events.

    Parameters
    ----------
    reply : Reply
        All its numbers are in `sheet`.
    sheet : Sheet
    own : sequence of Event
        All events of its author, in order.
    texts : mapping of hash to text
        On which the passages lie.
    codes : mapping of key to code id
        By which the reply calls codes.
    """
    said = Said()
    void = in_force(own).void
    for n, asked in sheet.passages.items():
        act = act_of(reply.pack, n)
        mine = [one for one in own if one.act == act]
        passage = _Passage(reply, asked, mine, void, said, act)
        passage.take(texts.get(asked.given.item.text_hash, ""), codes, sheet)
    return said


def act_of(pack: str, n: int) -> str:
    """Return the act that all is which one pack says of one passage."""
    return parts_hash("pack", pack, str(n))


class _Passage:
    """One passage: what was said of it through the pack by now, and what is new."""

    def __init__(
        self,
        reply: Reply,
        asked: Asked,
        mine: Sequence[Event],
        void: set[str],
        said: Said,
        act: str,
    ) -> None:
        self.reply, self.asked, self.said, self.act = reply, asked, said, act
        self.void = void
        self.ever: dict[str, Coding] = {}
        self.looked: Look | None = None
        self.notes = [one for one in mine if isinstance(one, Memo)]
        for one in mine:
            if isinstance(one, Coding) and one.decision != "retract":
                self.ever[one.code_id] = one
            elif isinstance(one, Look):
                self.looked = one
        self.words = {code: one for code, one in self.ever.items() if one.event_id not in self.void}
        self.is_new = False

    def take(self, text: str, codes: Mapping[str, str], sheet: Sheet) -> None:
        n, reply = self.asked.n, self.reply
        back = {q for q in reply.back if sheet.questions[q] == n}
        if reply.all_back:
            back = {self._q(code) for code in self.words}
        if back:
            self._back(back)
        for answer in reply.answers:
            if sheet.questions[answer.q] == n:
                self._answer(answer, text)
        told = [one for one in reply.passages if (one.n or sheet.questions.get(one.q, 0)) == n]
        for one in told:
            self._leave(one, codes)
        if reply.way != "file" and not any(one.outcome for one in told):
            self._complete()
        for one in told:
            self._write(one)

    def _q(self, code: str) -> int:
        """Return the number of the question about a code; that of the passage where it has none."""
        codes = self.asked.codes
        return self.asked.first + (codes.index(code) if code in codes else 0)

    # -- answers ---------------------------------------------------------------------------------

    def _answer(self, answer: ReplyAnswer, text: str) -> None:
        code = self.asked.codes[answer.q - self.asked.first]
        span = None
        try:
            span = self.asked.span(text, answer.first, answer.last)
        except ValueError:
            self.said.left.append((answer.q, NO_WORDS))
        told = Answer(code_id=code, choice=answer.say, memo=answer.memo, span=span)
        self._word(told, answer.q, answer.at)

    def _word(self, told: Answer, q: int, at: str = "") -> None:
        old = self.ever.get(told.code_id)
        standing = self.words.get(told.code_id)
        if old is not None and self._same(old, told):
            if standing is not None:
                self.said.there += 1
                return
            if self.reply.way != "text":
                self.said.left.append((q, TAKEN_BACK))
                return
        replaced = () if standing is None else (standing,)
        new = word(self.asked.where, told, replaced)
        self._add(replace(new, time=at, event_id=uuid.uuid4().hex))
        self.words[told.code_id] = self.ever[told.code_id] = new

    def _same(self, old: Coding, told: Answer) -> bool:
        if _SAYS.get(old.decision) != told.choice:
            return False
        if self.reply.way != "file" and not told.memo:
            return True  # what was written and chosen in the file is not unsaid by its short form
        item = self.asked.given.item
        span = told.span or (item.start, item.end)
        return (old.memo, old.start, old.end) == (told.memo, *span)

    # -- how the passage was left ----------------------------------------------------------------

    def _leave(self, told: ReplyPassage, codes: Mapping[str, str]) -> None:
        if told.outcome in PASSED_BY:
            self.said.passed[self.asked.n] = told.outcome
            self._look(look(self.asked.where, (), "skipped"))
        elif told.outcome:
            added = [codes[one] for one in told.added if one in codes]
            if len(added) < len(told.added):
                self.said.left.append((self.asked.first, NOT_LISTED))
            before = set(self.words) - set(self.asked.codes) - set(added)
            for code in added:
                self._word(Answer(code_id=code, choice="yes"), self.asked.first)
            dropped = [self.words.pop(code) for code in sorted(before)]
            seen = self.asked.seen or tuple(self.asked.versions)
            open_ = {one for one in self.asked.codes if one not in self.words}
            shown = tuple(one for one in seen if one not in open_) if open_ else self.asked.seen
            outcome = look(
                self.asked.where, shown, "coded" if self.words else "nothing applies", dropped
            )
            self._look(outcome)

    def _complete(self) -> None:
        """End a passage all of whose questions are answered on paper: they are all it asked."""
        answered = bool(self.asked.codes) and set(self.asked.codes) <= set(self.words)
        stands = self.looked is not None and self.looked.event_id not in self.void
        covers = stands and self.looked is not None and self.looked.outcome in COVERING
        if answered and not covers and self.is_new:
            self._look(look(self.asked.where, self.asked.codes, "coded"))

    def _look(self, new: Look) -> None:
        old = self.looked
        stands = old is not None and old.event_id not in self.void
        if old is not None and not new.replaces:
            same = (old.outcome, old.codes) == (new.outcome, new.codes)
            if same and (stands or not self.is_new):
                self.said.there += stands
                return
        replaced = new.replaces
        if old is not None and stands:
            replaced = (old.event_id, *(one for one in replaced if one != old.event_id))
        self.looked = replace(new, event_id=uuid.uuid4().hex, replaces=replaced)
        self._add(self.looked)

    def _write(self, told: ReplyPassage) -> None:
        there = {one.text for one in self.notes}
        target: Event | None = self.looked or next(iter(self.words.values()), None)
        for text in (told.own, told.memo):
            if not text or text in there:
                continue
            about = Memo(about="document", target=self.asked.given.item.document, text=text)
            self._add(remark(target, text) if target is not None else about)

    # -- what is taken back ----------------------------------------------------------------------

    def _back(self, back: set[int]) -> None:
        """Take answers back: the whole act goes, and what else was said in it is said anew.

        A look that still covered a question would say of it that its code does not apply.
        """
        gone = {code for code in self.words if self._q(code) in back}
        for q in sorted(back - {self._q(code) for code in gone}):
            self.said.left.append((q, NOTHING_BACK))
        if not gone:
            return
        stays = {code: one for code, one in self.words.items() if code not in gone}
        looked = self.looked if self.looked and self.looked.event_id not in self.void else None
        notes = [one for one in self.notes if one.event_id not in self.void]
        last = [*self.words.values(), *([looked] if looked else []), *notes]
        self._add(undo(last), act="")
        self.words = {code: self._anew(one) for code, one in stays.items()}
        self.looked = None
        if looked is not None and (self.words or looked.outcome not in COVERING):
            left = tuple(one for one in looked.codes if one not in gone)
            if left or looked.outcome not in COVERING:
                self.looked = self._anew(replace(looked, codes=left))
        for one in notes:
            if self.looked is not None:
                self._anew(replace(one, target=self.looked.event_id))
        self.void = self.void | {one.event_id for one in last}

    def _anew(self, event: Told) -> Told:
        new = replace(event, number=0, received="", replaces=(), event_id=uuid.uuid4().hex)
        self._add(new)
        self.said.again.add(new.event_id)
        return new

    def _add(self, event: Event, act: str | None = None) -> None:
        self.is_new = True
        self.said.events.append(replace(event, act=self.act if act is None else act))
