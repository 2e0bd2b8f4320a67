#!/usr/bin/env bash
# Kills a real host with kill -9, again and again, while DCA runs are under way, and another while funding, trend, tactical and
# rebalance runs are (for half a second for each kill asked for), and then checks everything that must hold: no acknowledged run lost,
# one order for each intent, every fill and contract line booked once, the ledger equal to the exchange, hedges equal, positions
# protected, the audit log one chain. Usage: bash tests/kill9.sh [kills, 100 by default] [seed of the instants]
# What happened is printed at the end; the exit code is 0 only when everything held.
set -u -o pipefail
cd "$(dirname "$0")/.."
export DOTNET_CLI_TELEMETRY_OPTOUT=1 DOTNET_NOLOGO=1 DOTNET_CLI_UI_LANGUAGE=en
kills=${1:-100}
export ORC_CRASH_KILLS=$kills ORC_CRASH_SECONDS=$((kills / 2))
[ $# -lt 2 ] || export ORC_CRASH_SEED=$2

dotnet build tests/Local.Tests -c Release -v quiet -nologo || exit 1
dotnet test tests/Local.Tests -c Release --no-build -nologo --logger "console;verbosity=detailed" \
  --filter FullyQualifiedName~Local.Tests.Crash 2>&1 |
  grep -E "^ +(Passed|Failed) |kills in|Passed!|Failed!|Error Message|^   [^ ]" | sort -u
exit "${PIPESTATUS[0]}"
