"""The version of everything that decides a suggestion; raise it when suggestions may change."""

from __future__ import annotations

TAGGING_VERSION = "7"
