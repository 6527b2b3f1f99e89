# The same verbs for a person, for a hook and for CI. `make help` lists them.
SHELL := /bin/bash
.DEFAULT_GOAL := help
PYTHON ?= $(firstword $(foreach p,python3.11 python3.12 python3.13 python3,$(shell command -v $(p) 2>/dev/null)) python3)
VENV := .venv
BIN := $(VENV)/$(if $(filter Windows_NT,$(OS)),Scripts,bin)
# make itself knows an AS (the assembler), which ?= would leave alone.
ifeq ($(origin AS),default)
AS := chair
endif
NOW ?=
PORT ?= 3978
PLAYGROUND_PORT ?= 56150
UV_COMPILE := $(BIN)/uv pip compile --quiet --universal --python-version 3.11 --generate-hashes --custom-compile-command "make lock"

.PHONY: help run test check quick bench bench-quick lock fmt pictures package clean saboteurs
.PHONY: campaign-generated campaign-workbooks campaign-powercut campaign-soak campaign-slow campaign-clocks campaign-faults campaign-fuzz-http
.PHONY: campaign-kill campaign-replicas campaign-repeats campaign-fuzz campaign-words campaign-forgery campaign-days campaign-walks campaign-suppression
help: ## what can be said
	@grep -hE '^[a-z-]+:.*## ' $(MAKEFILE_LIST) | sed -E 's/^([a-z-]+):.*## /  make \1\t/' | expand -t 26

run: ## the bot with its sample group in the Playground; AS=jpuh-lead NOW=2026-12-07T09:29 PORT=3978
	@$(PYTHON) tools/bootstrap.py runtime node playground
	@exec $(BIN)/python app.py demo --as '$(AS)' --port '$(PORT)' --playground-port '$(PLAYGROUND_PORT)' $(if $(NOW),--now '$(NOW)')

test: ## everything that CI runs, with its own set-up
	@$(PYTHON) tools/bootstrap.py dev node playground browser
	@$(MAKE) --no-print-directory check
	@PYTHON=$(BIN)/python bash tools/test.sh

check: ## style, types, who imports whom, size of rooms
	@$(PYTHON) tools/bootstrap.py dev
	$(BIN)/ruff check .
	$(BIN)/ruff format --check .
	$(BIN)/pyright --warnings
	$(BIN)/lint-imports
	$(BIN)/python tools/house.py
	$(BIN)/deptry .

quick: ## the rules, cards and parser alone: about a minute, on any system
	@$(PYTHON) tools/bootstrap.py dev
	$(BIN)/python -m pytest -q -n "$${WORKERS:-2}" tests/unit domain cards

bench: ## measure beside other bots: docs/evidence/bench.json (ONLY="P1 P6" for some parts)
	@$(PYTHON) tools/bootstrap.py dev
	$(BIN)/python -m tests.bench $(if $(ONLY),--only $(ONLY))

bench-quick: ## the same in a few minutes, smaller, nothing written
	@$(PYTHON) tools/bootstrap.py dev
	$(BIN)/python -m tests.bench --quick $(if $(ONLY),--only $(ONLY))

saboteurs: ## take each protection away in a copy: a named test must turn red
	@$(PYTHON) tools/bootstrap.py dev
	$(BIN)/python -m tests.saboteurs

# Long attacks on the whole bot, for a night; docs/evidence.md says what they showed. SEED=1 N=...
SEED ?= 1
campaign-kill: ## SIGKILL at random moments, SQLite; N kills
	@$(PYTHON) tools/bootstrap.py dev
	$(BIN)/python -m tests.campaigns.kill --kills $(or $(N),5000) --seed $(SEED)

campaign-powercut: ## the power goes at any moment, SQLite's own writes lost, torn and out of order; N cuts
	@$(PYTHON) tools/bootstrap.py dev
	$(BIN)/python -m tests.campaigns.powercut --cuts $(or $(N),100000) --seed $(SEED)

campaign-soak: ## N minutes of steady work over HTTP: memory, files, threads, size (RATE=28 turns a second)
	@$(PYTHON) tools/bootstrap.py dev
	$(BIN)/python -m tests.campaigns.soak --minutes $(or $(N),120) --rate $(or $(RATE),28) --seed $(SEED)

campaign-slow: ## N slow clients and half-open connections at once on the real program for a minute
	@$(PYTHON) tools/bootstrap.py dev
	$(BIN)/python -m tests.campaigns.slow --sockets $(or $(N),2000) --seconds 60

campaign-clocks: ## the real program while its clock jumps or stands still; N scripts (needs libfaketime: apt install faketime)
	@$(PYTHON) tools/bootstrap.py dev
	$(BIN)/python -m tests.campaigns.clocks --scripts $(or $(N),500) --seed $(SEED)

campaign-faults: ## random scripts of faults of Teams against every kind of post; N scripts
	@$(PYTHON) tools/bootstrap.py dev
	$(BIN)/python -m tests.campaigns.faults --scripts $(or $(N),10000) --seed $(SEED)

