"""Reports about the synthetic study, true throughout, and faults to be planted into them by seed.

Whoever wrote this had not read the code that reads reports back. It knows a study by its output
tables alone, as an author would.
"""

from __future__ import annotations

import csv
from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass, replace
from pathlib import Path
from random import Random

Row = dict[str, str]
TALK = "VCS interviews"
SURVEY = "VCS survey"
WORDS = (
    "none", "one", "two", "three", "four", "five", "six", "seven", "eight", "nine", "ten",
)  # fmt: skip
WHO = {
    TALK: "people interviewed in VCS organisations",
    SURVEY: "organisations that answered the VCS survey",
    "Statutory interviews": "people interviewed in statutory services",
}


@dataclass(frozen=True)
class Piece:
    """A heading, a sentence or a quotation of a report.

    Attributes
    ----------
    kind : {'heading', 'sentence', 'quote'}
    text : str
        Of a quotation the words alone.
    section : str
    mark : str
        The row that carries a sentence, as an author marks it.
    credit : str
        Who said a quotation.
    about : str
        What kind of claim it is; faults choose by it.
    facts : tuple of str
        What the claim was made from.
    """

    kind: str
    text: str
    section: str
    mark: str = ""
    credit: str = ""
    about: str = ""
    facts: tuple[str, ...] = ()


@dataclass(frozen=True)
class Planted:
    """A fault: its kind, and the texts in which a reader would look for it."""

    kind: str
    text: str
    section: str
    more: tuple[str, ...] = ()


class Facts:
    """What an author knows of a study: its output tables."""

    def __init__(self, study: Path) -> None:
        def table(name: str) -> list[Row]:
            with (study / "outputs" / name).open(encoding="utf-8-sig", newline="") as file:
                return list(csv.DictReader(file))

        rows = [row for row in table("theme_matrix.csv") if row["outline"] == "report"]
        self.sections = list(dict.fromkeys(row["section"] for row in rows))
        self.rows = [row for row in rows if row["code"] and row["asked"] and row["cases"]]
        self.closed = [
            row for row in table("closed_questions.csv") if row["answer"] == "(positive)"
        ]
        self.segments = {row["segment_id"]: row for row in table("segments.csv")}
        with (study / "cases.csv").open(encoding="utf-8-sig", newline="") as file:
            consent = {row["case"]: row["consent_quote"] for row in csv.DictReader(file)}
        told = [row for row in self.segments.values() if _is_quotable(row)]
        self.quotable = [row for row in told if consent[row["case"]] == "verbatim"]
        self.paraphrased = [
            row for row in told if row["strand"] == TALK and consent[row["case"]] == "paraphrase"
        ]
        self.asked = [
            row for row in self.segments.values()
            if row["speaker_role"] == "interviewer" and 8 <= len(row["text"].split()) <= 30
        ]  # fmt: skip
        self.labels = {
            "more_people": "more people look for help with their mental health",
            "more_complicated": "people arrive with more complicated needs",
            "enough_money": "they had enough money to run their services",
            "funders_eased": "funders had altered or eased contract terms",
            "statutory_send_more": "statutory services send more people to them",
        }

    def read(self, strand: str, section: str = "") -> list[Row]:
        """Return rows of a strand that people have read wholly and agree on."""
        return [
            row for row in self.rows
            if row["strand"] == strand
            and (not section or row["section"] == section)
            and row["cases"] == row["cases_if"]
            and row["unread"] in ("", "0")
            and row["basis"] in ("checked", "mixed")
            and int(row["asked"]) >= 5
        ]  # fmt: skip

    def unread(self) -> list[Row]:
        """Return rows of which some are unread and nobody is found."""
        return [row for row in self.rows if row["cases"] == "0" and int(row["unread"] or 0) > 1]

    def said_in(self, section: str, strand: str) -> list[Row]:
        """Return passages that carry a code of a section, by the quotations of its rows."""
        ids = {
            one
            for row in self.rows
            if row["section"] == section and row["strand"] == strand
            for one in row["quotes"].split("; ")
        }
        return [row for row in self.quotable if row["segment_id"] in ids]


