"""Run a study with stand-ins for the models, so that a test can kill it often: argv is the study."""

import sys
from pathlib import Path

sys.path.insert(0, str(Path(__file__).resolve().parents[1]))

from support import PlainAnalyser, WordEncoder
from themekit.store import vectors
from themekit.workflows import segment, suggest
from themekit.workflows.context import Models
from themekit.workflows.run import run_study

# Small parts, so that a kill falls between many savings.
vectors.PART = segment.PART = suggest.DOCUMENTS = 5
models = Models(WordEncoder.key, PlainAnalyser.key, WordEncoder, PlainAnalyser)
sys.stdout.write("ready\n")
sys.stdout.flush()
run_study(Path(sys.argv[1]), models=models)
