# `make book` builds the book, `make test` tests everything. Nothing is installed outside .venv.
PYTHON ?= python3
VENV := .venv
BIN := $(VENV)/bin
PORT ?= 8000
NOTEBOOKS := $(sort $(wildcard book/*.ipynb))
PYTEST := $(BIN)/python -m pytest

.DEFAULT_GOAL := book
.PHONY: book zip test test-all lab serve notebooks notebooks-check lint bench clean distclean help

help:  ## say what there is
	@sed -n 's/^\([a-z-]*\):.*## /\1: /p' Makefile

$(BIN)/python:
	$(PYTHON) -m venv $(VENV)

$(VENV)/.book-ready: requirements.txt pyproject.toml | $(BIN)/python
	$(BIN)/python -m pip install --quiet --disable-pip-version-check -r requirements.txt && touch $@

$(VENV)/.tests-ready: tests/requirements.txt $(VENV)/.book-ready
	$(BIN)/python -m pip install --quiet --disable-pip-version-check -r tests/requirements.txt && touch $@

book: $(VENV)/.book-ready  ## build the book, with warnings as errors
	$(BIN)/python -m helpers.site.build

zip: book  ## the built book as one file, to be opened by double-click anywhere
	$(BIN)/python -m helpers.site.archive

test: $(VENV)/.tests-ready  ## run all tests: package, notebooks, book in a browser
	@mkdir -p _build
	@echo "Two processes: what does not need the built book writes to _build/tests.log, shown at the end."
	@$(PYTEST) --nbval --nbval-current-env --ignore=tests/pages helpers tests $(NOTEBOOKS) \
	    > _build/tests.log 2>&1 & others=$$!; trap "kill $$others" INT TERM; \
	$(PYTEST) tests/pages; failed=$$?; \
	wait $$others || failed=1; cat _build/tests.log; exit $$failed

test-all: export HOLA_TEST_ALL = 1
test-all: test  ## the same, and the slow matrix

lab: $(VENV)/.book-ready  ## open the notebooks in JupyterLab
	$(BIN)/jupyter lab --notebook-dir=. book/00-start.ipynb

serve: book  ## serve the built book on this machine
	$(BIN)/python -m http.server $(PORT) --bind 127.0.0.1 --directory _build/html

notebooks: $(VENV)/.book-ready  ## run all notebooks and store their outputs
	$(BIN)/python -m helpers.authoring.notebooks

notebooks-check: $(VENV)/.book-ready  ## say which stored outputs are out of date
	$(BIN)/python -m helpers.authoring.notebooks --check

lint: $(VENV)/.tests-ready  ## style, format, spelling
	$(BIN)/ruff check . && $(BIN)/ruff format --check . && $(BIN)/codespell

bench: $(VENV)/.tests-ready  ## measure what must be light and fast
	for bench in benchmarks/*.py; do $(BIN)/python $$bench || exit 1; done

clean:  ## remove the built book
	rm -rf _build/html _build/.doctrees _build/jupyter_execute

distclean: clean  ## remove everything that make made
	rm -rf _build $(VENV)
