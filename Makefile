# Everything that can be done here, each by one command. What they do is in tools/.
SHELL := /bin/sh
PYTHON_IN := .venv/bin/python
.DEFAULT_GOAL := help
.PHONY: help demo run work setup setup-dev test check bench messages clean

help:
	@echo 'make demo      try Stemme with a made-up company (PORT=8000, STEMME_DATA=folder)'
	@echo 'make setup     install what it needs into .venv'
	@echo 'make run       serve pages and tracked links   (settings: docs/settings.md)'
	@echo 'make work      run mails, feeds and roll-ups'
	@echo 'make test      all tests: on SQLite, on PostgreSQL, in a browser'
	@echo 'make check     lint, types, order of imports, migrations, translations'
	@echo 'make bench     all benchmarks; lines "bench NAME VALUE"'
	@echo 'make messages  bring the translations in step with the code'
	@echo 'make clean     remove what can be made again (no data)'

demo: setup
	@.venv/bin/stemme demo

run: setup
	@.venv/bin/stemme serve

work: setup
	@.venv/bin/stemme work

setup:
	@tools/setup.sh

setup-dev:
	@tools/setup.sh dev

test: setup-dev
	@$(PYTHON_IN) tools/suite.py $(PHASE)

check: setup-dev
	@$(PYTHON_IN) tools/check.py

bench: setup-dev
	@$(PYTHON_IN) tools/bench.py

messages: setup-dev
	@$(PYTHON_IN) tools/messages.py update
	@$(PYTHON_IN) tools/messages.py compile

clean:
	rm -rf .venv .ruff_cache .mypy_cache .pytest_cache .import_linter_cache .hypothesis build dist
	find stemme tests benchmarks tools -name __pycache__ -type d -prune -exec rm -rf {} +
	find stemme -name '*.mo' -delete
