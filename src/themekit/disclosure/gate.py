"""Which documents a reader may be shown, and why not.

Researchers at this machine see everything that was read: they hold the files. Everybody else - a
peer researcher, a facilitator, and whoever comes from another machine - is shown a document only if

- nobody in it has withdrawn: what the others answered tells of that person still, and no reason
  given later makes up for a consent that was taken back, so nothing opens such a document;
- every case in it agreed that others read it. A passage of a group carries the others' words too,
  before it, after it and in every answer: one person's yes cannot stand for those of the rest;
- somebody has read its present text for details by which a person is known, or a person has
  decided, with a reason that is kept, that this one text is shown all the same.
"""

from __future__ import annotations

from collections.abc import Collection, Iterable, Mapping
from dataclasses import dataclass

from themekit.events import Event, Mark, Override, Role
from themekit.records import Case, Document
from themekit.study import Support

SHOW_UNMARKED = "show unmarked"
"""What an `Override` says that lets a text be shown which nobody has read for such details.

Its `target` is the document, and `now` the hash of the one text that it speaks of.
"""
_NAMED = 3


@dataclass(frozen=True, slots=True)
class Verdict:
    """Whether a document may be shown to peers, and to people at other machines.

    Attributes
    ----------
    document : str
    shown : bool
    reason : str
        Why not, in a sentence with what mends it; empty where it is shown.
    marked_by : str
        Id of whoever read the present text for identifying details; empty for nobody.
    despite : str
        Why it is shown although nobody has; empty where that was not decided.
    consented : bool
        Whether all who are in it agreed, and nobody has withdrawn.
    """

    document: str
    shown: bool
    reason: str
    marked_by: str = ""
    despite: str = ""
    consented: bool = False


class Gate:
    """What may be shown of a study, as its events have it by now.

    Parameters
    ----------
    documents : iterable of Document
    cases : mapping of case id to Case
    present : mapping of document id to case ids
        Who took part in which document.
    events : iterable of Event
        Marks and overrides among them, in order.
    void : collection of str
        Ids of the events that no longer hold.
    """

    def __init__(
        self,
        documents: Iterable[Document],
        cases: Mapping[str, Case],
        present: Mapping[str, tuple[str, ...]],
        events: Iterable[Event] = (),
        void: Collection[str] = (),
    ) -> None:
        self._documents = {one.id: one for one in documents}
        self._cases, self._present = cases, present
        self._marks: dict[tuple[str, str], Mark] = {}
        self._overrides: dict[tuple[str, str], Override] = {}
        self._earlier: set[str] = set()
        for one in events:
            if one.event_id in void:
                continue
            if isinstance(one, Mark) and one.marking == "read":
                self._marks[one.document, one.text_hash] = one
                self._earlier.add(one.document)
            elif isinstance(one, Override) and one.what == SHOW_UNMARKED:
                self._overrides[one.target, one.now] = one

    def may_be_shown(self, document: str, *, role: Role, loopback: bool) -> bool:
        """Tell whether somebody may be shown a document; nobody an unknown one.

        Parameters
        ----------
        document : str
            Its id.
        role : {'researcher', 'peer', 'facilitator', 'imported'}
        loopback : bool
            Whether they sit at this machine.
        """
        if document not in self._documents:
            return False
        if role == "researcher" and loopback:
            return True
        return self.verdict(document).shown

    def is_open(self, document: str) -> bool:
        """Tell whether somebody has read its present text, or decided that it is shown unread."""
        here = self._documents.get(document)
        if here is None:
            return False
        return self._is_marked(here) or (document, here.text_hash) in self._overrides

    def _is_marked(self, here: Document) -> bool:
        mark = self._marks.get((here.id, here.text_hash))
        return mark is not None and mark.start == 0 and mark.end >= len(here.text)

    def verdict(self, document: str) -> Verdict:
        """Return whether a document may be shown to peers, and why not.

        Raises
        ------
        KeyError
            If there is no such document.
        """
        here = self._documents[document]
        place = (document, here.text_hash)
        mark, override = self._marks.get(place), self._overrides.get(place)
        whole = self._is_marked(here)
        refused = self._without_consent(document)
        reason = refused
        if not refused and not whole and override is None:
            reason = self._unmarked(document)
        return Verdict(
            document,
            shown=not reason,
            reason=reason,
            marked_by=mark.coder if mark is not None and whole else "",
            despite=override.reason if override is not None and not whole else "",
            consented=not refused,
        )

    def verdicts(self) -> list[Verdict]:
        """Return the verdict on every document, in their order."""
        return [self.verdict(document) for document in self._documents]

    def _without_consent(self, document: str) -> str:
        """Say whose consent is missing; nothing where everybody gave it."""
        ids = self._present.get(document, ())
        people = [self._cases[case] for case in ids if case in self._cases]
        if any(case.withdrawn for case in people):
            return f"Somebody in {document} has withdrawn: it is shown to nobody else."
        silent = [case.id for case in people if not case.consent_review]
        if not people or silent:
            named = ", ".join(silent[:_NAMED]) or "nobody"
            more = f" and {len(silent) - _NAMED} more" if len(silent) > _NAMED else ""
            return (
                f"{document}: of {named}{more} it is not known that they agreed to be read by "
                "others; if they did, write yes under consent_review in cases.csv (without that "
                "column: 'consent: {review: yes}' in study.yaml)."
            )
        return ""

    def _unmarked(self, document: str) -> str:
        """Say that somebody has to read a document, and how that is told."""
        why = (
            "its text has changed since it was read for details by which somebody is known"
            if document in self._earlier
            else "nobody has read it yet for details by which somebody is known"
        )
        return f"{document}: {why}. Then: themekit mark STUDY {document} --reviewed-by NAME"


def why_no_peer(support: Support | None) -> str:
    """Say why peers cannot be served at all; nothing where they can.

    Whoever reads hard passages may come to worry about a person: somebody has to be there who
    reads what they say.

    Parameters
    ----------
    support : Support or None
        What study.yaml says.
    """
    if support is not None and support.safeguarding_lead.strip():
        return ""
    return (
        "Nobody is named who reads what peers worry about: write 'support: {safeguarding_lead: "
        "NAME, phone: ..., emergency: ...}' into study.yaml; until then no peer is served."
    )
