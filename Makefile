# Everything a developer types. On Windows, or without make, see CONTRIBUTING.md.
PYTHON ?= python3
BIN := .venv/bin
RUN := $(BIN)/python -m
BROWSERS := chromium chromium-browser google-chrome google-chrome-stable
SAYS_MOST := customers_group or defaults or serve or Berlin or (naive and milliseconds) or midnight or 1970
FONTS := fonts-noto-color-emoji fonts-dejavu-core fonts-wqy-zenhei

.PHONY: help app test test-journeys test-slow test-spark test-spark-brief test-warehouse fuzz properties lint format docs bench browser office
.DEFAULT_GOAL := help

help: ## Show this list
	@sed -n 's/^\([a-z-]*\):.*## /\1\t/p' $(MAKEFILE_LIST) | expand -t 12

app: .venv/.app ## Start the app at http://localhost:8501
	$(RUN) streamlit run app.py

# One worker more than two processors: who drives a browser mostly waits for it.
test: .venv/.dev browser ## Run every test but the slow ones, browser included
	$(RUN) pytest -n 3 --dist loadfile -m "not journey and not slow and not spark and not warehouse"

test-journeys: .venv/.dev browser ## Run the long journeys through the app; continuous integration does too
	$(RUN) pytest -n 3 -m journey tests/browser

test-slow: .venv/.dev browser office ## Run the tests that take minutes
	$(RUN) pytest -n 2 --dist loadfile -m slow

test-spark: .venv/.spark ## Run the tests of every engine on Spark; needs Java 17
	$(RUN) pytest -m spark tests/reduce tests/segments

test-spark-brief: .venv/.spark ## Run those of them that say most
	$(RUN) pytest -m spark tests/reduce/test_engines.py tests/reduce/test_oracle.py -k "$(SAYS_MOST)"

test-warehouse: .venv/.warehouse ## Run the tests of every engine on a throw-away PostgreSQL
	tests/with_postgres.sh $(RUN) pytest -m warehouse tests/reduce tests/segments

fuzz: .venv/.dev ## Read 2,000 spoiled files of each kind
	SEGATTR_FUZZ=2000 $(RUN) pytest -n 2 tests/io/test_fuzz.py

properties: .venv/.dev ## Try 200 random examples of every property, 12 elsewhere
	SEGATTR_EXAMPLES=200 $(RUN) pytest -n 2 -m "hypothesis and not slow and not spark and not warehouse"

lint: .venv/.dev ## Check format, style and types
	$(RUN) ruff format --check .
	$(RUN) ruff check .
	$(RUN) mypy

format: .venv/.dev ## Put format and imports right
	$(RUN) ruff check --fix --select I .
	$(RUN) ruff format .

docs: .venv/.dev ## Write the docs' tables from the code
	PYTHONPATH=. $(BIN)/python docs/build.py

bench: .venv/.dev ## Measure time and memory
	$(RUN) bench

# Both are made once, and again when the requirements change; what pip does to libraries, compiling, is done to ours.
.venv/.app: requirements.txt
	@$(PYTHON) -c 'import sys; sys.exit(sys.version_info < (3, 11) and "segattr needs Python 3.11 or newer: make PYTHON=python3.11 ...")'
	test -x $(BIN)/python || $(PYTHON) -m venv .venv
	$(RUN) pip install --quiet --disable-pip-version-check -r requirements.txt
	@$(RUN) compileall -q segattr
	@touch $@

.venv/.dev: requirements-dev.txt requirements.txt requirements-send.txt | .venv/.app
	$(RUN) pip install --quiet --disable-pip-version-check -r requirements-dev.txt
	@touch $@

# Spark and the warehouse's driver join the environment that is there: nothing in it changes for them.
.venv/.spark: requirements-spark.txt .venv/.dev
	$(RUN) pip install --quiet --disable-pip-version-check -r requirements-spark.txt
	@touch $@

.venv/.warehouse: requirements-warehouse.txt .venv/.dev
	$(RUN) pip install --quiet --disable-pip-version-check -r requirements-warehouse.txt
	@touch $@

browser:
	@for name in $(BROWSERS); do command -v $$name >/dev/null && exit 0; done; \
	if [ -n "$$CHROMIUM" ]; then exit 0; fi; \
	if [ "$$(id -u)" = 0 ] && command -v apt-get >/dev/null; then \
		apt-get update -qq && DEBIAN_FRONTEND=noninteractive \
		apt-get install -y -qq --no-install-recommends chromium $(FONTS); \
	else \
		echo "The browser tests need Chromium: apt install chromium $(FONTS), or name a browser in CHROMIUM." >&2; exit 1; \
	fi

# The report's workbook is worked out anew in LibreOffice; without it, those slow tests are skipped.
office:
	@command -v soffice >/dev/null && exit 0; \
	if [ "$$(id -u)" = 0 ] && command -v apt-get >/dev/null; then \
		apt-get update -qq && DEBIAN_FRONTEND=noninteractive \
		apt-get install -y -qq --no-install-recommends libreoffice-calc; \
	else \
		echo "Skipping what needs LibreOffice: apt install libreoffice-calc" >&2; \
	fi
