"""What people have done in a study, and what waits for one of them, as ``status`` tells it."""

from __future__ import annotations

from collections.abc import Callable, Iterator

from themekit.decisions import CodedStudy, Standing, older_words
from themekit.disclosure import Gate
from themekit.events import DrawnItem, Event, Note, Role
from themekit.tasks.packs import given_packs
from themekit.tasks.progress import progress_of
from themekit.tasks.readers import known_documents
from themekit.workflows.mark import gate_of
from themekit.workflows.safety import MAY_KNOW

Cells = tuple[str, int | None, str]


def people_rows(coded: CodedStudy) -> Iterator[Cells]:
    """Yield what people have done, and what of it waits, lies nowhere or needs somebody."""
    decisions, names = coded.decisions, coded.coder_names
    latest, size = decisions.latest, max(len(coded.segments), 1)
    looked = {pair % size for pair in (*latest.words, *latest.settled)} | latest.looks.keys()
    yield "segments that a person has looked at", len(looked), ""
    deciding = sorted({one.coder for one in coded.events if one.coder})
    yield "coders", len(deciding), ", ".join(names.get(coder, coder) for coder in deciding)
    yield from _handed_out(coded)
    stood = [one for one in decisions.standings() if one.unsure or one.yes or one.settled]
    yield from _disputed(stood)
    for what, number, state in (
        ("settled and spoken of again", sum(one.reopened for one in stood), "to be looked at"),
        (
            "unsure, and nobody else has looked",
            sum(one.needs_reader for one in stood),
            "needs another reader",
        ),
        _to_change(coded, stood),
        _of_older_meaning(coded),
        (
            "decisions that wait",
            len(decisions.waiting),
            "their coder decided there twice, unknowing: counted nowhere until they choose",
        ),
        ("decisions that lie on no present text", len(decisions.unplaced), "see themekit check"),
        ("decisions of unknown codes", len(decisions.unknown), "see themekit check"),
        _unmarked(coded),
    ):
        if number:
            yield what, number, state


def left_to_do(coded: CodedStudy) -> dict[str, int]:
    """Return how many passages each coder was given and has not looked at, by their id.

    What was called back, practice, what is in a pack that is out and what may no longer be shown to
    them is not left to do; what was skipped is done.
    """
    gate, roles = gate_of(coded), {one.id: one.role for one in coded.coders}
    own: dict[str, list[Event]] = {}
    for one in coded.events:
        own.setdefault(one.coder, []).append(one)
    notes = [one for one in coded.events if isinstance(one, Note)]
    given = dict.fromkeys(one.coder for one in coded.draws)
    done = {
        coder: progress_of(
            coder,
            own[coder],
            notes,
            _may_come(coded, gate, roles.get(coder, "researcher"), own[coder]),
        )
        for coder in given
    }
    left = {coder: sum(task.look is None for task in it.tasks) for coder, it in done.items()}
    return {coder: number for coder, number in left.items() if number}


def _may_come(
    coded: CodedStudy, gate: Gate, role: Role, own: list[Event]
) -> Callable[[DrawnItem], bool]:
    """Return what tells whether a passage may still come to somebody at this machine."""
    texts = {one.id: one.text_hash for one in coded.documents}
    known: frozenset[str] = frozenset()
    for one in own:
        if isinstance(one, Note) and one.name == MAY_KNOW:
            known |= known_documents(coded.present, dict(one.fields))

    def may_come(item: DrawnItem) -> bool:
        return (
            item.document not in known
            and texts.get(item.document) == item.text_hash
            and gate.may_be_shown(item.document, role=role, loopback=True)
        )

    return may_come


def _handed_out(coded: CodedStudy) -> Iterator[Cells]:
    left, names = left_to_do(coded), coded.coder_names
    if left:
        each = (f"{names.get(coder, coder)} {left[coder]}" for coder in sorted(left))
        yield "passages handed out and not done yet", sum(left.values()), ", ".join(each)
    void = coded.decisions.record.void
    notes = (one for one in coded.events if isinstance(one, Note) and one.event_id not in void)
    out = [one for one in given_packs(notes).values() if one.is_out]
    if out:
        whose = (f"{one.code} {names.get(one.coder, one.coder)}" for one in out)
        yield "packs that are out", len(out), ", ".join(whose)


def _disputed(stood: list[Standing]) -> Iterator[Cells]:
    """Yield how much people disagree about."""
    disputed = [one for one in stood if one.state == "disputed"]
    if disputed:
        passages = len({one.segment_id for one in disputed})
        yield "passages that people disagree about", passages, "to be settled"
        yield "codes on segments that coders dispute", len(disputed), "to be settled"


def _to_change(coded: CodedStudy, stood: list[Standing]) -> Cells:
    """Say of which codes people told that the description needs changing."""
    told = {one.code_id for one in stood for word in one.unsure if word.verdict == "code problem"}
    names = [code.name for code in coded.codebook.codes if code.id in told]
    return "descriptions that need changing", len(names), ", ".join(names)


def _of_older_meaning(coded: CodedStudy) -> Cells:
    """Say of which codes words were said before their meaning changed, and of each how many."""
    older = older_words(coded)
    each = (f"{one.name} {older[one.id]}" for one in coded.codebook.codes if one.id in older)
    told = f"counted, not compared until answered again: {', '.join(each)}"
    return "decisions of an older meaning", sum(older.values()), told


def _unmarked(coded: CodedStudy) -> Cells:
    """Say how many documents peers are not shown because nobody has read them for details."""
    what, state = "documents not marked", "peers are not shown them: see themekit mark"
    if not any(one.role == "peer" for one in coded.coders):
        return what, 0, state  # nobody is there who would miss them
    verdicts = gate_of(coded).verdicts()
    return what, sum(not one.marked_by and not one.despite for one in verdicts), state
