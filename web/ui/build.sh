#!/usr/bin/env bash
# Builds and tests the web app; does nothing when its inputs have not changed.
#   build.sh build DIR   the finished app into DIR
#   build.sh test        checks and unit tests
#   build.sh install     only the packages, test tools included
set -euo pipefail
cd "$(dirname "${BASH_SOURCE[0]}")"

say() { printf 'web/ui: %s\n' "$*" >&2; }

require_node() {
  if ! command -v node >/dev/null || ! command -v npm >/dev/null; then
    say "Node.js 20.19 or newer with npm is needed to build the web app and was not found on the PATH."
    say "Install it (Debian: apt-get install nodejs npm; macOS: brew install node; any: https://nodejs.org) and run the command again."
    exit 3
  fi
  if ! node -e 'const [a, b] = process.versions.node.split("."); process.exit(a > 20 || (a == 20 && b >= 19) ? 0 : 1)'; then
    say "Node.js $(node --version) is too old: 20.19 or newer is needed."
    exit 3
  fi
}

hash_of() { # of the names and contents of files and folders
  find "$@" -type f -print0 | LC_ALL=C sort -z | xargs -0 sha256sum | sha256sum | cut -c1-40
}

# What vite needs is installed for a build; the test tools come only when tests run.
install() { # all | build
  local level=$1 wanted stamp=node_modules/.weir-installed have
  wanted="$(hash_of package-lock.json .npmrc)"
  have="$(cat "$stamp" 2>/dev/null || true)"
  if [ "$have" = "$wanted all" ] || [ "$have" = "$wanted $level" ]; then return; fi
  say "installing packages (npm ci)"
  local options=(--no-audit --no-fund --loglevel=error)
  [ "$level" = all ] || options+=(--omit=dev)
  if ! npm ci "${options[@]}" 2>&1 | head -30 >&2; then
    say "npm ci failed. It fetches the packages of package-lock.json: check the network and the npm registry that is configured."
    exit 4
  fi
  printf '%s %s' "$wanted" "$level" >"$stamp"
}

build() {
  local out=$1 inputs
  inputs="$(hash_of src public scripts index.html vite.config.ts tsconfig.json package-lock.json)"
  if [ "$(cat dist/.inputs 2>/dev/null || true)" != "$inputs" ]; then
    require_node
    install build
    say "building"
    rm -rf dist
    NODE_ENV=production node node_modules/vite/bin/vite.js build --logLevel warn >&2
    node scripts/precompress.mjs dist
    printf '%s' "$inputs" >dist/.inputs
  fi
  if [ "$(cat "$out/.inputs" 2>/dev/null || true)" != "$inputs" ]; then
    rm -rf "$out"
    mkdir -p "$out"
    cp -R dist/. "$out"
  fi
}

run_tests() {
  local inputs stamp=node_modules/.weir-tested
  inputs="$(hash_of src public scripts e2e index.html vite.config.ts tsconfig.json biome.json package.json package-lock.json ../../docs/reference/openapi.json)"
  [ "$(cat "$stamp" 2>/dev/null || true)" != "$inputs" ] || return 0
  require_node
  install all
  npm run --silent check
  npm test --silent
  printf '%s' "$inputs" >"$stamp"
}

case "${1:-}" in
  build) build "${2:?folder}" ;;
  install)
    require_node
    install all
    ;;
  test) run_tests ;;
  *)
    say "usage: build.sh build DIR | test | install"
    exit 2
    ;;
esac
