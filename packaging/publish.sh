#!/usr/bin/env bash
# Makes a draft of a tag's release from what is in dist, with the changelog's notes. For the workflow;
# needs GitHub's `gh` and GH_TOKEN.
#
#   packaging/publish.sh v1.2.3
set -euo pipefail
cd "$(dirname "${BASH_SOURCE[0]}")/.."
tag=${1:?usage: publish.sh TAG}
packaging/release_check.sh tag "$tag"
cd dist
cat SHA256SUMS-* | sort -k 2 >SHA256SUMS
rm SHA256SUMS-*
sha256sum --check --quiet SHA256SUMS
python3 ../packaging/facts.py notes >../notes.md
gh release create "$tag" --draft --verify-tag --title "Redline ${tag#v}" --notes-file ../notes.md ./*
