"""Reading YAML: plain text values, lines, and every way in which a file can be broken."""

from __future__ import annotations

import os
import re
import time
from typing import TYPE_CHECKING, Any, Literal

import pytest
from hypothesis import given
from hypothesis import strategies as st
from pydantic import Field

from themekit._yaml import (
    Flag,
    Fraction,
    Name,
    Names,
    Strict,
    Texts,
    YamlFile,
    did_you_mean,
    listed,
    nearest,
    read_yaml,
    slugify,
    validate,
)

if TYPE_CHECKING:
    from pathlib import Path

    from themekit.errors import Problem


class Inner(Strict):
    """A small mapping."""

    kind: Literal["one", "two"] = "one"
    share: Fraction = 0.0


class Model(Strict):
    """A mapping with one key of each type."""

    name: Name
    tags: Names = ()
    texts: Texts = ()
    flag: Flag = False
    inner: Inner | None = None
    by_name: dict[str, Inner] = Field(default_factory=dict)
    items: list[Inner] = Field(default_factory=list)


def read(folder: Path, data: str | bytes) -> tuple[YamlFile | None, tuple[Problem, ...]]:
    """Write and read a file."""
    path = folder / "x.yaml"
    path.write_bytes(data if isinstance(data, bytes) else data.encode())
    return read_yaml(path, "x.yaml")


def plain(folder: Path, data: str) -> Any:
    """Return the plain data of a sound file."""
    source, problems = read(folder, data)
    assert problems == ()
    assert source is not None
    return source.data


@pytest.mark.parametrize(
    ("written", "value"),
    [
        ("2021", "2021"),
        ("1.10", "1.10"),
        ("no", "no"),
        ("yes", "yes"),
        ("0o17", "0o17"),
        ("2021-01-01", "2021-01-01"),
        ("'null'", "null"),
        ("''", ""),
        (">-\n  two\n  lines", "two lines"),
        ("!!str 3", "3"),
    ],
)
def test_a_scalar_stays_the_text_that_stands_in_the_file(
    tmp_path: Path, written: str, value: str
) -> None:
    """Neither numbers nor dates nor yes and no are turned into anything else."""
    assert plain(tmp_path, f"key: {written}\n") == {"key": value}


def test_null_counts_as_not_given(tmp_path: Path) -> None:
    """Keys and list items without a value are left out."""
    assert plain(tmp_path, "a:\nb: ~\nc: null\nd: [x, ~, y]\ne: 1") == {"d": ["x", "y"], "e": "1"}


def test_keys_without_a_value_are_known_as_written(tmp_path: Path) -> None:
    """A key with nothing behind it can still be told from one that is absent."""
    source, _ = read(tmp_path, "a:\n  b:\n  c: 1\nd: 2\n")
    assert source is not None
    assert source.written("a") == ("b", "c")


def test_a_byte_order_mark_and_windows_line_ends_are_read(tmp_path: Path) -> None:
    """A file that Notepad saved is like any other, lines included."""
    source, problems = read(tmp_path, b"\xef\xbb\xbfa: 1\r\nb: 2\r\n")
    assert problems == ()
    assert source is not None
    assert (source.data, source.line("b")) == ({"a": "1", "b": "2"}, 2)


def test_every_key_and_item_knows_its_line(tmp_path: Path) -> None:
    """Lines are 1-based, and an unknown place has the line of what is around it."""
    source, _ = read(tmp_path, "# comment\na:\n  - b: 1\n    c: 2\n  - x\n")
    assert source is not None
    places = [("a",), ("a", 0), ("a", 0, "c"), ("a", 1), ("a", 1, "nothing", "here")]
    assert [source.line(*place) for place in places] == [2, 3, 4, 5, 5]


