"""What of a strand's settings a stage depends on, as stable text for cache keys."""

from __future__ import annotations

import json
from dataclasses import asdict

from themekit.study._records import Strand, WaveColumn


def settings_of(strand: Strand) -> str:
    """Return what influences reading, as JSON that is the same for the same settings.

    Parameters
    ----------
    strand : Strand
    """
    wave = asdict(strand.wave) if isinstance(strand.wave, WaveColumn) else strand.wave
    return _stable(
        name=strand.name,
        slug=strand.slug,
        kind=strand.kind,
        id=strand.id,
        case=strand.case,
        question=strand.question,
        open=strand.open,
        closed=[column for item in strand.closed for column in item.columns],
        attributes=strand.attributes,
        wave=wave,
        columns=asdict(strand.columns) if strand.columns else None,
    )


def unit_settings(strand: Strand) -> str:
    """Return what influences segmenting (unit, interviewer and lines to skip), likewise.

    Parameters
    ----------
    strand : Strand
    """
    return _stable(unit=strand.unit, interviewer=strand.interviewer, skip=strand.skip)


def _stable(**settings: object) -> str:
    return json.dumps(settings, ensure_ascii=False, sort_keys=True)
