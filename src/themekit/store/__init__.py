"""The only room that keeps anything: a database, caches, and the files that a run writes."""

from __future__ import annotations

from themekit.store.database import Store, open_store
from themekit.store.files import write_outputs
from themekit.store.lock import writer_lock

__all__ = ["Store", "open_store", "write_outputs", "writer_lock"]
