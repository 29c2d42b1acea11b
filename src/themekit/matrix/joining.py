"""Which answers to a closed question are counted together in public.

Answers whose sum a reader can reckon: one that is left out comes out of the others. So those that 1
to 4 people gave in some wave are counted together with the next ones, at least one of which is none
of few, until what they come to is in every wave five or more, or nobody. The next are those of the
fewest people, all that are of as many: else one that is shown would tell which of the others are
not. Two answers of five people in all are always counted together: else it would be known, where
they are, that each is of few.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence

from themekit.matrix.small_cells import FEW, is_small

PAIR = 2


def counted_together(names: Sequence[str], waves: Sequence[Mapping[str, int]]) -> frozenset[str]:
    """Return the answers that are counted together.

    Parameters
    ----------
    names : sequence of str
        Answers of which a reader knows how many people gave them in all.
    waves : sequence of mapping
        How many gave each, wave by wave.
    """
    if len(names) == PAIR and any(sum(wave[name] for name in names) == FEW + 1 for wave in waves):
        return frozenset(names)
    joined = {name for name in names if any(is_small(wave[name], None) for wave in waves)}
    if not joined:
        return frozenset()
    totals = {name: sum(wave[name] for wave in waves) for name in names if name not in joined}
    for total in sorted(set(totals.values())):
        joined |= {name for name, count in totals.items() if count == total}
        if not any(is_small(sum(wave[one] for one in joined), None) for wave in waves):
            break
    return frozenset(joined)
