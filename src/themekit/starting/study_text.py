"""Guesses -> the text of study.yaml, each with the reason for it."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from textwrap import wrap

from themekit.starting.records import (
    ColumnGuess,
    LeftOut,
    StrandGuess,
    TableGuess,
    TalkColumns,
)
from themekit.starting.yaml_text import (
    comment,
    disabled,
    line,
    listed,
    offered,
    quoted,
)
from themekit.study import ClosedItem

_HEAD = """\
# A themekit study. themekit has guessed all this from the files that lie here and says why after
# each '#'; correct what is wrong. A line behind '#' is not in force: take the '# ' away to use it.
# Unknown keys are errors: 'themekit check' names each problem and its line."""
_OWN_TABLES = {
    "cases": "case, document, speaker, organisation, strand, your attributes",
    "questions": "strand, document, question, asked, prompts_codes",
}
_CONSENT = "# consent: {quote: none, review: no}  # unstated means no"
_ON_CLOSED = (
    "Add 'section: THEME' to show an item beside a theme of the codebook, 'positive: [...]' to",
    "count answers together. 'order' holds the answers that somebody gave.",
)
_LEFT_OUT = "# Files that no strand reads:"
_MOST_LEFT_OUT = 200


def study_text(
    title: str,
    strands: Sequence[StrandGuess],
    left_out: Sequence[LeftOut],
    codebook: str = "codebook.yaml",
) -> str:
    """Write down what was guessed.

    Parameters
    ----------
    title : str
    strands : sequence of StrandGuess
    left_out : sequence of LeftOut
        Files that no strand reads, with the reason.
    codebook : str
        Path of the codebook as seen from the study folder.

    Returns
    -------
    str
        A study.yaml that loads without an error where the files are. A table that could not be
        run as it is stands in it as a comment.
    """
    live = [one for one in strands if one.table is None or not one.table.reason]
    idle = [one for one in strands if one.table is not None and one.table.reason]
    parts = [
        _HEAD,
        f"title: {quoted(title)}",
        f"codebook: {quoted(codebook)}",
        line(0, "method: codebook", "reliability | codebook | reflexive (no suggestions)"),
        "",
        "strands:" if live else line(0, "strands: []", "nothing was found that can be read"),
        *("\n".join(_strand(one)) + "\n" for one in live),
        *(_idle(one.table, one) for one in idle if one.table and not one.table.key),
        *_left_out(left_out),
        *_own_tables(idle),
        _CONSENT,
    ]
    return "\n".join(parts) + "\n"


def _strand(guess: StrandGuess) -> Iterator[str]:
    """Yield the lines of one strand."""
    strand, sources = guess.strand, guess.strand.sources
    yield line(2, f"- name: {quoted(strand.name)}")
    yield line(4, f"kind: {strand.kind}", guess.why)
    if guess.other_kind:
        yield offered(4, f"kind: {guess.other_kind}", "the next best guess")
    role_why = guess.role_why or "primary | validation | context"
    yield line(4, f"role: {strand.role}", role_why)
    yield line(4, "sample: opportunity", "opportunity | purposive | census | probability")
    text = quoted(sources[0]) if len(sources) == 1 else ""
    yield line(4, f"sources: {text}".rstrip(), guess.sources_why)
    if not text:
        yield from (line(6, f"- {quoted(source)}") for source in sources)
    if guess.talk is not None:
        yield from _turns(guess.talk)
    if guess.table is not None:
        yield from _columns(guess.table)
    elif guess.interviewer.why:
        yield from _interviewer(guess)


def _turns(talk: TalkColumns) -> Iterator[str]:
    """Yield where a table that keeps a talk holds what."""
    yield line(4, "columns:", "of the tables: a row a turn")
    for role, why in talk.reasons:
        yield line(6, f"{role}: {quoted(getattr(talk.columns, role))}", why)
        if role == "text":
            for name in talk.beside:
                yield offered(6, f"text: {quoted(name)}", "or this: as full of words")


def _interviewer(guess: StrandGuess) -> Iterator[str]:
    said = guess.interviewer
    write = line if said.sure and said.value else offered
    yield write(4, f"interviewer: {listed(said.value or ('INT',))}", said.why)


