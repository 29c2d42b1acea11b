"""The seam between what a stage does and where it is done."""

import pickle
import subprocess
import sys
from pathlib import Path

import numpy as np
import pytest

from support import PlainAnalyser, WordEncoder, make_study
from themekit import engine as engines
from themekit.engine import LocalEngine, dask_engine
from themekit.engine.references import MOST, Reference, made_once
from themekit.engine.remote_models import RemoteAnalyser, RemoteEncoder, parts_by_length
from themekit.engine.transport import differences, machine
from themekit.errors import EngineError, InputError, Problem, UsageError
from themekit.spans import Span
from themekit.store.vectors import CachedEncoder
from themekit.workflows.context import Models
from themekit.workflows.run import run_study


class PickyEngine(LocalEngine):
    """An engine as strict as a cluster: everything that passes is pickled on its way."""

    elsewhere = True
    workers = 3

    def __init__(self) -> None:
        self.parts: list[object] = []

    def map(self, function, parts):
        """Do one part after the other, with copies of everything."""
        for part in parts:
            self.parts.append(part)
            work = pickle.loads(pickle.dumps(function))
            yield pickle.loads(pickle.dumps(work(pickle.loads(pickle.dumps(part)))))


def outputs(study: Path) -> dict[str, bytes]:
    """Return the bytes of all scores and of every output but run.json, which holds times."""
    found = sorted((study / "outputs").iterdir())
    kept = [path for path in found if path.name != "run.json"]
    kept += sorted((study / ".themekit" / "scores").iterdir())
    return {path.name: path.read_bytes() for path in kept}


def test_the_local_engine_is_lazy_and_keeps_the_order() -> None:
    """No part is taken before its result is asked for."""
    taken: list[int] = []
    results = LocalEngine().map(lambda part: part * 10, (taken.append(n) or n for n in range(5)))
    assert taken == []
    assert [next(results), next(results)] == [0, 10]
    assert taken == [0, 1]
    assert list(results) == [20, 30, 40]


def test_a_study_worked_on_elsewhere_ends_in_the_same_bytes(tmp_path: Path) -> None:
    """Every stage's parts, functions and results survive the way there and back."""
    here, there = make_study(tmp_path / "here"), make_study(tmp_path / "there")
    models = Models(WordEncoder.key, PlainAnalyser.key, WordEncoder, PlainAnalyser)
    engine = PickyEngine()
    run_study(here, models=models)
    run_study(there, models=models, engine=engine)
    assert outputs(there) == outputs(here)
    assert {type(part).__name__ for part in engine.parts} >= {"SourceFile", "Measured"}
    assert run_study(there, models=models, engine=engine).done == ()


def test_sentences_are_found_where_documents_are_cut(tmp_path: Path) -> None:
    """A unit that needs the analyser does not need this process for it."""
    text = (make_study(tmp_path / "here") / "study.yaml").read_text()
    sentences = text.replace("interviewer: [INT]", "unit: sentence")
    here, there = (
        make_study(tmp_path / name, **{"study.yaml": sentences}) for name in ("here", "there")
    )
    models = Models(WordEncoder.key, PlainAnalyser.key, WordEncoder, PlainAnalyser)
    run_study(here, models=models)
    run_study(there, models=models, engine=PickyEngine())
    assert outputs(there) == outputs(here)
    assert b"0006" in outputs(here)["segments.csv"]


def test_vectors_do_not_depend_on_how_texts_were_parted(tmp_path: Path) -> None:
    """Rows of texts and of their parts come back in order, and none is lost between parts."""
    texts = [f"text {'long ' * (n % 7) * 100}{n}" for n in range(40)]
    spans = [[Span(0, 4), Span(5, len(text))] if n % 3 else [] for n, text in enumerate(texts)]
    reference = Reference(WordEncoder.key, WordEncoder)
    here = CachedEncoder(tmp_path / "here", WordEncoder.key, WordEncoder)
    engine = PickyEngine()
    there = CachedEncoder(
        tmp_path / "there", WordEncoder.key, lambda: RemoteEncoder(engine, reference)
    )
    for one, other in zip(
        here.encode_layers(texts, spans), there.encode_layers(texts, spans), strict=True
    ):
        assert np.array_equal(one, other)
    assert len(engine.parts) > 6
    assert there.encode([]).shape == (0, 16)


