"""Files that belong together -> strands, by folder and kind, with the shortest patterns for them.

A pattern matches just the files of a strand, and no other file that lies there.
"""

from __future__ import annotations

import glob
from collections import Counter, defaultdict
from collections.abc import Iterable, Sequence
from dataclasses import replace
from pathlib import PurePosixPath

from themekit.reading.slugs import clean_name
from themekit.starting.name_hints import is_survey, kind_by_name
from themekit.starting.records import LeftOut, Said, StrandGuess, TableGuess, TextFacts
from themekit.starting.texts import converses, guess_interviewer, participants
from themekit.study import IMPORTED, Strand, TurnColumns, slugify

A_GROUP = 4
_PAIR = 2
_SHOWN = 3
_ASKED = (0.25, 0.7)  # shares of the paragraphs between which questions are an interviewer's
_ALIKE = 0.8  # of the words: the same talk, kept twice
_WORDS = {
    "interview": "interviews",
    "group": "groups",
    "case-study": "case studies",
    "literature": "literature",
    "notes": "notes",
    "survey": "survey",
}
_PRIMARY = frozenset({"interview", "group", "case-study"})
_WRITTEN = frozenset({"literature", "notes"})  # nobody speaks in them


def guess_strands(
    texts: Sequence[TextFacts], tables: Sequence[TableGuess], present: Iterable[str]
) -> tuple[tuple[StrandGuess, ...], tuple[LeftOut, ...]]:
    """Group what was found into strands.

    Parameters
    ----------
    texts : sequence of TextFacts
    tables : sequence of TableGuess
    present : iterable of str
        Every file in the study folder that a pattern could match, read or not.

    Returns
    -------
    strands : tuple of StrandGuess
        Transcripts by folder and kind, then tables; names and their short forms are all different.
    left_out : tuple of LeftOut
        Files whose documents could not be told from another's.
    """
    present = list(present)
    texts, left_out = _talks_told_apart(texts)
    kinds = _kinds(texts)
    groups: defaultdict[tuple[str, str], list[TextFacts]] = defaultdict(list)
    for text in texts:
        groups[_folder(text), kinds[text.path]].append(text)
    others = bool(tables) or any(kind in _PRIMARY for _, kind in groups)
    strands: list[StrandGuess] = []
    parted = [(place, one) for place, group in groups.items() for one in _by_columns(group)]
    for (folder, kind), found in parted:
        kept, doubles = _told_apart(found)
        left_out += doubles
        strands.append(_transcripts(_name(folder, kind), kind, kept, present, others=others))
    strands += [_survey(table) for table in tables]
    return tuple(_with_own_names(strands)), tuple(left_out)


def _kinds(texts: Iterable[TextFacts]) -> dict[str, str]:
    """Return the kind of each file; of one with several talks, that of most of them."""
    found: defaultdict[str, list[str]] = defaultdict(list)
    for text in texts:
        found[text.path].append(_kind(text)[0])
    return {path: Counter(kinds).most_common(1)[0][0] for path, kinds in found.items()}


def _by_columns(texts: Sequence[TextFacts]) -> Iterable[list[TextFacts]]:
    """Part texts so that all tables of a strand have their columns in common."""
    several = len({text.table.columns for text in texts if text.table}) > 1
    parts: defaultdict[TurnColumns | None, list[TextFacts]] = defaultdict(list)
    for text in texts:
        parts[text.table.columns if text.table and several else None].append(text)
    return parts.values()


def _kind(text: TextFacts) -> tuple[str, str, str]:
    """Return a text's kind, why, and what else it could be."""
    hint = kind_by_name(text.path)
    if text.table is not None and hint not in _WRITTEN:
        kind, _, other = _spoken(text, hint)
        why = "a table with a row a turn"
        return kind, why if text.labels else f"{why}, though no speakers are marked", other
    if hint == "case-study" or (hint in _WRITTEN and not converses(text, doubtful=True)):
        return hint, "so its name says", "interview" if text.labels else ""
    if converses(text) or (text.labels and hint in {"interview", "group"}):
        return _spoken(text, hint)
    return _written(text, hint)


