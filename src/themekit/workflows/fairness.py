"""Whether the machine, and each role, finds what every group of people says as well."""

from __future__ import annotations

from typing import TYPE_CHECKING

from themekit.records import Fairness

if TYPE_CHECKING:
    from themekit.decisions import CodedStudy


def fairness_of(coded: CodedStudy, seed: int = 0) -> Fairness:
    """Compare groups of people over all that was drawn at random and read without suggestions.

    Parameters
    ----------
    coded : CodedStudy
    seed : int
        Of what is drawn.

    Returns
    -------
    Fairness
        Empty in a reflexive study, where another reading is no error, and where nothing was drawn.
    """
    if coded.study.method == "reflexive" or not coded.draws:
        return Fairness()
    from themekit.workflows.agree import fair_in, material_of

    return fair_in(material_of(coded), seed)
