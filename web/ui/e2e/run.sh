#!/usr/bin/env bash
# Tests the web app in a real Chromium against a running Weir, by default with all that examples/flights needs.
#   WEIR_URL=http://127.0.0.1:7400 WEIR_TOKEN=… web/ui/e2e/run.sh [FILE…]
#   WEIR_CA=FILE   also trust the authority with this certificate (PEM), in the tests that ask for it
set -euo pipefail
cd "$(dirname "${BASH_SOURCE[0]}")/.."

: "${WEIR_URL:?WEIR_URL is where Weir answers, as http://127.0.0.1:7400}"
: "${WEIR_TOKEN:?WEIR_TOKEN is a token, as ./weir token prints it}"

find_first() { # find_first COMMAND…: where the first of them that there is lies
  local name
  for name in "$@"; do
    if [ -n "$name" ] && command -v "$name"; then return; fi
  done
  return 1
}

need() { # need PACKAGE COMMAND…: the same; Debian's package is installed where that needs no asking
  local package="$1"
  shift
  if find_first "$@"; then return; fi
  if [ "$(id -u)" = 0 ] && command -v apt-get >/dev/null; then
    echo "e2e: installing $package" >&2
    apt-get update -qq >&2 && apt-get install -y -qq --no-install-recommends "$package" >/dev/null
    find_first "$@"
  else
    echo "e2e: needs one of these on the PATH: $* (Debian: apt-get install $package)." >&2
    exit 3
  fi
}

WEIR_CHROMIUM="$(need chromium "${WEIR_CHROMIUM:-}" chromium chromium-browser google-chrome)"
export WEIR_CHROMIUM WEIR_URL WEIR_TOKEN PLAYWRIGHT_SKIP_BROWSER_DOWNLOAD=1

if [ -n "${WEIR_CA:-}" ]; then
  certutil="$(need libnss3-tools certutil)"
  # Chromium trusts whom the database in its user's home names: a home of its own, so that nobody else does.
  WEIR_TRUST="$(mktemp -d)"
  trap 'rm -rf "$WEIR_TRUST"' EXIT
  mkdir -p "$WEIR_TRUST/.pki/nssdb"
  "$certutil" -N -d "sql:$WEIR_TRUST/.pki/nssdb" --empty-password
  "$certutil" -A -d "sql:$WEIR_TRUST/.pki/nssdb" -n tests -t C,, -i "$WEIR_CA"
  export WEIR_TRUST
fi

./build.sh install
[ "$#" -gt 0 ] || set -- e2e/*.e2e.mjs
node --test --test-concurrency=1 --test-reporter=spec "$@"
