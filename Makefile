# Most people need only `make releases` and `make test`. Both install what is missing first.

PYTHON3 ?= python3
PYTHON := .venv/bin/python
PIP := .venv/bin/python -m pip --quiet --disable-pip-version-check
HKPRESS := .venv/bin/hkpress

ifeq ($(shell uname -s),Darwin)
# Only Homebrew's own Python looks for libraries here. Not exported: /bin/sh on macOS drops such variables.
LIBRARIES := DYLD_FALLBACK_LIBRARY_PATH=/opt/homebrew/lib:/usr/local/lib:/usr/lib
PYTHON := $(LIBRARIES) $(PYTHON)
HKPRESS := $(LIBRARIES) $(HKPRESS)
endif

.DELETE_ON_ERROR:
.PHONY: help releases test test-lowest hostile coverage lint format goldens catalogues letterheads schema wheel lock clean system fonts browser git
.PHONY: validate validate-pdfs validate-pages validate-mails validate-files reference docs pictures proofs word-proofs accuracy bench

help: ## List the targets
	@awk -F ':.*## ' '/^[a-z-]+:.*## / { printf "make %-15s %s\n", $$1, $$2 }' Makefile

releases: fonts ## Make all press releases in all editions and formats, in build/
	$(HKPRESS) build

test: lint fonts browser git ## Check style and types, and run the tests
	$(PYTHON) -m pytest

coverage: fonts ## Run the tests and list the lines that none of them runs
	$(PYTHON) -m pytest --cov=hkpress --cov-report=term-missing:skip-covered

lint: .venv/.done tests/desk/scripts/node_modules ## Check style and types only
	$(PYTHON) -m ruff check
	$(PYTHON) -m ruff format --check
	$(PYTHON) -m mypy
	PATH="$(CURDIR)/.venv/bin:$$PATH" tests/desk/scripts/check

format: .venv/.done ## Fix the style of the Python code
	$(PYTHON) -m ruff check --fix-only
	$(PYTHON) -m ruff format

goldens: fonts ## Accept the releases and the specimen as they are now: make goldens REASON="A new label"
	$(HKPRESS) golden accept --reason '$(REASON)'
	$(HKPRESS) golden accept $(wildcard tests/specimen/releases/[!_]*/) --reason '$(REASON)'

reference: .venv/.done ## Write the pages of docs/ that come from the code
	$(PYTHON) docs/reference.py

docs: reference .venv/.docs ## Build the documentation as a site, in dist/docs, and check its links
	$(PYTHON) -m zensical build --strict --config-file zensical.toml

pictures: fonts browser ## Take the pictures of the documentation again
	$(PYTHON) docs/pictures.py
	$(PYTHON) docs/desk_pictures.py
	$(PYTHON) docs/word_pictures.py
	$(PYTHON) docs/newsroom_pictures.py

proofs: fonts ## Run the long forms of the tests: every release at every measure, builds killed everywhere
	HKPRESS_LONG=1 $(PYTHON) -m pytest $$(grep -rlE 'HKPRESS_LONG|LONG_RUN' tests --include='test_*.py' | grep -vE 'word_proofs|tests/figures')
	HKPRESS_LONG=1 FIGURES_EXAMPLES=10000 $(PYTHON) -m pytest tests/figures

word-proofs: fonts ## Open the Word files in LibreOffice, and read back what it saves; installs it on Debian
	@command -v soffice >/dev/null || setup/system-packages libreoffice-writer python3-uno poppler-utils
	HKPRESS_LONG=1 $(PYTHON) -m pytest tests/test_word_proofs.py

accuracy: .venv/.done ## Print how often the checks and the import are right
	$(PYTHON) -m tests.figures.harness
	$(PYTHON) -m tests.check.harness
	$(PYTHON) -m tests.check.dropped
	$(PYTHON) -m tests.importing.harness

mutants: .venv/.done ## Change the code one token at a time and list what no test notices: CODE=hkpress/check TESTS=tests/check
	$(PYTHON) -m benchmarks.mutants $(or $(CODE),hkpress/figures) $(or $(TESTS),tests/figures)

bench: fonts ## Measure speed beside other tools, in a quarter of an hour
	for each in convert check photos "desk 60" "pdf 7" "cold 5" "nothing 1000 5" "batch workers dask" "newsroom 100 5"; do \
		set -- $$each; name=$$1; shift; $(PYTHON) benchmarks/$$name.py "$$@" || exit 1; done

catalogues: .venv/.done ## Update the message catalogues from the templates and the code
	$(PYTHON) -m babel.messages.frontend --quiet extract -F babel.cfg --no-wrap --sort-by-file --omit-header --add-location=file \
		-o templates/locale/hkpress.pot templates
	$(PYTHON) setup/catalogues.py

letterheads: .venv/.done ## Write the Word letterheads of hkpress's own themes
	$(PYTHON) setup/letterhead.py

schema: .venv/.done ## Write the JSON Schema of release.yaml for editors
	$(HKPRESS) schema > build.schema.json
	mv build.schema.json releases/release.schema.json

validate: validate-pdfs validate-pages validate-mails validate-files ## Validate the PDFs, web pages, mails, photos and feeds

validate-pdfs: fonts .venv/.validators ## Validate the PDFs against PDF/UA-1
	$(PYTHON) tests/validators/gate.py pdfs

