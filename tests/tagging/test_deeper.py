"""The deeper mode: an encoder learns from what people checked, and can still be taken apart."""

from __future__ import annotations

from dataclasses import replace

import numpy as np
import pytest

from themekit.errors import InputError, UsageError
from themekit.tagging import CodebookTagger, deepening
from themekit.tagging.deepening import gain
from themekit.tagging.solver import Task
from themekit.tagging.tuning import Settings, tune
from themekit.vectors.layers import tunable, upper_weights
from themekit.vectors.sentences import SentenceEncoder

QUICK = Settings(layers=1, rate=1e-2, readings=720)


def tiny_encoder(folder, words, key="tiny"):
    """Write a model that knows some words to a folder and load it."""
    import torch
    from sentence_transformers import SentenceTransformer
    from sentence_transformers.sentence_transformer.modules import Pooling, Transformer
    from transformers import BertConfig, BertModel, BertTokenizerFast

    names = ["[PAD]", "[UNK]", "[CLS]", "[SEP]", "[MASK]", *sorted(words)]
    folder.mkdir(parents=True)
    (folder / "vocab.txt").write_text("\n".join(names), encoding="utf-8")
    shape = BertConfig(
        vocab_size=len(names),
        hidden_size=16,
        num_hidden_layers=2,
        num_attention_heads=2,
        intermediate_size=32,
        max_position_embeddings=64,
        initializer_range=0.3,
    )
    with torch.random.fork_rng(devices=[]):
        torch.manual_seed(1)
        BertModel(shape).save_pretrained(folder / "plain")
    BertTokenizerFast(vocab=str(folder / "vocab.txt")).save_pretrained(folder / "plain")
    layers = Transformer(str(folder / "plain"))
    model = SentenceTransformer(modules=[layers, Pooling(16)], device="cpu")
    model.save(str(folder / "model"))
    return SentenceEncoder(folder / "model", key)


@pytest.fixture(scope="module")
def labelled(checked):
    """Return texts and the task that their codes pose above a codebook that says nothing."""
    texts, y, _ = checked(120)
    none = np.zeros(y.shape)
    return texts, Task(none, y.astype(float), np.ones(y.shape))


def contrast(encoder, texts, task):
    """Return how much more alike texts of one code are than others."""
    vectors, alike = encoder.encode(texts), task.y @ task.y.T > 0
    likeness = vectors @ vectors.T
    return float(likeness[alike].mean() - likeness[~alike].mean())


@pytest.fixture(scope="module")
def tiny(tmp_path_factory, checked):
    """Return an encoder of two layers."""
    texts, _, _ = checked(120)
    words = {word.strip(".,").lower() for text in texts for word in text.split()}
    return tiny_encoder(tmp_path_factory.mktemp("tiny") / "model", words)


@pytest.fixture(scope="module")
def deeper(codebook, tiny, analyser, checked):
    """Return a tagger in which the fine-tuned encoder counts for half."""
    texts, y, groups = checked(120)
    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(deepening, "gain", lambda *_: 0.01)
        patch.setattr(deepening, "SETTINGS", QUICK)
        tagger = CodebookTagger(codebook, tiny, analyser, deeper=True)
        return tagger.fit(texts, y, groups=groups)


def test_tuning_draws_texts_of_one_code_together(tiny, labelled):
    """After tuning, texts of one code lie nearer to each other than to others."""
    texts, task = labelled
    tuned = tune(tiny, texts, task, QUICK)
    assert contrast(tuned, texts, task) > contrast(tiny, texts, task) + 0.1


def test_tuning_leaves_the_encoder_that_was_given_alone(tiny, labelled):
    """What was tuned is a copy with a key of its own; layers below are as they were."""
    texts, task = labelled
    before = upper_weights(tiny, 2)
    tuned = upper_weights(changed := tune(tiny, texts, task, QUICK), 2)
    after = upper_weights(tiny, 2)
    assert all((before[name] == after[name]).all() for name in before)
    assert all((before[name] == tuned[name]).all() for name in before if name.startswith("0."))
    assert any((before[name] != tuned[name]).any() for name in before if name.startswith("1."))
    assert changed.key != tiny.key


def test_the_same_seed_gives_the_same_bits(tiny, labelled):
    """Twice the same, whatever else drew numbers; another seed gives others, and another key."""
    import torch

    texts, task = labelled
    one = tune(tiny, texts, task, QUICK)
    torch.manual_seed(99)
    state = torch.get_rng_state()
    two = tune(tiny, texts, task, QUICK)
    assert torch.equal(state, torch.get_rng_state())
    other = tune(tiny, texts, task, replace(QUICK, seed=1))
    assert (one.encode(texts) == two.encode(texts)).all()
    assert one.key == two.key
    assert (one.encode(texts) != other.encode(texts)).any()
    assert one.key != other.key


