"""How far two readers agree on what holds, whatever they agree does not."""

from __future__ import annotations


def positive_agreement(both: int, first: int, second: int) -> float | None:
    """Return the share of positive agreement of two readers of the same units.

    What both leave out counts nowhere: where a code is rare, nearly everything is left out by
    both, and plain agreement is high whatever they do.

    Parameters
    ----------
    both : int
        Units to which both apply the code, from 0 to the smaller of the other two.
    first, second : int
        Units to which each of them applies it.

    Returns
    -------
    float or None
        ``2 both / (first + second)``, in [0, 1]; None where neither applies it.

    Raises
    ------
    ValueError
        If the counts contradict each other.

    References
    ----------
    L. R. Dice, "Measures of the amount of ecologic association between species", Ecology 26 (1945),
    297-302; as agreement on positive ratings in R. L. Spitzer and J. L. Fleiss, British Journal of
    Psychiatry 125 (1974), 341-347. Between a machine and people it equals F1.

    Examples
    --------
    >>> round(positive_agreement(8, 10, 12), 4)
    0.7273
    """
    if not 0 <= both <= min(first, second):
        raise ValueError(f"{both} common uses cannot be among {first} and {second}")
    return 2 * both / (first + second) if first + second else None
