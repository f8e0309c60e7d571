# Two commands do everything: `make map` and `make test`.
PYTHON ?= python3
VENV := .venv
BIN := $(VENV)/bin
SOURCES := pyproject.toml hatch_build.py package.json package-lock.json
WEB := $(shell find layers/web/js layers/web/css layers/web/build.mjs -type f 2>/dev/null)

.PHONY: map test check clean
map: $(VENV)/installed  ## map the seed articles into out/map.html
	@mkdir -p out
	@$(BIN)/durandline map seeds -o out/map.html

test: $(VENV)/test-installed  ## every test; installs what they need from the system where it may
	@sh tests/install_system.sh
	@$(BIN)/python -m pytest

check: $(VENV)/test-installed  ## linters, types, import contract
	$(BIN)/ruff check .
	$(BIN)/ruff format --check .
	$(BIN)/mypy
	$(BIN)/lint-imports
	PATH="$(CURDIR)/$(BIN):$$PATH" npm run --silent check
	PATH="$(CURDIR)/$(BIN):$$PATH" npm run --silent test

clean:
	rm -rf $(VENV) out dist node_modules layers/web/assets geo/places/data/world_towns*

$(VENV)/installed: $(SOURCES) $(WEB) geo/places/world.py geo/places/data/unit_centres.csv
	@command -v $(PYTHON) >/dev/null || { echo "python3 (3.11 or later) is needed" >&2; exit 2; }
	@$(PYTHON) -c 'import sys; sys.exit(sys.version_info < (3, 11))' || { echo "Python 3.11 or later is needed; name it: make PYTHON=python3.12" >&2; exit 2; }
	@test -x $(BIN)/python || $(PYTHON) -m venv $(VENV)
	@echo "Installing durandline into $(VENV) (a minute or two the first time) ..."
	@$(BIN)/python -m pip install --quiet --disable-pip-version-check --editable .
	@touch $@

$(VENV)/test-installed: $(VENV)/installed
	@echo "Installing what the tests need into $(VENV) ..."
	@$(BIN)/python -m pip install --quiet --disable-pip-version-check --editable '.[test]'
	@PATH="$(CURDIR)/$(BIN):$$PATH" npm ci --ignore-scripts --silent
	@touch $(VENV)/installed $@
