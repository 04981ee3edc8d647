#!/usr/bin/env bash
# Tests the web app in a real Chromium against a running Weir with examples/flights applied.
#   WEIR_URL=http://127.0.0.1:7400 WEIR_TOKEN=… web/ui/e2e/run.sh [FILE…]
set -euo pipefail
cd "$(dirname "${BASH_SOURCE[0]}")/.."

: "${WEIR_URL:?WEIR_URL is where Weir answers, as http://127.0.0.1:7400}"
: "${WEIR_TOKEN:?WEIR_TOKEN is a token, as ./weir token prints it}"

find_chromium() {
  local name
  for name in "${WEIR_CHROMIUM:-}" chromium chromium-browser google-chrome; do
    if [ -n "$name" ] && command -v "$name"; then return; fi
  done
  return 1
}

if ! WEIR_CHROMIUM="$(find_chromium)"; then
  if [ "$(id -u)" = 0 ] && command -v apt-get >/dev/null; then
    echo "e2e: installing chromium" >&2
    apt-get update -qq && apt-get install -y -qq --no-install-recommends chromium >/dev/null
    WEIR_CHROMIUM="$(find_chromium)"
  else
    echo "e2e: needs Chromium or Chrome on the PATH, or WEIR_CHROMIUM (Debian: apt-get install chromium)." >&2
    exit 3
  fi
fi
export WEIR_CHROMIUM WEIR_URL WEIR_TOKEN PLAYWRIGHT_SKIP_BROWSER_DOWNLOAD=1

./build.sh install
[ "$#" -gt 0 ] || set -- e2e/*.e2e.mjs
exec node --test --test-concurrency=1 --test-reporter=spec "$@"
