"""What people meet behind the door: one blueprint a module, each in this list."""

from __future__ import annotations

from flask import Blueprint

from themekit.review.pages import (
    api,
    desk,
    desk_concerns,
    desk_descriptions,
    desk_details,
    desk_differences,
    desk_matrix,
    desk_passage,
    desk_quotes,
    desk_transcript,
    handing,
    home,
    minutes,
    passages,
    safety,
    visit,
)

PAGES: tuple[Blueprint, ...] = (
    home.pages,
    visit.pages,
    minutes.pages,
    passages.pages,
    safety.pages,
    handing.pages,
    api.pages,
    desk.pages,
    desk_passage.pages,
    desk_quotes.pages,
    desk_differences.pages,
    desk_details.pages,
    desk_transcript.pages,
    desk_matrix.pages,
    desk_descriptions.pages,
    desk_concerns.pages,
)
"""Blueprints, in the order in which they are registered."""
