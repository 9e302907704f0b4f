# Two commands: `make run` and `make test`. Everything else is listed by `make help`.
PYTHON ?= $(shell for p in python3.11 python3.12 python3.13 python3; do \
	command -v $$p >/dev/null 2>&1 && $$p -c 'import sys; sys.exit(sys.version_info < (3, 11))' 2>/dev/null && echo $$p && break; done)
ifeq ($(PYTHON),)
PYTHON = python3
endif
ARGS ?=

.DEFAULT_GOAL := help
.PHONY: help run setup test test-fast evaluate bench content-check content-report lock clean

help:  ## list the targets
	@grep -E '^[a-z-]+: .*##' $(MAKEFILE_LIST) | sed -E 's/:.*## /\t/' | expand -t 16

run:  ## build what is missing, start everything, print the address; Ctrl-C stops it
	@$(PYTHON) -m bootstrap run $(ARGS)

setup:  ## build what is missing and stop
	@$(PYTHON) -m bootstrap setup

test:  ## every test (needs Chromium; TEST_DATABASE_URL adds PostgreSQL)
	@$(PYTHON) -m bootstrap test $(ARGS)

test-fast:  ## the tests that need no model, server or browser: seconds
	@$(PYTHON) -m bootstrap test-fast $(ARGS)

evaluate:  ## how well it answers, beside BM25 alone and MiniLM alone
	@$(PYTHON) -m bootstrap evaluate $(ARGS)

bench:  ## how fast it answers, memory and start-up time
	@$(PYTHON) -m bootstrap bench $(ARGS)

content-check:  ## check the articles in knowledge_base/content
	@$(PYTHON) -m bootstrap content-check $(ARGS)

content-report:  ## counts of the articles by topic, voice, step, duty, dates and reading age
	@$(PYTHON) -m bootstrap content-report $(ARGS)

lock:  ## resolve requirements.in and bot/requirements.in into the lock files
	@$(PYTHON) -m bootstrap lock

clean:  ## remove both environments and everything that was built, but not the database or the secrets
	rm -rf .venv .venv-bot var/encoder var/encoder-plain var/index var/models var/stamps var/tools
