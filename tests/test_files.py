"""Paths as they are told."""

from __future__ import annotations

from pathlib import PurePath, PurePosixPath, PureWindowsPath

import pytest

from themekit.files import seen_from


@pytest.mark.parametrize(
    ("folder", "path", "told"),
    [
        (PurePosixPath("/s/one"), PurePosixPath("/s/one/codebook.yaml"), "codebook.yaml"),
        (PurePosixPath("/s/one"), PurePosixPath("/s/books/a.yaml"), "../books/a.yaml"),
        (PureWindowsPath(r"C:\s\one"), PureWindowsPath(r"C:\s\books\a.yaml"), "../books/a.yaml"),
        (PureWindowsPath(r"C:\s\one"), PureWindowsPath(r"D:\books\a.yaml"), "D:/books/a.yaml"),
        (PureWindowsPath(r"C:\s"), PureWindowsPath(r"\\server\b\a.yaml"), "//server/b/a.yaml"),
    ],
)
def test_a_path_is_told_as_seen_from_the_study(folder: PurePath, path: PurePath, told: str) -> None:
    """With one kind of slash on every system; from another drive of Windows as a whole."""
    assert seen_from(folder, path) == told