campaign-replicas: ## three bots on one PostgreSQL, killed and stopped beyond a lease; N faults
	@$(PYTHON) tools/bootstrap.py dev
	$(BIN)/python -m tests.campaigns.replicas --faults $(or $(N),150) --replicas 3 --stop 65 --seed $(SEED)

campaign-repeats: ## deliveries repeated, late and out of order; N deliveries
	@$(PYTHON) tools/bootstrap.py dev
	$(BIN)/python -m tests.campaigns.repeats --deliveries $(or $(N),1000000) --seed $(SEED)

campaign-fuzz: ## spoiled requests at the real door; N requests
	@$(PYTHON) tools/bootstrap.py dev
	$(BIN)/python -m tests.campaigns.fuzz --requests $(or $(N),2000000) --seed $(SEED)

campaign-fuzz-http: ## the same by HTTP at the real program, with heads that no client sends; N requests
	@$(PYTHON) tools/bootstrap.py dev
	$(BIN)/python -m tests.campaigns.fuzz_http --requests $(or $(N),200000) --seed $(SEED)

campaign-words: ## random and spoiled messages: nothing raises, no write is unconfirmed; N texts
	@$(PYTHON) tools/bootstrap.py dev
	$(BIN)/python -m tests.campaigns.words --texts $(or $(N),100000) --seed $(SEED)

campaign-forgery: ## forged card data: every case x verb x role
	@$(PYTHON) tools/bootstrap.py dev
	$(BIN)/python -m tests.campaigns.forgery

campaign-walks: ## random walks of risk, concern, signal and learning event against models written apart; N walks of each
	@$(PYTHON) tools/bootstrap.py dev
	$(BIN)/python -m tests.campaigns.walks $(or $(N),20000) $(SEED)

campaign-suppression: ## random tables, rates, pairs of posts, packs of several months and texts of small numbers, a solver tries to tell what is hidden; N of each
	@$(PYTHON) tools/bootstrap.py dev
	$(BIN)/python -m tests.table_breaker $(or $(N),10000) $(SEED)
	$(BIN)/python -m tests.post_breaker $(or $(N),10000) $(SEED)
	$(BIN)/python -m tests.pack_breaker $(or $(N),10000) $(SEED)

campaign-days: ## sixty days with every fault at once; N seeds (POSTGRES=1: two replicas on PostgreSQL)
	@$(PYTHON) tools/bootstrap.py dev
	$(BIN)/python -m tests.simulation $(or $(N),5000) $(SEED) $(if $(POSTGRES),--postgres)

campaign-generated: ## every generated text of N random groups, each figure, day and name looked up in its records
	@$(PYTHON) tools/bootstrap.py dev
	$(BIN)/python -m tests.campaigns.generated $(or $(N),1000)

campaign-workbooks: ## N dirty workbooks into import, a third broken off half-way: all of one is kept or nothing
	@$(PYTHON) tools/bootstrap.py dev
	$(BIN)/python -m tests.campaigns.workbooks $(or $(N),10000) $(SEED)

campaign-years: ## a year of made-up groups, rehearsed: budget and window; N groups
	@$(PYTHON) tools/bootstrap.py dev
	$(BIN)/python -m tests.years $(or $(N),100) $(SEED)

lock: ## compile the pinned, hashed requirements from pyproject.toml (UPGRADE=--upgrade takes newer ones)
	@$(PYTHON) tools/bootstrap.py dev
	$(UV_COMPILE) $(UPGRADE) pyproject.toml -o requirements.txt
	$(UV_COMPILE) $(UPGRADE) --group pyproject.toml:node -o requirements-node.txt
	$(UV_COMPILE) $(UPGRADE) --group pyproject.toml:traces --constraint requirements.txt -o requirements-traces.txt
	$(UV_COMPILE) $(UPGRADE) pyproject.toml --group pyproject.toml:dev --constraint requirements.txt --constraint requirements-node.txt --constraint requirements-traces.txt -o requirements-dev.txt

fmt: ## put the style right
	@$(PYTHON) tools/bootstrap.py dev
	$(BIN)/ruff check --fix .
	$(BIN)/ruff format .

pictures: ## take the README's pictures in the real Playground: docs/pictures/
	@$(PYTHON) tools/bootstrap.py dev node playground browser
	$(BIN)/python -m tests.pictures

package: ## the Teams app package, checked: out/oversight.zip (MICROSOFT_APP_ID and PUBLIC_URL, or FOR=production: env/.env.production)
	@$(PYTHON) tools/bootstrap.py dev
	@$(BIN)/python -m tools.package $(FOR)

clean: ## remove what these verbs made; data/ stays
	rm -rf $(VENV) .tools playground/node_modules out .pytest_cache .ruff_cache .hypothesis .coverage .coverage.*
	find . -name __pycache__ -type d -prune -exec rm -rf {} +
