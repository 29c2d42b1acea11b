"""Look at untrusted bytes before any library does: size, zip bombs, XML entities.

A .docx, .xlsx or .odt is a zip of XML. Both can be made to grow without bound, so the sizes that
the zip declares are added up before anything is unpacked (a member never yields more than it
declares), and XML with a DOCTYPE is refused outright: none of these formats has one, and every
entity attack needs one.
"""

from __future__ import annotations

import io
import re
import struct
import zipfile
import zlib
from dataclasses import dataclass, field
from typing import TYPE_CHECKING

from themekit.errors import InputError

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator

MEGABYTE = 1024 * 1024
MAX_TRANSCRIPT_BYTES = 50 * MEGABYTE
MAX_TABLE_BYTES = 1024 * MEGABYTE
MAX_MEMBERS = 10_000
MAX_UNPACKED = 512 * MEGABYTE
MAX_XML_MEMBER = 64 * MEGABYTE
MAX_SHEET_MEMBER = 448 * MEGABYTE
MAX_RATIO = 250
RATIO_FROM = 8 * MEGABYTE
CHUNK = MEGABYTE

# What zipfile raises on damage, UnicodeDecodeError (of a member's name) among the ValueErrors.
_DAMAGED = (
    zipfile.BadZipFile,
    zlib.error,
    struct.error,
    EOFError,
    OSError,
    ValueError,
    NotImplementedError,
)
_OLE = b"\xd0\xcf\x11\xe0"
_DECLARED = re.compile(rb"""^\s*<\?xml[^>]{0,200}?encoding\s*=\s*["']([A-Za-z0-9._-]+)["']""")
# In these every "<!DOCTYPE" is visible as plain bytes; in UTF-16 or UTF-7 it could hide.
_ASCII_LIKE = frozenset({b"utf-8", b"utf8", b"us-ascii", b"ascii", b"iso-8859-1", b"windows-1252"})


def check_size(data: bytes, name: str, limit: int) -> None:
    """Refuse an empty file and one of more than `limit` bytes."""
    if not data:
        raise InputError.one(name, None, "The file is empty (0 bytes).")
    if len(data) > limit:
        raise InputError.one(
            name,
            None,
            f"The file has {len(data) / MEGABYTE:,.0f} MB; {limit / MEGABYTE:,.0f} MB is the most "
            "that is read at once.",
            "split it, or take out pictures and recordings",
        )


