"""The command line: one file a command; heavy imports happen inside the functions."""

from __future__ import annotations

from themekit.cli.app import enter, main

__all__ = ["enter", "main"]
