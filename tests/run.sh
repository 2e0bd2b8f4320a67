#!/usr/bin/env bash
# Builds everything and runs every test: bash tests/run.sh [filter]
# The optional filter is passed to dotnet test (for example: FullyQualifiedName~Dca).
# The last line is "N passed, N failed" (", N skipped" follows when there are any); the exit code is 0 only when none failed.
set -u -o pipefail
cd "$(dirname "$0")/.."

export DOTNET_CLI_TELEMETRY_OPTOUT=1 DOTNET_NOLOGO=1 DOTNET_CLI_UI_LANGUAGE=en
filter=${1:-}

if ! command -v dotnet >/dev/null; then
  echo "The .NET 10 SDK is missing: install it from https://dotnet.microsoft.com/download and run this again." >&2
  exit 1
fi
# Time-zone tests read the system's zone files.
if [ ! -e /usr/share/zoneinfo/Europe/Berlin ] && command -v apt-get >/dev/null; then
  apt-get update -qq && apt-get install -y -qq tzdata >/dev/null
fi
# The rules over infra/ parse Bicep with a grammar from npm; the store in Azure is tested against a server from there too;
# the second verifier of proof packs is a web page whose script runs in Node.
if ! command -v npm >/dev/null && command -v apt-get >/dev/null; then
  apt-get update -qq && apt-get install -y -qq nodejs npm >/dev/null
fi
for folder in tests/Tidy.Tests tests/App.Tests; do
  [ -d "$folder/node_modules" ] || (cd "$folder" && npm ci --ignore-scripts --no-audit --no-fund --silent) ||
    { echo "npm could not install the packages of $folder; Node.js 20 or later is needed." >&2; exit 1; }
done

# The portal's tests drive a real browser.
if [ -z "${CHROMIUM:-}" ] && ! command -v chromium >/dev/null && command -v apt-get >/dev/null; then
  echo "== installing chromium"
  { apt-get update -qq && apt-get install -y -qq --no-install-recommends chromium fonts-dejavu-core; } >/dev/null
fi

results=$(mktemp -d)
trap 'rm -rf "$results"' EXIT

echo "== build"
dotnet build Orchestrations.sln -c Release -v quiet -nologo || { echo "0 passed, 1 failed"; exit 1; }

passed=0 failed=0 skipped=0
for project in tests/*.Tests; do
  name=$(basename "$project")
  # Azure.Tests needs packages of the public registry; functions/Azure/Azure.sln builds and runs it.
  grep -qF "$name.csproj" Orchestrations.sln || continue
  echo "== $name"
  log="$results/$name.log"
  dotnet test "$project" -c Release --no-build -nologo --logger "console;verbosity=minimal" ${filter:+--filter "$filter"} 2>&1 | tee "$log"
  status=${PIPESTATUS[0]}
  # One line per test assembly: "Passed!  - Failed: 0, Passed: 7, Skipped: 0, Total: 7, ..."
  line=$(grep -E '(Passed|Failed|Skipped)! +- Failed:' "$log" | tail -1)
  count() { sed -nE "s/.*$1: +([0-9]+).*/\1/p" <<<"$line"; }
  ok=$(count Passed) bad=$(count Failed) not=$(count Skipped)
  passed=$((passed + ${ok:-0})) failed=$((failed + ${bad:-0})) skipped=$((skipped + ${not:-0}))
  # A run that broke down without counting its tests (a crash, a time-out) is a failure too.
  if [ "$status" -ne 0 ] && [ "${bad:-0}" -eq 0 ]; then failed=$((failed + 1)); fi
done

if [ "$skipped" -gt 0 ]; then echo "$passed passed, $failed failed, $skipped skipped"; else echo "$passed passed, $failed failed"; fi
[ "$failed" -eq 0 ] && [ "$passed" -gt 0 ]
