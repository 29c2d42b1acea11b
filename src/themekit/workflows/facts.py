"""What a reader needs to trace a run: codebook, method, models, seed, versions."""

from __future__ import annotations

from collections.abc import Iterator
from importlib import metadata
from pathlib import Path

import themekit
from themekit.records import Pairs
from themekit.topics import NO_LABEL
from themekit.vectors import BUNDLED, model_hash
from themekit.workflows.context import RunContext
from themekit.workflows.counting import Result
from themekit.workflows.runfile import PACKAGES


def facts_of(context: RunContext, result: Result, *, public: bool) -> Pairs:
    """Say what a reader of the report needs to trace it; in public no folder of this machine."""
    model = _model(context, public=public)
    return (
        ("Codebook", _codebook(context)),
        ("Method", f"{context.study.method} thematic analysis"),
        ("Suggestions by", f"{model} ({context.models.encoder_key[:8]})"),
        ("Language model", context.models.analyser_key),
        ("Topics", topics_told(result)),
        ("Seed", str(context.options.seed)),
        ("Made with", f"themekit {themekit.__version__}"),
    )


def traced(context: RunContext, *, public: bool) -> Pairs:
    """Say all of it that a methods appendix holds: hashes whole, versions of what it stands on."""
    options = context.options
    model = f"{_model(context, public=public)}, sha256 {model_hash(options.model)}"
    return (
        ("Method", f"{context.study.method} thematic analysis"),
        ("Tool", f"themekit {themekit.__version__}"),
        ("Codebook", _codebook(context)),
        ("Model that reads texts as vectors", model),
        ("Language model", context.models.analyser_key),
        *_chosen(context),
        ("Seed", str(options.seed)),
        ("Stands on", ", ".join(f"{name} {metadata.version(name)}" for name in PACKAGES)),
    )


def _chosen(context: RunContext) -> Iterator[tuple[str, str]]:
    options = context.options
    if options.precision is not None:
        yield "Suggested from", f"a precision of {options.precision:g} on"
    if options.deeper:
        yield "Deeper reading", "the model was tuned on what people checked"


def topics_told(result: Result) -> str:
    """Say what topics came to."""
    found = [topic for topic in result.topics.topics if topic.id >= 0]
    held = [topic for topic in found if topic.holds]
    named = sum(topic.label != NO_LABEL for topic in held)
    told = (
        f"{len(found)} candidate topics, {len(held)} of which return when other people are drawn, "
        f"{named} of these with a clear label (topics.csv)"
    )
    return result.topics.reason or told


def _model(context: RunContext, *, public: bool) -> str:
    model = context.options.model or BUNDLED
    return Path(model).name if public else model


def _codebook(context: RunContext) -> str:
    codebook = context.codebook
    version = f", version {codebook.version}" if codebook.version else ""
    return f"{codebook.name}{version} ({codebook.hash[:8]})"
