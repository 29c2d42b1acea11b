"""One row -> its events, by the rules of today whatever its table's age.

Older tables let a coder reject or replace what another had said. Today a difference is settled by
an adjudication, which voids nobody's word: that is what such a row becomes.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field, replace
from typing import Any, get_args

from themekit.events import (
    Action,
    Anchored,
    CausalLink,
    Coding,
    Decision,
    Effort,
    Event,
    Holds,
    Look,
    Memo,
    Mode,
    Origin,
    Outcome,
    Stance,
    same_content,
)
from themekit.exchange.because import led_by
from themekit.exchange.beside import LISTS, RECORDS, Lists, fields_of
from themekit.exchange.placing import Place
from themekit.exchange.tables import Row, fraction, names_in, one_of
from themekit.exchange.taken import Item, Names
from themekit.exchange.times import look_at_effort
from themekit.records import Period

CHOSEN, RANDOM = "chosen", "random"
"""What older tables write in the place of a draw's id."""
ROUNDED = 1e-5
"""By less than this a number may differ from itself in a table, which keeps six decimals."""
_ABOUT = ("coding", "code", "theme", "case", "document", "method", "reflexive")
_WHOLE = "whole codebook"
_BETWEEN = re.compile("[;|]")
_YES = frozenset({"1", "true", "yes"})
VERSION = ("code_hash", "meaning_hash", "codebook_hash")
"""Columns that say which version of the codebook somebody had before them."""
_SAID = ("accept", "add", "reject")
_NO: Holds = "no"


