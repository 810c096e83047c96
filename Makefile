# Everything that a person types: `make help` lists it. Each target can be run again at any time.

SHELL := /bin/bash
.SHELLFLAGS := -euo pipefail -c
.ONESHELL:
.DELETE_ON_ERROR:
.DEFAULT_GOAL := help

BUILD_PACKAGES := zlib1g-dev libzstd-dev libmaxminddb-dev libpcap-dev libsqlite3-dev pkg-config
# What the embedded engine runs in.
ENGINE_PACKAGES := python3 python3-venv
# What the demonstration's real sensors run in, which only root can have.
LIVE_PACKAGES := $(if $(filter 0,$(shell id -u)),iproute2)
# What draws figures and sets pages: vl-convert comes from PyPI, the rest from Debian.
RENDERER_PACKAGES := python3 python3-venv weasyprint python3-markdown-it fonts-noto-cjk
# The scanners send to a sensor inside of network namespaces, and nowhere else.
TEST_PACKAGES := $(BUILD_PACKAGES) $(ENGINE_PACKAGES) $(RENDERER_PACKAGES) git openssl iproute2 nmap masscan zmap \
  hping3 chromium default-jre-headless curl rsync sqlite3
BENCH_PACKAGES := $(TEST_PACKAGES) gcc libc6-dev tcpdump tshark zstd gzip \
  libpcap0.8 libwrap0 libtirpc3 libbz2-1.0
# Packages that would start a service when installed: they are unpacked into vendor/ instead.
BENCH_UNPACKED := argus-server nfdump

CAPTURES ?=
DATA ?= demo-data
# Empty ends the demonstration before its dashboard.
SERVE ?= 1
SECONDS ?= 60

.PHONY: help
help: ## list the targets
	@awk -F ':.*## ' '/^[a-z]+:.*## /{printf "make %-7s %s\n", $$1, $$2}' $(MAKEFILE_LIST)

.PHONY: demo
demo: ## build, simulate a quarter, print its tables, run three sensors for real, write the reports, show the dashboard (CAPTURES=dir: yours)
	@Scripts/require-swift
	Scripts/install-packages $(BUILD_PACKAGES) $(ENGINE_PACKAGES) $(LIVE_PACKAGES) $(RENDERER_PACKAGES)
	Scripts/install-enrichment
	Scripts/install-engine
	Scripts/install-renderer
	swift build --configuration release $$(Scripts/target-flags) --product hirundo
	swift build --configuration release $$(Scripts/target-flags) --product hirundo-sensor
	.build/release/hirundo demo --no-serve --data "$(DATA)" $(if $(CAPTURES),--captures "$(CAPTURES)")
	$(if $(CAPTURES),,.build/release/hirundo report 2022-Q4 --data "$(DATA)" -o out)
	$(if $(CAPTURES),,$(if $(SERVE),.build/release/hirundo serve --listen 127.0.0.1:0 --health none --data "$(DATA)"))

.PHONY: samples
samples: ## write docs/samples: the reports of the two published quarters, from their scenarios
	@Scripts/require-swift
	Scripts/install-packages $(BUILD_PACKAGES) $(ENGINE_PACKAGES) $(RENDERER_PACKAGES)
	Scripts/install-enrichment
	Scripts/install-engine
	Scripts/install-renderer
	swift build --configuration release $$(Scripts/target-flags) --product hirundo
	Scripts/make-samples .build/release/hirundo

.PHONY: check
check: ## format, imports, style and links
	@Scripts/require-swift
	swift format lint --strict --recursive Package.swift Sources Tests Fuzz/Sources Fuzz/Package.swift
	Scripts/check-imports --self-test
	Scripts/check-imports
	Scripts/check-style --self-test
	Scripts/check-style
	Scripts/check-docs --self-test
	Scripts/check-docs

.PHONY: test
test: ## install what the tests need, check, build and test
	@Scripts/require-swift
	Scripts/install-packages $(TEST_PACKAGES)
	Scripts/install-enrichment
	Scripts/install-engine
	Scripts/install-renderer
	Scripts/install-test-servers
	Scripts/install-browser-tests
	Scripts/install-open-id-provider
	Scripts/unpack-packages vendor/proxy nginx
	$(MAKE) --no-print-directory check
	swift build --build-tests
	swift test --skip-build --disable-xctest

.PHONY: deb
deb: ## build the Debian package of the sensor, as out/hirundo-sensor_*.deb
	@Scripts/require-swift
	Scripts/install-packages $(BUILD_PACKAGES) binutils dpkg
	Scripts/make-deb

.PHONY: bench
bench: ## measure against the peers, write docs/performance.md, fail when the guard does
	@Scripts/require-swift
	Scripts/install-packages $(BENCH_PACKAGES)
	Scripts/unpack-packages vendor/peers $(BENCH_UNPACKED)
	Scripts/install-enrichment
	Scripts/install-python-package vendor/dpkt dpkt==1.9.8
	Scripts/install-python-package vendor/duckdb duckdb==1.1.3
	Scripts/install-engine
	swift build --configuration release $$(Scripts/target-flags) --product hirundo
	Benchmarks/run --write

.PHONY: fuzz
fuzz: ## run each fuzz target for SECONDS=60
	@Scripts/require-swift
	Scripts/install-packages $(BUILD_PACKAGES)
	Fuzz/run $(SECONDS)

.PHONY: clean
clean: ## remove what was built, measured and simulated (vendor/ stays)
	rm -rf .build Fuzz/.build out demo-data
