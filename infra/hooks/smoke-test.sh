#!/bin/sh
# After a deployment: it answers, its store is reachable, it trades in the mode that was asked for, and nobody gets in without
# a key. Needs SERVICE_APP_URI, which azd sets.
set -eu
uri=${SERVICE_APP_URI:?is not set: run azd provision first}
mode=${TRADING_MODE:-paper}

fail() {
  echo "smoke test failed: $1" >&2
  exit 1
}

# New roles and a cold start take their time: up to five minutes.
tries=0
until body=$(curl -fsS -m 30 "$uri/ready" 2>/dev/null); do
  tries=$((tries + 1))
  [ "$tries" -lt 30 ] || fail "$uri/ready does not answer 200; look at the function app's log stream"
  sleep 10
done
case $body in
*"\"mode\":\"$mode\""*) ;;
*) fail "the mode is not $mode: $body" ;;
esac
status=$(curl -s -m 30 -o /dev/null -w '%{http_code}' "$uri/api/dca/plans")
[ "$status" = 401 ] || fail "$uri/api/dca/plans answers $status without a key, and should answer 401"
echo "smoke test passed: $body"
