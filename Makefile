# Two commands are all a newcomer needs: `make demo` and `make test`.
# Both set everything up first; later runs need no network.

PYTHON ?= python3
VENV   := .venv
BIN    := $(VENV)/bin
READY  := $(VENV)/.ready
DEMO   := corpora/lifeline-london
QUICK  := $(addprefix tests/,codebook disclosure language matrix packaging reading report segmenting starting statistics study) \
          tests/test_files.py tests/test_names.py tests/test_studyfile.py tests/test_unforeseen.py

.PHONY: demo quick test check bench soak fuzz pictures reference book wheel setup constraints clean

demo: setup
	$(BIN)/themekit import $(DEMO) $(DEMO)/reference/codings.csv $(DEMO)/reference/looks.csv
	$(BIN)/themekit run $(DEMO)
	@echo
	@echo "The theme matrix: $(DEMO)/outputs/theme_matrix.html (open it in a browser)"

# What a change breaks most often, in under a minute: no model, no browser, no process, no whole run.
quick: setup
	OMP_NUM_THREADS=1 $(BIN)/python -m pytest -n 2 -q -m "not models and not slow and not shared" $(QUICK)

test: setup
# Two workers on few cores: more threads in each would only wait for each other.
	OMP_NUM_THREADS=1 $(BIN)/python -m pytest -n 2

check: setup
	$(BIN)/ruff check .
	$(BIN)/ruff format --check .
	$(BIN)/mypy
	$(BIN)/lint-imports --no-cache
	$(MAKE) test

bench: setup
	$(BIN)/python benchmarks/run.py

# What is too long for CI: the laws of decisions on thousands of sequences, kills at 200 moments, and
# people who decide while runs work and are killed, and on the pages; 500 simulated studies for each
# interval.
soak: setup
	THEMEKIT_SOAK=1 OMP_NUM_THREADS=1 $(BIN)/python -m pytest -n 2 tests/decisions tests/matrix/test_properties.py tests/whole/test_kill.py tests/whole/test_review_killed.py
	$(BIN)/python benchmarks/soak.py
	$(BIN)/python benchmarks/review.py
	$(BIN)/python benchmarks/effect.py

# An hour of mutated bytes for every reader; what it finds goes to fuzz-findings/.
fuzz: setup
	$(BIN)/python -m pip install --quiet atheris
	$(BIN)/python fuzz/readers.py

# The pictures in docs/pictures, from the real pages of the synthetic study; needs Chromium.
pictures: setup
	$(BIN)/python docs/pictures.py

# The pages of docs/reference, from the code.
reference: setup
	$(BIN)/python docs/reference.py

# A site of the pages in docs/, in docs/_site; a link that leads nowhere is an error.
book: reference
	$(BIN)/sphinx-build --quiet --fail-on-warning docs docs/_site
	@echo "The book: docs/_site/index.html"

# What is handed out, into dist: docs/install.md says what to do with it.
wheel: setup
	$(BIN)/python -m hatchling build -t wheel

setup: $(READY)

# pip reads PIP_EXTRA_INDEX_URL by itself: README says which line gives torch without CUDA.
$(READY): pyproject.toml constraints.txt
	$(PYTHON) -c 'import sys; sys.exit(sys.version_info < (3, 11) and "themekit needs Python 3.11 or newer; set PYTHON=...")'
	@echo "Installing, 3 to 6 minutes (longer on a slow machine). Nothing is shown meanwhile."
	$(PYTHON) -m venv $(VENV)
	$(BIN)/python -m pip install --quiet --upgrade pip
	$(BIN)/python -m pip install --quiet --constraint constraints.txt --editable '.[dev]'
# An oracle of the tests. It asks for a coverage of years ago without using it, so it comes alone.
	$(BIN)/python -m pip install --quiet --no-deps irrcac==0.4.4
	touch $(READY)

# Writes constraints.txt from what is installed now: upgrade in .venv first, run `make check` after.
constraints: setup
	$(BIN)/python -m pip freeze --exclude-editable | sed 's/+cpu$$//' > constraints.new
	mv constraints.new constraints.txt

clean:
	rm -rf $(VENV) corpora/*/outputs corpora/*/.themekit
