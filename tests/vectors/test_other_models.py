"""Encoders of other kinds and languages: a tiny one with random weights, made on the spot.

It has what multilingual models have and the bundled one has not: pieces of a unigram vocabulary,
another number for padding, positions counted from there, no token types, and a last layer that
changes the length of the vectors.
"""

from pathlib import Path

import numpy as np
import pytest

from themekit.codebook import Code, Codebook
from themekit.spans import Span
from themekit.tagging import CodebookTagger
from themekit.vectors import load_encoder

TEXTS = [
    "Der Bus kam nie. Wir warteten eine Stunde lang im Regen.",
    "Le bus est toujours en retard !",
    "Автобус снова опоздал, а водитель ничего не сказал.",
    "Keiner sagte etwas.",
]


@pytest.fixture(scope="module")
def folder(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """Return the folder of a tiny multilingual model."""
    import torch
    from sentence_transformers import SentenceTransformer
    from sentence_transformers.sentence_transformer.modules import Dense, Pooling, Transformer
    from tokenizers import Tokenizer, models, pre_tokenizers, processors, trainers
    from transformers import PreTrainedTokenizerFast, XLMRobertaConfig, XLMRobertaModel

    torch.manual_seed(0)
    special = ["<s>", "<pad>", "</s>", "<unk>"]
    tokenizer = Tokenizer(models.Unigram())
    tokenizer.pre_tokenizer = pre_tokenizers.Metaspace()
    trainer = trainers.UnigramTrainer(vocab_size=120, special_tokens=special, unk_token="<unk>")
    tokenizer.train_from_iterator(TEXTS * 5, trainer)
    tokenizer.post_processor = processors.TemplateProcessing(
        single="<s> $A </s>", special_tokens=[("<s>", 0), ("</s>", 2)]
    )
    plain = tmp_path_factory.mktemp("plain")
    PreTrainedTokenizerFast(
        tokenizer_object=tokenizer,
        bos_token="<s>",
        eos_token="</s>",
        pad_token="<pad>",
        unk_token="<unk>",
        cls_token="<s>",
        sep_token="</s>",
        model_max_length=64,
        model_input_names=["input_ids", "attention_mask"],
    ).save_pretrained(plain)
    config = XLMRobertaConfig(
        vocab_size=tokenizer.get_vocab_size(),
        hidden_size=32,
        num_hidden_layers=2,
        num_attention_heads=2,
        intermediate_size=64,
        max_position_embeddings=70,
        pad_token_id=1,
    )
    XLMRobertaModel(config).save_pretrained(plain)
    inner = Transformer(str(plain))
    model = SentenceTransformer(modules=[inner, Pooling(32), Dense(32, 24)], device="cpu")
    whole = tmp_path_factory.mktemp("whole")
    model.save(str(whole))
    return whole


@pytest.mark.models
def test_vectors_are_those_of_the_library(folder: Path) -> None:
    """Our batches, widths and padding change nothing but the last bits."""
    from sentence_transformers import SentenceTransformer

    theirs = SentenceTransformer(str(folder), device="cpu").encode(TEXTS, normalize_embeddings=True)
    ours = load_encoder(str(folder)).encode(TEXTS)
    assert ours.shape == (4, 24)
    assert ours == pytest.approx(theirs, abs=1e-5)


@pytest.mark.models
def test_parts_go_through_the_model_by_themselves_where_it_does_more_than_a_mean(
    folder: Path,
) -> None:
    """Token states are longer than the last layer's output: their mean is no vector of a text."""
    encoder = load_encoder(str(folder))
    whole, parts = encoder.encode_spans(TEXTS[:1], [[Span(0, 16), Span(17, len(TEXTS[0]))]])
    assert whole.shape == (1, 24)
    assert parts.shape == (2, 24)
    assert parts == pytest.approx(encoder.encode([TEXTS[0][:16], TEXTS[0][17:]]), abs=1e-6)
    assert np.isfinite(encoder.word_vectors(["Bus", "Regen"])).all()


@pytest.mark.models
def test_the_tagger_works_with_it(folder: Path) -> None:
    """From the codebook alone, and with something checked."""
    codes = tuple(
        Code(id=name.lower(), name=name, path=(name,), definition=text)
        for name, text in (("Bus", "Busse und Fahrer"), ("Warten", "Lange warten müssen"))
    )
    tagger = CodebookTagger(Codebook("Klein", "1", (), codes), load_encoder(str(folder)))
    tagger.fit(TEXTS, [[1, 1], [1, 0], [1, 0], [0, 0]])
    assert tagger.predict_proba(TEXTS).shape == (4, 2)
    assert tagger.fit([], []).predict_proba(TEXTS[:1]).shape == (1, 2)
