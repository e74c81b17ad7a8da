#!/usr/bin/env bash
# Writes dist/SHA256SUMS-NAME over what is to be published.
#
#   packaging/checksums.sh NAME
set -euo pipefail
cd "$(dirname "${BASH_SOURCE[0]}")/../dist"
name=${1:?usage: checksums.sh NAME}
files=()
for file in *.deb *.run *-setup.exe *.dmg *.json; do [ ! -f "$file" ] || files+=("$file"); done
[ ${#files[@]} -gt 0 ] || {
    echo "checksums: there is nothing in dist" >&2
    exit 1
}
if command -v sha256sum >/dev/null; then sha256sum "${files[@]}"; else shasum -a 256 "${files[@]}"; fi |
    tee "SHA256SUMS-$name"
