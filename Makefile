# `make book` builds the book, `make test` tests everything. Nothing is installed outside .venv.
PYTHON ?= python3
VENV := .venv
BIN := $(VENV)/bin
PORT ?= 8000
NOTEBOOKS := $(sort $(wildcard book/*.ipynb))
PIP := $(BIN)/python -m pip install --quiet --disable-pip-version-check
PYTEST := $(BIN)/python -m pytest -n logical

.DEFAULT_GOAL := book
.PHONY: book watch zip test quick test-torch test-notebook test-all lab serve restore notebooks notebooks-check lint bench films clean distclean help

# A .venv keeps the Python that made it: say so, instead of going on with another than asked for.
VERSION := import sys; print('%d.%d' % sys.version_info[:2])
ifneq ($(origin PYTHON),file)
  ASKED := $(shell $(PYTHON) -c "$(VERSION)")
  MADE_BY := $(shell test ! -x $(BIN)/python || $(BIN)/python -c "$(VERSION)")
  ifneq ($(or $(MADE_BY),$(ASKED)),$(ASKED))
    ifeq ($(filter clean distclean help,$(MAKECMDGOALS)),)
      $(error $(VENV) was made by Python $(MADE_BY), and you ask for $(ASKED). Run `make distclean`, then this again)
    endif
  endif
endif
OLD := import sys; sys.version_info >= (3, 11) or sys.exit('The book needs Python 3.11 or later, and $(PYTHON) is %d.%d. Name another: make PYTHON=python3.12' % sys.version_info[:2])

help:  ## say what there is
	@sed -n 's/^\([a-z-]*\):.*## /\1: /p' Makefile

$(BIN)/python:
	@$(PYTHON) -c "$(OLD)"
	$(PYTHON) -m venv $(VENV)

$(VENV)/.book-ready: requirements.txt requirements-lab.txt requirements-notebooks.txt pyproject.toml | $(BIN)/python
	$(PIP) -r requirements.txt && touch $@

$(VENV)/.tests-ready: tests/requirements.txt $(VENV)/.lint-ready $(VENV)/.book-ready
	$(PIP) -r tests/requirements.txt && touch $@

$(VENV)/.lint-ready: tests/requirements-lint.txt | $(BIN)/python
	$(PIP) -r tests/requirements-lint.txt && touch $@

node_modules/.package-lock.json: package-lock.json package.json $(VENV)/.lint-ready
	$(BIN)/python helpers/site/npm.py && touch $@

book: $(VENV)/.book-ready  ## build the book, with warnings as errors
	$(BIN)/python -m helpers.site.build

watch: $(VENV)/.book-ready  ## serve the book while you write: each change shows in the browser
	$(BIN)/python -m helpers.site.watch --port $(PORT)

zip: book  ## the built book as one file, to be opened by double-click anywhere
	$(BIN)/python -m helpers.site.archive

test: $(VENV)/.tests-ready node_modules/.package-lock.json  ## run all tests: package, notebooks, book in a browser
	$(PYTEST) --nbval --nbval-current-env helpers tests $(NOTEBOOKS)

quick: lint $(VENV)/.tests-ready  ## what to run before a commit: lint, and the tests that need no browser
	$(PYTEST) --quick helpers tests

# The file's own uv installs the rest of it: pip would fetch PyTorch with all of CUDA.
test-torch: $(VENV)/.tests-ready  ## run the comparisons with PyTorch, which other runs leave out
	$(PIP) $$(grep -o '^uv==[^ ]*' tests/requirements-torch.txt)
	$(BIN)/uv pip install --quiet --python $(BIN)/python --torch-backend=cpu -r tests/requirements-torch.txt
	$(PYTEST) -k "torch or autograd" tests/mathematics tests/training tests/pages/test_conventions.py

test-notebook: $(VENV)/.tests-ready  ## run the notebooks in Jupyter Notebook 7, as `make test` does in JupyterLab
	$(PIP) -r tests/requirements-notebook.txt
	HOLA_TEST_IN=notebook $(PYTEST) tests/in_lab

test-all: export HOLA_TEST_ALL = 1
test-all: test  ## the same, and the slow matrix

lab: $(VENV)/.book-ready  ## open the notebooks in JupyterLab
	$(BIN)/jupyter lab --notebook-dir=. book/00-start.ipynb

serve: book  ## serve the built book on this machine
	$(BIN)/python -m http.server $(PORT) --bind 127.0.0.1 --directory _build/html

restore:  ## take back all changes to the notebooks that are not committed
	git restore book/*.ipynb

notebooks: $(VENV)/.book-ready  ## run all notebooks and store their outputs
	$(BIN)/python -m helpers.authoring.notebooks

notebooks-check: $(VENV)/.book-ready  ## say which stored outputs are out of date
	$(BIN)/python -m helpers.authoring.notebooks --check

lint: $(VENV)/.lint-ready node_modules/.package-lock.json  ## style, format, spelling, types of JavaScript
	$(BIN)/ruff check . && $(BIN)/ruff format --check . && $(BIN)/codespell
	$(BIN)/node node_modules/@biomejs/biome/bin/biome lint --error-on-warnings
	$(BIN)/node node_modules/typescript/bin/tsc --project .

bench: $(VENV)/.tests-ready node_modules/.package-lock.json  ## measure what must be light and fast
	for bench in benchmarks/*.py; do $(BIN)/python $$bench || exit 1; done

films: $(VENV)/.tests-ready  ## picture by picture, what the eye sees after an edit
	$(BIN)/python tests/films.py _build/films

clean:  ## remove the built book
	rm -rf _build/html _build/watch _build/.doctrees _build/jupyter_execute

distclean: clean  ## remove everything that make made
	rm -rf _build node_modules $(VENV)
