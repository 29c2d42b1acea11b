"""Of the methods appendix: which codebook people were shown, and what changed in it and when."""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import TYPE_CHECKING

from themekit.decisions import older_words
from themekit.decisions.meanings import EDITORIAL
from themekit.events import Coding, Draw, Look, VersionedCode
from themekit.report import words
from themekit.report.methods_blocks import Block, Grid, Heading, Paragraph, Question
from themekit.report.methods_words import day

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping

    from themekit.decisions import CodedStudy
    from themekit.events import Event
    from themekit.report.inputs import ReportInputs

WHY = "Who wrote the codebook, from what (theory, the questions, the material), and why this one?"


@dataclass(frozen=True, slots=True)
class Version:
    """A version of the codebook that people were shown.

    Attributes
    ----------
    codes : mapping of code id to VersionedCode
    number : int
        Of the first event that names it; 0 where none does.
    since : str
        Day of that event; may be empty.
    """

    codes: Mapping[str, VersionedCode] = field(repr=False)
    number: int = 0
    since: str = ""


@dataclass(frozen=True, slots=True)
class Change:
    """What one version has that the one before it had not: names of codes."""

    added: tuple[str, ...]
    removed: tuple[str, ...]
    renamed: tuple[str, ...]
    redefined: tuple[str, ...]
    repatterned: tuple[str, ...]


def versions_of(coded: CodedStudy) -> tuple[Version, ...]:
    """Return the versions in the order in which people first met them; the present one last."""
    found: dict[str, dict[str, VersionedCode]] = {}
    for one in coded.versions:
        found.setdefault(one.codebook_hash, {})[one.code_id] = one
    first: dict[str, Event] = {}
    for event in coded.events:
        if isinstance(event, Coding | Look | Draw) and event.codebook_hash in found:
            first.setdefault(event.codebook_hash, event)
    named = [Version(found[key], one.number, day(one)) for key, one in first.items()]
    here = coded.codebook.hash
    if here in found and here not in first:
        named.append(Version(found[here]))
    return tuple(named)


def change_between(old: Version, new: Version) -> Change:
    """Return what changed from one version to another."""
    both = [one for one in new.codes if one in old.codes]
    pairs = [(old.codes[one], new.codes[one]) for one in both]
    return Change(
        tuple(one.code for id_, one in new.codes.items() if id_ not in old.codes),
        tuple(one.code for id_, one in old.codes.items() if id_ not in new.codes),
        tuple(f"{was.code} is now {now.code}" for was, now in pairs if was.code != now.code),
        tuple(now.code for was, now in pairs if was.meaning_hash != now.meaning_hash),
        tuple(
            now.code
            for was, now in pairs
            if was.meaning_hash == now.meaning_hash and was.code_hash != now.code_hash
        ),
    )


def codebook(inputs: ReportInputs) -> Iterator[Block]:
    """Yield which codes there are, and how they came to be as they are."""
    coded, book = inputs.coded, inputs.coded.codebook
    yield Heading("2. The codebook")
    version = f", version {book.version}" if book.version else ""
    yield Paragraph(
        f"{book.name}{version}: {words.plural(len(book.codes), 'code')} in "
        f"{words.plural(len(book.themes), 'theme')}. A theme is a heading of the codebook, written "
        "by people; what a machine groups is called a candidate topic and is no theme."
    )
    versions = versions_of(coded)
    if len(versions) > 1:
        yield _versions(versions)
        yield Paragraph(
            "A code's meaning is its definition, when to apply it, when not to, and its examples. "
            "Words that were said of an older meaning stand, but are compared with nothing until "
            "somebody looks again or says that the change was one of wording."
        )
    else:
        yield Paragraph("People were shown one version of it.")
    yield from _older(inputs)
    editorial = sum(one.what == EDITORIAL for one in coded.decisions.record.overrides)
    if editorial:
        yield Paragraph(
            f"Of {words.plural(editorial, 'change')} of a code's wording somebody said that the "
            "meaning stayed as it was."
        )
    yield Question(WHY)


def _versions(versions: tuple[Version, ...]) -> Grid:
    rows = []
    for at, one in enumerate(versions):
        since = f"event {one.number:,}, {one.since}" if one.number else "nobody has used it yet"
        told = "first version" if not at else _told(change_between(versions[at - 1], one))
        rows.append((f"{at + 1}", since.removesuffix(", "), f"{len(one.codes):,}", told))
    return Grid(
        "Versions of the codebook that people were shown, in that order",
        ("Version", "First used", "Codes", "What changed"),
        tuple(rows),
        (2,),
    )


def _told(change: Change) -> str:
    parts = (
        ("added", change.added),
        ("removed", change.removed),
        ("renamed", change.renamed),
        ("meaning changed", change.redefined),
        ("patterns changed, meaning not", change.repatterned),
    )
    said = [f"{what}: {', '.join(names)}" for what, names in parts if names]
    return "; ".join(said) or "the order or headings only"


def _older(inputs: ReportInputs) -> Iterator[Block]:
    found = older_words(inputs.coded)
    if found:
        names = {one.id: one.name for one in inputs.codes}
        yield Grid(
            "Words of an older meaning that are still compared with nothing",
            ("Code", "Words"),
            tuple((names[id_], f"{found[id_]:,}") for id_ in names if id_ in found),
            (1,),
        )
    elif inputs.coded.events:
        yield Paragraph("No word is of an older meaning of its code.")
