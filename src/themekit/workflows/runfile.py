"""run.json: the record of a run, written last."""

from __future__ import annotations

import json
from collections.abc import Iterable
from importlib import metadata
from typing import Any

import themekit
from themekit.store import write_outputs
from themekit.store.documents import load_sources
from themekit.store.files import file_hash
from themekit.store.stages import StageRow
from themekit.vectors import BUNDLED, model_hash
from themekit.workflows.context import RunContext, wants_public

RUN_FILE = "run.json"
_ORDER = ("read", "segment", "suggest", "topics", "matrix", "report")
PACKAGES = ("spacy", "sentence-transformers", "torch", "scikit-learn", "bertopic", "numpy")


def write_run_file(context: RunContext, stages: dict[str, StageRow]) -> dict[str, str]:
    """Write the record of what the outputs were made from and with; return its hash by name."""
    with context.store.reading() as connection:
        sources = load_sources(connection)
    record = {
        "study": context.study.title,
        "units": stages["matrix"].details["units"],
        "stages": {name: _stage(stages[name]) for name in _ORDER if name in stages},
        "versions": {
            "themekit": themekit.__version__,
            **{name: metadata.version(name) for name in PACKAGES},
        },
        "model": {
            "encoder": context.options.model or BUNDLED,
            "hash": model_hash(context.options.model),
            "key": context.models.encoder_key,
            "spacy": context.models.analyser_key,
        },
        "seed": context.options.seed,
        "decisions_through": stages["matrix"].details.get("decisions_through", 0),
        "learned_through": _learned(stages),
        "settings": _settings(context, stages),
        "inputs": inputs_of(context, sources),
        "codebook": {
            "name": context.codebook.name,
            "version": context.codebook.version,
            "hash": context.codebook.hash,
            "file": file_hash(context.study.codebook),
        },
        "outputs": {
            name: seen
            for stage in (stages[name] for name in _ORDER if name in stages)
            for name, seen in stage.details.get("outputs", {}).items()
        },
    }
    text = json.dumps(record, ensure_ascii=False, indent=1) + "\n"
    return write_outputs(context.outputs, [(RUN_FILE, [text.encode()])])


def _stage(stage: StageRow) -> dict[str, Any]:
    return {"seconds": round(stage.seconds, 2), "in": stage.count_in, "out": stage.count_out}


def _learned(stages: dict[str, StageRow]) -> int:
    """Return the number of the last event that suggestions were learned from."""
    return stages["suggest"].details.get("learned_through", 0) if "suggest" in stages else 0


def _settings(context: RunContext, stages: dict[str, StageRow]) -> dict[str, Any]:
    topics = stages["topics"].details if "topics" in stages else {}
    return {
        "method": context.study.method,
        "public": wants_public(context),
        "topics": dict(topics.get("settings", ())) or topics.get("reason", ""),
    }


def inputs_of(context: RunContext, sources: Iterable[str]) -> dict[str, str]:
    """Return the SHA-256 of every file that the study reads."""
    study = context.study
    tables = (study.cases, study.questions, study.findings, study.recommendations)
    names = ["study.yaml", *(name for name in tables if name), *sources]
    # What was imported stays though no file of it lies on the disk.
    there = (name for name in names if (study.root / name).is_file())
    return {name: file_hash(study.root / name) for name in there}