def _is_quotable(row: Row) -> bool:
    words = row["text"].split()
    return (
        row["status"] == "coded"
        and row["speaker_role"] == "participant"
        and row["strand"] in (TALK, "Statutory interviews", "Case studies")
        and 14 <= len(words) <= 60
        and not set(row["text"]) & set('"“”‘«»[]…\n')
        and "'" not in row["text"].replace("n't", "").replace("'s", "").replace("'re", "")
    )


def clean(facts: Facts, rng: Random) -> list[Piece]:
    """Write a report in which everything is true."""
    pieces = [Piece("heading", "What this rests on", "What this rests on"), _sample(facts, rng)]
    used: dict[str, str] = {}
    for section in facts.sections:
        pieces.append(Piece("heading", section, section))
        body = list(_section(facts, section, rng, used))
        pieces += body or [_plain(section)]
    pieces.append(Piece("heading", "Recommendations", "Recommendations"))
    pieces += [
        Piece(
            "sentence", f"{text} This rests on findings {ids}.", "Recommendations",
            about="recommendation",
        )
        for text, ids in (
            ("Fund the sector so that it is stable and varied.", "F5.1 and F5.2"),
            ("Write contracts that can change course in an emergency.", "F5.1 and F6.4"),
            ("Help the sector to share what it knows.", "F7.1, F7.2 and F7.3"),
        )
    ]  # fmt: skip
    return pieces


def _plain(section: str) -> Piece:
    return Piece("sentence", "This section is described in the appendix.", section)


def _sample(facts: Facts, rng: Random) -> Piece:
    one = (
        "The study rests on seven VCS interviews, two statutory interviews, a VCS survey that 30 "
        "organisations answered, and a roundtable with 18 people."
    )
    other = (
        "We interviewed 7 people in VCS organisations and 2 in statutory services; 30 organisations "
        "answered the VCS survey and 18 people came to the roundtable."
    )
    return Piece("sentence", rng.choice((one, other)), "What this rests on", about="sample")


def _section(facts: Facts, section: str, rng: Random, used: dict[str, str]) -> Iterator[Piece]:
    makers: list[Callable[[Facts, str, Random], Piece | None]] = [
        _count, _count, _share, _none, _closed, _order, _quantity, _single,
    ]  # fmt: skip
    told: set[tuple[str, ...]] = set()
    for maker in makers:
        piece = maker(facts, section, rng)
        if piece and (piece.about, *piece.facts[:1]) not in told:
            told.add((piece.about, *piece.facts[:1]))
            yield piece
    yield from _quotations(facts, section, rng, used)


def _quotations(facts: Facts, section: str, rng: Random, used: dict[str, str]) -> Iterator[Piece]:
    """Yield at most two quotations of two people, none of whom is quoted often."""
    people: set[str] = set()
    for strand in (TALK, rng.choice(("Statutory interviews", "Case studies"))):
        fresh = [
            row for row in facts.said_in(section, strand)
            if row["segment_id"] not in used
            and row["case"] not in people
            and list(used.values()).count(row["case"]) < 2
        ]  # fmt: skip
        if not fresh:
            continue
        row = rng.choice(fresh)
        people.add(row["case"])
        used[row["segment_id"]] = row["case"]
        name = {TALK: "VCS interview", "Case studies": "case study"}.get(
            strand, "statutory interview"
        )
        credit = rng.choice((f"{name}, {row['case']}", f"{row['case']}, {name}"))
        yield Piece(
            "quote", row["text"], section, credit=credit, about="quote",
            facts=(row["segment_id"], row["case"]),
        )  # fmt: skip


def _pick(rows: Sequence[Row], rng: Random, test: Callable[[Row], bool]) -> Row | None:
    found = [row for row in rows if test(row)]
    return rng.choice(found) if found else None


def _mark(row: Row) -> str:
    return f"{row['code']}, {row['strand']}"


def _word(number: int) -> str:
    return WORDS[number] if number < len(WORDS) else str(number)


