"""Which files a strand's patterns mean."""

from __future__ import annotations

import os
from collections.abc import Callable
from pathlib import Path

import pytest

from themekit.errors import InputError
from themekit.study import list_sources, load_study, read_sources, read_study

Make = Callable[..., Path]
STRANDS = "strands:\n  - {name: Interviews, kind: interview, sources: iv/*}\n"

POSIX = pytest.mark.skipif(os.name == "nt", reason="links and pipes need POSIX")


def strand(sources: str) -> str:
    """Return the strands of a study with these sources."""
    return f"strands:\n- {{name: A, kind: interview, sources: {sources}}}\n"


def names(root: Path) -> list[str]:
    """Return the sources of the first strand, relative to the study."""
    study = load_study(root)
    return [one.relative_to(study.root).as_posix() for one in list_sources(study, study.strands[0])]


def test_sources_are_sorted_and_hidden_and_lock_files_left_out(make: Make) -> None:
    """What Word and macOS leave behind is no interview."""
    root = make(
        STRANDS,
        **{
            "iv__b.txt": "",
            "iv__~$b.docx": "",
            "iv__.DS_Store": "",
            "iv__Thumbs.db": "",
            "iv__a.txt": "",
        },
    )
    assert names(root) == ["iv/V01.txt", "iv/a.txt", "iv/b.txt"]


def test_a_list_of_patterns_is_joined_without_repeats(make: Make) -> None:
    """A file that two patterns match is there once."""
    root = make(strand('["iv/*.txt", "**/V*", x.md]'), **{"x.md": "", "deep__er__V9.vtt": ""})
    assert names(root) == ["deep/er/V9.vtt", "iv/V01.txt", "x.md"]


def test_a_name_with_brackets_that_exists_is_meant_literally(make: Make) -> None:
    """Exports are often called 'data [final].csv'."""
    assert names(make(strand("'iv/a [final].txt'"), **{"iv__a [final].txt": ""})) == [
        "iv/a [final].txt"
    ]


def test_backslashes_of_windows_are_understood(make: Make) -> None:
    """A study made on Windows opens everywhere."""
    assert names(make(strand(r"iv\*"))) == ["iv/V01.txt"]


def test_the_studys_own_files_and_outputs_are_no_sources(make: Make) -> None:
    """A wide pattern never reads what a run has written."""
    root = make(
        strand("'**/*'") + "cases: cases.csv\n",
        **{"cases.csv": "", "outputs__x.csv": "", ".themekit__y": "", "a.md": ""},
    )
    assert names(root) == ["a.md", "iv/V01.txt"]


@pytest.mark.parametrize(
    ("sources", "words"),
    [
        ("no/*", "the sources 'no/*' match no file (there is no folder 'no')"),
        ("ivv/*", "the sources 'ivv/*' match no file (did you mean 'iv/*'?)"),
        ("iv/*.docx", "match no file (in that folder: 'V01.txt')"),
        ("iv/V02.txt", "match no file (did you mean 'iv/V01.txt'?)"),
        ("iv", "the sources 'iv' name a folder, not files (write 'iv/*')"),
        ("../*", "the sources '../*' lead out of the study folder"),
        ("/etc/passwd", "the sources '/etc/passwd' lead out of the study folder"),
        ("'C:\\data\\*'", "lead out of the study folder"),
        ("iv/**x", "is not a pattern"),
    ],
)
def test_a_pattern_that_leads_nowhere_is_an_error_with_a_way_out(
    make: Make, sources: str, words: str
) -> None:
    """The hint says what is there instead."""
    with pytest.raises(InputError) as caught:
        load_study(make(strand(sources)))
    assert [problem.line for problem in caught.value.problems] == [4]
    assert words in str(caught.value)


def test_each_pattern_of_a_list_has_its_own_line(make: Make) -> None:
    """Of several patterns the wrong one is pointed at."""
    text = "strands:\n- name: A\n  kind: interview\n  sources:\n  - iv/*\n  - no/*\n"
    _, problems = read_study(make(text))
    assert [problem.line for problem in problems] == [8]


def test_an_empty_folder_is_said_to_be_empty(make: Make) -> None:
    """Nothing to list is said too."""
    root = make(strand("bare/*"))
    (root / "bare").mkdir()
    assert "that folder is empty" in str(read_study(root)[1][0])


def test_a_file_of_two_strands_is_a_warning(make: Make) -> None:
    """Its words would count twice, but the study can still be loaded."""
    _, problems = read_study(make(STRANDS + "  - {name: B, kind: notes, sources: iv/*}\n"))
    assert [(problem.line, problem.severity) for problem in problems] == [(5, "warning")]
    assert "'iv/V01.txt' is read by two strands" in problems[0].message


@POSIX
def test_a_link_out_of_the_study_is_refused_and_the_others_stay(make: Make, tmp_path: Path) -> None:
    """A shared study cannot pull in a reader's private files."""
    root = make()
    study = load_study(root)
    (tmp_path / "secret.txt").write_text("x", encoding="utf-8")
    (root / "iv" / "V02.txt").symlink_to(tmp_path / "secret.txt")
    paths, problems = read_sources(study, study.strands[0])
    assert [path.name for path in paths] == ["V01.txt"]
    assert "'iv/V02.txt' is a link out of the study folder" in problems[0].message


@POSIX
def test_a_link_inside_the_study_is_a_source(make: Make) -> None:
    """Only leading out is forbidden."""
    root = make(**{"kept__V02.txt": ""})
    (root / "iv" / "V02.txt").symlink_to(root / "kept" / "V02.txt")
    assert names(root) == ["iv/V01.txt", "iv/V02.txt"]


@POSIX
@pytest.mark.parametrize("target", ["nowhere", "V02.txt"])
def test_a_link_that_leads_nowhere_is_refused(make: Make, target: str) -> None:
    """A broken link and a link to itself are told apart from files."""
    root = make()
    (root / "iv" / "V02.txt").symlink_to(target)
    with pytest.raises(InputError, match=r"'iv/V02\.txt' is a link that leads nowhere"):
        load_study(root)


@POSIX
def test_a_pipe_is_refused_without_being_opened(make: Make) -> None:
    """A FIFO among the interviews does not stop the program for ever."""
    root = make()
    os.mkfifo(root / "iv" / "V02.txt")
    with pytest.raises(InputError, match=r"'iv/V02\.txt' is not a regular file"):
        load_study(root)


@POSIX
def test_listing_sources_stops_at_a_problem(make: Make) -> None:
    """What appears after loading is noticed when the sources are listed."""
    root = make()
    study = load_study(root)
    os.mkfifo(root / "iv" / "V02.txt")
    with pytest.raises(InputError, match="not a regular file"):
        list_sources(study, study.strands[0])
