# Two commands do everything: `make course` and `make test`. `make help` lists the rest.
PYTHON ?= python3
VENV   := .venv
BIN    := $(VENV)/bin
STAMP  := $(VENV)/.stamp

.DEFAULT_GOAL := help
.PHONY: help course test lint format serve bench lock clean

help: ## list the targets
	@grep -hE '^[a-z]+:.*## ' $(MAKEFILE_LIST) | sed -E 's/:.*## /\t/' | expand -t 10

$(STAMP)-course: requirements.lock pyproject.toml
	@$(PYTHON) -c 'import sys; sys.exit(sys.version_info < (3, 11))' || \
	  { echo "Python 3.11 or newer is needed; name it: make PYTHON=python3.12 course"; exit 2; }
	@test -x $(BIN)/python || $(PYTHON) -m venv $(VENV)
	$(BIN)/python -m pip install --quiet --disable-pip-version-check --require-hashes -r requirements.lock
	$(BIN)/python -m pip install --quiet --disable-pip-version-check --no-deps --no-build-isolation -e .
	@touch $@

$(STAMP)-dev: requirements-dev.lock $(STAMP)-course
	$(BIN)/python -m pip install --quiet --disable-pip-version-check --require-hashes -r requirements-dev.lock
	@touch $@

$(STAMP)-npm: tests/browser/package-lock.json
	@node -e 'process.exit(parseInt(process.versions.node) < 20 ? 1 : 0)' || \
	  { echo "Node 20 or newer is needed for the tests"; exit 2; }
	cd tests/browser && npm ci --no-audit --no-fund --ignore-scripts --loglevel=error
	@mkdir -p $(VENV) && touch $@

course: $(STAMP)-course ## set up, validate, build the site, write the packages
	$(BIN)/goodterms validate
	$(BIN)/goodterms build
	$(BIN)/goodterms export scorm12 --each-module
	@echo
	@echo "The site:      open build/site/index.html in a browser (no server needed)"
	@echo "The packages:  build/packages/ (upload a .zip to your LMS as a SCORM 1.2 package)"

test: $(STAMP)-dev $(STAMP)-npm ## set up, then run all tests, browsers included
	tests/browser/ensure-chromium.sh $(BIN)/python
	$(BIN)/python -m pytest -n 2 --dist loadgroup

lint: $(STAMP)-dev ## ruff and mypy
	$(BIN)/ruff check .
	$(BIN)/ruff format --check .
	$(BIN)/mypy

format: $(STAMP)-dev ## let ruff put the code in order
	$(BIN)/ruff check --fix --quiet .
	$(BIN)/ruff format .

serve: $(STAMP)-course ## preview the site, rebuilt at every change
	$(BIN)/goodterms serve

bench: $(STAMP)-dev ## measure speed and sizes, as ratios within one run
	tests/browser/ensure-chromium.sh $(BIN)/python
	$(BIN)/python -m tests.bench

lock: $(STAMP)-dev ## renew the lock files from pyproject.toml
	$(BIN)/uv pip compile --quiet --universal --generate-hashes --no-emit-index-url --no-header \
	  --no-annotate --python-version 3.11 --extra setup pyproject.toml -o requirements.lock
	$(BIN)/uv pip compile --quiet --universal --generate-hashes --no-emit-index-url --no-header \
	  --no-annotate --python-version 3.11 --extra setup --extra dev pyproject.toml -o requirements-dev.lock

clean: ## remove everything that was built (the environment stays)
	rm -rf build dist .pytest_cache .mypy_cache .ruff_cache .hypothesis site
