# The verbs of this repository. `make help` lists them.

SHELL := /bin/bash
.SHELLFLAGS := -eu -o pipefail -c
.DEFAULT_GOAL := help
MAKEFLAGS += --no-print-directory

PYTHON ?= python3
VENV := .venv
BIN := $(VENV)/bin
READY := $(VENV)/.ready
LOCKS := requirements/build.txt requirements/run.txt requirements/test.txt
CATALOGUES := $(wildcard translations/*/LC_MESSAGES/*.po)
TYPED := config.py wsgi.py portal tests $(wildcard bench) $(wildcard migrations)

export PIP_DISABLE_PIP_VERSION_CHECK := 1

.PHONY: help
help: ## List the verbs
	@awk -F ':.*## ' '/^[a-z]+:.*## / { printf "  make %-13s %s\n", $$1, $$2 }' $(MAKEFILE_LIST)

.PHONY: setup
setup: $(READY) $(CATALOGUES:.po=.mo) ## Make the environment in .venv from the pinned, hashed requirements
	@:

$(READY): $(LOCKS)
	@$(PYTHON) -c 'import sys; sys.exit(sys.version_info < (3, 11))' || \
		{ echo 'The portal needs Python 3.11 or newer; name one with: make setup PYTHON=python3.12' >&2; exit 1; }
	@$(PYTHON) -c 'import ensurepip, venv' 2>/dev/null || \
		{ echo 'This Python cannot make an environment. On Debian: apt-get install python3-venv' >&2; exit 1; }
	@[ -x $(BIN)/python ] || $(PYTHON) -m venv $(VENV)
	@echo 'Installing the requirements into $(VENV) ...'
	@$(BIN)/python -m pip install --quiet --require-hashes -r requirements/build.txt
	@$(BIN)/python -m pip install --quiet --require-hashes --no-build-isolation --use-pep517 \
		-r requirements/run.txt -r requirements/test.txt
	@touch $@

%.mo: %.po | $(READY)
	@$(BIN)/pybabel --quiet compile --input-file $< --output-file $@

.PHONY: run
run: setup ## Serve the portal and its worker at http://127.0.0.1:8000 until Ctrl+C
	@exec $(BIN)/flask --app wsgi serve

.PHONY: test
test: setup ## Run everything: linters, types, contracts, tests on both databases, browser
	@$(BIN)/python -m tests.support.machine
	@$(MAKE) lint
	@$(BIN)/python -m pytest -n 2 tests

.PHONY: lint
lint: setup ## Read the source: style, types, import contracts, templates
	$(BIN)/ruff check .
	$(BIN)/ruff format --check .
	$(BIN)/mypy $(TYPED)
	$(BIN)/lint-imports --no-logo
	$(BIN)/djlint --quiet --lint --check templates

.PHONY: format
format: setup ## Rewrite Python and templates in the house format
	$(BIN)/ruff check --fix .
	$(BIN)/ruff format .
	$(BIN)/djlint --quiet --reformat templates

.PHONY: bench
bench: setup ## Measure the portal beside a bare application; prints JSON lines
	@$(BIN)/python -m bench

.PHONY: assets
assets: ## Build the styles from static/src (needs Node; the result is committed)
	@tools/build_assets.sh

.PHONY: translations
translations: $(READY) ## Collect the sentences of code and templates and bring the catalogues up to date
	@$(BIN)/pybabel --quiet extract --mapping pyproject.toml --keyword _l --no-location --sort-output \
		--project portal --output-file translations/messages.pot .
	@$(BIN)/pybabel --quiet update --input-file translations/messages.pot --output-dir translations \
		--init-missing --no-fuzzy-matching --ignore-pot-creation-date
	@$(MAKE) setup

.PHONY: lock
lock: $(READY) ## Pin the requirements anew, with hashes and without addresses (needs uv)
	@for list in build run machines test; do \
		PATH="$(BIN):$$PATH" uv pip compile --quiet --upgrade --universal --python-version 3.11 --generate-hashes \
			--no-emit-index-url --no-emit-find-links --no-annotate --no-header requirements/$$list.in --output-file requirements/$$list.txt; \
	done

.PHONY: clean
clean: ## Remove the environment and the caches; the data in var/ stays
	rm -rf $(VENV) .mypy_cache .ruff_cache .pytest_cache .hypothesis .import_linter_cache
	find . -name __pycache__ -type d -prune -exec rm -rf {} +