def _columns(table: TableGuess) -> Iterator[str]:
    """Yield what the columns of a survey are for."""
    yield from _noted(table)
    if table.unit:
        why = "the answers are long: take the '# ' before 'unit' away to code them piece by piece"
        yield offered(4, f"unit: {table.unit}", why)
    yield from _named(table, "id", "id: {}")
    if not table.of("id"):
        yield line(4, "# no column tells respondents apart: rows are numbered R1, R2, ...")
    yield from _named(table, "case", "case: {}")
    yield from _named(table, "question", "question: {}")
    for one in (*table.of("wave"), *table.of("wave", sure=False)):
        written = line(4, one.also, one.why)
        yield written if one.sure else disabled(written)
    yield from _named(table, "event", "wave: {{column: {}, by: name}}")
    yield from _named(table, "date", "wave: {{column: {}, by: quarter}}")
    yield from _list(table, "open")
    if closed := table.of("closed"):
        yield from (line(4, f"# {text}") for text in _ON_CLOSED)
        yield line(4, "closed:")
        for one in closed:
            yield from _closed(one)
    yield from _list(table, "attribute", key="attributes")
    for one in table.of("unused"):
        yield line(4, f"# not used: {quoted(comment(one.name))}, {comment(one.why)}")
    for one in table.of("unused", sure=False):
        why = "not used; if these are answers, add it to 'open'"
        yield line(4, f"# {why}: {quoted(comment(one.name))}, {comment(one.why)}")


def _noted(table: TableGuess) -> Iterator[str]:
    """Yield what was done to read the table, and what in it asks for a look."""
    for text in table.notes:
        yield from _wrapped(text)
    for text in table.doubts:
        yield from _wrapped(f"please look: {text}")


def _wrapped(text: str) -> Iterator[str]:
    plain = " ".join("".join(sign if sign.isprintable() else " " for sign in text).split())
    yield from wrap(plain, 96, initial_indent="    # ", subsequent_indent="    #   ")


def _named(table: TableGuess, use: str, form: str) -> Iterator[str]:
    """Yield a key with one column: the one chosen, and others that could be it as comments."""
    for one in table.of(use):  # type: ignore[arg-type]
        yield line(4, form.format(quoted(one.name)), one.why)
    for one in table.of(use, sure=False):  # type: ignore[arg-type]
        yield offered(4, form.format(quoted(one.name)), f"or this: {one.why}")


def _list(table: TableGuess, use: str, key: str = "") -> Iterator[str]:
    """Yield a key with a list of columns, a reason each."""
    sure = table.of(use)  # type: ignore[arg-type]
    if sure:
        yield line(4, f"{key or use}:")
    yield from (line(6, f"- {quoted(one.name)}", one.why) for one in sure)
    for one in table.of(use, sure=False):  # type: ignore[arg-type]
        yield offered(6, f"- {quoted(one.name)}", f"perhaps; {one.why}")


def _closed(guess: ColumnGuess) -> Iterator[str]:
    item = guess.item or ClosedItem(guess.name, guess.name)
    yield line(6, f"{quoted(guess.name)}:", guess.why)
    if item.label != guess.name:
        yield line(8, f"label: {quoted(item.label)}")
    yield line(8, f"type: {item.type}")
    if item.type == "multi":
        yield line(8, f"separator: {quoted(item.separator)}")
    if item.order:
        yield line(8, f"order: {listed(item.order)}")
    if item.positive:
        yield line(8, f"positive: {listed(item.positive)}", "counted together; please confirm")
    elif guess.also:
        yield offered(8, guess.also)
    if item.missing != ("",):
        yield line(8, f"missing: {listed(item.missing)}", "no answers")


def _idle(table: TableGuess, guess: StrandGuess) -> str:
    """Write a table that cannot be run as it is: one comment."""
    reason = comment(f"{table.path}: {table.reason}")
    if not table.columns:
        return "\n".join([f"  # Not read: {reason}.", *_noted(table)]) + "\n"
    head = f"  # Not read: {reason}. Name a column under 'open' to read it:\n"
    return head + disabled("\n".join([*_strand(guess), line(4, "open: []")])) + "\n"


def _own_tables(idle: Sequence[StrandGuess]) -> Iterator[str]:
    """Yield the keys of the tables beside the sources, with the file that looks like one."""
    found = {one.table.key: one.table.path for one in idle if one.table}
    for key, columns in _OWN_TABLES.items():
        path = quoted(found.get(key, f"{key}.csv"))
        yield f"# {key}: {path}  # {'this looks like one; ' if key in found else ''}{columns}"


def _left_out(left_out: Sequence[LeftOut]) -> Iterator[str]:
    if not left_out:
        return
    yield _LEFT_OUT
    for one in left_out[:_MOST_LEFT_OUT]:
        yield f"# - {comment(one.path)}: {comment(one.reason)}"
    if len(left_out) > _MOST_LEFT_OUT:
        yield f"# - and {len(left_out) - _MOST_LEFT_OUT} more"
    yield ""
