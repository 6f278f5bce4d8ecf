# Everything is done in .venv, which `make env` makes from packaging/*.lock.
BIN := .venv/bin
ROUNDS := 1000
MINUTES := 10
TARGET :=

help: ## this list
	@awk -F ':.*## ' '/^[a-z]+:.*## / { printf "make %-10s %s\n", $$1, $$2 }' Makefile

env: ## the environment in .venv, with the strongroom command in .venv/bin
	@packaging/environment.sh

run: env ## Strongroom: the window, or the practice walk where there is no display
	@$(BIN)/strongroom

test: lint types contracts unit ## every check

lint: env ## style and layout of the code
	$(BIN)/ruff check
	$(BIN)/ruff format --check

types: env ## the annotations
	$(BIN)/mypy

contracts: env ## who may import whom
	$(BIN)/lint-imports --no-logo

unit: env ## the tests
	$(BIN)/pytest -n 2 -m "not alone"
	$(BIN)/pytest -m alone

bench: env ## how fast it is, and what is held to a bound
	@$(BIN)/python -m tests.bench

screenshots: env ## the pictures in resources/screenshots, made anew
	QT_QPA_PLATFORM=offscreen $(BIN)/python -m tests.window.screenshots

fuzz: env ## inputs no reader bears, looked for: make fuzz TARGET=psbt MINUTES=60
	@$(BIN)/python -m tests.fuzz $(TARGET) --minutes $(MINUTES)

torture: env ## kills of a process that saves or moves, at length: make torture ROUNDS=10000
	@for loop in save_loop move_loop; do for seed in 1 2 3 4; do \
	    folder=$$(mktemp -d) && \
	    $(BIN)/python -m tests.vault.$$loop $$folder $(ROUNDS) $$seed && rm -rf $$folder || exit 1; \
	done; done

clean: ## removes .venv and what tools leave behind
	rm -rf .venv build dist desktop/*.egg-info .fuzz .hypothesis .*_cache
	find . -name __pycache__ -prune -exec rm -rf {} +

.PHONY: help env run test lint types contracts unit bench screenshots clean torture fuzz
