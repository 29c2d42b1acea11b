"""Where a study's store lies: its folder made and kept private, and the kind of disk it is on."""

from __future__ import annotations

import getpass
import os
import re
import shutil
import stat
import subprocess
import sys
from collections.abc import Callable, Iterable, Sequence
from contextlib import suppress
from dataclasses import dataclass
from pathlib import Path, PurePath
from typing import Literal

from themekit.errors import InputError, Problem
from themekit.studyfile import locked_problem

STATE_FOLDER = ".themekit"
_IGNORE = "# Private to this machine: transcripts' text and people's decisions.\n*\n"
_OWNER_ONLY = 0o700
_OTHERS = 0o077
_DRIVE_REMOTE = 4
_NETWORK = re.compile(
    r"(fuse\.)?(nfs4?|cifs|smb3|smbfs|smbnetfs|sshfs|osxfuse_sshfs|macfuse_sshfs|9p|afs|afpfs"
    r"|webdav|davfs2?|rclone|s3fs|ceph|ceph-fuse|glusterfs|lustre|gpfs|beegfs|ocfs2|gfs2"
    r"|gvfsd-fuse|virtiofs|vboxsf|prl_fs|vmhgfs|vmhgfs-fuse|grpcfuse)"
)
"""File systems that another computer may write as well, or that a host shares with its guests."""
_FOLDERS = (
    (re.compile(r"Dropbox( \(.*\))?"), "Dropbox"),
    (re.compile(r"OneDrive([ -].*)?"), "OneDrive"),
    (re.compile(r"Google ?Drive(-.*)?|My Drive"), "Google Drive"),
    (re.compile(r"com~apple~CloudDocs|Mobile Documents|iCloud ?Drive"), "iCloud"),
    (re.compile(r"Nextcloud\d*"), "Nextcloud"),
    (re.compile(r"ownCloud\d*"), "ownCloud"),
)
_MARKS = (
    (".dropbox.cache", "Dropbox"),
    (".tmp.drivedownload", "Google Drive"),
    (".nextcloudsync.log", "Nextcloud"),
    (".owncloudsync.log", "ownCloud"),
    (".stfolder", "Syncthing"),
)
Run = Callable[[Sequence[str]], str]
"""Runs a command of the system and returns what it printed; raises OSError where it fails."""


@dataclass(frozen=True, slots=True)
class Place:
    """The kind of disk that a folder is on.

    Attributes
    ----------
    kind : {'local', 'network', 'synced'}
        `network`: on a file system that other computers may write as well; `synced`: a program
        keeps the folder in step with copies on other computers.
    name : str
        Of the file system or of the program.
    """

    kind: Literal["local", "network", "synced"]
    name: str = ""

    @property
    def is_shared(self) -> bool:
        """Tell whether another computer may write here."""
        return self.kind != "local"


def place_of(folder: Path) -> Place:
    """Tell on which kind of disk a folder is."""
    folder = Path(os.path.realpath(folder))
    if program := synced_by(folder):
        return Place("synced", program)
    if system := network_of(folder):
        return Place("network", system)
    return Place("local")


def synced_by(folder: Path) -> str:
    """Return the program that keeps a folder in step elsewhere, by folders' names and its marks."""
    for parent in (folder, *folder.parents):
        for names, program in _FOLDERS:
            if names.fullmatch(parent.name):
                return program
        for mark, program in _MARKS:
            if (parent / mark).exists():
                return program
        if (parent / ".dropbox").is_file():  # a folder of this name is Dropbox's own settings
            return "Dropbox"
    return ""


def network_of(folder: Path) -> str:
    """Return the network file system that a folder is on, or an empty text."""
    mounts: list[tuple[str, str]] = []
    with suppress(OSError):
        if sys.platform == "win32":
            return "a network drive" if _is_remote_drive(folder) else ""
        if sys.platform == "darwin":
            mounts = mac_mounts(run_command(["/sbin/mount"]))
        else:
            mounts = linux_mounts(Path("/proc/self/mountinfo").read_text("utf-8", "replace"))
    return network_among(str(folder), mounts)


def linux_mounts(text: str) -> list[tuple[str, str]]:
    """Read mount points and their file systems from ``/proc/self/mountinfo``."""
    mounts = []
    for line in text.splitlines():
        before, dash, after = line.partition(" - ")
        if dash and len(fields := before.split(" ")) > 4:  # noqa: PLR2004 (the point is the fifth)
            point = re.sub(r"\\([0-7]{3})", lambda octal: chr(int(octal[1], 8)), fields[4])
            mounts.append((point, after.split(" ")[0]))
    return mounts


def mac_mounts(text: str) -> list[tuple[str, str]]:
    """Read mount points and their file systems from what macOS's ``mount`` prints."""
    found = (re.match(r".* on (/.*) \(([^,)]+)", line) for line in text.splitlines())
    return [(match[1], match[2]) for match in found if match]


