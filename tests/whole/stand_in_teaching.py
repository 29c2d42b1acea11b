"""Learn what people decided with stand-ins for the models: argv is the study."""

import sys
from pathlib import Path

sys.path.insert(0, str(Path(__file__).resolve().parents[1]))

from support import PlainAnalyser, WordEncoder
from themekit.workflows.context import Models
from themekit.workflows.teaching_process import learn, live_with_parent

live_with_parent()
models = Models(WordEncoder.key, PlainAnalyser.key, WordEncoder, PlainAnalyser)
sys.exit(learn(Path(sys.argv[1]), models))
