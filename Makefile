# Redline. `make run` and `make test` do whatever set-up is missing; `make help` lists the rest.

SHELL := /bin/bash
.DEFAULT_GOAL := help
MAKEFLAGS += --no-print-directory
PY := .venv/bin/python
# what pytest is asked to do; `make test PYTEST="-k tags"` narrows it
PYTEST ?=
# processes for the tests: one more than there are processors, since a good quarter of their time they
# wait for requests, paints and the disk
JOBS ?= $(shell echo $$(( $$(nproc 2>/dev/null || echo 2) + 1 )))
# for how long all tests took (row 14 of `make bench`)
STARTED := $(shell date +%s)
# Tests start some hundred processes of the program: without bytecode each would compile it anew.
unexport PYTHONDONTWRITEBYTECODE

.PHONY: help run test soak hostile outside bench lint style format setup lock clean screenshots translations \
	package-setup frozen deb archive package-check installer-check release-check

help:  ## list these targets
	@sed -n 's/^\([a-z-]*\):.*## \(.*\)/  make \1\t\2/p' $(MAKEFILE_LIST) | expand -t 16

run:  ## open the editor on its sandbox (sets up only what the program needs)
	@packaging/setup.sh run
	@exec .venv/bin/redline --sandbox $(ARGS)

# A file goes to one process, so that what its tests share is made once; in their order, in which the
# long ones are not the last. The types are looked at in what time the tests leave, while they wait.
test: setup style  ## check style and types, and run all tests
	@mkdir -p build
	@nice -n 19 $(PY) -m mypy >build/types.txt 2>&1 & types=$$!; trap 'kill $$types 2>/dev/null' EXIT; \
		$(PY) -m pytest -n $(JOBS) --dist loadfile --no-loadscope-reorder $(PYTEST); tests=$$?; \
		wait $$types || { echo "types:"; cat build/types.txt; tests=1; } >&2; exit $$tests
	@[ -n "$(PYTEST)" ] || echo $$(($$(date +%s) - $(STARTED))) > build/test-seconds

soak: setup  ## prove that no edit is lost, for an hour or so (ARGS="--quick" for minutes)
	@$(PY) -m tests.soak --jobs $$(nproc 2>/dev/null || echo 2) --json soak.json $(ARGS)

hostile: setup  ## strangers' files: bombs, samples of libraries' sources, 20,000 changed ones (SEED=1)
	@$(PY) -m tests.decoder.sources build/strangers
	@$(PY) -m tests.decoder.programme --samples build/strangers --mutations 20000 --seed $(or $(SEED),1) \
		--json build/strangers.json $(ARGS)

outside: setup  ## use the program by names alone, as with a screen reader, and print what is heard
	@$(PY) -m tests.outside

bench: setup  ## measure speed against the platform's floor (QUICK=1: a minute; ARGS="--only 1 6")
	@$(PY) -m tests.bench $(if $(QUICK),--quick) $(ARGS)

lint: style  ## check style and types
	@$(PY) -m mypy

style: setup  ## check style alone
	@$(PY) -m ruff check --quiet
	@$(PY) -m ruff format --check --quiet || { echo "lint: the files named above want: make format" >&2; exit 1; }

format: setup  ## put the sources into the common form
	@$(PY) -m ruff check --quiet --fix-only
	@$(PY) -m ruff format --quiet

setup:  ## make all that the program, the tests and the checks need
	@packaging/setup.sh test

PIN := $(PY) -m uv pip compile --universal --python-version 3.11 --generate-hashes \
	--no-emit-index-url --no-header --no-annotate --quiet

lock: setup  ## pin the requirements anew (with UPGRADE=--upgrade to newer versions)
	@$(PIN) $(UPGRADE) pyproject.toml --group dev --group build -o requirements-dev.txt
	@$(PIN) pyproject.toml -c requirements-dev.txt -o requirements.txt
	@$(PIN) --group build -c requirements-dev.txt -o requirements-build.txt
	@$(PIN) $(UPGRADE) pyproject.toml --group package -c requirements-dev.txt -o requirements-package.txt

screenshots: setup  ## make the pictures of the README and of the guide, the same each time
	@$(PY) packaging/screenshots.py

translations: setup  ## bring the catalogues of all languages up to the texts of the source
	@$(PY) packaging/translations.py update
	@$(PY) packaging/translations.py compile

PACKED := build/env/bin/python

package-setup:
	@packaging/setup.sh package

frozen: package-setup  ## make the program that needs no Python, in dist/Redline, and test it
	@$(PACKED) packaging/freeze.py
	@dist/Redline/redline --self-test

deb: frozen  ## make the package for Debian and Ubuntu
	@$(PACKED) packaging/linux/deb.py

archive: frozen  ## make the archive that installs itself elsewhere on Linux
	@packaging/linux/archive.sh

package-check:  ## install, use, upgrade and remove the package on a clean Debian (as root)
	@packaging/setup.sh package
	@packaging/linux/check.sh $(DEB)

installer-check: package-setup  ## compile the installer for Windows and try it under wine
	@packaging/windows/check.sh

release-check: package-setup  ## look for mistakes and weaknesses in the release workflow and parts
	@packaging/release_check.sh

clean:  ## remove what was made here: the environment, caches, build results
	@rm -rf .venv .pytest_cache .mypy_cache .ruff_cache .hypothesis build dist .coverage htmlcov
	@find gui tests packaging -name __pycache__ -type d -prune -exec rm -rf {} +
