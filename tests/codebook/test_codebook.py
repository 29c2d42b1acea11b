"""What a sound codebook becomes."""

from __future__ import annotations

import time
import uuid
from collections.abc import Callable
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from themekit._yaml import read_yaml
from themekit.codebook import (
    Code,
    Codebook,
    Theme,
    TokenPattern,
    read_codebook,
    starter_codebook,
)
from themekit.codebook._ids import ID_SYNTAX, make_ids

CODED = Path(__file__).parents[3] / "shared" / "data" / "coded"
OURS = Path(__file__).parents[2] / "codebooks" / "lifeline-london.yaml"


def load(folder: Path, text: str) -> Codebook:
    """Write and load a codebook."""
    path = folder / "my-codes.yaml"
    path.write_text(text, encoding="utf-8")
    return Codebook.load(path)


def test_only_names_are_required(tmp_path: Path) -> None:
    """The file's stem names the codebook, and a code without a place has no theme."""
    codebook = load(tmp_path, "codes:\n- name: Waiting times\n")
    assert (codebook.name, codebook.version, codebook.themes) == ("my-codes", "", ())
    assert codebook.codes == (Code("waiting-times", "Waiting times", path=("Waiting times",)),)


def test_every_field_of_a_code_is_read(tmp_path: Path) -> None:
    """The example of the contract becomes a record."""
    codebook = load(
        tmp_path,
        "name: N\nversion: 1.10\nthemes: [{name: Demand, statement: More.}, Money]\ncodes:\n"
        "- id: needs\n  name: Needs\n  theme: Demand\n  also_in: Money\n  definition: >-\n"
        "    Two\n    lines.\n  include: one\n  exclude: [a, b]\n  examples: [e]\n"
        "  near_misses: [n]\n"
        "  patterns: [complicated  need, [{LEMMA: {IN: [need, want]}, OP: '{1, 2}'}, {IS_PUNCT: no}]]\n"
        "  plain_name: p\n  plain_meaning: q\n  plain_example: r\n  plain_not_this: s\n"
        "  content_note: c\n",
    )
    assert (codebook.name, codebook.version) == ("N", "1.10")
    assert codebook.themes == (Theme("Demand", "More."), Theme("Money"))
    assert codebook.codes == (
        Code(
            "needs",
            "Needs",
            theme="Demand",
            path=("Demand", "Needs"),
            also_in=("Money",),
            definition="Two lines.",
            include=("one",),
            exclude=("a", "b"),
            examples=("e",),
            near_misses=("n",),
            patterns=(
                "complicated need",
                TokenPattern(
                    (
                        (("LEMMA", ("need", "want")), ("OP", "{1,2}")),
                        (("IS_PUNCT", False),),
                    )
                ),
            ),
            plain_name="p",
            plain_meaning="q",
            plain_example="r",
            plain_not_this="s",
            content_note="c",
        ),
    )
    assert codebook.codes[0].line == 5


def test_without_a_list_names_above_codes_make_the_themes(tmp_path: Path) -> None:
    """In order of first appearance; a parent that is a code is no theme."""
    codebook = load(
        tmp_path,
        "codes:\n- {name: A, parent: Two}\n- {name: B, theme: One}\n- {name: C, parent: A}\n"
        "- {name: D, parent: Two}\n- name: E\n",
    )
    assert codebook.theme_names == ("Two", "One")
    assert [code.theme for code in codebook.codes] == ["Two", "One", "Two", "Two", ""]
    assert [code.parent for code in codebook.codes] == ["", "", "A", "", ""]


def test_a_theme_is_resolved_through_all_parents(tmp_path: Path) -> None:
    """Also where the parents stand further down in the file."""
    codebook = load(
        tmp_path,
        "codes:\n- {name: C, parent: B}\n- {name: B, parent: A}\n- {name: A, parent: Top}\n",
    )
    assert [code.path for code in codebook.codes] == [
        ("Top", "A", "B", "C"),
        ("Top", "A", "B"),
        ("Top", "A"),
    ]
    assert [code.id for code in codebook.codes] == ["a-b-c", "a-b", "a"]


