# After a deployment: it answers, its store is reachable, it trades in the mode that was asked for, and nobody gets in without
# a key. Needs SERVICE_APP_URI, which azd sets.
$ErrorActionPreference = 'Stop'
$uri = $env:SERVICE_APP_URI
if (-not $uri) { throw 'SERVICE_APP_URI is not set: run azd provision first.' }
$mode = if ($env:TRADING_MODE) { $env:TRADING_MODE } else { 'paper' }

# New roles and a cold start take their time: up to five minutes.
for ($try = 1; ; $try++) {
  $ready = Invoke-WebRequest "$uri/ready" -TimeoutSec 30 -SkipHttpErrorCheck -ErrorAction SilentlyContinue
  if ($ready.StatusCode -eq 200) { break }
  if ($try -eq 30) { throw "$uri/ready does not answer 200; look at the function app's log stream." }
  Start-Sleep -Seconds 10
}
if (($ready.Content | ConvertFrom-Json).mode -ne $mode) { throw "The mode is not ${mode}: $($ready.Content)" }
$open = Invoke-WebRequest "$uri/api/dca/plans" -TimeoutSec 30 -SkipHttpErrorCheck
if ($open.StatusCode -ne 401) { throw "$uri/api/dca/plans answers $($open.StatusCode) without a key, and should answer 401." }
Write-Host "Smoke test passed: $($ready.Content)"
