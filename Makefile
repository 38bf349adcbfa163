# Everything runs in .venv, which makes itself: it is set up on first use, and again when a lock file or pyproject.toml
# changes. After that no target but `lock` and `audit` needs a network. ARGS is passed on: make test ARGS='tests/index -x'

PYTHON ?= python3
ARGS ?=
BIN := .venv/bin
RUNTIME := .venv/.runtime
DEV := .venv/.dev
SIDE_BY_SIDE := -n 3 --dist loadfile --no-loadscope-reorder
PIP := $(BIN)/python -m pip --disable-pip-version-check --quiet

.DEFAULT_GOAL := help
.DELETE_ON_ERROR:
.PHONY: help chat test coverage lint eval bench scale train train-reader screenshots kill fleet fuzz sbom audit lock

help: ## list the targets
	@awk -F ':.*## ' '/^[a-z-]+:.*## / { printf "make %-12s %s\n", $$1, $$2 }' Makefile

chat: $(RUNTIME) ## open the page over the sample articles
	$(BIN)/pressmark chat --sample $(ARGS)

test: $(DEV) ## run the tests, or those that ARGS picks
	$(BIN)/python -m pytest $(or $(ARGS),$(SIDE_BY_SIDE))

coverage: $(DEV) ## run the tests and count the lines that they reach, which takes longer
	$(BIN)/python -m pytest --cov $(SIDE_BY_SIDE)

lint: $(DEV) ## check format, style, types and the direction of imports
	$(BIN)/ruff format --check .
	$(BIN)/ruff check .
	$(BIN)/mypy
	$(BIN)/lint-imports

eval: $(RUNTIME) ## measure the answers on the question sets
	$(BIN)/pressmark eval $(ARGS)

bench: $(DEV) ## measure speed and memory, and how long a reader waits in the browser
	$(BIN)/python -m eval.experiments.bench $(ARGS)
	$(BIN)/python -m eval.experiments.mixed --count $(or $(MIXED),200)
	$(BIN)/python -m tests.ui.page.measuring

scale: $(DEV) ## measure how a library of N passages is indexed and asked, in one row
	$(BIN)/python -m eval.experiments.scale --passages $(or $(N),10000) $(ARGS)

train: $(DEV) ## fit the weights of the confidence anew, on the data in ../shared
	$(BIN)/python -m eval.experiments.training --write $(ARGS)

TRAINING := .venv/training
RUN := reader
DATA := ../shared/data

train-reader: $(DEV) ## train the reader anew in folder RUN, for hours: needs the network once, for torch
	test -x $(TRAINING)/bin/python || { $(PYTHON) -m venv $(TRAINING) && $(TRAINING)/bin/pip install -e . 'torch>=2.13,<3' 'onnx>=1.22,<2'; }
	$(TRAINING)/bin/python -m eval.experiments.reader.train --data $(DATA)/reader --states $(RUN)/states --folder $(RUN) $(ARGS)
	$(TRAINING)/bin/python -m eval.experiments.reader.export $(RUN)/last.pt rag/reading
	$(BIN)/python -m eval.experiments.reader.found --data $(DATA) --folder $(RUN)/found
	$(BIN)/python -m eval.experiments.reader.look $(RUN)/found

screenshots: $(DEV) ## make pictures of the page's main states, in screenshots/
	$(BIN)/python -m tests.ui.page.shooting $(ARGS)

kill: $(DEV) ## kill indexing runs at random moments and see that nothing is lost
	$(BIN)/python -m tests.index.killing $(ARGS)

fleet: $(DEV) ## measure two workers and eight people on a real Postgres, and kill workers, pages and Chroma at random
	$(BIN)/python -m tests.fleet $(ARGS)

fuzz: $(DEV) ## feed the readers and what follows them with whatever may come, SECONDS each
	$(BIN)/python -m tests.fuzzing --seconds $(or $(SECONDS),60) $(ARGS)
	$(BIN)/python -m tests.fuzzing.http --seconds $(or $(SECONDS),60)

sbom: $(DEV) ## list the packages in sbom.json (CycloneDX)
	$(BIN)/cyclonedx-py requirements requirements.lock --of JSON --output-file sbom.json

audit: $(DEV) ## ask the advisory database about the packages (needs a network)
	@$(BIN)/pip-audit --no-deps --disable-pip -r requirements.lock >.venv/.audit 2>&1 && cat .venv/.audit || { \
		grep -qi 'connect' .venv/.audit && echo "No advisory database can be reached: nothing was checked."; \
	} || { cat .venv/.audit; exit 1; }

lock: $(DEV) ## choose the newest allowed versions again (needs a network)
	$(COMPILE) pyproject.toml --group build --output-file requirements.lock
	$(COMPILE) pyproject.toml --group build --extra dev --group weights --excludes .ci/unused.txt \
		--constraints requirements.lock --output-file requirements-dev.lock
	$(COMPILE) pyproject.toml --group build --extra mcp --extra metrics --extra postgres --extra queue --extra storage \
		--constraints requirements-dev.lock --output-file requirements-servers.lock

# Passive OpenMP threads: spinning ones make the embedder many times slower when the machine has other work.
test: export OMP_WAIT_POLICY := passive
test: export GRADIO_ANALYTICS_ENABLED := False
test: export ANONYMIZED_TELEMETRY := False
test: export HF_HUB_OFFLINE := 1

# One version a package for every platform and every Python from 3.11 on, with the hashes of all its files.
COMPILE := $(BIN)/uv pip compile --quiet --no-config --universal --python-version 3.11 --fork-strategy fewest \
	--upgrade --generate-hashes --no-emit-index-url --no-emit-find-links --custom-compile-command 'make lock'

$(BIN)/python:
	@$(PYTHON) -c 'import sys; sys.exit(sys.version_info < (3, 11))' || { \
		echo "Pressmark needs Python 3.11 or newer, and '$(PYTHON)' is not: name one, as in make PYTHON=python3.12 chat" >&2; \
		exit 1; }
	$(PYTHON) -m venv --clear .venv

$(RUNTIME): requirements.lock pyproject.toml $(BIN)/python
	@echo "Setting up .venv: a minute or two the first time." >&2
	$(PIP) install --require-hashes -r requirements.lock
	$(PIP) install --no-deps --no-build-isolation --editable .
	@touch $@

$(DEV): requirements-dev.lock requirements.lock pyproject.toml $(BIN)/python
	@echo "Setting up .venv: a minute or two the first time." >&2
	$(PIP) install --require-hashes --no-deps -r requirements-dev.lock
	$(PIP) install --no-deps --no-build-isolation --editable .
	@touch $(RUNTIME) $@