def test_batches_are_under_way_together_and_come_back_apart() -> None:
    """Parts of the next batch are handed out before the last of this one is there."""
    texts = [f"text {'long ' * 300}{n}" for n in range(30)]
    batches = [(texts[:20], [()] * 20), ([], []), (texts[20:], [()] * 10)]
    engine = PickyEngine()
    remote = RemoteEncoder(engine, Reference(WordEncoder.key, WordEncoder))
    found = list(remote.encode_batches(iter(batches)))
    assert [len(whole) for whole, _, _ in found] == [20, 0, 10]
    for (asked, _), (whole, _, _) in zip(batches, found, strict=True):
        assert np.array_equal(whole, WordEncoder().encode(asked))


def test_analyses_come_back_as_they_were_made() -> None:
    """Words, lemmas and sentences survive the way."""
    texts = ["One here. Two there.", "", "Money again"]
    remote = RemoteAnalyser(PickyEngine(), Reference(PlainAnalyser.key, PlainAnalyser))
    real = PlainAnalyser()
    for one, other in zip(remote.docs(texts), real.docs(texts), strict=True):
        assert one.vocab is remote.vocab
        assert [(w.text, w.lemma_, w.pos_, w.is_sent_start) for w in one] == [
            (w.text, w.lemma_, w.pos_, w.is_sent_start) for w in other
        ]


def test_parts_cover_all_texts_and_are_of_about_equal_length() -> None:
    """No worker waits long for the last one, and no part is too small to fill a batch."""
    texts = ["x" * (n % 90) for n in range(5_000)]
    parts = parts_by_length(texts, 2)
    assert [text for part in parts for text in texts[part]] == texts
    lengths = [sum(map(len, texts[part])) for part in parts]
    assert max(lengths[:-1]) - min(lengths[:-1]) < 90
    assert len(parts) == 20
    assert parts_by_length([], 2) == []
    assert parts_by_length(["", ""], 2) == [slice(0, 2)]


def test_a_run_in_this_process_never_loads_dask(tmp_path: Path) -> None:
    """Who does not ask for the extra does not wait for it."""
    study = make_study(tmp_path / "study")
    driver = Path(__file__).parents[1] / "whole" / "stand_in_run.py"
    code = (
        f"import runpy, sys; sys.argv[1:] = [{str(study)!r}]; runpy.run_path({str(driver)!r}); "
        "print([name for name in ('dask', 'distributed') if name in sys.modules])"
    )
    done = subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, check=True)
    assert done.stdout.splitlines()[-1] == "[]"
    assert (study / "outputs" / "run.json").exists()


def test_a_model_is_loaded_once_a_process() -> None:
    """Every part after the first finds it there; the one used longest ago makes room."""
    made: list[str] = []
    for key in ("a", "b", "a", *map(str, range(MOST - 1)), "a", "b"):
        made_once(f"once-{key}", lambda key=key: made.append(key) or key)
    assert made.count("a") == 1
    assert made.count("b") == 2


def test_another_model_under_the_same_name_is_refused() -> None:
    """A worker with other weights changes no result in silence."""
    with pytest.raises(EngineError, match="loads the model word-encoder-1 where this run uses x"):
        Reference("x", WordEncoder).get()


def test_what_differs_on_a_worker_is_named() -> None:
    """One sentence with what is there and what is here."""
    here = (("Python", "3.11"), ("torch", "2.13.0"), ("encoder", "abc"))
    there = (("Python", "3.11"), ("torch", "2.12.0"))
    assert differences(here, here) == ""
    assert differences(here, there) == "torch 2.12.0 (here 2.13.0), encoder unknown (here abc)"
    assert dict(machine(None, None))["encoder"].startswith("53aa51172d14")
    assert dict(machine("nobody/nothing", "no_model"))["spaCy model"] == "none of that name"


def test_an_error_with_its_problems_survives_the_way_between_processes() -> None:
    """What a worker finds wrong with a source is told with file, line and hint."""
    error = InputError([Problem("a.csv", 3, "wrong", "right"), Problem("b.csv", None, "empty")])
    again = pickle.loads(pickle.dumps(error))
    assert again.problems == error.problems
    assert str(again) == str(error)


def test_without_dask_one_sentence_says_what_to_install(monkeypatch: pytest.MonkeyPatch) -> None:
    """No traceback of a missing import."""
    monkeypatch.setattr(engines, "find_spec", lambda _: None)
    with pytest.raises(UsageError, match=r"pip install 'themekit\[dask\]'"), dask_engine():
        pass
