"""What of people's decisions counts nowhere, and why: for ``themekit check``."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from pathlib import Path

from themekit._yaml import did_you_mean
from themekit.codebook import Codebook
from themekit.decisions import CodedStudy
from themekit.errors import InputError, Problem, StoreError
from themekit.events import Coding, Look
from themekit.names import typed
from themekit.store.events import last_number
from themekit.study import read_cases
from themekit.studyfile import STUDY_FILE
from themekit.workflows.anchoring import CLOSE
from themekit.workflows.context import RunContext
from themekit.workflows.loading import is_silent, load_coded, load_material
from themekit.workflows.project import open_result
from themekit.workflows.withdrawn import count_withdrawals

SHOWN = 3
Events = Iterable[Coding | Look]


def unsettled(path: Path) -> tuple[Problem, ...]:
    """Return a problem for each kind of decision that counts nowhere; none where all of them do.

    Parameters
    ----------
    path : Path
        The study's folder, or its study.yaml.
    """
    root = path.parent if path.name == STUDY_FILE else path
    if not (root / ".themekit" / "themekit.db").exists():
        return ()
    try:
        with open_result(root) as context:
            taken_back = tuple(_taken_back(context))
            with context.store.reading() as connection:
                if not last_number(connection):
                    return taken_back
            return (*taken_back, *_problems(load_coded(context, suggested=False)))
    except (InputError, StoreError):
        return ()  # what is wrong with the study itself is told already


def _taken_back(context: RunContext) -> Iterator[Problem]:
    """Yield whose words are held though cases.csv says that they withdrew, and who did withdraw."""
    entries = read_cases(context.study)[0].entries
    if any(one.withdrawn for one in entries):
        coded = load_material(context)
        held = {coded.case_of[one.id] for one in coded.segments if is_silent(one)}
        for case in (one for one in coded.cases if one in held):
            line = next((one.line for one in entries if one.withdrawn and one.case == case), None)
            message = f"'{case}' has withdrawn, and their words are held here still: not counted"
            place = typed(str(context.study.root))
            hint = f"to erase them: themekit withdraw {place} {typed(case)}"
            yield Problem(context.study.cases or "", line, message, hint, "warning")
    if number := count_withdrawals(context):
        said = f"words were taken back {number} {'time' if number == 1 else 'times'}"
        yield Problem("outputs/withdrawals", None, said, "the receipts say what went", "note")


def _problems(coded: CodedStudy) -> Iterator[Problem]:
    decisions, names = coded.decisions, coded.coder_names
    yield from _lost(coded, decisions.unplaced)
    unknown = [one for one in decisions.unknown if isinstance(one, Coding)]
    by_code: dict[str, list[Coding]] = {}
    for one in unknown:
        by_code.setdefault(one.code_id, []).append(one)
    for code, events in by_code.items():
        yield Problem(
            coded.study.codebook.name,
            None,
            f"{_number(len(events), 'decision')} of {_people(events, names)} "
            f"{_are(events)} of the code '{code}', which the codebook does not have: "
            f"{_it(events)} counted nowhere",
            f"give that id to the code that is meant ({_nearest(code, coded.codebook)})",
            "warning",
        )
    looks = [one for one in decisions.unknown if isinstance(one, Look)]
    if looks:
        yield Problem(
            coded.study.codebook.name,
            None,
            f"{_number(len(looks), 'look')} of {_people(looks, names)} went through a version of "
            f"the codebook that nobody kept: {_it(looks)} counted nowhere",
            "import codebooks.csv from where they were made, or look again",
            "warning",
        )
    yield from _likened(coded)
    if decisions.waiting:
        yield Problem(
            "decisions",
            None,
            f"{_number(len(decisions.waiting), 'decision')} of "
            f"{_people(decisions.waiting, names)} came from a device or a file that did not know "
            f"what the same person had decided there before: {_it(decisions.waiting)} counted "
            "nowhere",
            "let that person say which of the two holds",
            "warning",
        )


def _likened(coded: CodedStudy) -> Iterator[Problem]:
    """Yield a note for each document in which decisions followed words that were changed."""
    moved = coded.decisions.record.moved
    by_document: dict[str, int] = {}
    for anchor in moved.values():
        if anchor.how == CLOSE:
            by_document[anchor.document] = by_document.get(anchor.document, 0) + 1
    for document, number in by_document.items():
        yield Problem(
            document,
            None,
            f"its text has changed, and {_number(number, 'decision')} followed to words that are "
            "only like those that they were taken on",
            "see whether they still hold: 'themekit quotes' lists them",
            "note",
        )


def _lost(coded: CodedStudy, events: Events) -> Iterator[Problem]:
    """Yield a problem for each document on whose present text decisions no longer lie."""
    by_document: dict[str, list[Coding | Look]] = {}
    for one in events:
        by_document.setdefault(one.document, []).append(one)
    hashes = {document.id: document.text_hash for document in coded.documents}
    for document, found in by_document.items():
        if document not in hashes:
            why, hint = (
                "which is not in this study (any more)",
                "put its source back, or take back what was meant for another",
            )
        elif all(one.text_hash == hashes[document] for one in found):
            why, hint = "on words that are not to be coded", "see 'skip' and 'interviewer'"
        else:
            why = "in whose present text their words are not found for certain"
            hint = (
                "the next 'themekit run' looks for them if the text has changed; for what it "
                "does not find, put the former text back, correct the quotation, or decide again"
            )
        yield Problem(
            document or "decisions",
            None,
            f"{_number(len(found), 'decision')} of {_people(found, coded.coder_names)} "
            f"{'lies' if len(found) == 1 else 'lie'} on a document {why}: {_it(found)} counted "
            "nowhere",
            hint,
            "warning",
        )


def _people(events: Events, names: Mapping[str, str]) -> str:
    who = list(dict.fromkeys(names.get(one.coder, one.coder) for one in events))
    more = f" and {len(who) - SHOWN} more" if len(who) > SHOWN else ""
    return ", ".join(who[:SHOWN]) + more


def _nearest(code: str, codebook: Codebook) -> str:
    return did_you_mean(code, sorted(codebook.code_names))


def _number(count: int, what: str) -> str:
    return f"{count} {what}{'' if count == 1 else 's'}"


def _are(events: list[Coding]) -> str:
    return "is" if len(events) == 1 else "are"


def _it(events: Iterable[object]) -> str:
    return "it is" if len(tuple(events)) == 1 else "they are"