def test_a_code_named_like_its_theme_stands_beside_its_siblings(tmp_path: Path) -> None:
    """Published codebooks have a code Staff in the category Staff."""
    codebook = load(
        tmp_path, "codes:\n- {name: Staff, parent: Staff}\n- {name: Manner, parent: Staff}\n"
    )
    assert codebook.theme_names == ("Staff",)
    assert [code.path for code in codebook.codes] == [("Staff", "Staff"), ("Staff", "Manner")]


def test_a_code_may_stand_under_a_code_of_its_own_name(tmp_path: Path) -> None:
    """Names are unique within their parent only."""
    codebook = load(
        tmp_path,
        "codes:\n- name: Care\n- {name: Care, parent: Care}\n- {name: Time, parent: Care}\n",
    )
    assert [code.shown_path for code in codebook.codes] == ["Care", "Care > Care", "Care > Time"]
    assert [code.id for code in codebook.codes] == ["care", "care-care", "care-time"]


def test_a_parent_may_be_written_as_a_path_or_an_id(tmp_path: Path) -> None:
    """That is the way out where two codes share a name."""
    codebook = load(
        tmp_path,
        "codes:\n- {name: X, theme: A, id: xa}\n- {name: X, theme: B}\n"
        "- {name: one, parent: B > X}\n- {name: two, parent: xa}\n",
    )
    assert [code.theme for code in codebook.codes[2:]] == ["B", "A"]


def test_a_theme_decides_between_parents_of_one_name(tmp_path: Path) -> None:
    """A code that names its theme means the parent in that theme."""
    codebook = load(
        tmp_path,
        "codes:\n- {name: X, theme: A}\n- {name: X, theme: B}\n- {name: c, parent: X, theme: B}\n",
    )
    assert codebook.codes[2].path == ("B", "X", "c")


def test_equal_paths_in_two_themes_have_different_ids(tmp_path: Path) -> None:
    """The later one gets its theme in front; ids that are written stay."""
    codebook = load(
        tmp_path,
        "codes:\n- {name: General, theme: A}\n- {name: General, theme: B}\n"
        "- {name: Else, theme: A, id: b-general}\n",
    )
    assert [code.id for code in codebook.codes] == ["general", "b-general-2", "b-general"]


def test_codes_are_found_by_id_name_and_path(tmp_path: Path) -> None:
    """A bare name means the code nearest the top; between equals it means none."""
    codebook = load(
        tmp_path,
        "codes:\n- {name: Care, theme: T}\n- {name: Care, parent: Care}\n- {name: Y, theme: T}\n"
        "- {name: Y, theme: U}\n",
    )
    found = {text: codebook.find(text) for text in ("care-care", "Care", "Care > Care", "U > Y")}
    assert {text: code and code.id for text, code in found.items()} == {
        "care-care": "care-care",
        "Care": "care",
        "Care > Care": "care-care",
        "U > Y": "u-y",
    }
    assert codebook.by_name("Y") is None
    assert codebook.by_id("nothing") is None
    assert {"T > Y", "u-y", "T > Care > Care"} <= codebook.code_names
    assert "Y" not in codebook.code_names


def test_children_and_themes_list_their_codes(tmp_path: Path) -> None:
    """Children are direct ones; a theme shows those of also_in too."""
    codebook = load(
        tmp_path,
        "themes: [T, U]\ncodes:\n- {name: A, theme: T}\n- {name: B, parent: A}\n"
        "- {name: C, parent: B, also_in: U}\n",
    )
    assert [code.name for code in codebook.children(codebook.codes[0])] == ["B"]
    assert [code.name for code in codebook.in_theme("T")] == ["A", "B", "C"]
    assert [code.name for code in codebook.in_theme("U")] == ["C"]


# -- hashes and GUIDs ---------------------------------------------------------------------------

