"""Where a marker is left under a folder: in every byte, however it may have been written there."""

from __future__ import annotations

import base64
import gzip
import io
import json
import re
import zipfile
import zlib
from collections.abc import Collection, Iterator
from pathlib import Path
from urllib.parse import quote

_DEEPEST = 4
_GZIP = b"\x1f\x8b\x08"
_ZIP = b"PK\x03\x04"


def traces(folder: Path, marker: str, allowed: Collection[str] = ()) -> list[str]:
    """Return every place under a folder where a marker stands, and how it is written there.

    Parameters
    ----------
    folder : Path
        Names of files and folders count too.
    marker : str
        A word, or several; case does not matter.
    allowed : collection of str
        Paths relative to the folder, of sources, that may hold it.

    Returns
    -------
    list of str
        ``path: how``; members of archives as ``path!member: how``.
    """
    found = []
    for path in sorted(folder.rglob("*")):
        name = path.relative_to(folder).as_posix()
        if name in allowed:
            continue
        if marker.lower() in name.lower():
            found.append(f"{name}: its name")
        if path.is_symlink():
            found += [f"{name}: link to it"] if marker.lower() in str(path.readlink()) else []
        elif path.is_file():
            found += [f"{name}{how}" for how in _in_bytes(path.read_bytes(), marker)]
    return found


def _in_bytes(data: bytes, marker: str, depth: int = 0) -> Iterator[str]:
    low = data.lower()
    for how, needle in _written(marker):
        if needle.lower() in low:
            yield f": {how}"
    if any(needle in data for needle in _in_base64(marker)):
        yield ": base64"
    if depth < _DEEPEST:
        for inner, held in _unpacked(data):
            yield from (f"!{inner}{how}" for how in _in_bytes(held, marker, depth + 1))


def _written(marker: str) -> Iterator[tuple[str, bytes]]:
    """Yield how a marker may be written as it stands."""
    escaped = json.dumps(marker)[1:-1]
    ways = {
        "UTF-8": marker.encode(),
        "UTF-16 LE": marker.encode("utf-16-le"),
        "UTF-16 BE": marker.encode("utf-16-be"),
        "UTF-32 LE": marker.encode("utf-32-le"),
        "JSON": escaped.encode(),
        "JSON in JSON": json.dumps(escaped)[1:-1].encode(),
        "all escaped": "".join(f"\\u{ord(one):04x}" for one in marker).encode(),
        "percent": quote(marker, safe="").encode(),
        "all percent": "".join(f"%{one:02x}" for one in marker.encode()).encode(),
        "HTML": "".join(f"&#{ord(one)};" for one in marker).encode(),
        "hexadecimal": marker.encode().hex().encode(),
        "joined by +": quote(marker, safe="").replace("%20", "+").encode(),
    }
    seen = set[bytes]()
    for how, needle in ways.items():
        if needle not in seen:
            seen.add(needle)
            yield how, needle


def _in_base64(marker: str) -> Iterator[bytes]:
    """Yield what of a marker is the same in base64 wherever in three bytes it begins."""
    data = marker.encode()
    for before in range(3):
        coded = base64.b64encode(b"\0" * before + data)
        first = -(-before * 8 // 6)
        last = (before + len(data)) * 8 // 6
        yield coded[first:last]


def _unpacked(data: bytes) -> Iterator[tuple[str, bytes]]:
    """Yield what is packed inside: members of a zip file, and whatever was deflated."""
    if data.startswith(_ZIP):
        try:
            with zipfile.ZipFile(io.BytesIO(data)) as archive:
                for one in archive.infolist():
                    yield one.filename, archive.read(one) + one.filename.encode()
        except (zipfile.BadZipFile, NotImplementedError, RuntimeError, zlib.error):
            yield from ()
    elif data.startswith(_GZIP):
        try:
            yield "gzip", gzip.decompress(data)
        except (OSError, EOFError, zlib.error):
            yield from ()
    elif re.match(rb"\x78[\x01\x5e\x9c\xda]", data):
        try:
            yield "deflated", zlib.decompressobj().decompress(data)
        except zlib.error:
            yield from ()