@dataclass(frozen=True, slots=True)
class Archive:
    """A zip that passed the checks; its members are read through it only.

    Attributes
    ----------
    name : str
        The file, as errors name it.
    kind : str
        What it should be, for error messages: ``Word document``.
    members : frozenset of str
        Paths inside the zip.
    """

    name: str
    kind: str
    members: frozenset[str]
    _zip: zipfile.ZipFile = field(repr=False)

    def xml(self, member: str) -> bytes:
        """Return one XML member, whole and checked."""
        return b"".join(self.xml_chunks(member, MAX_XML_MEMBER))

    def xml_chunks(self, member: str, limit: int) -> Iterator[bytes]:
        """Yield one XML member piece by piece; raise at the first piece that is not safe."""
        if member not in self.members:
            raise self.broken(f"it holds no {member}")
        if self._zip.getinfo(member).file_size > limit:
            raise self.broken(f"{member} unpacks to more than {limit // MEGABYTE} MB")
        tail = b""
        for chunk in self._chunks(member):
            self._check_xml(tail + chunk, member, first=not tail)
            tail = chunk[-16:]
            yield chunk

    def checked_copy(
        self, wanted: re.Pattern[str], large: re.Pattern[str], edited: Callable[[bytes], bytes]
    ) -> io.BytesIO:
        """Return a zip of checked XML parts alone, for a library that opens parts by itself.

        Parameters
        ----------
        wanted, large : pattern
            Parts to copy, and those of them that are not held in memory whole by who reads them.
        edited : callable
            Chunk of a large part -> what the copy is to hold of it.
        """
        copy = io.BytesIO()
        with zipfile.ZipFile(copy, "w", zipfile.ZIP_DEFLATED, compresslevel=1) as target:
            for member in filter(wanted.fullmatch, sorted(self.members)):
                is_large = large.fullmatch(member) is not None
                limit = MAX_SHEET_MEMBER if is_large else MAX_XML_MEMBER
                with target.open(member, "w", force_zip64=True) as part:
                    for chunk in self.xml_chunks(member, limit):
                        part.write(edited(chunk) if is_large else chunk)
        return copy

    def broken(self, why: str) -> InputError:
        """Build the error that says why this file cannot be read."""
        return InputError.one(
            self.name,
            None,
            f"This is not {_a(self.kind)} that can be read: {why}.",
            f"open it in its own program and save it again as {_a(self.kind)}",
        )

    def _chunks(self, member: str) -> Iterator[bytes]:
        """Unpack one member, turning what zip libraries raise on damage into one sentence."""
        try:
            with self._zip.open(member) as stream:
                while chunk := stream.read(CHUNK):
                    yield chunk
        except _DAMAGED as error:
            raise self.broken(f"its part {member} is damaged or cut off") from error
        except RuntimeError as error:  # how zipfile reports a member that needs a password
            raise self.broken("it is protected by a password") from error

    def _check_xml(self, data: bytes, member: str, *, first: bool) -> None:
        """Refuse a document type, and an encoding in which one could hide."""
        if b"<!DOCTYPE" in data or b"<!ENTITY" in data:
            raise self.broken(f"{member} declares a document type or entities, which can do harm")
        if not first:
            return
        declared = _DECLARED.match(data.removeprefix(b"\xef\xbb\xbf"))
        hidden = declared is not None and declared.group(1).lower() not in _ASCII_LIKE
        if hidden or b"\x00" in data[:256] or data.startswith((b"\xff\xfe", b"\xfe\xff")):
            raise self.broken(f"{member} is not in UTF-8")


def open_archive(data: bytes, name: str, kind: str) -> Archive:
    """Open the zip that a .docx, .xlsx or .odt is, after checking what it would unpack to.

    Parameters
    ----------
    data : bytes
    name : str
        The file, as errors should name it.
    kind : str
        ``Word document``, ``Excel workbook``...

    Raises
    ------
    InputError
        Not a zip, cut off, or a zip bomb.
    """
    if data.startswith(_OLE):
        raise InputError.one(
            name,
            None,
            f"The file is protected by a password or in the format of before 2007, not {_a(kind)}.",
            f"open it in its own program and save it without a password as {_a(kind)}",
        )
    try:
        opened = zipfile.ZipFile(io.BytesIO(data))
        infos = opened.infolist()
    except _DAMAGED as error:
        raise InputError.one(
            name,
            None,
            f"The file is damaged, cut off, or not {_a(kind)} at all.",
            "copy it again from where it came from, or open it in its own program and save it",
        ) from error
    archive = Archive(name, kind, frozenset(info.filename for info in infos), opened)
    if len(infos) > MAX_MEMBERS:
        raise archive.broken(f"it holds {len(infos):,} parts")
    if sum(info.file_size for info in infos) > MAX_UNPACKED:
        raise archive.broken(f"it unpacks to more than {MAX_UNPACKED // MEGABYTE} MB (a zip bomb?)")
    for info in infos:
        if info.compress_type not in {zipfile.ZIP_STORED, zipfile.ZIP_DEFLATED}:
            raise archive.broken(f"{info.filename!r} is packed in a way that it never is")
        if info.file_size > max(RATIO_FROM, MAX_RATIO * info.compress_size):
            raise archive.broken(
                f"{info.filename} unpacks to {info.file_size // max(1, info.compress_size)} times "
                "its size (a zip bomb?)"
            )
    return archive


def _a(kind: str) -> str:
    """Return a kind of file with its article."""
    return f"an {kind}" if kind[0] in "AEIOU" else f"a {kind}"