BASE = "codes:\n- {name: A, definition: d, examples: [e, f], patterns: [p]}\n"


@pytest.mark.parametrize(
    "other",
    [
        BASE.replace("definition: d", "definition: g"),
        BASE.replace("[e, f]", "[ef]"),
        BASE.replace("examples", "include"),
        BASE.replace("examples", "near_misses"),
        BASE.replace("[p]", "[[{LOWER: p}]]"),
    ],
)
def test_a_codes_hash_changes_with_its_meaning(tmp_path: Path, other: str) -> None:
    """Definition, criteria, examples and patterns are its meaning."""
    assert load(tmp_path, BASE).codes[0].hash != load(tmp_path, other).codes[0].hash


def test_a_codes_hash_stays_with_name_place_and_layout(tmp_path: Path) -> None:
    """Renaming, moving, plain words and comments change no meaning."""
    other = (
        "# a comment\ncodes:\n- name: B\n  theme: T\n  plain_name: x\n  patterns: p\n"
        "  examples:\n    - e\n    - 'f'\n  definition: d\n"
    )
    assert load(tmp_path, BASE).codes[0].hash == load(tmp_path, other).codes[0].hash


@pytest.mark.parametrize(
    "other",
    [
        BASE.replace("name: A", "name: B, id: a"),
        BASE.replace("name: A", "name: A, theme: T"),
        BASE.replace("name: A", "name: A, id: x"),
        BASE.replace("definition: d", "definition: g"),
        "themes: [U]\n" + BASE,
        BASE + "- name: C\n",
    ],
)
def test_a_codebooks_hash_changes_with_what_influences_suggestions(
    tmp_path: Path, other: str
) -> None:
    """Names, places, ids and meanings count."""
    assert load(tmp_path, BASE).hash != load(tmp_path, other).hash


def test_a_codebooks_hash_stays_with_plain_words(tmp_path: Path) -> None:
    """What only people read redoes no suggestion."""
    other = BASE.replace("name: A", "name: A, plain_name: x, content_note: y")
    assert load(tmp_path, BASE).hash == load(tmp_path, other).hash


def test_a_guid_is_that_of_the_id_for_ever() -> None:
    """Exchange files of different days can be matched."""
    guid = Code("waiting", "Waiting").guid
    assert guid == Code("waiting", "Renamed").guid == "e1c90c8d-8ed6-58ee-9089-899372c3919e"
    assert uuid.UUID(guid).version == 5


# -- ids ----------------------------------------------------------------------------------------

NAMES = st.text(alphabet="aAéB -/>調査", max_size=6)


@given(st.lists(st.tuples(st.lists(NAMES, min_size=1, max_size=3), NAMES), max_size=12))
def test_ids_are_unique_valid_and_the_same_every_time(
    places: list[tuple[list[str], str]],
) -> None:
    """Whatever the names, every code has an id of its own."""
    paths = [tuple(path) for path, _ in places]
    themes = [theme for _, theme in places]
    ids = make_ids([""] * len(paths), paths, themes)
    assert len(set(ids)) == len(ids)
    assert all(ID_SYNTAX.fullmatch(one) for one in ids)
    assert ids == make_ids([""] * len(paths), paths, themes)


@given(st.lists(st.sampled_from(["", "a", "b-2"]), max_size=3, unique=True))
def test_ids_that_are_written_are_kept(given_ids: list[str]) -> None:
    """An id made from a path makes room for one that is written."""
    paths = [("A",), ("B",), ("B",)][: len(given_ids)]
    ids = make_ids(given_ids, paths, [""] * len(paths))
    assert [one for one, stated in zip(ids, given_ids, strict=True) if stated] == [
        one for one in given_ids if one
    ]


# -- real codebooks -----------------------------------------------------------------------------


