# make demo   sets everything up and codes the bundled example articles
# make test   sets everything up and passes the tests
PYTHON ?= python3
VENV   ?= .venv
BIN    := $(VENV)/bin
PIP    := $(BIN)/python -m pip --disable-pip-version-check --quiet

.PHONY: demo test check quality bench lock clean

demo: $(VENV)/.installed
	@echo "dateline code examples --format table"
	@$(BIN)/dateline code examples --format table
	@echo
	@echo "One record, whole (dateline code examples/ultimatum.txt | head -n 1):"
	@$(BIN)/dateline code examples/ultimatum.txt | head -n 1

test: $(VENV)/.developed
	$(BIN)/pytest -n 2

check: $(VENV)/.developed
	$(BIN)/ruff check .
	$(BIN)/ruff format --check .
	$(BIN)/mypy
	$(BIN)/lint-imports

# Figures on the development data may never fall below their floors; skips, saying so, where the data is absent.
quality: $(VENV)/.developed
	$(BIN)/python bench/quality/gate.py

bench: $(VENV)/.developed
	$(BIN)/python bench/speed/build.py

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
