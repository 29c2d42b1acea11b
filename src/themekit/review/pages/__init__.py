"""What people meet behind the door: one blueprint a module, each in this list."""

from __future__ import annotations

from flask import Blueprint

from themekit.review.pages import api, handing, home, passages, safety, visit

PAGES: tuple[Blueprint, ...] = (
    home.pages,
    visit.pages,
    passages.pages,
    safety.pages,
    handing.pages,
    api.pages,
)
"""Blueprints, in the order in which they are registered."""
