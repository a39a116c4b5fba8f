# Jingui's commands. `make help` lists them.
#
# Every tool runs as `.venv/bin/python -m …`, so that a moved folder or one with a space in its name works.

SHELL := /bin/sh
.DEFAULT_GOAL := help
.PHONY: help run install test test-scale check fmt bench bench-quality bench-speed bench-replay ci clean

PY := .venv/bin/python
LOCK := $(shell cksum < uv.lock | cut -d ' ' -f 1)
RUN_STAMP := .venv/.installed-run-$(LOCK)
DEV_STAMP := .venv/.installed-dev-$(LOCK)
TRAIN_STAMP := .venv/.installed-train-$(LOCK)
# Never another Python than the one found, never a look at the network once the lock is installed.
export UV_PYTHON_DOWNLOADS := never
# A start must not compile what it imports: the libraries are compiled when they are installed, our own code the
# first time it runs, whatever the shell says.
export UV_COMPILE_BYTECODE := 1
unexport PYTHONDONTWRITEBYTECODE
export UV_PROJECT_ENVIRONMENT := .venv
export UV_PYTHON := .venv/bin/python
UV = $$(if $(PY) -m uv --version >/dev/null 2>&1; then echo "$(PY) -m uv"; else echo uv; fi)
# Two workers on two cores; a laptop with eight gains little, because the database is the bottleneck.
TEST_WORKERS ?= 2

help: ## list the commands
	@awk -F ':.*## ' '/^[a-z-]+:.*## / { printf "  make %-14s %s\n", $$1, $$2 }' Makefile

run: $(RUN_STAMP) ## prepare everything and serve the portal (JINGUI_PORT, JINGUI_HOME, JINGUI_DEMO=0)
	@exec $(PY) -m jingui run

install: $(DEV_STAMP) ## install everything for development into .venv

test: $(DEV_STAMP) ## the whole test suite on the embedded default: no service, no network
	@$(PY) -m pytest -n $(TEST_WORKERS) --dist loadgroup

test-scale: $(DEV_STAMP) ## the tests against PostgreSQL and Redis/Valkey (DATABASE_URL, CACHE_URL)
	@$(PY) -m tests.scale

check: $(DEV_STAMP) ## style, types, import contracts, migrations, templates, translations, lock
	@$(PY) -m tests.check

fmt: $(DEV_STAMP) ## format the code
	@$(PY) -m ruff check --fix . && $(PY) -m ruff format .

bench: bench-quality bench-speed ## every measurement

bench-quality: $(TRAIN_STAMP) ## how well it judges (skips without ../shared/data)
	@$(PY) -m bench.quality

bench-speed: $(DEV_STAMP) ## how fast it is
	@$(PY) -m bench.speed

bench-replay: $(DEV_STAMP) ## the main job on recorded input, with kills (skips without ../shared/data)
	@$(PY) -m bench.replay

ci: ## what CI runs
	@.ci/run

clean: ## remove what was built; JINGUI_HOME is left alone
	rm -rf .venv .mypy_cache .pytest_cache .ruff_cache .import_linter_cache .hypothesis .coverage*
	find jingui tests bench -name __pycache__ -prune -exec rm -rf {} +
	find jingui -name '*.mo' -delete

# The environment: any Python from 3.12 on, and uv from the machine or from pip.
$(PY):
	@python=""; \
	for name in python3.13 python3.12 python3.14 python3 python; do \
	  if "$$name" -c 'import sys; sys.exit(sys.version_info < (3, 12))' >/dev/null 2>&1; then python="$$name"; break; fi; \
	done; \
	if [ -z "$$python" ]; then \
	  echo "No Python 3.12 or newer was found: install one (for example: apt install python3 python3-venv)." >&2; exit 1; \
	fi; \
	"$$python" -m venv .venv || { rm -rf .venv; \
	  echo "$$python cannot make a virtual environment: install its venv module (for example: apt install python3-venv)." >&2; exit 1; }; \
	if ! command -v uv >/dev/null 2>&1; then \
	  $(PY) -m pip install --quiet --disable-pip-version-check uv || { rm -rf .venv; \
	    echo "uv could not be installed by pip: check the network, or install uv yourself (docs.astral.sh/uv)." >&2; exit 1; }; \
	fi

# Installing for a run leaves what development installed, and the other way round.
$(RUN_STAMP): $(PY)
	@$(UV) sync --quiet --frozen --no-dev --inexact
	@rm -f .venv/.installed-run-* && touch "$@"

$(DEV_STAMP): $(PY)
	@$(UV) sync --quiet --frozen --inexact
	@rm -f .venv/.installed-* && touch "$@" "$(RUN_STAMP)"

# What is cross-validated is trained on the way, so the measuring needs what the training needs.
$(TRAIN_STAMP): $(DEV_STAMP)
	@$(UV) sync --quiet --frozen --inexact --group train
	@touch "$@"
