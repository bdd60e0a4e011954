# make run: the whole site at http://127.0.0.1:8000/
# make test: the tests; make test-browser, make test-postgresql, make test-long: more of them
# Both can be repeated at any time. README.md says more.

PORT ?= 8000
PROCESSES ?= auto
PYTHON = .venv/bin/python
MANAGE = $(PYTHON) manage.py

.PHONY: run test test-browser test-postgresql test-long test-slowest mutate lint audit audit-packages licences image fuzz scan bench flood slow-clients scale import much messages lock help-pictures keystrokes read-aloud

run: export SITE_URL = http://127.0.0.1:$(PORT)
run: export LOG_FORMAT = text
run:
	@scripts/venv.sh requirements.txt
	@$(PYTHON) -c "import socket; socket.create_server(('127.0.0.1', $(PORT)))" 2>/dev/null || \
		{ echo "Port $(PORT) is taken. Choose another one: make run PORT=8001"; exit 1; }
	@$(MANAGE) compile_translations
	@$(MANAGE) migrate --verbosity 0
	@$(MANAGE) load_content
	@$(MANAGE) collectstatic --no-input --verbosity 0
	@$(MANAGE) create_first_account
	@echo "The site:  $(SITE_URL)/"
	@echo "The admin: $(SITE_URL)/admin/"
	@echo "Stop it with Ctrl+C."
	@exec .venv/bin/gunicorn --config gunicorn.conf.py --bind 127.0.0.1:$(PORT) harghita_intl.wsgi

# Neighbours stay together, so that what a module makes for its tests is made once or twice; who
# has nothing left to do takes over what the others have not begun.
TESTED = .venv/bin/python -m pytest --numprocesses $(PROCESSES) --dist worksteal
ON_POSTGRESQL = PROCESSES=$(PROCESSES) scripts/with_postgresql.sh

# Many tests start the site: it is quicker if what Python compiles is kept.
test test-browser test-postgresql test-long test-slowest: export PYTHONDONTWRITEBYTECODE =

# Everything quick, on SQLite; with what people do in a browser.
test: ready
	@$(TESTED) -m "not long and not sweep"

# Every page and form in a browser, in all widths and schemes: barriers, reflow, overlaps, paper.
test-browser: ready
	@$(TESTED) -m "sweep"

# On PostgreSQL what a database can break; with servers of its own, which are gone afterwards.
test-postgresql: ready
	@$(ON_POSTGRESQL) $(TESTED) -m "database and not long and not browser"

# What seldom finds anything and takes long: servers killed, replicas, much content, many questions.
test-long: export FUZZ_REQUESTS := $(or $(FUZZ_REQUESTS),5000)
test-long: ready
	@$(TESTED) -m long
	@$(PYTHON) -m pytest tests/test_fuzz.py
	@$(ON_POSTGRESQL) $(TESTED) -m "database and long"

# The slowest tests and fixtures.
test-slowest: ready
	@$(TESTED) -m "not long" --durations 40

# Breaks the code in many small ways; names those that no test notices.
mutate: ready
	@$(PYTHON) scripts/mutate.py $(MODULES)

.PHONY: ready
ready:
	@scripts/venv.sh requirements-dev.txt
	@$(MANAGE) compile_translations

# What CI checks beside the tests.
lint: export SITE_URL = https://example.org
lint:
	@scripts/venv.sh requirements-dev.txt
	.venv/bin/ruff check
	.venv/bin/ruff format --check
	.venv/bin/djade --target-version 5.2 --check $$(find templates -name '*.html')
	.venv/bin/biome lint --error-on-warnings
	.venv/bin/mypy
	$(MANAGE) makemigrations --check --dry-run
	$(MANAGE) check --deploy --fail-level WARNING
	$(MANAGE) check_translations

# Lighthouse on the site that make run serves.
audit:
	@scripts/audit.sh http://127.0.0.1:$(PORT)

# Builds the image, runs it as it should be run, and looks whether it does what it must.
image:
	@scripts/check_image.sh

# Asks the site 20,000 questions that make no sense; with another FUZZ_SEED, others.
fuzz: export FUZZ_REQUESTS := $(or $(FUZZ_REQUESTS),20000)
fuzz:
	@scripts/venv.sh requirements-dev.txt
	@$(MANAGE) compile_translations
	@$(PYTHON) -m pytest tests/test_fuzz.py -s -p no:logging

