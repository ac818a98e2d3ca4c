#!/usr/bin/env bash
# Finds a Chromium for the browser tests, or installs one; fails loudly if neither works.
# Usage: ensure-chromium.sh PYTHON (the interpreter that has Playwright)
set -euo pipefail
for name in chromium chromium-browser google-chrome google-chrome-stable; do
  if command -v "$name" >/dev/null 2>&1; then exit 0; fi
done
if [ -n "${GOODTERMS_CHROMIUM:-}" ] && [ -x "$GOODTERMS_CHROMIUM" ]; then exit 0; fi
if "$1" - <<'PY'
import os, sys
from playwright.sync_api import sync_playwright
with sync_playwright() as p:
    sys.exit(not os.path.exists(p.chromium.executable_path))
PY
then exit 0; fi
echo "No Chromium here yet: installing one for the browser tests."
if command -v apt-get >/dev/null 2>&1; then
  as_root=""
  [ "$(id -u)" = 0 ] || as_root="sudo -n"
  if $as_root true 2>/dev/null; then
    $as_root apt-get update -qq && DEBIAN_FRONTEND=noninteractive $as_root apt-get install -y -qq chromium >/dev/null && exit 0
  fi
fi
"$1" -m playwright install --with-deps chromium || "$1" -m playwright install chromium || {
  echo "Could not install Chromium. Install it yourself and name it: GOODTERMS_CHROMIUM=/path make test" >&2
  exit 2
}
