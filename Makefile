# Todo empieza por aquí / everything starts here: make help
PYTHON ?= python3
ADDRESS ?= 127.0.0.1:8000
VENV := .venv
BIN := $(VENV)/bin
READY := $(VENV)/.ready
INSTALL := $(BIN)/python -m pip install --quiet --disable-pip-version-check --no-compile
LOCK = $(BIN)/uv pip compile pyproject.toml --universal --generate-hashes --python-version 3.11.5 --no-header \
  --quiet --upgrade
# Ubuntu has no package of this name: it is asked for only where no browser is found
CHROMIUM := $(if $(shell command -v chromium || command -v chromium-browser || command -v google-chrome || \
  command -v google-chrome-stable),,chromium)
TOOLS := $(CHROMIUM) hunspell newsboat w3m lynx pdftotext epubcheck zimcheck
PACKAGES := $(CHROMIUM) fonts-dejavu-core hunspell hunspell-es hunspell-en-gb newsboat w3m lynx poppler-utils epubcheck \
  zim-tools
export NO_MKDOCS_2_WARNING := 1

.DEFAULT_GOAL := help
.PHONY: help serve build test test-fast check weight editions links tools lock clean

help:  ## esta lista / this list
	@awk -F':.*## ' '/^[a-z-]+:.*## /{printf "  make %-13s %s\n", $$1, $$2}' Makefile

serve: $(READY)  ## ver la biblioteca y cada cambio al guardar / see the library, and each change on saving
	$(BIN)/mkdocs serve --dev-addr $(ADDRESS) $(SERVE_OPTIONS)

build: $(READY)  ## construir site/ con todas las revisiones / build site/ with every check
	$(BIN)/mkdocs build --strict --clean

check: $(READY)  ## revisar lo escrito, sin construir / check what was written, without building
	$(BIN)/fhp check

weight: build  ## lo que pesa cada página / what each page weighs
	$(BIN)/fhp weight

editions: export EDITIONS := announced in the feeds
editions: $(READY)-editions build  ## la biblioteca para llevar, en site/offline/ / the library to take along
	$(BIN)/fhp editions $(EDITIONS_OPTIONS)
	$(BIN)/fhp editions --discreet $(EDITIONS_OPTIONS)

links: $(READY)-links  ## preguntar a los enlaces de fuera / ask the links that lead out
	$(BIN)/fhp check-links $(LINKS_OPTIONS)

test: $(READY)-test tools  ## todas las pruebas, navegador incluido / every test, browser included
	$(BIN)/python -m pytest -n 3 --dist loadfile $(TEST_OPTIONS)

test-fast: $(READY)-test  ## sin navegador, sin red, sin lo grande / no browser, no network, nothing large
	$(BIN)/python -m pytest -n 3 --dist loadfile -m "not browser and not network and not large" $(TEST_OPTIONS)

# A browser, a speller and other readers come from Debian where that is possible; elsewhere each test
# that needs one says what to install.
tools:
	@missing=; for tool in $(TOOLS); do command -v $$tool >/dev/null 2>&1 || missing="$$missing $$tool"; done; \
	if [ -n "$$missing" ] && command -v apt-get >/dev/null 2>&1; then \
	  if [ "$$(id -u)" = 0 ]; then as=; elif sudo -n true 2>/dev/null; then as="sudo -n"; else exit 0; fi; \
	  echo "instalando / installing:$$missing"; \
	  $$as apt-get update -qq && $$as env DEBIAN_FRONTEND=noninteractive \
	    apt-get install -y -qq --no-install-recommends $(PACKAGES) >/dev/null; \
	fi

# The light lock first; the others contain it
lock: $(READY)  ## renovar requirements*.txt / renew requirements*.txt
	$(INSTALL) uv
	$(LOCK) --output-file requirements.txt
	$(LOCK) --output-file requirements-links.txt --extra links --constraint requirements.txt
	$(LOCK) --output-file requirements-editions.txt --extra editions --constraint requirements-links.txt
	$(LOCK) --output-file requirements-test.txt --extra test --constraint requirements-editions.txt \
	  --constraint requirements-links.txt

clean:  ## borrar lo construido / remove what was built
	rm -rf site $(VENV)

# To build takes these packages and no others
$(READY): requirements.txt pyproject.toml
	@$(PYTHON) -c 'import sys; sys.exit(sys.version_info < (3, 11, 5))' || \
	  { echo "Hace falta Python 3.11.5 o más nuevo / Python 3.11.5 or newer is needed"; exit 1; }
	$(PYTHON) -m venv --clear $(VENV)
	$(INSTALL) --require-hashes -r requirements.txt
	$(INSTALL) --no-deps --no-build-isolation --editable .
	@touch $@

# what asks the links, what makes the editions, and what tests, come on top
$(READY)-%: requirements-%.txt $(READY)
	$(INSTALL) --require-hashes -r $<
	@touch $@
