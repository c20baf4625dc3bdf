# Needs make (3.81, as on macOS, will do) and Python 3.11 or newer; `make` alone lists what it does.
# Every target brings .venv up to date by itself and loses no time when there is nothing to do.

VENV := .venv
RUN := $(VENV)/bin/python
WORKERS ?= 2
UV_VERSION := 0.13.9

.DEFAULT_GOAL := help
.NOTPARALLEL:
.PHONY: help setup app test check benchmark screenshot card format lock clean environment runtime tools

help: ## list the targets
	@awk -F ':.*## ' '/^[a-z]+:.*## / { printf "  make %-10s %s\n", $$1, $$2 }' Makefile

setup: tools ## prepare .venv with everything the targets below need

app: runtime ## start the app: make app PORT=9000 (8501 unless given)
	$(RUN) -m streamlit run app.py --server.headless true --server.port $(or $(PORT),8501) $(ARGS)

test: tools ## run the tests: make test ARGS='tests/test_app.py -k search' WORKERS=0
	$(RUN) -m pytest -n $(WORKERS) --dist loadfile $(ARGS)

check: tools ## check style, types and the curated data
	$(RUN) -m ruff check
	$(RUN) -m ruff format --check
	$(RUN) -m mypy
	$(RUN) scripts/check_data.py

benchmark: runtime ## measure how fast it is: make benchmark ARGS=--help
	$(RUN) scripts/benchmark.py $(ARGS)

card: runtime ## write the figures of data/README.md anew from the data
	$(RUN) scripts/write_data_card.py $(ARGS)

screenshot: tools ## take the picture in the README anew (needs Chromium)
	$(RUN) scripts/take_screenshot.py $(ARGS)

format: tools ## put the code into the house's form
	$(RUN) -m ruff check --fix-only
	$(RUN) -m ruff format

lock: environment ## choose the newest releases that pyproject.toml allows, for both lock files
	@set -e; tools=$$(mktemp -d); trap 'rm -rf "$$tools"' EXIT; \
	$(RUN) -m pip install --quiet --disable-pip-version-check --target "$$tools" uv==$(UV_VERSION); \
	$(call compile,requirements.lock); \
	$(call compile,requirements-test.lock) --constraint requirements.lock --group test

clean: ## remove .venv and everything else that these targets made
	rm -rf $(VENV) .coverage .hypothesis .mypy_cache .pytest_cache .ruff_cache build dist htmlcov
	find . -name .git -prune -o -type d -name __pycache__ -prune -exec rm -rf {} +

# compile: one lock file, for every Python from 3.11 on and every system at once. Chosen afresh
# (--upgrade), since earlier choices for one Python would leak into those for another.
compile = "$$tools/bin/uv" pip compile pyproject.toml --output-file $(1) --quiet --upgrade \
	--universal --python $(RUN) --python-version 3.11 --fork-strategy fewest --generate-hashes \
	--no-emit-index-url --custom-compile-command 'make lock'

# environment: .venv exists, works, and has PYTHON's version if PYTHON is given. Candidates are
# tried, not only looked up: a command by that name may be a stand-in that fails when it runs.
environment:
	@set -e; \
	probe='import sys; assert sys.version_info >= (3, 11); print(sys.base_prefix, sys.hexversion)'; \
	has=$$($(RUN) -c "$$probe; import pip" 2>/dev/null) || has=; \
	identify() { "$$1" -c "$$probe; import ensurepip, venv" 2>/dev/null; }; \
	python='$(PYTHON)'; wanted=; \
	if [ -n "$$python" ]; then \
		wanted=$$(identify "$$python") || \
			echo "PYTHON=$$python is no Python 3.11 or newer with venv; looking for another." >&2; \
	fi; \
	if [ -z "$$wanted" ]; then wanted=$$has; fi; \
	if [ -z "$$wanted" ]; then \
		for python in python3.13 python3.12 python3.11 python3; do \
			if wanted=$$(identify "$$python"); then break; fi; \
		done; \
	fi; \
	if [ -z "$$wanted" ]; then \
		echo "This needs Python 3.11 or newer with its venv module, and found none." >&2; \
		echo "Install one (Debian, Ubuntu: apt install python3-venv; macOS: brew install python)," >&2; \
		echo "or name one: make setup PYTHON=/path/to/python3" >&2; \
		exit 1; \
	fi; \
	if [ "$$has" != "$$wanted" ]; then \
		echo "Making $(VENV) with $$("$$python" --version)"; \
		rm -rf $(VENV); \
		"$$python" -m venv $(VENV); \
	fi

runtime: environment
	@$(call install,requirements.lock,requirements.lock)

tools: environment
	@$(call install,requirements-test.lock,requirements.lock requirements-test.lock)

# install: the packages of the lock file $(1) are in .venv, and importing `graph` finds this folder.
# Copies of the lock files $(2) are left in .venv: what it holds, for the next run to compare.
define install
set -e; \
if ! cmp -s $(1) $(VENV)/$(1); then \
	echo "Installing $(1) into $(VENV); the first time takes a minute or two"; \
	rm -f $(VENV)/*.lock; \
	if [ -t 1 ]; then quiet=; else quiet=--quiet; fi; \
	$(RUN) -m pip install $$quiet --disable-pip-version-check --no-deps --require-hashes -r $(1); \
	$(RUN) -c 'import os, pathlib, sysconfig; site = sysconfig.get_path("purelib"); \
pathlib.Path(site, "tech-for-good-graph.pth").write_text(os.path.relpath(".", site) + "\n")'; \
	cp $(2) $(VENV); \
fi
endef
