"""``themekit mark``: somebody has read documents for details by which a person is known."""

from __future__ import annotations

import uuid
from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path

from themekit._yaml import did_you_mean
from themekit.decisions import CodedStudy
from themekit.disclosure import SHOW_UNMARKED, Gate, Replacements, Verdict
from themekit.errors import UsageError
from themekit.events import Coder, Event, Mark, Override, find_coder
from themekit.names import folded
from themekit.records import Document
from themekit.workflows.loading import load_material, with_decisions
from themekit.workflows.project import open_result
from themekit.workflows.recording import record

MARK_COLUMNS = ("document", "marked_by", "consent", "shown_to_peers", "reason")
MarkCells = tuple[str, str, str, str, str]


@dataclass(frozen=True, slots=True)
class Marked:
    """What a call of `mark_documents` did.

    Attributes
    ----------
    added : int
        Documents of which it is taken down now.
    already : int
        Those of which it was known of their present text.
    closed : tuple of str
        Why some of them are not shown to peers all the same: a sentence each. Empty in a study
        without peers.
    """

    added: int
    already: int
    closed: tuple[str, ...]


def gate_of(coded: CodedStudy) -> Gate:
    """Return what may be shown of a loaded study."""
    void = coded.decisions.record.void
    return Gate(coded.documents, coded.cases, coded.present, coded.events, void)


def replacements_of(coded: CodedStudy) -> Replacements:
    """Return what stands for the words by which somebody is known, in a loaded study."""
    return Replacements(coded.documents, coded.events, coded.decisions.record.void)


def list_marks(path: Path) -> list[MarkCells]:
    """Tell of every document whether it is marked, agreed to and shown, as in `MARK_COLUMNS`.

    Parameters
    ----------
    path : Path
        The study's folder.
    """
    with open_result(path) as context:
        coded = with_decisions(context, load_material(context))
    names = coded.coder_names
    return [
        _cells(one, names.get(one.marked_by, one.marked_by)) for one in gate_of(coded).verdicts()
    ]


def _cells(verdict: Verdict, by: str) -> MarkCells:
    marked = f"no, despite that: {verdict.despite}" if verdict.despite else by
    consent, shown = ("yes" if one else "no" for one in (verdict.consented, verdict.shown))
    return verdict.document, marked, consent, shown, verdict.reason


def mark_documents(
    path: Path,
    documents: Sequence[str] = (),
    *,
    reviewed_by: str,
    all_of: Sequence[str] = (),
    despite: str = "",
) -> Marked:
    """Take down, in one act, that somebody read documents for details that identify people.

    Parameters
    ----------
    path : Path
        The study's folder.
    documents : sequence of str
        Ids or names.
    reviewed_by : str
        Who read them, or (with `despite`) who decides.
    all_of : sequence of str
        Strands all of whose documents are meant.
    despite : str
        Why they are to be shown although nobody has read them; kept with the decision.

    Raises
    ------
    UsageError
        If nothing or nobody is named, or a name means no document, no strand or a peer.
    """
    if not reviewed_by.strip():
        raise UsageError("Say who read it: --reviewed-by NAME.")
    with open_result(path) as context:
        coded = with_decisions(context, load_material(context))
        refuse_peer(coded.coders, reviewed_by)
        meant = _meant(coded, documents, all_of)
        gate = gate_of(coded)
        wanted = [one for one in meant if _is_new(gate.verdict(one.id), despite)]
        act = uuid.uuid4().hex
        events = [_event(one, act, despite) for one in wanted]
        if events:
            record(context, events, coder=reviewed_by)
        coded = with_decisions(context, coded)
    after = gate_of(coded)
    read_on = meant if any(one.role == "peer" for one in coded.coders) else ()
    closed = tuple(after.verdict(one.id).reason for one in read_on)
    return Marked(len(wanted), len(meant) - len(wanted), tuple(filter(None, closed)))


def _is_new(verdict: Verdict, despite: str) -> bool:
    """Tell whether there is anything to take down of a document."""
    if verdict.marked_by:
        return False
    return not despite or verdict.despite != despite


def _event(document: Document, act: str, despite: str) -> Event:
    if despite:
        return Override(
            act=act, what=SHOW_UNMARKED, target=document.id, now=document.text_hash, reason=despite
        )
    end = len(document.text)
    return Mark(act=act, document=document.id, text_hash=document.text_hash, start=0, end=end)


def refuse_peer(coders: Sequence[Coder], named: str) -> None:
    """Refuse somebody whom the marks are there for."""
    found = find_coder(coders, named)
    if found is not None and found.role == "peer":
        raise UsageError(
            f"{found.name} is a peer: documents are read for such details before a peer sees "
            "them. Name the researcher or facilitator who read them."
        )


def _meant(
    coded: CodedStudy, documents: Sequence[str], strands: Sequence[str]
) -> tuple[Document, ...]:
    """Return the documents that are meant, in the order of the study.

    Raises
    ------
    UsageError
        With the nearest name, if one means nothing.
    """
    if not documents and not strands:
        raise UsageError("Name documents, or a strand all of which was read: --all-of STRAND.")
    chosen: set[str] = set()
    for name in documents:
        chosen |= _document_ids(coded.documents, name)
    for name in strands:
        strand = coded.study.strand(name)
        found = {one.id for one in coded.documents if strand and one.strand == strand.name}
        if not found:
            known = [one.name for one in coded.study.strands]
            hint = did_you_mean(name, known)
            raise UsageError(f"There is no strand '{name}' with documents ({hint}).")
        chosen |= found
    return tuple(one for one in coded.documents if one.id in chosen)


def _document_ids(documents: Sequence[Document], name: str) -> set[str]:
    exact = [one.id for one in documents if one.id == name]
    key = folded(name)
    found = exact or [one.id for one in documents if key in (folded(one.id), folded(one.name))]
    if not found:
        hint = did_you_mean(name, [one.id for one in documents])
        raise UsageError(f"There is no document '{name}' in this study ({hint}).")
    if len(found) > 1:
        raise UsageError(f"'{name}' means several documents: {', '.join(found)}; name one of them.")
    return set(found)
