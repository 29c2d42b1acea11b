"""What is installed: Python itself, themekit's own files, the packages, and how to mend them."""

from __future__ import annotations

import importlib.util
import platform
import sys
from collections.abc import Iterator
from dataclasses import dataclass
from importlib import metadata
from pathlib import Path
from typing import Literal

from themekit.names import typed

State = Literal["ok", "note", "missing"]
NAME = "themekit"
CPU_INDEX = "https://download.pytorch.org/whl/cpu"
BUILT_IN = ("sqlite3", "zlib", "bz2", "lzma", "ctypes", "ssl")
"""Parts of Python itself that a Python built by hand may lack."""
_MOST_TOLD = 5
_MEGA = 1_000_000


@dataclass(frozen=True, slots=True)
class Line:
    """One thing that was looked at.

    Attributes
    ----------
    about : str
        What.
    state : {'ok', 'note', 'missing'}
        `missing` keeps themekit from working, a `note` does not.
    told : str
        What was found.
    todo : str
        What to do about it; empty where there is nothing to do.
    """

    about: str
    state: State
    told: str
    todo: str = ""


def is_windows() -> bool:
    """Tell whether this is Windows."""
    return sys.platform == "win32"


def python() -> Iterator[Line]:
    """Look at the version of Python, and at parts that not every Python has."""
    version = platform.python_version()
    wanted = _wanted_python()
    if wanted and not _is_within(version, wanted):
        todo = f"install themekit with a Python that is {wanted.replace(',', ' and ')}"
        yield Line("Python", "missing", f"{version} is not {wanted}", todo)
    elif lacks := [name for name in BUILT_IN if importlib.util.find_spec(name) is None]:
        told = f"{version} was built without {', '.join(lacks)}"
        yield Line("Python", "missing", told, "use the Python of python.org or of your system")
    else:
        yield Line("Python", "ok", f"{version} in {sys.prefix}")


def own_files() -> Iterator[Line]:
    """Look whether every file of themekit is there as it was installed."""
    try:
        found = metadata.distribution(NAME)
    except metadata.PackageNotFoundError:
        yield Line("themekit", "note", "it runs from its source, and is not installed", "")
        return
    files = [file for file in found.files or () if file.parts[0] == NAME and file.size is not None]
    broken = [str(file) for file in files if _size(Path(str(file.locate()))) != file.size]
    if broken:
        told = f"{len(broken)} of its {len(files)} files are gone or changed: {_some(broken)}"
        yield Line("themekit", "missing", told, again())
    else:
        yield Line("themekit", "ok", f"{found.version}, {len(files)} files, all there")


def packages() -> Iterator[Line]:
    """Look whether every package that themekit asks for is there in a version that it takes."""
    try:
        asked = metadata.requires(NAME) or []
    except metadata.PackageNotFoundError:
        return  # told already: what is asked for is known where themekit is installed
    from packaging.requirements import Requirement

    wanted = [one for one in map(Requirement, asked) if _is_for_here(one.marker)]
    bad = False
    for one in wanted:
        version = version_of(one.name)
        name = f"{one.name}{one.specifier}"
        if not version:
            yield Line(f"package {one.name}", "missing", "it is not installed", pip(typed(name)))
            bad = True
        elif not one.specifier.contains(version, prereleases=True):
            told = f"{version} is not {one.specifier}"
            yield Line(f"package {one.name}", "missing", told, pip(typed(name)))
            bad = True
    if not bad:
        told = ", ".join(f"{one.name} {version_of(one.name)}" for one in wanted)
        yield Line("packages", "ok", f"all {len(wanted)}: {told}")


def version_of(package: str) -> str:
    """Return the version of an installed package; empty where it is not there."""
    try:
        return metadata.version(package)
    except metadata.PackageNotFoundError:
        return ""


def again() -> str:
    """Return how themekit is installed again, as it was installed here."""
    kind = _installer()
    if kind == "pipx":
        return "pipx reinstall themekit"
    wheel = f"--force-reinstall themekit-{version_of(NAME) or 'VERSION'}-py3-none-any.whl"
    return f"uv tool install {wheel}" if kind == "uv" else pip(wheel)


def pip(words: str, *, cpu: bool = False) -> str:
    """Return the command that has pip install something beside this themekit.

    Parameters
    ----------
    words : str
        As they are typed.
    cpu : bool
        Whether torch's index without CUDA is named.
    """
    words = f"{words} --index-url {CPU_INDEX}" if cpu else words
    kind = _installer()
    if kind == "pipx":
        return f"pipx runpip themekit install {words}"
    if kind == "uv":
        return f"uv pip install --python {typed(sys.executable)} {words}"
    return f"{typed(sys.executable)} -m pip install {words}"


def size_of(folder: Path) -> str:
    """Return how much room a folder takes, in MB."""
    size = sum(path.stat().st_size for path in folder.rglob("*") if path.is_file())
    return f"{max(1, round(size / _MEGA))} MB"


def _installer() -> str:
    """Tell what made the environment that this themekit runs in."""
    if (Path(sys.prefix) / "pipx_metadata.json").is_file():
        return "pipx"
    return "uv" if (Path(sys.prefix) / "uv-receipt.toml").is_file() else "pip"


def _wanted_python() -> str:
    try:
        return str(metadata.distribution(NAME).metadata["Requires-Python"] or "")
    except metadata.PackageNotFoundError:
        return ""


def _is_within(version: str, wanted: str) -> bool:
    try:
        from packaging.specifiers import SpecifierSet
    except ImportError:  # `packages` says so
        return True
    return SpecifierSet(wanted).contains(version, prereleases=True)


def _is_for_here(marker: object) -> bool:
    """Tell whether a requirement is meant for this system, and not only for an extra."""
    from packaging.markers import Marker

    return not isinstance(marker, Marker) or marker.evaluate({"extra": ""})


def _size(path: Path) -> int:
    try:
        return path.stat().st_size
    except OSError:
        return -1


def _some(names: list[str]) -> str:
    more = len(names) - _MOST_TOLD
    return ", ".join(names[:_MOST_TOLD]) + (f" and {more} more" if more > 0 else "")
