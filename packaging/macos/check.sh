#!/usr/bin/env bash
# Runs the self-test from the mounted disk image and from a copy of the application, as a person
# would install it. Runs on macOS only.
set -euo pipefail
cd "$(dirname "${BASH_SOURCE[0]}")/../.."
image=$(ls dist/redline-*.dmg)
mount=$(mktemp -d)
folder=$(mktemp -d)
trap 'hdiutil detach -quiet "$mount" || true; rm -rf "$folder"' EXIT
hdiutil attach -quiet -nobrowse -readonly -mountpoint "$mount" "$image"
"$mount/Redline.app/Contents/MacOS/redline" --self-test
cp -R "$mount/Redline.app" "$folder/"
"$folder/Redline.app/Contents/MacOS/redline" --self-test
[ "$("$folder/Redline.app/Contents/MacOS/redline" --version)" = "Redline $(build/env/bin/python packaging/facts.py version)" ]
