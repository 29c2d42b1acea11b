"""Whom we heard in a wave, who left, joined and came back, how much of it people have read."""

from __future__ import annotations

from collections import Counter
from typing import TYPE_CHECKING

from themekit.report import words
from themekit.report.returning.model import Line
from themekit.report.returning.occasion import listed
from themekit.study import ASKED_BY, TOLD_AS, collected

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

    from themekit.records import Document
    from themekit.report.returning.occasion import Occasion
    from themekit.study import Strand

MOST_QUESTIONS, QUESTION = 2, 120
MOST_VALUES = 4
_KINDS = {
    "survey": ("answer", ""),
    "interview": ("interview", ""),
    "group": ("group talk", ""),
    "case-study": ("case study", "case studies"),
    "literature": ("text", ""),
    "notes": ("note", ""),
}
_TOLD_BY_PEOPLE = frozenset({"survey", "interview", "group", "case-study"})


def heard_of(occasion: Occasion) -> Iterator[Line]:
    """Yield whom a wave heard, strand by strand, then how much of it people have read."""
    several = len(occasion.documents) > 1
    for strand in occasion.strands:
        documents = occasion.documents.get(strand.name, ())
        label = words.strand(strand.name) if several else "Who"
        if documents and strand.kind not in _TOLD_BY_PEOPLE:
            yield Line(label, f"{_counted(strand, documents)}: nobody told it for this.")
        elif documents:
            said = (_who(strand, documents, occasion), _moves(strand, occasion))
            yield Line(label, " ".join(filter(None, said)))
            if how := " ".join(_how(strand, documents, occasion)):
                yield Line(f"{label}: how" if several else "How", how)
    if occasion.is_first:
        yield Line("Before", "This is the first time that we asked.")
    yield Line("Read so far", _read(occasion))


def _counted(strand: Strand, documents: Sequence[Document]) -> str:
    noun, many = _KINDS.get(strand.kind, ("document", ""))
    return words.plural(len(documents), noun, many)


def _who(strand: Strand, documents: Sequence[Document], occasion: Occasion) -> str:
    people = len(occasion.people(strand.name, occasion.wave))
    with_words = sum(one.id in occasion.by_document for one in documents)
    said = words.plural(people, "person", "people")
    if strand.kind == "group" or len(documents) != people:
        said += f", in {_counted(strand, documents)}"
    without = len(documents) - with_words
    if not with_words:
        return f"{said}; none of it in words of their own."
    if without and occasion.may_tell(with_words, without):
        said += f"; {with_words:,} in words of their own, {without:,} without"
    return f"{said}."


def _moves(strand: Strand, occasion: Occasion) -> str:
    """Say who left since the wave before, who joined, and who came back after a pause."""
    waves = occasion.waves_of(strand.name)
    if len(waves) < 2 or strand.kind == "group":  # noqa: PLR2004 - a wave, and one before it
        return ""
    then, now = (occasion.people(strand.name, wave) for wave in waves[-2:])
    earlier = set[str]().union(*(occasion.people(strand.name, wave) for wave in waves[:-2]))
    left, stayed, came = then - now, then & now, now - then
    back = came & earlier
    new = came - back
    if not stayed:
        return f"None of them is known to be one of the {len(then):,} of {waves[-2]}."
    before = words.plural(len(then), "person", "people")
    since = f"Since {waves[-2]} ({before})"
    if not occasion.may_tell(*map(len, (left, stayed, back, new))):
        return (
            f"{before} told us in {waves[-2]}. How many told both times, left, joined or came back "
            "is not told here: few people are behind one of these numbers."
        )
    said = f"{since} {len(left):,} left, {len(new):,} joined"
    if earlier:
        said += f", {len(back):,} came back after a pause"
    return f"{said}; {len(stayed):,} told both times."


def _how(strand: Strand, documents: Sequence[Document], occasion: Occasion) -> Iterator[str]:
    """Yield how they were asked, and who asked, as far as it is known."""
    asked = dict.fromkeys(
        turn.question.strip() for one in documents for turn in one.turns if turn.question.strip()
    )
    if strand.kind == "survey" and asked:
        shown = [occasion.shown(one, QUESTION) for one in [*asked][:MOST_QUESTIONS]]
        more = len(asked) - len(shown)
        rest = f" (and {words.plural(more, 'more question')})" if more else ""
        yield f"Asked: {' '.join(f'“{one}”' for one in shown)}{rest}"
    for names, what in ((ASKED_BY, "Asked by"), (TOLD_AS, "Told")):
        if found := _values(documents, names, occasion):
            yield f"{what}: {found}."
    if told := words.VOICES.get(strand.voice, ""):
        yield f"{told[:1].upper()}{told[1:]}."


def _values(documents: Sequence[Document], names: frozenset[str], occasion: Occasion) -> str:
    """Count what a column says, the commonest first; outside without small numbers."""
    counted: Counter[str] = Counter()
    for document in documents:
        for case_id in occasion.inputs.coded.present.get(document.id, ()):
            case = occasion.inputs.coded.cases.get(case_id)
            if case and not case.withdrawn:
                counted[collected(document, case, names)] += 1
    known = sorted(((n, one) for one, n in counted.items() if one), key=lambda one: (-one[0], one))
    if not known or len(known) > MOST_VALUES:
        return ""
    if not occasion.may_tell(*counted.values()):
        return listed([one for _, one in known])
    unsaid = [f"not known {counted['']:,}"] if counted[""] else []
    return ", ".join([*(f"{one} {number:,}" for number, one in known), *unsaid])


def _read(occasion: Occasion) -> str:
    """Say of how many of the wave's documents people have read everything, or a part."""
    every = occasion.by_document.values()
    total = len(every)
    if not total:
        return "Nothing was told in words of people's own, so there is nothing to read."
    noun = words.plural(total, "account")
    whole = sum(read == number for number, read in every)
    part = sum(0 < read < number for number, read in every)
    if not whole and not part:
        return f"Nobody has read any of {noun} yet."
    said = f"People have read {whole:,} of {noun} to the end"
    if part:
        said += f", and a part of {part:,} more"
    left = total - whole - part
    return f"{said}; {left:,} nobody has read." if left else f"{said}."