@dataclass(slots=True)
class Maker:
    """Makes events of rows; those that an event names have been made before.

    Attributes
    ----------
    names : Names
    entered_by : str
        Id of whoever typed all of it in; may be empty.
    draws : mapping of coder to draw id
        The draws that stand for an older table's "random".
    authors : mapping of event id to coder
        Of every row of the import.
    made : dict of row id to its events
    """

    names: Names
    entered_by: str = ""
    draws: Mapping[str, str] = field(default_factory=dict)
    authors: Mapping[str, str] = field(default_factory=dict)
    made: dict[str, tuple[Event, ...]] = field(default_factory=dict)
    _lists: Lists | None = None

    def make(self, item: Item) -> tuple[Event, ...]:
        """Return the events of a row; none where it cannot be taken, which is listed."""
        kinds = {"codings": self._coding, "looks": self._look, "memos": self._memo}
        events = kinds.get(item.kind, self._beside)(item)
        events = tuple(self._as_known(item, event) for event in events)
        before = self.made.get(item.id)
        if before is None:
            self.made[item.id] = events
            return events
        if len(before) != len(events) or not all(map(same_content, before, events)):
            message = f"another row of the files has the id {item.id} and says something else"
            self.names.problems.append(item.row.problem(message, "give it an id of its own"))
        return ()

    # -- kinds ----------------------------------------------------------------------------------

    def _memo(self, item: Item) -> tuple[Event, ...]:
        row = item.row
        return (
            Memo(
                **self._common(item),
                about=one_of(row, "kind", _ABOUT, self.names.problems),
                target=row.get("target"),
                text=row.words("text"),
                private=row.get("private").casefold() in _YES,
            ),
        )

    def _beside(self, item: Item) -> tuple[Event, ...]:
        """Return what somebody wrote down beside coding."""
        record, row = RECORDS[item.kind], item.row
        own, others = self._references(item)
        if others:
            self._left_out(row, others)
        said = self._common(item) | fields_of(item.kind, row, self.names.problems)
        if record is CausalLink:
            said |= self._anchor(row)
        if record is Effort:
            look_at_effort(row, said, self.names)
        if record is Effort and said.get("basis") == "measured":
            if row.get("coder") or row.get("entered_by"):
                message = "what was measured names nobody"
                self.names.problems.append(row.problem(message, "leave coder and entered_by empty"))
            said |= {"coder": "", "entered_by": ""}
        if record is Action:
            beside = frozenset(self.authors)
            said["because_of"] = led_by(row, said["because_of"], self.names, beside)
        event = record(**said, replaces=own)
        if item.kind in LISTS and not own and event.event_id not in self.names.known.events:
            event = self._listed.replacing(event)
        return (event,)

    @property
    def _listed(self) -> Lists:
        if self._lists is None:
            self._lists = Lists(self.names.known.events.values(), self.authors)
        return self._lists

    def _look(self, item: Item) -> tuple[Event, ...]:
        row, problems = item.row, self.names.problems
        own, others = self._references(item)
        if others:
            self._left_out(row, others)
        said = row.get("scope") if "scope" in item.columns else row.get("codes")
        codes = () if said == _WHOLE else tuple(filter(None, map(str.strip, _BETWEEN.split(said))))
        outcome = one_of(row, "outcome", get_args(Outcome), problems)
        if not outcome:
            problems.append(row.problem("the row does not say what came of the look"))
        meant = tuple(dict.fromkeys(self.names.code(row, one, "") for one in codes))
        hashed = row.get("codebook_hash")
        if said and item.columns.isdisjoint(VERSION):
            codebook = self.names.known.codebook
            if all(map(self.names.meant_one_thing, meant or [one.id for one in codebook.codes])):
                hashed = codebook.hash
        if not codes and hashed not in self.names.versions:
            message = "nobody kept the version of the codebook that was looked with"
            hint = "write into a column 'codes' what was looked for, with ; between, or " + _WHOLE
            self.names.losses.append(row.loss(f"{message}: it covers nothing", hint))
        return (
            Look(
                **self._common(item),
                **self._anchor(row),
                replaces=own,
                codes=meant,
                outcome=outcome or "coded",  # type: ignore[arg-type]
                mode=self._mode(row),
                draw=self._draw(item),
                codebook_hash=hashed,
            ),
        )

    def _coding(self, item: Item) -> tuple[Event, ...]:
        row = item.row
        event = self._plain(item)
        own, others = self._references(item)
        named = item.names
        if event.decision in ("retract", "change_code") and not own and not named:
            what = "takes back" if event.decision == "retract" else "changes the code of"
            message = f"the row {what} nothing that it names, and is not taken"
            self.names.losses.append(row.loss(message, "name the events in 'replaces'"))
            return ()
        event = replace(event, replaces=own)
        if not others:
            return (event,) if own or event.decision != "retract" else ()
        if not item.older:
            message = f"it replaces '{others[0]}', which somebody else said"
            hint = "a difference between coders is settled by 'adjudicate', with 'settles'"
            self.names.problems.append(row.problem(message, hint))
            return ()
        return self._settling(item, event, others)

    # -- older tables ---------------------------------------------------------------------------

    def _settling(self, item: Item, event: Coding, others: tuple[str, ...]) -> tuple[Event, ...]:
        """Return what a row comes to that replaces what others said."""
        settles = (*event.settles, *others)
        if event.decision == "adjudicate":
            return (replace(event, settles=settles),)
        if event.decision in _SAID:
            holds: Holds = "no" if event.decision == "reject" else "yes"
            return (replace(event, decision="adjudicate", holds=holds, settles=settles),)
        if event.decision == "change_code":
            act = event.act or event.event_id
            new = replace(event, decision="adjudicate", holds="yes", settles=settles, act=act)
            return (*self._no_to(new, others), new)
        self._left_out(item.row, others)
        return (event,) if event.replaces or event.decision != "retract" else ()

    def _no_to(self, new: Coding, others: Iterable[str]) -> list[Event]:
        """Return an adjudication for each code that is no more to hold, where it lay."""
        found: dict[tuple[str, str, str, int, int], list[Coding]] = {}
        for name in others:
            for old in self._events(name):
                if isinstance(old, Coding) and old.code_id != new.code_id:
                    place = (old.code_id, old.document, old.text_hash, old.start, old.end)
                    found.setdefault(place, []).append(old)
        return [
            replace(
                new,
                **_anchor_of(olds[0]),
                event_id=f"{new.event_id}-no-{number}",
                code_id=olds[0].code_id,
                code_hash=olds[0].code_hash,
                meaning_hash=olds[0].meaning_hash,
                holds=_NO,
                stance="",
                period="",
                settles=tuple(old.event_id for old in olds),
                replaces=(),
                memo="",
            )
            for number, olds in enumerate(found.values(), 1)
        ]

    def _left_out(self, row: Row, others: Iterable[str]) -> None:
        listed = ", ".join(others)
        message = f"it names what somebody else said ({listed}): that reference is left out"
        self.names.losses.append(row.loss(message, "a difference is settled by 'adjudicate'"))

    def _references(self, item: Item) -> tuple[tuple[str, ...], tuple[str, ...]]:
        """Return the ids that a row replaces: its coder's own, and others'."""
        own: list[str] = []
        others: list[str] = []
        for name in names_in(item.row, "replaces"):
            events = self._events(name)
            if not events:
                if name in self.authors:  # what it names was itself not taken
                    message = f"it replaces '{name}', which was not taken: that is left out"
                    self.names.losses.append(item.row.loss(message))
                else:
                    message = f"it replaces '{name}', which is not in the study or the files"
                    hint = "give the table that holds it too, or correct the id"
                    self.names.problems.append(item.row.problem(message, hint))
            elif events[0].coder == item.coder:
                own += [one.event_id for one in events]
            else:
                others += [one.event_id for one in events]
        return tuple(dict.fromkeys(own)), tuple(dict.fromkeys(others))

    def _events(self, name: str) -> tuple[Event, ...]:
        there = self.names.known.events.get(name)
        return self.made.get(name) or ((there,) if there else ())

    # -- cells ----------------------------------------------------------------------------------

    def _plain(self, item: Item) -> Coding:
        """Return the coding that a row says, without what it replaces."""
        row, problems = item.row, self.names.problems
        decision = one_of(row, "decision", get_args(Decision), problems)
        if not decision and not row.get("decision"):
            problems.append(row.problem("the row does not say what was decided"))
        holds = one_of(row, "holds", get_args(Holds), problems)
        if decision == "adjudicate" and not row.get("holds"):
            if "holds" in item.columns:
                message = "the adjudication does not say whether the code holds"
                problems.append(row.problem(message, "write yes, no or both into 'holds'"))
            holds = "yes"
        elif holds and decision != "adjudicate":
            problems.append(row.problem(f"'holds' is for adjudications, not for '{decision}'"))
        code_id, name = row.get("code_id"), row.get("code")
        if not code_id and not name and decision != "retract":
            problems.append(row.problem("the row names no code"))
        meant = self.names.code(row, code_id, name) if code_id or name else ""
        return Coding(
            **self._common(item),
            **self._version(item, meant),
            **self._anchor(row),
            code_id=meant,
            decision=decision or "add",  # type: ignore[arg-type]
            holds=holds,  # type: ignore[arg-type]
            settles=self._settles(item),
            stance=one_of(row, "stance", get_args(Stance), problems),  # type: ignore[arg-type]
            period=one_of(row, "period", get_args(Period), problems),  # type: ignore[arg-type]
            mode=self._mode(row),
            draw=self._draw(item),
            score_shown=fraction(row, "score_shown", problems),
            model=row.get("model"),
            memo=row.words("memo"),
        )

    def _version(self, item: Item, code_id: str) -> dict[str, Any]:
        """Return with which version of the codebook a row says that it was read."""
        if item.columns.isdisjoint(VERSION) and self.names.meant_one_thing(code_id):
            codebook = self.names.known.codebook
            code = codebook.by_id(code_id)
            assert code is not None
            return dict(zip(VERSION, (code.hash, code.meaning_hash, codebook.hash), strict=True))
        return {name: item.row.get(name) for name in VERSION}

    def _settles(self, item: Item) -> tuple[str, ...]:
        found = names_in(item.row, "settles")
        for name in found:
            if not self._events(name) and name not in self.authors:
                message = f"it settles '{name}', which is not in the study or the files"
                self.names.losses.append(item.row.loss(message))
        return found

    def _common(self, item: Item) -> dict[str, Any]:
        row = item.row
        typed = row.get("entered_by")
        return {
            "event_id": item.id,
            "act": row.get("act"),
            "coder": item.coder,
            "time": row.get("time"),
            "origin": one_of(row, "origin", get_args(Origin), self.names.problems, "file")
            or "file",
            "entered_by": self.names.coder(typed) if typed else self.entered_by,
        }

    def _anchor(self, row: Row) -> dict[str, Any]:
        known = self.names.known
        place = known.texts.place(row, self.names.problems, self.names.losses)
        return {name: getattr(place, name) for name in Place._fields if name != "searched"}

    def _mode(self, row: Row) -> Any:
        return one_of(row, "mode", get_args(Mode), self.names.problems) or "assisted"

    def _draw(self, item: Item) -> str:
        said = item.row.get("draw")
        if said == CHOSEN:
            return ""
        return self.draws.get(item.coder, "") if said == RANDOM else said

    def _as_known(self, item: Item, event: Event) -> Event:
        """Return the event that is there already, if this is it; say so if it is another.

        Where the study's texts or codes have changed since it came, the row still means that one.
        """
        there = self.names.known.events.get(event.event_id)
        if there is None or same_content(there, event):
            return there or event
        same = replace(event, **self._untold(item, event, there))
        if same_content(there, same):
            return there
        message = f"the event {event.event_id} is in this study already and says something else"
        hint = "what people decided is never overwritten: give the row another event_id"
        self.names.problems.append(item.row.problem(message, hint))
        return event

    def _moved(self, item: Item, event: Anchored) -> bool:
        """Tell whether a row's place was searched for, so that another may have been found then."""
        said = (item.row.get("document"), item.row.get("text_hash"))
        known = self.names.known.texts.hashes
        return (event.document, event.text_hash) != said or event.text_hash not in known

    def _untold(self, item: Item, event: Event, there: Event) -> dict[str, Any]:
        """Return what the study knows better than a row, of fields in which the row says as much.

        Tables round numbers, keep to themselves why a passage was skipped, and may come from a time
        when the study's texts and codes were others.
        """
        row = item.row
        found: dict[str, Any] = {
            name: getattr(there, name) for name in ("origin", "entered_by") if not row.get(name)
        }
        if item.columns.isdisjoint(VERSION):  # it was taken as of what was meant when it came
            found |= {name: getattr(there, name) for name in VERSION if hasattr(there, name)}
        if isinstance(event, Anchored) and isinstance(there, Anchored) and self._moved(item, event):
            found |= _anchor_of(there)
        if isinstance(event, Look) and isinstance(there, Look):
            if (event.outcome, there.outcome) == ("skipped", "upsetting"):
                found["outcome"] = there.outcome
        elif isinstance(event, Coding) and isinstance(there, Coding):
            if there.code_id in (row.get("code_id"), row.get("code")):
                found["code_id"] = there.code_id
            shown = (event.score_shown, there.score_shown)
            if None not in shown and abs(shown[0] - shown[1]) < ROUNDED:  # type: ignore[operator]
                found["score_shown"] = there.score_shown
        return found


def _anchor_of(event: Anchored) -> dict[str, Any]:
    return {
        name: getattr(event, name)
        for name in ("document", "text_hash", "start", "end", "quote", "prefix", "suffix")
    }
