# Makes the signing secrets of proof packs in Key Vault when they are not there; never changes one that is. Needs
# AZURE_KEY_VAULT_NAME, which azd sets, and a signed-in Azure CLI.
$ErrorActionPreference = 'Stop'
$vault = $env:AZURE_KEY_VAULT_NAME
if (-not $vault) { throw 'AZURE_KEY_VAULT_NAME is not set: run azd provision first.' }

# The role that allows this may be some minutes old and not known everywhere yet.
for ($try = 1; ; $try++) {
  $names = az keyvault secret list --vault-name $vault --query '[].name' -o tsv 2>$null
  if ($LASTEXITCODE -eq 0) { break }
  if ($try -eq 30) { throw "Key Vault $vault cannot be read: are you its operator, and is your address let in?" }
  Start-Sleep -Seconds 10
}

function Keep([string] $name, [string] $value) {
  if ($names -contains $name) { return }
  $file = New-TemporaryFile
  try {
    [IO.File]::WriteAllText($file, $value)
    az keyvault secret set --vault-name $vault --name $name --file $file --encoding utf-8 --output none
    if ($LASTEXITCODE -ne 0) { throw "The secret $name could not be made." }
    Write-Host "made the secret $name"
  }
  finally { Remove-Item $file }
}

$key = [Security.Cryptography.ECDsa]::Create([Security.Cryptography.ECCurve+NamedCurves]::nistP256)
Keep 'proofpack-signing' $key.ExportPkcs8PrivateKeyPem()
Keep 'proofpack-response' ([Convert]::ToBase64String([Security.Cryptography.RandomNumberGenerator]::GetBytes(32)))
