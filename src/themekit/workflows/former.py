"""Former versions of the codebook: kept whole, whoever changes it.

What the tool changes itself it keeps as it was (`themekit.files.rewrite`). People change the file
by hand too, and then its former text is gone before anybody can know. So the text is kept as it was
last seen, by a run or as somebody decided; once it is seen to have changed, the former one is put
beside the other former versions, if anything was decided under it.
"""

from __future__ import annotations

from themekit.codebook import Codebook, parse_codebook, read_codebook
from themekit.files import keep_in, write_whole
from themekit.store import Store
from themekit.store.coders import load_versions
from themekit.workflows.context import RunContext

FORMER_CODEBOOKS = "codebooks"
"""Folder in the state folder with every former version of codebook.yaml."""
SEEN = "codebook-seen.yaml"
"""File in the state folder: the codebook as it was last seen."""


def former_codebook(store: Store, wanted: str) -> Codebook | None:
    """Return the version of the codebook with a hash; None where no file of it was kept."""
    folder = store.folder / FORMER_CODEBOOKS
    for file in sorted(folder.glob("*.y*ml")) if folder.is_dir() else ():
        found, _ = read_codebook(file)
        if found is not None and found.hash == wanted:
            return found
    return None


def keep_former(context: RunContext) -> None:
    """See the codebook as it is now, and keep the one that was seen before if it was another."""
    path, folder = context.study.codebook, context.store.folder
    now, seen = path.read_bytes(), folder / SEEN
    before = seen.read_bytes() if seen.is_file() else None
    if before == now:
        return
    if before is not None and _was_decided_under(context.store, before):
        keep_in(folder / FORMER_CODEBOOKS, path.name, before)
    write_whole(seen, now)


def _was_decided_under(store: Store, data: bytes) -> bool:
    """Tell whether an event names a version of the codebook."""
    found, _ = parse_codebook(data.decode("utf-8-sig", "replace"))
    if found is None:
        return False
    with store.reading() as connection:
        return any(one.codebook_hash == found.hash for one in load_versions(connection))
