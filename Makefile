# Two environments, both made from requirements.txt: .venv/build holds only what a report needs
# (every distribution more slows each kernel's start), .venv/desk the desk and the tests as well.
YEAR ?= 2023-24

# A mistyped variable must not build another report than the one that was asked for.
VARIABLES := YEAR PARTNERSHIP AREA KNOWN_AT OUT
GIVEN := $(foreach name,$(.VARIABLES),$(if $(filter command,$(origin $(name))),$(name)))
UNKNOWN := $(filter-out $(VARIABLES) PYTHON UV SHELL,$(GIVEN))
ifneq ($(UNKNOWN),)
$(error There is no variable $(UNKNOWN): there are $(VARIABLES), and PYTHON for another Python)
endif

# Bytecode is written even where the shell says otherwise: without it each start is twice as slow.
unexport PYTHONDONTWRITEBYTECODE
unexport PYTHONPATH
.DELETE_ON_ERROR:

find_python = for p in python3 python3.13 python3.12 python3.11 python3.14 python; do \
	$$p -c 'import sys; sys.exit(sys.version_info < (3, 11))' 2>/dev/null && echo $$p && break; done
PYTHON ?= $(shell $(find_python))
UV := $(shell command -v uv 2>/dev/null)
BUILD := .venv/build
DESK := .venv/desk
NOTEBOOKS = notebooks/report/*.ipynb notebooks/explore/*.ipynb docs/tutorial.ipynb
BELOW := ^\# Only for the desk and the tests

# $(call environment,FOLDER,REQUIREMENTS): an environment with exactly these packages and this one.
ifneq ($(UV),)
environment = $(UV) venv --quiet --clear --python "$(or $(PYTHON),>=3.11)" $(1) && \
	$(UV) pip install --quiet --python $(1)/bin/python --compile-bytecode --require-hashes -r $(2) && \
	$(UV) pip install --quiet --python $(1)/bin/python --no-deps --editable .
else
environment = $(PYTHON) -m venv --clear $(1) && \
	$(1)/bin/python -m pip install --quiet --disable-pip-version-check --require-hashes -r $(2) && \
	$(1)/bin/python -m pip install --quiet --disable-pip-version-check --no-deps --editable .
endif

.PHONY: help setup report test notebooks lab docs check benchmark lock clean

help: ## List the targets (the default)
	@echo "make TARGET [VARIABLE=value ...]"
	@awk -F ':.*## ' '/^[a-z]+:.*## / {printf "  %-10s %s\n", $$1, $$2}' Makefile
	@echo "Variables of report:"
	@awk -F ': ' '/^# [A-Z_]+: / {printf "  %-12s %s\n", substr($$1, 3), $$2}' Makefile

setup: $(BUILD)/.installed $(DESK)/.installed ## Install everything: what a report, the desk and the tests need

# YEAR: reporting year (2023-24)
# PARTNERSHIP: folder in data/partnerships (medway)
# AREA: name or code of an authority, instead of a partnership
# KNOWN_AT: use only what was published by then, for instance 2024-12-01
# OUT: where to, a new or empty folder or a report to replace
report: $(BUILD)/.installed ## Build a report and print where its page is
	@$(BUILD)/bin/mscp report $(call quoted,$(YEAR)) $(call option,--partnership,PARTNERSHIP) \
		$(call option,--area,AREA) $(call option,--known-at,KNOWN_AT) $(call option,--out,OUT)

quoted = '$(subst ','\'',$(1))'
option = $(if $(filter undefined,$(origin $(2))),,$(1) $(call quoted,$($(2))))

# A file's tests stay together, since they share what takes long to make; the longest file comes
# first. The plugin of nbval takes a second to import in each process, and is for notebooks alone.
test: $(DESK)/.installed ## Run the tests
	$(DESK)/bin/python -m pytest -p no:nbval -n auto --dist loadfile --no-loadscope-reorder

notebooks: $(DESK)/.installed ## Run the notebooks again and keep their outputs
	$(DESK)/bin/mscp refresh $(NOTEBOOKS)

# From the project's folder, so that the chapters and the tutorial are within reach too.
lab: $(DESK)/.installed ## Open JupyterLab on notebooks/explore, ready to run
	@$(DESK)/bin/jupyter trust $(NOTEBOOKS) >/dev/null
	$(DESK)/bin/jupyter lab --ServerApp.root_dir=. notebooks/explore/00_start_here.ipynb $(AS_ROOT)

# Of many containers root is the only user, and Jupyter starts for root only if it is told to.
AS_ROOT = $(if $(filter 0,$(shell id -u 2>/dev/null)),--allow-root)

docs: $(DESK)/.installed ## Build the documentation into reports/docs
	$(DESK)/bin/python docs/build.py

benchmark: $(BUILD)/.installed $(DESK)/.installed ## Measure speed: tables here and in reports/benchmarks*.csv (two hours)
	$(BUILD)/bin/python benchmarks/speed.py --suite $(abspath $(DESK))/bin/python
	$(DESK)/bin/python benchmarks/batch.py --commands
	$(BUILD)/bin/python benchmarks/rows.py
	$(BUILD)/bin/python benchmarks/drawing.py

check: $(DESK)/.installed ## Check format, style and types
	$(DESK)/bin/ruff format --check .
	$(DESK)/bin/ruff check .
	$(DESK)/bin/mypy

lock: ## Pin requirements.txt again from pyproject.toml (needs uv)
	$(UV) pip compile pyproject.toml $(LOCK) --python-version 3.11 --all-extras --upgrade -o .lock.versions
	$(UV) pip compile pyproject.toml $(LOCK) $(SAME) -o .lock.build
	$(UV) pip compile pyproject.toml $(LOCK) $(SAME) --all-extras -o .lock.desk \
		$$(sed -n '/_platform/!s/^\([a-z0-9-]*\)==.*/--no-emit-package \1/p' .lock.build)
	{ echo "# What a build needs. Pinned with hashes by 'make lock'; not edited by hand."; cat .lock.build; \
	  echo "# Only for the desk and the tests"; cat .lock.desk; } \
	| sed -e "s/ and $(CPYTHON)//" -e "s/$(CPYTHON) and //" -e "s/ ; $(CPYTHON)//" > requirements.txt
	rm -f .lock.versions .lock.build .lock.desk