@pytest.mark.parametrize(
    ("text", "line", "words"),
    [
        ("a: [1, 2\nb: 3\n", 1, r"the list that '\[' opens is not closed"),
        ("a: 1\nb: {c\n", 2, r"the mapping that '\{' opens is not closed"),
        ("a:\n\tb: 1\n", 2, "a tab stands where only spaces may stand"),
        ("x: 1\na: b: c\n", 2, "a second ':' in one value"),
        ("- x\ny: 1\n", 2, "does not fit the lines around it"),
        ("a: 1\n  b: 2\n", 2, "a second ':' in one value"),
        ("a:\n    b: 1\n  c: 2\n", 3, "does not fit the lines around it"),
        ("b: 1\na: 'x\n", 2, "the quotation mark is never closed"),
        ("a: *.docx\n", 1, r"'\*.docx' refers to nothing"),
        ("a: @x\n", 1, "a text cannot start with '@'"),
        ("a: `x`\n", 1, "a text cannot start with '`'"),
        ("a: %x\n", 1, "a text cannot start with '%'"),
        ('a: "C:\\data"\n', 1, r"'\\d' means nothing in double quotes"),
        ("a: 1\n---\nb: 2\n", 2, "'---' starts a second document"),
        ("a: 1\njust text\n", 2, "neither 'key: value' nor '- item'"),
        ("a: 1\nb: 2\na: 3\n", 3, r"the key 'a' stands here twice .*line 1"),
        ("a: 1\n? [b]\n: 2\n", 2, "a key must be plain text"),
        (
            "a: 1\nb: !!python/object/apply:os.system [x]\n",
            2,
            "the tag '!!python/object.*not allow",
        ),
        ("a: !secret x\n", 1, "the tag '!secret' is not allowed"),
        ("a: &x [1, *x]\n", 1, "an alias .* refers to what it stands in"),
        ("a: " + "[" * 60 + "]" * 60, 1, "nested more than 40 deep"),
        ("", None, "'x.yaml' is empty"),
        ("# only a comment\n", None, "'x.yaml' is empty"),
        ("a: 1\nb: \x07\n", 2, r"control character U\+0007"),
        ("a: 1\nb: x\x00y\n", 2, r"control character U\+0000"),
        (b"a: 1\nb: caf\xe9\n", 2, "byte 0xE9 is not UTF-8"),
        ("a: 1\n".encode("utf-16"), 1, "the file is in UTF-16"),
    ],
)
def test_a_broken_file_is_one_clear_sentence_with_its_line(
    tmp_path: Path, text: str | bytes, line: int | None, words: str
) -> None:
    """What is wrong is said in plain words, at the line that has to be mended."""
    _, problems = read(tmp_path, text)
    assert [problem.line for problem in problems] == [line]
    assert re.search(words, str(problems[0]))


def test_a_billion_laughs_is_refused_at_once(tmp_path: Path) -> None:
    """Aliases are counted before anything is expanded."""
    lines = ["a0: &a0 [x, x, x, x, x, x, x, x, x, x]"]
    lines += [f"a{n}: &a{n} [{', '.join([f'*a{n - 1}'] * 10)}]" for n in range(1, 30)]
    start = time.process_time()
    source, problems = read(tmp_path, "\n".join(lines))
    assert source is None
    assert "aliases (*) expand to more than 10,000 values" in str(problems[0])
    assert time.process_time() - start < 1


def test_a_long_text_repeated_by_aliases_is_refused(tmp_path: Path) -> None:
    """Characters count too, not only nodes."""
    _, problems = read(tmp_path, f"a: &a {'x' * 100_000}\nb: [{', '.join(['*a'] * 50)}]")
    assert "expand to more than" in str(problems[0])


def test_a_few_aliases_are_fine(tmp_path: Path) -> None:
    """Sharing a list of answers between questions is what aliases are for."""
    assert plain(tmp_path, "a: &x [1, 2]\nb: *x\n") == {"a": ["1", "2"], "b": ["1", "2"]}


def test_an_anchor_used_twice_is_no_warning(tmp_path: Path) -> None:
    """YAML allows a later anchor to take the name of an earlier one."""
    assert plain(tmp_path, "a: &x 1\nb: &x 2\nc: *x\n") == {"a": "1", "b": "2", "c": "2"}


