"""Studies whose documents somebody has read for details by which a person is known."""

from __future__ import annotations

from typing import Any

from themekit.events import Mark


def marked(inputs: Any) -> Any:
    """Have every document read for details by which a person is known."""
    reading = tuple(
        Mark(event_id=f"read {one.id}", coder="ann", document=one.id, text_hash=one.text_hash)
        for one in inputs.coded.documents
    )
    return inputs.with_study(events=(*inputs.coded.events, *reading))
