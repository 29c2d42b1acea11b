"""Texts of more tokens than a model reads at once."""

import numpy as np
import pytest

from themekit.spans import Span
from themekit.vectors import load_encoder
from themekit.vectors.bert import Bert, is_plain_bert
from themekit.vectors.passes import Tokens, windows_of
from themekit.vectors.trained import Trained
from themekit.vectors.weights import bundled_folder

LONG = "We met in the hall and drank tea. " * 60
END = "The landlord put the rent up again."


def test_windows_are_of_one_length_and_leave_nothing_out() -> None:
    """Each begins and ends as a text does."""
    places = [(0, 0), *((at, at + 1) for at in range(21)), (0, 0)]
    cut = windows_of(Tokens([-1, *range(21), -2], places), 12)
    assert [len(one.ids) for one in cut] == [9, 9, 9]
    assert all(one.ids[0] == -1 and one.ids[-1] == -2 for one in cut)
    assert [id_ for one in cut for id_ in one.ids[1:-1]] == list(range(21))
    assert windows_of(Tokens([1, 2], [(0, 0), (0, 0)]), 2) == [Tokens([1, 2], [(0, 0), (0, 0)])]


@pytest.mark.models
def test_a_long_turn_is_heard_to_its_end() -> None:
    """What is said last moves the vector, and has a vector of its own."""
    encoder = load_encoder()
    text = LONG + END
    parts = [Span(0, 33), Span(len(LONG), len(text))]
    whole, inner = encoder.encode_spans([text, LONG], [parts, []])
    rent, tea = encoder.encode(["Rents are too high.", "People had tea together."])
    assert whole[0] @ rent > whole[1] @ rent + 0.001
    assert inner[1] @ rent > inner[0] @ rent + 0.2
    assert inner[0] @ tea > inner[1] @ tea + 0.2
    assert np.allclose(np.linalg.norm(whole, axis=1), 1, atol=1e-5)


@pytest.mark.models
def test_a_plain_bert_is_read_as_the_library_reads_it() -> None:
    """The same tokens and, but for the last bits, the same vectors of both layers."""
    folder = bundled_folder()
    assert is_plain_bert(folder)
    assert not is_plain_bert(folder / "1_Pooling")
    ours, theirs = Bert(folder), Trained(folder)
    texts = ["The money ran out.", "caf\u00e9s aren\u2019t [MASK] \u4e2d"]
    assert ours.tokens(texts) == theirs.tokens(texts)
    assert (ours.longest, ours.padding) == (theirs.longest, theirs.padding)
    ids = np.array([one.ids + [0] * (16 - len(one.ids)) for one in ours.tokens(texts)])
    import torch

    with torch.inference_mode():
        pairs = zip(ours.forward(ids, ids > 0), theirs.forward(ids, ids > 0), strict=True)
        for mine, library in pairs:
            assert mine == pytest.approx(library, abs=2e-6)
