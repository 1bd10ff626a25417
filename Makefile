# What can be done with a fresh clone: Python 3.11 or newer and make are all it needs.
# `make run` and `make test` are the two to know.

SHELL := /bin/bash
.DEFAULT_GOAL := help
PORT ?= 8000
SCALE ?= full
CHROMIUM ?= /usr/bin/chromium
PY := .venv/bin/python
MANAGE := $(PY) manage.py
# Many containers forbid bytecode: the suite would compile itself anew in every process of every run.
PYTEST := PYTHONDONTWRITEBYTECODE= DJANGO_SETTINGS_MODULE=config.settings.test $(PY) -m pytest
PARALLEL := -n auto --maxprocesses 6 --dist worksteal
EMBEDDED := env -u DATABASE_URL -u REDIS_URL
SERVICES := DATABASE_URL="$${DATABASE_URL:-postgres://postgres@127.0.0.1:5432/disputes}" \
	REDIS_URL="$${REDIS_URL:-redis://127.0.0.1:6379/0}"
# Values that only let the production settings load; nothing is served with them.
DEPLOYED := $(EMBEDDED) DJANGO_SETTINGS_MODULE=config.settings.prod ALLOWED_HOSTS=example.org \
	EMAIL_URL=smtp://localhost:25 SECRET_KEY=$$($(PY) -c 'import secrets; print(secrets.token_hex(40))') \
	FIELD_KEYS=$$($(PY) -c 'import secrets; print(secrets.token_hex(40))') \
	SEAL_KEY=$$($(PY) -c 'import secrets; print(secrets.token_hex(40))')
PYTHON ?= $(shell for p in python3.11 python3.12 python3.13 python3.14 python3; do \
	"$$p" -c 'import sys; sys.exit(sys.version_info < (3, 11))' 2>/dev/null && echo "$$p" && break; done)

.PHONY: help setup ready run test test-services test-browser test-long check bench lock clean

help:
	@echo "make run            serve everything on http://127.0.0.1:$(PORT) (PORT= overrides)"
	@echo "make test           the suite on SQLite"
	@echo "make test-services  the suite on PostgreSQL and Redis (DATABASE_URL, REDIS_URL; ASKING=services: what asks them)"
	@echo "make test-browser   the browser journeys (CHROMIUM= overrides $(CHROMIUM))"
	@echo "make test-long      walks, kills, races, storms (SCALE=small|full)"
	@echo "make check          format, lint, types, imports, migrations, words, deployment, diagrams"
	@echo "make bench          the benchmarks, one JSON object a line (SCALE=small|full)"
	@echo "make setup          only the environment; afterwards every command of manage.py works"
	@echo "make lock           the lock anew, after a change of the dependencies in pyproject.toml (needs uv)"
	@echo "make clean          takes away what tests and checks leave behind; the data in var/ stays"

setup: .venv/installed ready

.venv/installed: requirements.lock
	@test -n "$(PYTHON)" || { echo "Python 3.11 or newer is needed" >&2; exit 2; }
	@test -x $(PY) || "$(PYTHON)" -m venv .venv
	$(PY) -m pip install --quiet --disable-pip-version-check --require-hashes -r requirements.lock
	@touch $@

# Words, tables and offices of the embedded database: afterwards every command of manage.py works.
ready: .venv/installed
	@$(EMBEDDED) $(MANAGE) prepare --tables

run: .venv/installed
	@$(MANAGE) prepare
	@exec $(MANAGE) serve --skip-checks --port $(PORT)

test: setup
	@echo "Not here: make test-browser (needs chromium), make test-services (PostgreSQL and Redis), make test-long"
	@$(EMBEDDED) $(PYTEST) $(PARALLEL) -m "not browser and not services and not long and not bench"

test-services: setup
	@$(SERVICES) ASKING=$(ASKING) $(PYTEST) $(PARALLEL) -m "not browser and not long and not bench"

test-browser: setup
	@test -x "$(CHROMIUM)" || { echo "no browser at $(CHROMIUM): set CHROMIUM=" >&2; exit 2; }
	@CHROMIUM="$(CHROMIUM)" $(PYTEST) -m browser tests/browser

# Everything on the embedded database; who sees which page, pairs of steps and bookings at once and a process killed,
# also on PostgreSQL and Redis where they answer at their addresses. What drives a browser has a process of its own:
# its library keeps an event loop running, in which the framework refuses to ask the database. What measures moments
# (a seat cut off within a second, a step taken while Redis is away) runs alone.
MOMENTS := tests/long/test_revocation.py tests/long/test_outage.py

test-long: setup
	@$(EMBEDDED) SCALE=$(SCALE) $(PYTEST) -m long $(MOMENTS)
	@$(EMBEDDED) SCALE=$(SCALE) $(PYTEST) $(PARALLEL) -m long tests --ignore=tests/browser $(MOMENTS:%=--ignore=%)
	@if [ -x "$(CHROMIUM)" ]; then CHROMIUM="$(CHROMIUM)" SCALE=$(SCALE) $(PYTEST) -m long tests/browser; \
	else echo "Not here: a browser at $(CHROMIUM)" >&2; fi
	@if $(SERVICES) $(PY) tests/bench/reachable.py; then \
		$(SERVICES) SCALE=$(SCALE) $(PYTEST) $(PARALLEL) -m long tests/pages/test_matrix.py tests/long/test_pairs.py tests/long/test_bookings.py tests/long/test_kill.py tests/long/test_kill_served.py; \
	else echo "Not here: PostgreSQL and Redis; walked on SQLite alone" >&2; fi

# On both databases where PostgreSQL and Redis answer at their addresses, else on the embedded one alone.
bench: setup
	@mkdir -p build
	@$(EMBEDDED) SCALE=$(SCALE) $(PYTEST) -m bench -s tests/bench > build/bench.log 2>&1 || { cat build/bench.log >&2; exit 1; }
	@if $(SERVICES) $(PY) tests/bench/reachable.py; then \
		$(SERVICES) SCALE=$(SCALE) $(PYTEST) -m bench -s tests/bench >> build/bench.log 2>&1 || { cat build/bench.log >&2; exit 1; }; \
	else echo "Not here: PostgreSQL and Redis; measured on SQLite alone" >&2; fi
	@sed -n 's/^[.]*\({"bench".*}\)$$/\1/p' build/bench.log

check: setup
	$(PY) -m ruff format --check .
	$(PY) -m ruff check .
	$(PY) -m mypy
	.venv/bin/lint-imports
	$(EMBEDDED) $(MANAGE) makemigrations --check --dry-run
	$(EMBEDDED) $(MANAGE) check_po
	@echo "manage.py check --deploy"
	@$(DEPLOYED) $(MANAGE) check --deploy --fail-level WARNING
	$(EMBEDDED) $(MANAGE) diagrams --check

# Needs uv; run it after a change of the dependencies in pyproject.toml. One lock for every Python from 3.11 on.
lock:
	uv pip compile --quiet --universal --python-version 3.11 --fork-strategy fewest --generate-hashes --extra dev \
		--no-header --no-emit-index-url -o requirements.lock pyproject.toml

clean:
	rm -rf build .mypy_cache .ruff_cache .pytest_cache .import_linter_cache .hypothesis
