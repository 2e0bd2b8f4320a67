#!/bin/sh
# Makes the signing secrets of proof packs in Key Vault when they are not there; never changes one that is. Needs
# AZURE_KEY_VAULT_NAME, which azd sets, a signed-in Azure CLI and openssl.
set -eu
vault=${AZURE_KEY_VAULT_NAME:?is not set: run azd provision first}
umask 077
file=$(mktemp)
trap 'rm -f "$file"' EXIT

# The role that allows this may be some minutes old and not known everywhere yet.
tries=0
until names=$(az keyvault secret list --vault-name "$vault" --query '[].name' -o tsv 2>/dev/null); do
  tries=$((tries + 1))
  if [ "$tries" -ge 30 ]; then
    echo "Key Vault $vault cannot be read: are you its operator, and is your address let in?" >&2
    exit 1
  fi
  sleep 10
done

missing() {
  ! printf '%s\n' "$names" | grep -qx "$1"
}

keep() {
  az keyvault secret set --vault-name "$vault" --name "$1" --file "$file" --encoding utf-8 --output none
  echo "made the secret $1"
}

if missing proofpack-signing; then
  openssl genpkey -algorithm EC -pkeyopt ec_paramgen_curve:P-256 -out "$file" 2>/dev/null
  keep proofpack-signing
fi
if missing proofpack-response; then
  openssl rand -base64 32 | tr -d '\n' >"$file"
  keep proofpack-response
fi
