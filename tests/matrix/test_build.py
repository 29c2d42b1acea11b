"""What the stage checks of its own work."""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING

import numpy as np
import pytest

from themekit.matrix import MatrixError, build

if TYPE_CHECKING:
    from conftest import Study


def test_units_must_add_up(study: Study) -> None:
    """A unit that is skipped and coded at once is a fault that is never written out."""
    study.suggest(study.says(study.document("d")))
    evidence = build.gather(study.inputs())
    units = replace(evidence.units, codable=np.array([False]))
    with pytest.raises(MatrixError, match="are not the 1 units read, each once"):
        build._status(units, evidence.holdings)