# Looks for weaknesses with a scanner, in a site that it starts itself.
scan:
	@scripts/venv.sh requirements.txt
	@$(MANAGE) compile_translations
	@scripts/scan.sh

# Known weaknesses of the packages; who wrote them, by what licence.
audit-packages:
	@scripts/venv.sh requirements-dev.txt
	@scripts/packages.sh audit

licences:
	@scripts/venv.sh requirements-dev.txt
	@scripts/packages.sh licences

# Measures the site beside a hello world, in one run. Needs wrk.
# With the county's content, then with much.
bench: much
	@$(PYTHON) scripts/bench.py $(MUCH)

# Visitors of the cached pages, while five kinds of trouble go on beside them: on both databases,
# with the county's content and with 10,000 partners.
flood:
	@scripts/venv.sh requirements.txt
	@$(MANAGE) compile_translations
	@for partners in $(or $(FLOOD_PARTNERS),0 10000); do \
		export FLOOD_PARTNERS=$$partners; \
		$(PYTHON) scripts/flood.py && PROCESSES=1 scripts/with_postgresql.sh $(PYTHON) scripts/flood.py || exit 1; \
	done

# How long others wait beside clients that send or read byte by byte. Needs nginx; Caddy, if it is there.
slow-clients:
	@scripts/venv.sh requirements.txt
	@$(MANAGE) compile_translations
	@$(PYTHON) scripts/slow_clients.py

# Measures an import of 20,000 rows beside three people who save.
import:
	@scripts/venv.sh requirements.txt
	@$(PYTHON) scripts/bench_import.py

# Measures every page with much content.
scale: export DATA_DIR = $(MUCH)
scale: much
	@$(PYTHON) scripts/measure_scale.py

# 10,000 partners and 100,000 activities, made once, in a folder of their own.
MUCH ?= /tmp/harghita-international-scale
much: export DATA_DIR = $(MUCH)
much:
	@scripts/venv.sh requirements.txt
	@mkdir -p $(DATA_DIR)
	@$(MANAGE) migrate --verbosity 0
	@$(MANAGE) load_content
	@$(MANAGE) collectstatic --no-input --verbosity 0
	@[ -e $(DATA_DIR)/made ] || { $(PYTHON) scripts/make_content.py --partners 10000 --activities 100000 --seed 1 && touch $(DATA_DIR)/made; }

# Takes the pictures of the help from a running admin into its data: make help-pictures USER=… PASSWORD=…
help-pictures:
	.venv/bin/python scripts/help_pictures.py $(or $(SITE_URL),http://127.0.0.1:8000) "$(USER)" "$(PASSWORD)" $(or $(DATA_DIR),var)/help

# How long the commonest tasks take a faultless publisher, on a site like the one above.
keystrokes:
	.venv/bin/python scripts/keystrokes.py $(or $(SITE_URL),http://127.0.0.1:8000) "$(USER)" "$(PASSWORD)"

# What a screen reader is given at every stop of the form of a new partner; LANGUAGE_CODE=hu in Hungarian.
read-aloud:
	@.venv/bin/python scripts/read_aloud.py $(or $(SITE_URL),http://127.0.0.1:8000) "$(USER)" "$(PASSWORD)" $(LANGUAGE_CODE)

# Takes the messages of the source into locale/, for translation. Needs GNU gettext.
messages:
	$(MANAGE) makemessages --locale ro --locale hu --no-location --no-obsolete --ignore .venv --ignore var --ignore tests

# Pins the packages of pyproject.toml with their hashes; names no index.
COMPILE = .venv/bin/uv pip compile --upgrade pyproject.toml --generate-hashes --no-header --no-annotate --quiet
lock:
	@scripts/venv.sh requirements-dev.txt
	$(COMPILE) --extra s3 --extra metrics --extra sentry --output-file requirements-extras.txt
	$(COMPILE) --constraint requirements-extras.txt --output-file requirements.txt
	$(COMPILE) --extra dev --constraint requirements.txt --output-file requirements-dev.txt