def test_a_file_over_the_limit_is_not_read(tmp_path: Path) -> None:
    """A sparse file of 21 MB is refused by its size."""
    path = tmp_path / "x.yaml"
    with path.open("wb") as file:
        file.truncate(21_000_000)
    assert "has 21.0 MB (at most 2 MB are read)" in str(read_yaml(path, "x.yaml")[1][0])


def test_a_folder_is_not_a_file(tmp_path: Path) -> None:
    """A folder is named as such."""
    assert "'here' is a folder" in str(read_yaml(tmp_path, "here")[1][0])


def test_a_missing_file_is_named(tmp_path: Path) -> None:
    """The path is the one the user would type."""
    assert "there is no file 'a/b.yaml'" in str(read_yaml(tmp_path / "b", "a/b.yaml")[1][0])


@pytest.mark.skipif(not hasattr(os, "mkfifo"), reason="Windows has no named pipes")
def test_a_pipe_is_never_opened(tmp_path: Path) -> None:
    """Opening a pipe that nobody writes to would wait for ever."""
    os.mkfifo(tmp_path / "x.yaml")
    assert "is not a regular file" in str(read_yaml(tmp_path / "x.yaml", "x.yaml")[1][0])


@given(st.text(alphabet="ab:-[]{},&*!|>'\"#%@`\n\t ?~0.\\", max_size=40))
def test_no_text_breaks_the_reader(tmp_path_factory: pytest.TempPathFactory, text: str) -> None:
    """Whatever stands in the file, the answer is data or a problem."""
    source, problems = read(tmp_path_factory.getbasetemp(), text)
    assert source is not None or problems


# -- checking against a model -------------------------------------------------------------------


@pytest.mark.parametrize(
    ("text", "line", "words"),
    [
        ("tags: x\n", 1, "'name' is missing (add 'name: ...')"),
        ("tags: x\nname:\n", 2, "'name' is missing"),
        ("name: ''\n", 1, "'name' is empty"),
        ("name: x\ntgas: y\n", 2, "unknown key 'tgas' (did you mean 'tags'?)"),
        ("name: x\nzzz: y\n", 2, "unknown key 'zzz' (possible: 'name', 'tags'"),
        ("name: [x]\n", 1, "'name' should be text, not a list"),
        ("name: x\ntags: {a: b}\n", 2, "'tags' should be a text or a list of texts, not a mapping"),
        ("name: x\ntexts:\n- a\n- b: c\n", 4, "item 2 of 'texts' should be text, not a mapping"),
        ("name: x\nflag: maybe\n", 2, "'flag' should be yes or no, not 'maybe'"),
        ("name: x\nflag: [yes]\n", 2, "'flag' should be yes or no, not a list"),
        ("name: x\ninner: y\n", 2, "'inner' should be a mapping (lines 'key: value'), not 'y'"),
        (
            "name: x\nitems: y\n",
            2,
            "'items' should be a list (lines that start with '- '), not 'y'",
        ),
        ("name: x\nitems:\n- y\n", 3, "item 1 of 'items' should be a mapping"),
        ("name: x\nby_name: [y]\n", 2, "'by_name' should be a mapping"),
        ("name: x\ninner:\n  kind: tow\n", 3, "'kind' should be 'one' or 'two', not 'tow' (did"),
        ("name: x\nby_name:\n  a:\n    knid: one\n", 4, "unknown key 'knid' (did you mean 'kind'"),
        ("name: x\nitems:\n- {kind: []}\n", 3, "'kind' should be 'one' or 'two', not a list"),
        ("name: x\ninner: {share: 120%}\n", 2, "'share' should be a share such as 0.18 or 18 %"),
        ("- name: x\n", 1, "the file should be a mapping (lines 'key: value'), not a list"),
    ],
)
def test_what_does_not_fit_the_model_is_said_in_plain_words(
    tmp_path: Path, text: str, line: int, words: str
) -> None:
    """No word of the checking library reaches the user."""
    source, _ = read(tmp_path, text)
    assert source is not None
    _, problems = validate(Model, source, source.data)
    assert [problem.line for problem in problems] == [line]
    assert words in str(problems[0])