clean: ## Remove the environments, built reports and caches
	rm -rf .venv .pytest_cache .mypy_cache .ruff_cache .hypothesis build *.egg-info
	find reports -mindepth 1 -maxdepth 1 ! -name README.md -exec rm -rf {} +
	find . -name __pycache__ -prune -exec rm -rf {} +

CPYTHON := implementation_name == 'cpython'
LOCK := --quiet --no-header --no-annotate
SAME := --universal --python-version 3.11 --generate-hashes --constraint .lock.versions

$(BUILD)/.installed: requirements.txt pyproject.toml | python
	@echo "Setting up $(BUILD), what a report needs: $(PATIENCE)" >&2
	@mkdir -p .venv && sed '/$(BELOW)/,$$d' requirements.txt > .venv/build.txt
	@$(call environment,$(BUILD),.venv/build.txt)
	@touch $@

$(DESK)/.installed: requirements.txt pyproject.toml | python
	@echo "Setting up $(DESK), what the desk and the tests need: $(PATIENCE)" >&2
	@$(call environment,$(DESK),requirements.txt)
	@mkdir -p $(DESK)/etc/jupyter/labconfig && echo '$(QUIET)' > $(DESK)/etc/jupyter/labconfig/page_config.json
	@touch $@

PATIENCE = this takes some minutes the first time, and nothing is shown until it is done ...

# JupyterLab asks no other server for news.
QUIET := {"disabledExtensions": {"@jupyterlab/apputils-extension:announcements": true}}

.PHONY: python
python:
	@test -n "$(PYTHON)$(UV)" || { echo "Python 3.11 or later is needed and was not found." >&2; exit 1; }