def _count(facts: Facts, section: str, rng: Random) -> Piece | None:
    row = _pick(
        facts.read(TALK, section), rng, lambda row: 2 <= int(row["cases"]) < int(row["asked"])
    )
    if row is None:
        return None
    return _counted(row, int(row["cases"]), int(row["asked"]), section, rng.randrange(4))


def _counted(row: Row, n: int, of: int, section: str, how: int) -> Piece:
    code = row["code"].lower()
    text = (
        f"{n} of the {of} {WHO[row['strand']]} spoke of {code}.",
        f"Of {of} interviewees, {n} talked about {code}.",
        f"{_word(n).capitalize()} of the {_word(of)} {WHO[row['strand']]} described {code}.",
        f"In the VCS interviews, {n} of {of} raised {code}.",
    )[how]
    facts = (row["code"], str(n), str(of), str(how))
    return Piece("sentence", text, section, _mark(row), about="count", facts=facts)


def _share(facts: Facts, section: str, rng: Random) -> Piece | None:
    row = _pick(facts.read(SURVEY, section), rng, lambda row: int(row["cases"]) > 1)
    if row is None:
        return None
    return _shared(row, int(row["cases"]), int(row["asked"]), section)


def _percent(n: int, of: int) -> int:
    return int(100 * n / of + 0.5)


def _shared(row: Row, n: int, of: int, section: str, percent: int | None = None) -> Piece:
    share = _percent(n, of) if percent is None else percent
    text = (
        f"In their own words, {n} of the {of} {WHO[SURVEY]} ({share} %) raised "
        f"{row['code'].lower()}."
    )
    return Piece(
        "sentence", text, section, _mark(row), about="share", facts=(row["code"], str(n), str(of))
    )


def _none(facts: Facts, section: str, rng: Random) -> Piece | None:
    row = _pick(
        facts.read(SURVEY, section), rng,
        lambda row: row["cases"] == "0" and row["basis"] == "checked",
    )  # fmt: skip
    if row is None:
        return None
    text = f"None of the {row['asked']} {WHO[SURVEY]} raised {row['code'].lower()}."
    return Piece("sentence", text, section, _mark(row), about="none", facts=(row["code"],))


def _closed(facts: Facts, section: str, rng: Random) -> Piece | None:
    row = _pick(
        facts.closed, rng,
        lambda row: row["section"] == section and row["strand"] == SURVEY
        and row["item"] in facts.labels,
    )  # fmt: skip
    if row is None:
        return None
    return _answered(facts, row, int(row["n"]), section)


def _answered(facts: Facts, row: Row, n: int, section: str) -> Piece:
    of = int(row["answered"])
    text = (
        f"Asked directly, {n} of {of} organisations in the VCS survey ({_percent(n, of)} %) said "
        f"that {facts.labels[row['item']]}."
    )
    return Piece("sentence", text, section, about="closed", facts=(row["item"], str(n), str(of)))


def _order(facts: Facts, section: str, rng: Random) -> Piece | None:
    rows = facts.read(TALK, section)
    pairs = [
        (one, two) for one in rows for two in rows
        if int(one["cases"]) >= int(two["cases"]) + 2 and one["asked"] == two["asked"]
    ]  # fmt: skip
    if not pairs:
        return None
    more, less = rng.choice(pairs)
    return _ordered(more, less, section)


def _ordered(more: Row, less: Row, section: str) -> Piece:
    text = (
        f"In the VCS interviews, more people spoke of {more['code'].lower()} than of "
        f"{less['code'].lower()}."
    )
    return Piece("sentence", text, section, about="order", facts=(more["code"], less["code"]))


def _quantity(facts: Facts, section: str, rng: Random) -> Piece | None:
    row = _pick(facts.read(TALK, section), rng, lambda row: _quantifier(row) != "")
    if row is None:
        return None
    return _quantified(row, _quantifier(row), section)


