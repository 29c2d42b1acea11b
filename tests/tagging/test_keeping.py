"""Saving, loading and hashing."""

from __future__ import annotations

import numpy as np
import pytest

from themekit.errors import InputError, UsageError
from themekit.tagging import CodebookTagger


def test_a_loaded_tagger_says_the_same(taught, texts, tmp_path, encoder, analyser):
    """Scores, thresholds, hash and explanations survive the disk."""
    taught.save(tmp_path / "tagger")
    again = CodebookTagger.load(tmp_path / "tagger", encoder, analyser)
    assert (again.predict_proba(texts) == taught.predict_proba(texts)).all()
    assert (again.predict(texts) == taught.predict(texts)).all()
    assert again.state_hash == taught.state_hash
    assert again.explain(texts[:1]) == taught.explain(texts[:1])
    assert again.codebook == taught.codebook


def test_only_json_and_plain_arrays_are_written(taught, tmp_path):
    """Nothing in the folder needs pickle."""
    taught.save(tmp_path)
    assert sorted(path.name for path in tmp_path.iterdir()) == ["tagger.json", "tagger.npz"]
    with np.load(tmp_path / "tagger.npz", allow_pickle=False) as held:
        assert all(held[name].dtype != object for name in held.files)


def test_another_encoder_is_refused(taught, tmp_path, analyser):
    """A tagger means nothing with vectors of another model."""

    class Other(type(taught.encoder)):
        key = "other"

    taught.save(tmp_path)
    with pytest.raises(UsageError, match="another encoder"):
        CodebookTagger.load(tmp_path, Other(), analyser)


@pytest.mark.parametrize("broken", ["tagger.json", "tagger.npz"])
def test_a_broken_file_is_named(taught, tmp_path, encoder, analyser, broken):
    """Half a file is no tagger."""
    taught.save(tmp_path)
    path = tmp_path / broken
    path.write_bytes(path.read_bytes()[:100])
    with pytest.raises(InputError, match="no tagger that can be read"):
        CodebookTagger.load(tmp_path, encoder, analyser)


def test_a_missing_folder_is_named(tmp_path, encoder, analyser):
    """So is a folder that is not there."""
    with pytest.raises(InputError, match="nowhere"):
        CodebookTagger.load(tmp_path / "nowhere", encoder, analyser)


def test_what_was_learned_is_in_the_hash(taught, tagger):
    """Learning changes the state hash."""
    assert taught.state_hash != tagger.state_hash


def test_pickle_works_in_memory_and_leaves_models_out(codebook):
    """A pickled tagger carries its arguments; the tools are made again."""
    import pickle

    again = pickle.loads(pickle.dumps(CodebookTagger(codebook)))
    assert again.codebook == codebook
