"""What people meet behind the door: one blueprint a module, each in this list."""

from __future__ import annotations

from flask import Blueprint

PAGES: tuple[Blueprint, ...] = ()
"""Blueprints, in the order in which they are registered."""
