# make demo   sets everything up, codes the bundled example articles and fuses them into incidents
# make test   sets everything up and passes the tests; those of the screens where there is a Chromium (make chromium)
PYTHON ?= python3
VENV   ?= .venv
BIN    := $(VENV)/bin
PIP    := $(BIN)/python -m pip --disable-pip-version-check --quiet

.PHONY: demo test chromium check audit fuzz quality bench screenshots docs wheel lock clean

demo: $(VENV)/.installed
	@echo "dateline code examples --format table"
	@$(BIN)/dateline code examples --format table
	@echo
	@echo "One record, whole (dateline code examples/ultimatum.txt | head -n 1):"
	@$(BIN)/dateline code examples/ultimatum.txt | head -n 1
	@echo
	@echo "dateline build examples --store build/demo; dateline incidents 'type:ASSAULT' --store build/demo --format table"
	@$(BIN)/dateline --quiet build examples --store build/demo
	@$(BIN)/dateline incidents 'type:ASSAULT' --store build/demo --format table
	@echo
	@echo "In the browser, with every value beside its sentence: $(BIN)/dateline serve build/demo --open"

test: $(VENV)/.developed
	$(BIN)/pytest -n 2

# A browser for the tests of the screens, where the system can install one; without it they are skipped, saying so.
chromium:
	@command -v chromium >/dev/null || { apt-get update -qq && apt-get install -y -qq --no-install-recommends chromium >/dev/null; } \
	  || echo "No Chromium could be installed: the tests of the screens will be skipped (or name one in DATELINE_CHROMIUM)."

check: $(VENV)/.developed
	$(BIN)/ruff check .
	$(BIN)/ruff format --check .
	$(BIN)/mypy
	$(BIN)/lint-imports
	$(BIN)/python bench/licences.py

# Figures on the development data may never fall below their floors; skips, saying so, where the data is absent.
quality: $(VENV)/.developed
	$(BIN)/python bench/quality/gate.py

bench: $(VENV)/.developed
	$(BIN)/python bench/speed/build.py

# The pictures of the screens in docs/images, of this project's own stories.
screenshots: $(VENV)/.developed
	$(BIN)/python bench/screens/pictures.py

# Known vulnerabilities of what the locks name, asked of the advisory service over the network; without an answer it says
# so and goes on (STRICT=--strict ends it).
audit: $(VENV)/.developed
	$(BIN)/python bench/audit.py $(STRICT)

# Every reader and the coder's text path against inputs that are made to break them; hours. bench/fuzz/run.py tells more.
RUNS ?= 50000
fuzz: $(VENV)/.developed
	$(BIN)/python bench/fuzz/run.py all --runs $(RUNS)

# The documentation as a site, every link checked, into build/site.
docs: $(VENV)/.developed
	NO_MKDOCS_2_WARNING=1 $(BIN)/python -m mkdocs build --strict
	@echo "Open build/site/index.html; for the search: python3 -m http.server --directory build/site"

# The wheel: built twice, compared, looked into, and tried in a fresh environment of each of $(PYTHONS).
PYTHONS ?= $(PYTHON)
wheel: $(VENV)/.developed
	$(BIN)/python scripts/check_wheel.py --install $(PYTHONS)

# Versions and hashes of everything that is installed. Needs uv.
lock:
	uv pip compile -q --universal --python-version 3.11 --generate-hashes --no-emit-index-url --no-header pyproject.toml -o requirements.lock
	uv pip compile -q --universal --python-version 3.11 --generate-hashes --no-emit-index-url --no-header --group dev pyproject.toml -o requirements-dev.lock

$(VENV)/bin/python:
	@$(PYTHON) -c 'import sys; sys.exit(sys.version_info < (3, 11) and "Dateline needs Python 3.11 or newer: make PYTHON=python3.12 demo")'
	$(PYTHON) -m venv $(VENV)

$(VENV)/.installed: requirements.lock pyproject.toml | $(VENV)/bin/python
	@echo "Installing Dateline into $(VENV) (a minute or two, once)."
	$(PIP) install --require-hashes -r requirements.lock
	$(PIP) install --no-deps -e .
	@touch $@

$(VENV)/.developed: requirements-dev.lock $(VENV)/.installed
	$(PIP) install --require-hashes -r requirements-dev.lock
	@touch $@

clean:
	rm -rf $(VENV) build dist .mypy_cache .ruff_cache .pytest_cache .import_linter_cache .hypothesis
