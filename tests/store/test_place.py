"""Where a study lies: on a disk of this computer, of another one, or in a folder kept in step."""

import stat
from pathlib import Path, PureWindowsPath

import pytest

from themekit.store import place
from themekit.store.place import (
    Place,
    linux_mounts,
    mac_mounts,
    make_state_folder,
    network_among,
    place_of,
    place_problems,
    set_windows_rights,
    synced_by,
    windows_readers,
)

MOUNTINFO = """\
22 1 8:1 / / rw,relatime shared:1 - ext4 /dev/sda1 rw
40 22 0:40 / /home/ada/share rw - cifs //server/share rw
41 22 0:41 / /mnt/with\\040blank rw - nfs4 server:/x rw
42 40 8:2 / /home/ada/share/disk rw - ext4 /dev/sdb1 rw
43 22 0:43 / /over rw - nfs server:/y rw
44 22 8:3 / /over rw - ext4 /dev/sdc1 rw
"""
MAC = """\
/dev/disk3s1s1 on / (apfs, sealed, local, read-only, journaled)
//ada@server/share on /Volumes/share (smbfs, nodev, nosuid, mounted by ada)
"""
ICACLS = """\
C:\\study\\.themekit UNIVERSITY\\Ada:(OI)(CI)(F)
                   BUILTIN\\Users:(I)(OI)(CI)(RX)

Successfully processed 1 files; Failed processing 0 files
"""


@pytest.mark.parametrize(
    ("folder", "system"),
    [
        ("/home/ada/study", ""),
        ("/home/ada/share/study", "cifs"),
        ("/home/ada/share", "cifs"),
        ("/home/ada/shared", ""),
        ("/mnt/with blank/study", "nfs4"),
        ("/home/ada/share/disk/study", ""),
        ("/over/study", ""),
    ],
)
def test_the_innermost_mount_says_whether_a_folder_is_on_a_network(
    folder: str, system: str
) -> None:
    """Names that only begin alike do not count, and of two on one point the later is seen."""
    assert network_among(folder, linux_mounts(MOUNTINFO)) == system


def test_macos_tells_its_mounts_in_its_own_words() -> None:
    """A share on a server is told from the disk."""
    assert network_among("/Volumes/share/study", mac_mounts(MAC)) == "smbfs"
    assert network_among("/Users/ada/study", mac_mounts(MAC)) == ""


@pytest.mark.parametrize("kind", ["fuse.sshfs", "9p", "smb3", "nfs", "fuse.rclone", "virtiofs"])
def test_file_systems_that_several_computers_see_are_known(kind: str) -> None:
    """Also those that a host shares with its guests."""
    assert network_among("/x", [("/", kind)]) == kind


@pytest.mark.parametrize(
    ("name", "program"),
    [
        ("Dropbox", "Dropbox"),
        ("Dropbox (University)", "Dropbox"),
        ("OneDrive - University", "OneDrive"),
        ("GoogleDrive-ada@example.org", "Google Drive"),
        ("com~apple~CloudDocs", "iCloud"),
        ("Nextcloud", "Nextcloud"),
        ("ownCloud", "ownCloud"),
        ("Interviews", ""),
        ("Dropbox interviews", ""),
    ],
)
def test_a_synced_folder_is_known_by_its_name(tmp_path: Path, name: str, program: str) -> None:
    """However deep in it the study lies."""
    assert synced_by(tmp_path / name / "work" / "study") == program


@pytest.mark.parametrize("mark", [".dropbox.cache", ".nextcloudsync.log", ".stfolder"])
def test_a_synced_folder_of_any_name_is_known_by_its_marks(tmp_path: Path, mark: str) -> None:
    """People rename the folder, and the program's own files stay."""
    (tmp_path / mark).mkdir()
    assert synced_by(tmp_path / "study")


def test_the_settings_of_dropbox_make_no_synced_folder(tmp_path: Path) -> None:
    """They lie in a folder of the mark's name in everybody's home."""
    (tmp_path / ".dropbox").mkdir()
    assert synced_by(tmp_path) == ""


def test_a_link_to_a_synced_folder_is_followed(tmp_path: Path) -> None:
    """What counts is where the bytes are."""
    (tmp_path / "Dropbox").mkdir()
    (tmp_path / "study").symlink_to(tmp_path / "Dropbox")
    assert place_of(tmp_path / "study") == Place("synced", "Dropbox")


def test_windows_gives_the_folder_to_its_owner_alone() -> None:
    """Nothing is inherited, nobody else is named."""
    asked = []
    set_windows_rights(
        PureWindowsPath("C:\\study\\.themekit"), "Ada", lambda one: asked.append(one) or ""
    )
    assert asked == [["icacls", "C:\\study\\.themekit", "/inheritance:r", "/grant:r", "Ada:(OI)(CI)F"]]  # fmt: skip


def test_windows_tells_who_else_is_let_in() -> None:
    """The owner is no other, in whatever case the name is written."""
    folder = PureWindowsPath("C:\\study\\.themekit")
    assert windows_readers(folder, "ada", lambda _: ICACLS) == ["BUILTIN\\Users"]
    alone = ICACLS.replace("BUILTIN\\Users:(I)(OI)(CI)(RX)", "")
    assert windows_readers(folder, "ada", lambda _: alone) == []


def test_a_file_system_that_keeps_no_rights_is_said(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """It is written all the same, and nobody is told that it is private."""

    def refused(*_: object) -> None:
        raise PermissionError(1, "Operation not permitted")

    (tmp_path / ".themekit").mkdir()
    (tmp_path / ".themekit").chmod(0o755)
    monkeypatch.setattr(Path, "chmod", refused)
    folder = make_state_folder(tmp_path)
    assert stat.S_IMODE(folder.stat().st_mode) == 0o755
    (problem,) = place_problems(tmp_path)
    assert "can be read by whoever uses this machine" in problem.message


def test_a_study_in_a_synced_folder_is_warned_of(tmp_path: Path) -> None:
    """By the program's name, with the way out."""
    (problem,) = place_problems(tmp_path / "Nextcloud" / "study")
    assert problem.severity == "warning"
    assert "Nextcloud copies to other computers" in problem.message
    assert "move it out" in problem.hint


def test_a_study_on_a_network_is_noted(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """It works there, from one computer at a time."""
    monkeypatch.setattr(place, "network_of", lambda _: "nfs4")
    (problem,) = place_problems(tmp_path)
    assert (problem.severity, "nfs4" in problem.message) == ("note", True)


def test_a_study_on_a_disk_of_this_computer_is_not_spoken_of(tmp_path: Path) -> None:
    """Nothing is wrong with it."""
    make_state_folder(tmp_path)
    assert place_problems(tmp_path) == ()
