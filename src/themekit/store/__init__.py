"""The only room that keeps anything: a database, caches, and the files that a run writes.

Importing it loads no database: each name below is fetched when it is first used.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    from themekit.store.database import Store, open_store
    from themekit.store.files import write_outputs
    from themekit.store.lock import writer_lock

_HOME = {
    "Store": "database",
    "open_store": "database",
    "write_outputs": "files",
    "writer_lock": "lock",
}

__all__ = ["Store", "open_store", "write_outputs", "writer_lock"]


def __getattr__(name: str) -> Any:
    """Fetch a public name from its module."""
    if name not in _HOME:
        raise AttributeError(f"module 'themekit.store' has no attribute {name!r}")
    from importlib import import_module

    return getattr(import_module(f"themekit.store.{_HOME[name]}"), name)