def _spoken(text: TextFacts, hint: str) -> tuple[str, str, str]:
    """Tell an interview from a group by how many answer."""
    people = participants(text)
    if people >= A_GROUP:
        return "group", f"{A_GROUP} or more people answer in a document", "interview"
    if hint == "group" and people >= _PAIR:
        return "group", "so its name says, and several people answer", "interview"
    return "interview", "speakers take turns", "group" if people == A_GROUP - 1 else ""


def _written(text: TextFacts, hint: str) -> tuple[str, str, str]:
    """Judge a text in which no speakers are marked, or what is marked asks and answers nothing."""
    if hint:
        return hint, "so its name says, though no speakers are marked: all its words count", "notes"
    if text.timed and not text.labels:
        return "interview", "times as in a recording, though no speakers are marked", "notes"
    if not text.labels and _asked_and_answered(text):
        return "interview", "questions and answers follow each other, though unmarked", "notes"
    marked = "nobody asks anything" if text.labels else "no speakers are marked"
    if text.scholarly:
        return "literature", f"it has references or an abstract, and {marked}", "notes"
    return "notes", marked, "interview"


def _asked_and_answered(text: TextFacts) -> bool:
    """Tell whether so many paragraphs ask as somebody does who interviews."""
    low, high = (share * text.paragraphs for share in _ASKED)
    return text.asking >= A_GROUP and low <= text.asking <= high and not text.scholarly


def _told_apart(texts: Sequence[TextFacts]) -> tuple[list[TextFacts], list[LeftOut]]:
    """Keep one file a name: ``P1.docx`` and ``P1.pdf`` would be one document twice."""
    first: dict[str, TextFacts] = {}
    doubles: dict[str, LeftOut] = {}
    for text in texts:
        kept = first.setdefault(_stem(text), text)
        if kept.path != text.path:
            doubles[text.path] = _double(text, kept)
    return [text for text in texts if text.path not in doubles], list(doubles.values())


def _talks_told_apart(texts: Sequence[TextFacts]) -> tuple[list[TextFacts], list[LeftOut]]:
    """Leave out tables of a talk that a text beside them holds too: ``P1.tsv`` and ``P1.srt``."""
    written = {(_folder(text), _stem(text)): text for text in texts if text.table is None}
    words: Counter[str] = Counter()
    for text in texts:
        words[text.path] += text.words
    doubles: dict[str, LeftOut] = {}
    for text in texts:
        other = written.get((_folder(text), _stem(text)))
        if text.table is None or other is None:
            continue
        if _ALIKE * max(words[text.path], other.words) <= min(words[text.path], other.words):
            doubles[text.path] = _double(text, other)
    return [text for text in texts if text.path not in doubles], list(doubles.values())


def _double(text: TextFacts, kept: TextFacts) -> LeftOut:
    """Say why a file is left out that is called like another."""
    other = PurePosixPath(kept.path).name
    reason = f"it has the same name as {other}: the same text again? rename it if not"
    return LeftOut(text.path, reason)


def _folder(text: TextFacts) -> str:
    return str(PurePosixPath(text.path).parent)


def _stem(text: TextFacts) -> str:
    return clean_name(PurePosixPath(text.path).stem)


