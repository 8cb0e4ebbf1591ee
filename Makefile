# Thin names over manage.py and pytest. `make` alone lists them.
SHELL := /bin/bash
.DEFAULT_GOAL := help
.PHONY: help run test lint format bench bench-front demo stack stack-stop lock messages venv dev packages

PYTHON ?= python3
PY := .venv/bin/python
MANAGE := $(PY) manage.py
export PYTHON

help: ## Show this list
	@awk -F':.*## ' '/^[a-z-]+:.*## /{printf "  make %-12s %s\n", $$1, $$2}' $(MAKEFILE_LIST)

run: PORT ?= 8000
run: venv ## Start the portal on http://localhost:PORT/ (PORT=8000), with demo content at first
	@$(MANAGE) serve --port $(PORT)

test: packages dev ## Run the suite on SQLite, then on a throw-away PostgreSQL
	$(PY) -m pytest -n 2
	$(MANAGE) with_postgres -- $(PY) -m pytest -n 2 -m "not e2e and not services"

lint: dev packages ## Check style, types, import directions, migrations and translations
	$(PY) -m ruff check .
	$(PY) -m ruff format --check .
	$(PY) -m mypy
	.venv/bin/lint-imports
	$(MANAGE) makemigrations --check --dry-run
	$(MANAGE) translations check

format: dev ## Put every Python file into the house format
	$(PY) -m ruff check --fix-only .
	$(PY) -m ruff format .

bench: dev ## Measure the answer times
	$(MANAGE) bench

bench-front: RUNS ?= 5
bench-front: dev ## Measure what readers' browsers get: Lighthouse, axe, vnu, weights (RUNS=5)
	@deploy/packages.sh postgresql redis-server nginx chromium nodejs npm default-jre-headless
	$(MANAGE) bench --front --runs $(RUNS) --readme

demo: SIZE ?= s
demo: venv ## Load demo content (SIZE=s, m or l)
	$(MANAGE) prepare --no-demo
	$(MANAGE) demo --size $(SIZE)

stack: PORT ?= 8080
stack: venv ## Start PostgreSQL, Redis, nginx and the portal on http://localhost:PORT/ (PORT=8080)
	@deploy/packages.sh postgresql redis-server nginx
	@$(MANAGE) stack up --port $(PORT)

stack-stop: venv ## Stop what `make stack` started
	@$(MANAGE) stack down

lock: dev ## Write requirements*.txt anew from requirements*.in
	$(PY) -m uv pip compile --quiet --python-version 3.11 --universal --generate-hashes --upgrade \
		requirements.in -o requirements.txt
	$(PY) -m uv pip compile --quiet --python-version 3.11 --universal --generate-hashes --upgrade \
		requirements-dev.in -o requirements-dev.txt

messages: dev packages ## Collect the texts to translate and compile the translations
	$(MANAGE) translations update

venv:
	@deploy/venv.sh requirements.txt

dev:
	@deploy/venv.sh requirements.txt requirements-dev.txt

packages:
	@deploy/packages.sh