@pytest.mark.shared
@pytest.mark.skipif(not CODED.is_dir(), reason="../shared is not here")
@pytest.mark.parametrize(
    ("name", "codes", "themes"),
    [
        ("daacs_essays", 19, 0),
        ("games_as_art", 300, 0),
        ("nhs_fft_neas", 43, 11),
        ("nhs_phase1", 54, 0),
        ("serdif_usability", 22, 0),
    ],
)
def test_published_codebooks_are_read(name: str, codes: int, themes: int) -> None:
    """Nothing worse than a note is said of them."""
    codebook, problems = read_codebook(CODED / name / "codebook.yaml")
    assert codebook is not None
    assert (len(codebook.codes), len(codebook.themes)) == (codes, themes)
    assert {problem.severity for problem in problems} <= {"note"}


def test_our_own_codebook_is_sound() -> None:
    """The codebook that comes with themekit has its seven themes and no problem."""
    codebook, problems = read_codebook(OURS)
    assert problems == ()
    assert codebook is not None
    assert len(codebook.themes) == 7


def test_the_starter_is_a_valid_codebook(tmp_path: Path) -> None:
    """What init writes passes check, whatever the name, and holds no code that nobody wrote."""
    codebook = load(tmp_path, starter_codebook('A "quoted": name'))
    assert codebook.name == 'A "quoted": name'
    assert (codebook.themes, codebook.codes) == ((), ())


def test_the_starters_example_is_a_valid_code(tmp_path: Path) -> None:
    """Whoever takes the signs away has a code with everything filled in."""
    top, codes = starter_codebook().split("codes:\n")
    themes = "\n".join(
        one.removeprefix("# ") for one in top.splitlines() if one[:3] in ("# t", "#  ")
    )
    example = "\n".join(one.removeprefix("# ") for one in codes.splitlines())
    codebook = load(tmp_path, f"{themes}\ncodes:\n{example}\n")
    assert [(code.name, code.theme) for code in codebook.codes] == [
        ("A place to be", "Using the place")
    ]
    assert len(codebook.codes[0].patterns) == 2


@pytest.mark.parametrize("none", ["codes:", "codes: []", "codes: [ ]  # none yet", "codes: ~", ""])
def test_a_codebook_without_codes_loads_and_says_what_to_write(tmp_path: Path, none: str) -> None:
    """Whoever starts from the material has none yet."""
    (tmp_path / "codebook.yaml").write_text(f"name: N\n{none}\n")
    codebook, (problem,) = read_codebook(tmp_path / "codebook.yaml")
    assert codebook is not None
    assert codebook.codes == ()
    assert problem.severity == "note"
    assert "- name: Waiting" in problem.hint
    assert "themekit adopt" in problem.hint


def test_two_hundred_codes_load_in_well_under_a_second(tmp_path: Path) -> None:
    """Big codebooks do not hold anybody up."""
    entry = (
        "- name: Code {0}\n  parent: Theme {1}\n  definition: {2}\n  include: [{2}, {2}]\n"
        "  examples:\n    - {2}\n    - {2}\n  patterns: [a phrase, [{{LOWER: a}}, {{LEMMA: b}}]]\n"
    )
    words = "some words that say what it means " * 2
    text = "codes:\n" + "".join(entry.format(n, n % 9, words) for n in range(200))
    start = time.process_time()
    assert len(load(tmp_path, text).codes) == 200
    assert time.process_time() - start < 1


def test_thousands_of_codes_with_parents_take_seconds_not_minutes(tmp_path: Path) -> None:
    """Finding a parent does not look at every other code."""
    path = tmp_path / "cb.yaml"
    codes = "".join(f"- {{name: c{number}, parent: p{number % 50}}}\n" for number in range(2000))
    path.write_text(f"codes:\n{codes}", encoding="utf-8")

    def spent(work: Callable[[], object]) -> float:
        """Return the least processor time of three: the rest is other work's doing."""
        used = []
        for _ in range(3):
            start = time.process_time()
            work()
            used.append(time.process_time() - start)
        return min(used)

    assert spent(lambda: Codebook.load(path)) < 3 * spent(lambda: read_yaml(path, "cb.yaml"))