validate-pages: fonts .venv/.validators tests/validators/node_modules ## Validate the HTML and accessibility of web pages and a newsroom
	@[ -n "$$CHROMIUM" ] || command -v chromium google-chrome >/dev/null || setup/system-packages chromium
	@command -v xmllint >/dev/null || setup/system-packages libxml2-utils
	$(PYTHON) tests/validators/gate.py pages
	$(PYTHON) tests/validators/gate.py newsroom

validate-mails: fonts .venv/.validators tests/validators/node_modules ## Check that Outlook for Windows can show the mails
	$(PYTHON) tests/validators/gate.py mails

validate-files: fonts ## Let exiftool, jing and xmllint judge photos, feeds and the sitemap; installs them on Debian
	@for each in exiftool jing xmllint; do command -v $$each >/dev/null || \
		{ setup/system-packages libimage-exiftool-perl jing libxml2-utils; break; }; done
	$(PYTHON) -m pytest -k 'exiftool or atom or sitemap' tests/test_photopack.py tests/test_newsroom.py

wheel: fonts ## Build a wheel in dist/, with templates and fonts
	rm -f dist/*.whl
	$(PYTHON) -m hatchling build -t wheel
	$(PYTHON) setup/check_wheel.py dist/*.whl

test-lowest: fonts ## Run the tests with the lowest package versions that pyproject.toml allows
	mkdir -p dist/lowest
	$(PIP) install uv==0.13.9
	.venv/bin/uv pip compile --quiet --resolution lowest-direct --python $(PYTHON) --extra fonts -o dist/lowest/lowest.txt pyproject.toml
	.venv/bin/uv pip compile --quiet --python $(PYTHON) --extra fonts --group dev -c dist/lowest/lowest.txt \
		-o dist/lowest/all.txt pyproject.toml
	.venv/bin/uv venv --quiet --clear --seed --python $(PYTHON) dist/lowest/venv
	.venv/bin/uv pip install --quiet --python dist/lowest/venv -r dist/lowest/all.txt
	.venv/bin/uv pip install --quiet --python dist/lowest/venv --no-deps --no-build-isolation -e .
	dist/lowest/venv/bin/python -m pytest $(TESTS)

hostile: fonts ## Try a thousand hostile inputs; SEED=2 tries others
	HKPRESS_HOSTILE=1000 HKPRESS_SEED=$(or $(SEED),1) $(PYTHON) -m pytest tests/hostile/test_run.py -n 2

lock: .venv/.packages ## Pin the packages of pyproject.toml again; UPGRADE=--upgrade takes newer versions
	$(PIP) install uv==0.13.9
	$(LOCK) --extra fonts --group dev -o requirements.txt pyproject.toml
	$(LOCK) -c requirements.txt -o tests/validators/requirements.txt tests/validators/requirements.in
	$(LOCK) -c requirements.txt --group pyproject.toml:docs -o docs/requirements.txt

LOCK = .venv/bin/uv pip compile --quiet --universal --python-version 3.11 --generate-hashes $(UPGRADE) \
	--custom-compile-command "make lock"

clean: ## Remove everything made or installed here, except system packages
	rm -rf .venv build dist hkpress/core/fontfiles tests/validators/node_modules tests/desk/scripts/node_modules .mypy_cache .pytest_cache .ruff_cache .hypothesis
	find . -name __pycache__ -type d -prune -exec rm -rf {} +

# --- set-up ---

system:
	@PYTHON3='$(PYTHON3)' setup/system-packages

.venv/.packages: requirements.txt setup/python-packages | system
	@PYTHON3='$(PYTHON3)' setup/python-packages
	@touch $@

.venv/.done: pyproject.toml .venv/.packages
	@$(PIP) install --no-deps --no-build-isolation --editable .
	@said=$$($(PYTHON) -m pip check) || { echo "set-up: $$said Run make lock." >&2; exit 1; }
	@touch $@

.venv/.validators: .venv/.done tests/validators/requirements.txt
	@echo 'set-up: installing the Python packages of tests/validators into .venv' >&2
	@$(PIP) install --require-hashes --requirement tests/validators/requirements.txt
	@touch $@

.venv/.docs: .venv/.done docs/requirements.txt
	@echo 'set-up: installing the Python packages of docs into .venv' >&2
	@$(PIP) install --require-hashes --requirement docs/requirements.txt
	@touch $@

tests/validators/node_modules: .venv/.done tests/validators/package-lock.json
	@echo 'set-up: installing the npm packages of tests/validators into $@' >&2
	@cd tests/validators && PATH="$(CURDIR)/.venv/bin:$$PATH" npm ci --silent
	@touch $@

browser: # tests of the desk and the newsroom drive it. Debian's headless shell takes half the time of its Chromium
	@command -v chromium-headless-shell >/dev/null || ! command -v apt-get >/dev/null || setup/system-packages chromium-headless-shell || true
	@for each in chromium-headless-shell chromium chromium-browser google-chrome; do command -v $$each >/dev/null && exit; done; \
		setup/system-packages chromium

git: # tests ask it which files are shipped
	@command -v git >/dev/null || setup/system-packages git

tests/desk/scripts/node_modules: .venv/.done tests/desk/scripts/package-lock.json
	@echo 'set-up: installing the npm packages of tests/desk/scripts into $@' >&2
	@cd tests/desk/scripts && PATH="$(CURDIR)/.venv/bin:$$PATH" npm ci --silent
	@touch $@

fonts: .venv/.done
	@$(HKPRESS) fonts verify >/dev/null 2>&1 || $(HKPRESS) fonts install