def network_among(folder: str, mounts: Iterable[tuple[str, str]]) -> str:
    """Return the file system of the innermost mount that holds a folder, if it is a network's."""
    best, system = "", ""
    for point, kind in mounts:
        inside = folder == point or folder.startswith(point.rstrip("/") + "/")
        if inside and len(point) >= len(best):  # of two on one point the later one is seen
            best, system = point, kind
    return system if _NETWORK.fullmatch(system) else ""


def _is_remote_drive(folder: PurePath) -> bool:
    """Ask Windows whether a folder is on another computer."""
    if folder.drive.startswith("\\\\"):
        return True
    import ctypes

    windows = getattr(ctypes, "windll", None)
    return bool(windows and windows.kernel32.GetDriveTypeW(folder.anchor) == _DRIVE_REMOTE)


def make_state_folder(study: Path) -> Path:
    """Make ``STUDY/.themekit``, readable by its owner only and ignored by git.

    Raises
    ------
    InputError
        If it cannot be made or written, or the study is locked.
    """
    if locked := locked_problem(study):
        raise InputError([locked])
    folder = study / STATE_FOLDER
    try:
        is_new = not folder.is_dir()
        folder.mkdir(mode=_OWNER_ONLY, exist_ok=True)
        _make_private(folder, is_new=is_new)
        ignore = folder / ".gitignore"
        if not ignore.exists():
            ignore.write_text(_IGNORE, encoding="utf-8")
    except OSError as error:
        raise InputError.one(
            str(folder),
            None,
            f"the study's folder cannot be written ({error.strerror})",
            "copy the study to a folder of yours, or ask for the right to write there",
        ) from error
    return folder


def _make_private(folder: Path, *, is_new: bool) -> None:
    """Keep others out as far as the file system can; `who_else_reads` tells how far that was."""
    if sys.platform == "win32":
        if is_new:
            with suppress(OSError):
                set_windows_rights(folder, getpass.getuser(), run_command)
        return
    try:
        folder.chmod(_OWNER_ONLY)
    except PermissionError:
        # A file system without rights may refuse to change them; what matters is to write there.
        if not os.access(folder, os.W_OK):
            raise


def who_else_reads(folder: Path) -> str:
    """Return who else can read the state folder, or an empty text."""
    if not folder.is_dir():
        return ""
    if sys.platform == "win32":
        with suppress(OSError):
            others = windows_readers(folder, getpass.getuser(), run_command)
            return ", ".join(f"'{name}'" for name in others)
        return "whoever uses this machine"
    return "whoever uses this machine" if stat.S_IMODE(folder.stat().st_mode) & _OTHERS else ""


def set_windows_rights(folder: PurePath, user: str, run: Run) -> None:
    """Give a folder to its owner alone: nothing is inherited from the folder above."""
    run(["icacls", str(folder), "/inheritance:r", "/grant:r", f"{user}:(OI)(CI)F"])


def windows_readers(folder: PurePath, user: str, run: Run) -> list[str]:
    """Return who is let in beside the owner, as icacls lists them."""
    told = run(["icacls", str(folder)]).removeprefix(str(folder))
    names = re.findall(r"^\s*(\S[^:\n]*):\(", told, flags=re.MULTILINE)
    return [name for name in names if name.rpartition("\\")[2].casefold() != user.casefold()]


def run_command(command: Sequence[str]) -> str:
    """Run a command of the system and return what it printed.

    Raises
    ------
    OSError
        If it is not there or fails.
    """
    program = shutil.which(command[0])
    if program is None:
        raise FileNotFoundError(command[0])
    done = subprocess.run(  # noqa: S603 (a fixed command, found on the system's own path)
        [program, *command[1:]], capture_output=True, text=True, errors="replace", check=False
    )
    if done.returncode:
        raise OSError(done.returncode, done.stderr.strip())
    return done.stdout


def place_problems(study: Path) -> tuple[Problem, ...]:
    """Tell what speaks against the place where a study lies.

    Parameters
    ----------
    study : Path
        The study's folder.
    """
    place, found = place_of(study), []
    if place.kind == "synced":
        message = f"the study lies in a folder that {place.name} copies to other computers"
        hint = (
            "move it out: people's words and decisions leave this computer, and two computers at "
            "work at once can damage what is kept"
        )
        found.append(Problem(str(study), None, message, hint, "warning"))
    if place.kind == "network":
        message = f"the study lies on a network file system ({place.name})"
        hint = "work on it from one computer at a time; a disk of this computer is quicker"
        found.append(Problem(str(study), None, message, hint, "note"))
    if others := who_else_reads(study / STATE_FOLDER):
        message = f"it can be read by {others}: its rights could not be set"
        hint = "move the study to a disk that keeps rights, in a folder that is yours alone"
        found.append(Problem(STATE_FOLDER, None, message, hint, "warning"))
    return tuple(found)