def test_all_problems_come_at_once_and_the_rest_is_kept(tmp_path: Path) -> None:
    """The offending keys are taken out, so that later checks can go on."""
    source, _ = read(tmp_path, "name: x\ntgas: 1\nflag: perhaps\ninner: {kind: one, a: b}\n")
    assert source is not None
    model, problems = validate(Model, source, source.data)
    assert sorted(problem.line or 0 for problem in problems) == [2, 3, 4]
    assert model == Model(name="x", inner=Inner(kind="one"))


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("name: a  b\n", {"name": "a b"}),
        ("name: x\ntags: one\n", {"tags": ("one",)}),
        ("name: x\ntags: [one, '', two]\n", {"tags": ("one", "two")}),
        ("name: x\ntexts: ['', n/a, 99]\n", {"texts": ("", "n/a", "99")}),
        ("name: x\nflag: yes\n", {"flag": True}),
        ("name: x\nflag: 'No'\n", {"flag": False}),
        ("name: x\nflag: true\n", {"flag": True}),
    ],
)
def test_values_are_taken_as_people_write_them(
    tmp_path: Path, text: str, expected: dict[str, Any]
) -> None:
    """One text stands for a list of one, and yes is true."""
    source, _ = read(tmp_path, text)
    assert source is not None
    model, problems = validate(Model, source, source.data)
    assert problems == ()
    assert model is not None
    assert {key: getattr(model, key) for key in expected} == expected


@pytest.mark.parametrize("written", ["0.25", "25%", "25 %"])
def test_a_share_is_a_fraction_or_a_percentage(tmp_path: Path, written: str) -> None:
    """Both ways of writing a share mean the same."""
    source, _ = read(tmp_path, f"name: x\ninner: {{share: {written}}}\n")
    assert source is not None
    model, _ = validate(Model, source, source.data)
    assert model is not None
    assert model.inner is not None
    assert model.inner.share == 0.25


# -- names --------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("name", "slug"),
    [
        ("VCS interviews", "vcs-interviews"),
        ("  Café & crèche ", "cafe-creche"),
        ("A/B (2021)", "a-b-2021"),
        ("Ⅳ²", "iv2"),
    ],
)
def test_slugify_makes_ascii_words_with_hyphens(name: str, slug: str) -> None:
    """Accents go, everything else between words becomes one hyphen."""
    assert slugify(name) == slug


@given(st.text())
def test_a_slug_is_never_empty_and_stays_what_it_is(name: str) -> None:
    """A slug holds letters, digits and single hyphens, and is its own slug."""
    slug = slugify(name)
    assert slug
    assert set(slug) <= set("abcdefghijklmnopqrstuvwxyz0123456789-")
    assert not slug.startswith("-")
    assert not slug.endswith("-")
    assert "--" not in slug
    assert slugify(slug) == slug


def test_names_in_other_scripts_stay_different() -> None:
    """Where nothing of a name is ASCII, its hash tells it apart."""
    assert slugify("調査") != slugify("面接")


def test_the_nearest_name_is_found_whatever_its_case() -> None:
    """Case does not count as a difference."""
    assert nearest("demand for service", ["Inequalities", "Demand For Services"]) == (
        "Demand For Services"
    )


def test_without_a_near_name_the_possible_ones_are_listed() -> None:
    """A hint is never empty where there is something to name."""
    assert did_you_mean("zzz", ["one", "two"]) == "possible: 'one' or 'two'"


def test_a_long_list_of_names_is_cut() -> None:
    """A dozen names is enough."""
    assert listed([str(number) for number in range(20)]).endswith("'11' and 8 more")