def _quantifier(row: Row) -> str:
    if int(row["cases"]) < 2:
        return ""
    share = int(row["cases"]) / int(row["asked"])
    return (
        "Few"
        if 0 < share < 0.25
        else "Some"
        if 0.25 < share < 0.5
        else "Most"
        if share > 0.5
        else ""
    )


def _quantified(row: Row, word: str, section: str) -> Piece:
    text = f"{word} of the {WHO[row['strand']]} mentioned {row['code'].lower()}."
    return Piece("sentence", text, section, _mark(row), about="quantity", facts=(row["code"], word))


def _single(facts: Facts, section: str, rng: Random) -> Piece | None:
    row = _pick(facts.read(TALK, section), rng, lambda row: row["cases"] == "1")
    if row is None:
        return None
    text = f"One of the {_word(int(row['asked']))} {WHO[TALK]} spoke of {row['code'].lower()}."
    return Piece("sentence", text, section, _mark(row), about="single", facts=(row["code"],))


# -- faults ------------------------------------------------------------------------------------

Fault = Callable[[Facts, Piece, Sequence[Piece], Random], Piece | None]


def _words(change: Callable[[list[str], Random], list[str] | None]) -> Fault:
    """Make a fault of a change to a quotation's words."""

    def plant(_facts: Facts, piece: Piece, _all: Sequence[Piece], rng: Random) -> Piece | None:
        changed = change(piece.text.split(), rng)
        return None if changed is None else replace(piece, text=" ".join(changed))

    return plant


def _altered(words: list[str], rng: Random) -> list[str] | None:
    long = [at for at, word in enumerate(words[1:-1], 1) if len(word) > 4 and word.isalpha()]
    if not long:
        return None
    words[rng.choice(long)] = "lanterns"
    return words


def _dropped(words: list[str], rng: Random) -> list[str] | None:
    del words[rng.randrange(3, len(words) - 3)]
    return words


def _negated(words: list[str], _rng: Random) -> list[str] | None:
    for at, word in enumerate(words):
        if word in ("not", "never", "no"):
            return words[:at] + words[at + 1 :]
        if word in ("was", "is", "are", "were", "had", "could"):
            return [*words[: at + 1], "not", *words[at + 1 :]]
    return None


def _cut(words: list[str], rng: Random) -> list[str] | None:
    at = rng.randrange(4, len(words) - 8)
    return words[:at] + words[at + 4 :] if len(words) > 14 else None


def _added(words: list[str], _rng: Random) -> list[str] | None:
    return [*words, "And", "everybody", "here", "would", "say", "the", "same."]


def _swapped_words(words: list[str], rng: Random) -> list[str] | None:
    at = rng.randrange(2, len(words) - 5)
    one, two = words[at], words[at + 2]
    if one.lower() == two.lower():
        return None
    words[at], words[at + 2] = two, one
    return words


def _renumbered(words: list[str], _rng: Random) -> list[str] | None:
    for at, word in enumerate(words):
        if word.lower() in WORDS[2:]:
            words[at] = "eleven"
            return words
        if word.isdigit():
            words[at] = str(int(word) + 7)
            return words
    return None


def _invented(_facts: Facts, piece: Piece, _all: Sequence[Piece], rng: Random) -> Piece:
    texts = (
        "We kept the kettle on and the door ajar, and that was the whole of our strategy for a year.",
        "Honestly the spreadsheet was the only colleague who never went off sick that winter.",
        "They would ring us on a Friday at five and ask for the moon by Monday morning.",
    )
    return replace(piece, text=rng.choice(texts))


