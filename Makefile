# `make` alone lists what there is. Everything runs in .venv, which `setup` makes and keeps current.
.DEFAULT_GOAL := help
.PHONY: help setup run face demo day test unit e2e rights contract browser screenshots mutants check regions package web openapi docs lock deploy smoke restore destroy company reconcile clean

# The first that runs: a version manager's python3 fails when it lacks .python-version's.
SYSTEM_PYTHON ?= $(shell for python in python3 python3.13 /usr/bin/python3; do \
  $$python -c '' 2>/dev/null && echo $$python && break; done)
PORT ?= 4566
STAGE ?= default
BIN := .venv/bin
PYTHON := $(BIN)/python
# SAM builds with the python3.13 that it finds on PATH.
export PATH := $(CURDIR)/$(BIN):$(PATH)
export SAM_CLI_TELEMETRY := 0
# Set in many containers; every process would then compile each package that it imports.
export PYTHONDONTWRITEBYTECODE :=

help:  ## list the targets
	@sed -n 's/^\([a-z0-9]*\):.*## /  make \1|/p' Makefile | awk -F'|' '{printf "%-16s %s\n", $$1, $$2}'

setup:  ## make .venv with Python 3.13 and the pinned packages
	@test -n "$(SYSTEM_PYTHON)" || { echo "✗ Install Python 3 first."; exit 1; }
	@$(SYSTEM_PYTHON) -I local/bootstrap.py

run: setup  ## the whole service on this machine, without Docker or AWS; PORT=4566
	@$(PYTHON) -m local.run --port $(PORT)

face: setup  ## a mainland customer on the running cloud, up to the live face check
	@$(PYTHON) -m local.face

demo: setup  ## a revision round; then three live face checks, paid for in advance
	@$(PYTHON) -m local.demo

day: setup  ## a lender's day: three tiers, a bank account, loans, and a business with two owners
	@$(PYTHON) -m local.day

test: unit package e2e  ## all tests
	@# Two clouds at a time, the longest first: these wait more than they work, and none counts calls.
	$(MAKE) -j2 --output-sync=target browser rights

unit: setup  ## the tests that need no cloud
	$(PYTHON) -m pytest -n 2 --dist worksteal --ignore tests/e2e --ignore tests/web tests

e2e: setup  ## tests against the deployed stack, with IAM enforced
	$(PYTHON) -m pytest tests/e2e --ignore tests/e2e/test_least_privilege.py

# Whoever has a cloud of its own reads its logs at the end.
rights: setup  ## take each right away from the deployed stack and see what fails
	$(PYTHON) -m pytest tests/e2e/test_least_privilege.py tests/e2e/test_privacy.py

contract: setup  ## what openapi.json promises, asked by generated requests (a part of unit)
	$(PYTHON) -m pytest tests/test_contract.py

browser: setup  ## the admin page in Chromium, against the deployed stack
	$(PYTHON) -m local.page test
	$(PYTHON) -m pytest tests/web

screenshots: setup  ## pictures of every page, in three languages, light and dark, into web/dist/pictures
	$(PYTHON) -m tests.web.screenshots

mutants: setup  ## plant mistakes in a copy of the source and see each one found (half an hour; not a part of test)
	@$(PYTHON) -m local.mutants

check: setup  ## linters, types, and the template
	$(BIN)/ruff check .
	$(BIN)/ruff format --check .
	$(BIN)/mypy
	$(BIN)/cfn-lint template.yaml
	AWS_DEFAULT_REGION=us-east-1 $(BIN)/sam validate --lint

regions: setup  ## cfn-lint in every region that the docs list (five minutes)
	$(BIN)/cfn-lint -r $$($(PYTHON) -m local.regions) -- template.yaml

package: setup  ## build for AWS and prove that the package is complete, and compiled
	@$(PYTHON) -m local.package

web: setup  ## build the admin page into web/dist/admin
	@$(PYTHON) -m local.page build

openapi: setup  ## write openapi.json from the routes
	$(PYTHON) -m local.openapi

docs: setup  ## write the tables of the documents from the code
	$(PYTHON) -m local.docs_tables

lock: setup  ## pin the newest versions that fit the .in files
	.local/tools/bin/uv pip compile -q --universal --upgrade --generate-hashes --no-annotate \
	  --no-header --no-emit-index-url --python-version 3.13 \
	  requirements-dev.in -o requirements-dev.txt
	.local/tools/bin/uv pip compile -q --universal --generate-hashes --no-annotate \
	  --no-header --no-emit-index-url --python-version 3.13 \
	  functions/requirements.in -c requirements-dev.txt -o functions/requirements.txt
	@$(PYTHON) -m local.page lock

deploy: setup  ## build and deploy to your AWS account; STAGE=prod for production
	@$(PYTHON) -m local.deploying --stage $(STAGE)

smoke: setup  ## after a deployment: walk the first hour on AWS, as far as a program can; STAGE=…
	@$(PYTHON) -m local.smoke --stage $(STAGE)

restore: setup  ## both tables of a stage as they were, as new tables; STAGE=…; AT=2026-11-28T09:30:00Z
	@$(PYTHON) -m local.restoring --stage $(STAGE) --at "$(AT)"

destroy: setup  ## delete a stage from your AWS account; STAGE=…; DATA=stays for one that keeps its data
	@$(PYTHON) -m local.destroying --stage $(STAGE) $(if $(filter stays,$(DATA)),--data-stays)

company: setup  ## open a company in the running local cloud; NAME="…" POLICY=lending ADMIN=mali@…
	@$(PYTHON) -m local.operator company open --local --name "$(NAME)" --policy $(or $(POLICY),lending) \
	  --administrator "$(ADMIN)"

reconcile: setup  ## seven numbers of the local cloud's ledger that must be 0
	@$(PYTHON) -m local.operator reconcile --local --full

clean:  ## forget the local cloud's data and everything built
	rm -rf web/dist web/node_modules web/src/shared/api/gen .aws-sam .local/cloud .pytest_cache .mypy_cache .ruff_cache .hypothesis
