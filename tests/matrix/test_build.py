"""What the stage checks of its own work."""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING

import numpy as np
import pytest

from themekit.matrix import MatrixError, build

if TYPE_CHECKING:
    from conftest import Building


def test_units_must_add_up(study: Building) -> None:
    """A unit that is skipped and coded at once is a fault that is never written out."""
    study.suggest(study.says(study.document("d")))
    evidence = build.gather(study.coded())
    passages = replace(evidence.units.passages, codable=np.array([False]))
    evidence = replace(evidence, units=replace(evidence.units, passages=passages))
    with pytest.raises(MatrixError, match="are not the 1 units read, each once"):
        build._status(evidence)