def _spliced(facts: Facts, piece: Piece, _all: Sequence[Piece], rng: Random) -> Piece:
    other = rng.choice([row for row in facts.quotable if row["case"] != piece.facts[1]])
    words, more = piece.text.split(), other["text"].split()
    half = len(words) // 2
    return replace(piece, text=" ".join([*words[:half], *more[len(more) // 2 :]]))


def _wrong_speaker(facts: Facts, piece: Piece, _all: Sequence[Piece], rng: Random) -> Piece:
    cases = sorted({row["case"] for row in facts.quotable if row["strand"] == TALK})
    other = rng.choice([case for case in cases if case != piece.facts[1]])
    return replace(piece, credit=piece.credit.replace(piece.facts[1], other))


def _wrong_strand(_facts: Facts, piece: Piece, _all: Sequence[Piece], _rng: Random) -> Piece:
    other = "VCS survey" if "nterview" in piece.credit else "statutory interview"
    return replace(piece, credit=other)


def _unknown_person(_facts: Facts, piece: Piece, _all: Sequence[Piece], _rng: Random) -> Piece:
    return replace(piece, credit=piece.credit.replace(piece.facts[1], "V19"))


def _asked_not_said(facts: Facts, piece: Piece, _all: Sequence[Piece], rng: Random) -> Piece:
    return replace(piece, text=rng.choice(facts.asked)["text"])


def _paraphrase_only(facts: Facts, piece: Piece, _all: Sequence[Piece], rng: Random) -> Piece:
    row = rng.choice(facts.paraphrased)
    return replace(piece, text=row["text"], credit=f"VCS interview, {row['case']}")


def _repeated(_facts: Facts, piece: Piece, pieces: Sequence[Piece], _rng: Random) -> Piece | None:
    earlier = [one for one in pieces if one.kind == "quote" and one.section != piece.section]
    if not earlier or pieces.index(earlier[0]) > pieces.index(piece):
        return None
    return replace(earlier[0], section=piece.section)


def _wrong_id(facts: Facts, piece: Piece, _all: Sequence[Piece], _rng: Random) -> Piece:
    document = piece.facts[0].rsplit("/", 1)[0]
    return replace(piece, credit=f"{piece.credit}, {document}/0999")


def _row_of(facts: Facts, piece: Piece, strand: str) -> Row:
    return next(
        row for row in facts.rows
        if row["code"] == piece.facts[0] and row["strand"] == strand
        and row["section"] == piece.section
    )  # fmt: skip


def _n(facts: Facts, piece: Piece, _all: Sequence[Piece], rng: Random) -> Piece:
    n, of = int(piece.facts[1]), int(piece.facts[2])
    other = rng.choice([one for one in range(1, of) if abs(one - n) >= 1 and one != n])
    return _counted(_row_of(facts, piece, TALK), other, of, piece.section, int(piece.facts[3]))


def _of(facts: Facts, piece: Piece, _all: Sequence[Piece], rng: Random) -> Piece:
    n, of = int(piece.facts[1]), int(piece.facts[2])
    other = rng.choice([one for one in (of + 1, of + 2, of + 3) if one > n])
    return _counted(_row_of(facts, piece, TALK), n, other, piece.section, int(piece.facts[3]))


def _spelt_n(facts: Facts, piece: Piece, _all: Sequence[Piece], _rng: Random) -> Piece:
    n, of = int(piece.facts[1]), int(piece.facts[2])
    return _counted(_row_of(facts, piece, TALK), n - 1 or n + 1, of, piece.section, 2)


def _everybody(facts: Facts, piece: Piece, _all: Sequence[Piece], _rng: Random) -> Piece:
    row = _row_of(facts, piece, TALK)
    text = f"All {_word(int(row['asked']))} {WHO[TALK]} spoke of {row['code'].lower()}."
    return replace(piece, text=text)


def _nobody(facts: Facts, piece: Piece, _all: Sequence[Piece], _rng: Random) -> Piece:
    row = _row_of(facts, piece, TALK)
    text = f"None of the {_word(int(row['asked']))} {WHO[TALK]} spoke of {row['code'].lower()}."
    return replace(piece, text=text)


def _fraction(facts: Facts, piece: Piece, _all: Sequence[Piece], _rng: Random) -> Piece:
    row = _row_of(facts, piece, TALK)
    share = int(row["cases"]) / int(row["asked"])
    said = "A quarter" if share > 0.4 else "Two thirds"
    return replace(piece, text=f"{said} of the {WHO[TALK]} spoke of {row['code'].lower()}.")


def _small_percent(facts: Facts, piece: Piece, _all: Sequence[Piece], _rng: Random) -> Piece:
    row = _row_of(facts, piece, TALK)
    share = _percent(int(row["cases"]), int(row["asked"]))
    return replace(piece, text=f"{share} % of the {WHO[TALK]} spoke of {row['code'].lower()}.")


def _other_strand(facts: Facts, piece: Piece, _all: Sequence[Piece], _rng: Random) -> Piece:
    text = (
        f"{piece.facts[1]} of the {piece.facts[2]} {WHO['Statutory interviews']} spoke of "
        f"{piece.facts[0].lower()}."
    )
    return replace(piece, text=text, mark=f"{piece.facts[0]}, Statutory interviews")


def _other_code(facts: Facts, piece: Piece, _all: Sequence[Piece], rng: Random) -> Piece | None:
    others = [
        row for row in facts.read(TALK, piece.section)
        if (row["cases"], row["asked"]) != (piece.facts[1], piece.facts[2])
    ]  # fmt: skip
    if not others:
        return None
    row = rng.choice(others)
    return _counted(row, int(piece.facts[1]), int(piece.facts[2]), piece.section, 0)


def _pooled(facts: Facts, piece: Piece, _all: Sequence[Piece], _rng: Random) -> Piece | None:
    found = [
        row for row in facts.rows
        if row["code"] == piece.facts[0] and row["section"] == piece.section
        and row["strand"] in (TALK, SURVEY)
    ]  # fmt: skip
    n, of = sum(int(row["cases"]) for row in found), sum(int(row["asked"]) for row in found)
    text = (
        f"Over interviews and survey together, {n} of {of} people raised {piece.facts[0].lower()}."
    )
    return replace(piece, text=text, mark="") if len(found) > 1 else None


def _no_such_code(_facts: Facts, piece: Piece, _all: Sequence[Piece], _rng: Random) -> Piece:
    return replace(piece, mark=f"Weather and tides, {TALK}")


def _plural(_facts: Facts, piece: Piece, _all: Sequence[Piece], _rng: Random) -> Piece:
    return replace(piece, text=f"Interviewees described {piece.facts[0].lower()} again and again.")


def _percent_wrong(facts: Facts, piece: Piece, _all: Sequence[Piece], rng: Random) -> Piece:
    n, of = int(piece.facts[1]), int(piece.facts[2])
    row = _row_of(facts, piece, SURVEY)
    return _shared(row, n, of, piece.section, _percent(n, of) + rng.choice((4, 9, 20)))


def _share_n_wrong(facts: Facts, piece: Piece, _all: Sequence[Piece], rng: Random) -> Piece:
    n, of = int(piece.facts[1]), int(piece.facts[2])
    row = _row_of(facts, piece, SURVEY)
    return _shared(row, n + rng.choice((2, 3)), of, piece.section, _percent(n, of))


def _share_both_wrong(facts: Facts, piece: Piece, _all: Sequence[Piece], _rng: Random) -> Piece:
    n, of = int(piece.facts[1]), int(piece.facts[2])
    return _shared(_row_of(facts, piece, SURVEY), n + 4, of, piece.section)


def _some_where_none(facts: Facts, piece: Piece, _all: Sequence[Piece], _rng: Random) -> Piece:
    row = _row_of(facts, piece, SURVEY)
    return _shared(row, 3, int(row["asked"]), piece.section)


def _closed_wrong(facts: Facts, piece: Piece, _all: Sequence[Piece], _rng: Random) -> Piece:
    row = next(row for row in facts.closed if row["item"] == piece.facts[0])
    return _answered(facts, row, int(row["n"]) - 2, piece.section)


def _closed_percent(facts: Facts, piece: Piece, _all: Sequence[Piece], _rng: Random) -> Piece:
    n, of = int(piece.facts[1]), int(piece.facts[2])
    return replace(
        piece, text=piece.text.replace(f"({_percent(n, of)} %)", f"({_percent(n, of) - 8} %)")
    )


def _closed_other(facts: Facts, piece: Piece, _all: Sequence[Piece], rng: Random) -> Piece | None:
    rows = [
        row for row in facts.closed
        if row["strand"] == SURVEY and row["item"] in facts.labels and row["n"] != piece.facts[1]
    ]  # fmt: skip
    row = rng.choice(rows)
    return _answered(facts, row, int(piece.facts[1]), piece.section)


def _as_raised(facts: Facts, piece: Piece, _all: Sequence[Piece], _rng: Random) -> Piece | None:
    codes = {
        "more_people": "More people looking for help",
        "more_complicated": "More complicated needs",
    }
    code = codes.get(piece.facts[0])
    if code is None:
        return None
    text = f"In their own words, {piece.facts[1]} of the 30 {WHO[SURVEY]} raised {code.lower()}."
    return replace(piece, text=text, mark=f"{code}, {SURVEY}")


def _reversed(facts: Facts, piece: Piece, _all: Sequence[Piece], _rng: Random) -> Piece:
    rows = {row["code"]: row for row in facts.read(TALK, piece.section)}
    return _ordered(rows[piece.facts[1]], rows[piece.facts[0]], piece.section)


def _outside(facts: Facts, piece: Piece, _all: Sequence[Piece], _rng: Random) -> Piece:
    other = {"Few": "Most", "Some": "Most", "Most": "Few"}[piece.facts[1]]
    return _quantified(_row_of(facts, piece, TALK), other, piece.section)


def _sample_wrong(_facts: Facts, piece: Piece, _all: Sequence[Piece], rng: Random) -> Piece | None:
    old, new = rng.choice((("30 organisations", "32 organisations"), ("18 people", "28 people")))
    return replace(piece, text=piece.text.replace(old, new)) if old in piece.text else None


def _interviews_wrong(_facts: Facts, piece: Piece, _all: Sequence[Piece], _rng: Random) -> Piece:
    text = piece.text.replace("seven VCS interviews", "nine VCS interviews")
    return replace(piece, text=text.replace("interviewed 7 people", "interviewed 9 people"))


def _no_finding(_facts: Facts, piece: Piece, _all: Sequence[Piece], _rng: Random) -> Piece:
    text = piece.text.split(" This rests")[0]
    return replace(piece, text=f"{text} This rests on finding F9.4.")


def _rests_on_none(_facts: Facts, piece: Piece, _all: Sequence[Piece], _rng: Random) -> Piece:
    return replace(piece, text="Recommendation R4b follows directly from what people told us.")


def _unread_none(facts: Facts, piece: Piece, _all: Sequence[Piece], rng: Random) -> Piece:
    row = rng.choice([row for row in facts.unread() if row["strand"] == "Roundtable"])
    text = f"No one at the roundtable spoke of {row['code'].lower()}."
    return replace(piece, text=text, mark=f"{row['code']}, Roundtable", section=piece.section)


def _group_share(facts: Facts, piece: Piece, _all: Sequence[Piece], rng: Random) -> Piece:
    rows = [row for row in facts.rows if row["strand"] == "Roundtable" and int(row["cases"]) > 1]
    row = rng.choice(rows)
    share = _percent(int(row["cases"]), int(row["asked"]))
    text = f"{share} % of those at the roundtable spoke of {row['code'].lower()}."
    return replace(piece, text=text, mark=f"{row['code']}, Roundtable")


def _summed(facts: Facts, piece: Piece, _all: Sequence[Piece], _rng: Random) -> Piece:
    n = sum(int(row["cases"]) for row in facts.read(TALK, piece.section))
    text = f"Across the VCS interviews, {max(n, 8)} people raised something of {piece.section}."
    return replace(piece, text=text, mark="")


FAULTS: dict[str, tuple[str, Fault]] = {
    "a word altered": ("quote", _words(_altered)),
    "a word dropped": ("quote", _words(_dropped)),
    "a negation put in or left out": ("quote", _words(_negated)),
    "words cut without a mark": ("quote", _words(_cut)),
    "words added at the end": ("quote", _words(_added)),
    "words in another order": ("quote", _words(_swapped_words)),
    "a number in a quotation changed": ("quote", _words(_renumbered)),
    "an invented quotation": ("quote", _invented),
    "two people's words spliced": ("quote", _spliced),
    "another person's name": ("quote", _wrong_speaker),
    "another strand": ("quote", _wrong_strand),
    "an unknown person": ("quote", _unknown_person),
    "the interviewer's words": ("quote", _asked_not_said),
    "a quotation twice": ("quote", _repeated),
    "words of somebody who may be paraphrased alone": ("quote", _paraphrase_only),
    "an unknown passage": ("quote", _wrong_id),
    "another n": ("count", _n),
    "another N": ("count", _of),
    "another n in words": ("count", _spelt_n),
    "all, where not all": ("count", _everybody),
    "none, where some": ("count", _nobody),
    "another fraction": ("count", _fraction),
    "a percentage of fewer than 20": ("count", _small_percent),
    "figures of another strand": ("count", _other_strand),
    "figures of another code": ("count", _other_code),
    "strands pooled": ("count", _pooled),
    "a code that does not exist": ("count", _no_such_code),
    "codes summed to a theme": ("count", _summed),
    "one person as many": ("single", _plural),
    "another percentage": ("share", _percent_wrong),
    "an n that does not fit its percentage": ("share", _share_n_wrong),
    "n and percentage of nothing": ("share", _share_both_wrong),
    "some, where none": ("none", _some_where_none),
    "another closed figure": ("closed", _closed_wrong),
    "another percentage of a closed question": ("closed", _closed_percent),
    "the figure of another closed question": ("closed", _closed_other),
    "answers told as raised by themselves": ("closed", _as_raised),
    "the order reversed": ("order", _reversed),
    "a word outside its key": ("quantity", _outside),
    "another size of the sample": ("sample", _sample_wrong),
    "another number of interviews": ("sample", _interviews_wrong),
    "an unknown finding": ("recommendation", _no_finding),
    "a recommendation on nothing": ("recommendation", _rests_on_none),
    "none, where not all is read": ("none", _unread_none),
    "a share of a group": ("none", _group_share),
    "a section without support": ("section", lambda _f, piece, _a, _r: piece),
}


def plant(
    facts: Facts, pieces: Sequence[Piece], rng: Random, wanted: int = 12
) -> tuple[list[Piece], list[Planted]]:
    """Plant so many faults of different kinds, each into a piece of its own."""
    report, planted, taken = list(pieces), list[Planted](), set[int]()
    for kind in rng.sample(sorted(FAULTS), len(FAULTS)):
        if len(planted) == wanted:
            break
        about, fault = FAULTS[kind]
        if about == "section":
            emptied = _emptied(report, taken, rng)
            if emptied:
                planted.append(Planted(kind, emptied, emptied))
            continue
        places = [at for at, one in enumerate(report) if one.about == about and at not in taken]
        rng.shuffle(places)
        for at in places:
            made = fault(facts, report[at], report, rng)
            if made is not None and (made.text, made.credit, made.mark) != (
                report[at].text, report[at].credit, report[at].mark
            ):  # fmt: skip
                # What is repeated has to stay as it is where it stands first.
                taken |= {at, *(n for n, one in enumerate(report) if one.text == made.text)}
                report[at] = made
                more = tuple(one for one in (made.credit, made.mark) if one)
                planted.append(Planted(kind, made.text, made.section, more))
                break
    return report, planted


def _emptied(report: list[Piece], taken: set[int], rng: Random) -> str:
    """Leave a section that holds no fault with nothing that supports it; return its heading."""
    sections = list(dict.fromkeys(one.section for one in report if one.about == "count"))
    rng.shuffle(sections)
    for section in sections:
        places = [
            at for at, one in enumerate(report)
            if one.section == section and one.kind != "heading"
        ]  # fmt: skip
        if not taken.intersection(places):
            for at in places:
                report[at] = replace(_plain(section), text="Much could be said of this.")
                taken.add(at)
            return section
    return ""