def test_a_pair_that_nobody_looked_at_teaches_nothing(tiny, labelled):
    """What stands where nobody looked is never read."""
    texts, task = labelled
    looked = np.ones(task.y.shape)
    looked[::2] = 0
    changed = np.where(looked == 1, task.y, 1 - task.y)
    one = tune(tiny, texts, Task(task.offset, task.y, looked), QUICK)
    two = tune(tiny, texts, Task(task.offset, changed, looked), QUICK)
    assert np.allclose(one.encode(texts), two.encode(texts), atol=1e-5)


def test_parts_sum_to_the_log_odds_with_a_tuned_encoder(deeper, texts):
    """What the tuned encoder adds is one part of a sum that holds to 1e-9."""
    decided = deeper.decision_function(texts)
    for row, codes in enumerate(deeper.explain(texts)):
        for column, one in enumerate(codes.values()):
            total = one.base + sum(part.weight for part in one.parts)
            assert total == pytest.approx(decided[row, column], abs=1e-9)
            assert sum(part.kind == "deeper reading" for part in one.parts) == 1


def test_no_score_depends_on_the_others_with_a_tuned_encoder(deeper, texts):
    """Alone or among others, in any order."""
    together = deeper.predict_proba(texts)
    for row, text in enumerate(texts):
        assert deeper.predict_proba([text])[0] == pytest.approx(together[row], abs=1e-6)


def test_suggestions_can_be_told_with_a_tuned_encoder(deeper):
    """A suggestion has its reason in words."""
    tags = deeper.suggest(["The bus did not come."])[0]
    assert any(tag.status == "suggested" and tag.because for tag in tags)


def test_a_loaded_deeper_tagger_says_the_same(deeper, texts, tmp_path, tiny, analyser):
    """Scores, hash and explanations survive the disk."""
    deeper.save(tmp_path)
    again = CodebookTagger.load(tmp_path, tiny, analyser)
    assert (again.predict_proba(texts) == deeper.predict_proba(texts)).all()
    assert again.state_hash == deeper.state_hash
    assert again.explain(texts[:1]) == deeper.explain(texts[:1])
    assert again.learned_.deep.encoder.key == deeper.learned_.deep.encoder.key


def test_saving_a_plain_tagger_over_a_deeper_one_leaves_nothing_of_it(deeper, taught, tmp_path):
    """What a folder holds is one tagger's."""
    deeper.save(tmp_path)
    assert (tmp_path / "deeper.safetensors").exists()
    taught.save(tmp_path)
    assert not (tmp_path / "deeper.safetensors").exists()


def test_half_a_tuned_encoder_is_named(deeper, tmp_path, tiny, analyser):
    """A file that was cut off is no encoder."""
    deeper.save(tmp_path)
    path = tmp_path / "deeper.safetensors"
    path.write_bytes(path.read_bytes()[:500])
    with pytest.raises(InputError, match="no fine-tuned encoder that can be read"):
        CodebookTagger.load(tmp_path, tiny, analyser)


def test_an_encoder_without_layers_is_refused(codebook, encoder, analyser, checked):
    """There is nothing to tune in it, and it is said."""
    texts, y, groups = checked(120)
    with pytest.raises(UsageError, match="no layers to fine-tune"):
        CodebookTagger(codebook, encoder, analyser, deeper=True).fit(texts, y, groups=groups)


def test_the_encoder_behind_a_cache_is_the_one_that_is_tuned(tiny):
    """A run keeps vectors on disk; what learns is the model itself."""

    class Cache:
        key, dimensions = tiny.key, tiny.dimensions

        def uncached(self):
            """Return the real encoder."""
            return tiny

    assert tunable(Cache()) is tiny


def test_few_checked_texts_are_not_tuned_on(codebook, tiny, analyser, checked):
    """Below a hundred the deeper mode is the plain one."""
    texts, y, groups = checked(60)
    plain = CodebookTagger(codebook, tiny, analyser).fit(texts, y, groups=groups)
    asked = CodebookTagger(codebook, tiny, analyser, deeper=True).fit(texts, y, groups=groups)
    assert asked.learned_.deep is None
    assert asked.state_hash == plain.state_hash


def test_a_second_opinion_counts_only_where_it_helps():
    """Noise does not count, the truth does; pairs that nobody looked at have no say."""
    rng = np.random.default_rng(0)
    y = (rng.random((300, 4)) < 0.3).astype(float)
    looked = (rng.random(y.shape) < 0.5).astype(float)
    fair = 2 * y - 1 + rng.normal(size=y.shape)
    truth, noise = 6 * y - 3, 3 * rng.normal(size=y.shape)
    task = Task(np.zeros(y.shape), y, looked)
    assert gain(fair, np.where(looked == 1, truth, -truth), task) > 0
    assert gain(fair, np.where(looked == 1, noise, truth), task) <= 0
    assert gain(fair, truth, Task(task.offset, y, np.zeros(y.shape))) == 0