def _transcripts(
    name: str, kind: str, texts: Sequence[TextFacts], present: Sequence[str], *, others: bool
) -> StrandGuess:
    """Build the strand of some texts of one kind in one folder."""
    reasons = [_kind(text) for text in texts]
    paths = list(dict.fromkeys(text.path for text in texts))
    role, role_why = "primary", ""
    if kind == "literature" or (kind == "notes" and others):
        role = "context"
        role_why = "shown apart and not counted under 'all'; primary if it is what you study"
    strand = Strand(
        name=name,
        slug=slugify(name),
        kind=kind,  # type: ignore[arg-type]
        role=role,  # type: ignore[arg-type]
        sources=source_patterns(paths, present),
    )
    names = [PurePosixPath(path).name for path in paths]
    more = f" and {len(names) - _SHOWN} more" if len(names) > _SHOWN else ""
    shown = ", ".join(names[:_SHOWN])
    talks = f" ({len(texts):,} talks)" if len(texts) > len(paths) else ""
    return StrandGuess(
        strand,
        why=Counter(why for _, why, _ in reasons).most_common(1)[0][0],
        sources_why=f"{_counted(len(names), 'file')}: {shown}{more}{talks}",
        role_why=role_why,
        other_kind=next((other for _, _, other in reasons if other), ""),
        interviewer=Said() if kind in _WRITTEN else guess_interviewer(texts),
        talk=next((text.table for text in texts if text.table), None),
    )


def _counted(number: int, what: str) -> str:
    return f"{number:,} {what}{'' if number == 1 else 's'}"


def _survey(table: TableGuess) -> StrandGuess:
    """Build the strand of one table."""
    name = _pretty(PurePosixPath(table.path).stem)
    name = name if is_survey(name) else f"{name}: survey"
    strand = Strand(name=name, slug=slugify(name), kind="survey", sources=(table.path,))
    rows = _counted(table.rows, "row")
    return StrandGuess(strand, why="a table", sources_why=rows, table=table)


def _name(folder: str, kind: str) -> str:
    """Name a strand after its folder, and after its kind where the folder does not say it."""
    parts = [part for part in folder.split("/") if part != "."]
    if not parts:
        return _WORDS[kind].capitalize()
    own = _pretty(parts[-1])
    if kind_by_name(parts[-1]) == kind:
        return own
    return f"{own}: {_WORDS[kind]}"


def _pretty(name: str) -> str:
    """Return a file's or folder's name as a title."""
    plain = " ".join(name.replace("_", " ").replace("-", " ").split())
    plain = "".join(sign for sign in plain if sign.isprintable())
    return plain[:1].upper() + plain[1:]


def _with_own_names(strands: Iterable[StrandGuess]) -> Iterable[StrandGuess]:
    """Yield strands under names that differ in ids: the second of a name is numbered."""
    used = {IMPORTED}
    for guess in strands:
        name, number = guess.strand.name or "Strand", 2
        while slugify(name) in used:
            name = f"{guess.strand.name} {number}"
            number += 1
        used.add(slugify(name))
        yield replace(guess, strand=replace(guess.strand, name=name, slug=slugify(name)))


def source_patterns(wanted: Sequence[str], present: Iterable[str]) -> tuple[str, ...]:
    """Return patterns for the files of one folder.

    Parameters
    ----------
    wanted : sequence of str
        Paths relative to the study folder, all in one folder.
    present : iterable of str
        Every file in the study folder that a pattern could match.

    Returns
    -------
    tuple of str
        ``interviews/*`` where the folder holds nothing else, ``interviews/*.docx`` where nothing
        else has that ending, else the files by name. In the study's own folder, which holds
        study.yaml too, never ``*``.
    """
    folder = PurePosixPath(wanted[0]).parent
    chosen = set(wanted)
    there = [path for path in present if PurePosixPath(path).parent == folder]
    prefix = "" if folder == PurePosixPath() else f"{glob.escape(str(folder))}/"
    if prefix and chosen >= set(there):
        return (f"{prefix}*",)
    patterns: list[str] = []
    for suffix in dict.fromkeys(PurePosixPath(path).suffix for path in wanted):
        alike = [path for path in wanted if PurePosixPath(path).suffix == suffix]
        # Windows and macOS take .DOCX for .docx.
        others = {path for path in there if path.lower().endswith(suffix.lower())}
        if len(alike) > 1 and chosen >= others and suffix[1:].isalnum():
            patterns.append(f"{prefix}*{suffix}")
        else:
            patterns += alike
    return tuple(patterns)
