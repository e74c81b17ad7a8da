#!/usr/bin/env bash
# The environment that packages are made in, where setup.sh does not know the system's packages:
# Windows (Git's bash) and macOS. The same pins as on Linux.
set -euo pipefail
cd "$(dirname "${BASH_SOURCE[0]}")/.."
"${PYTHON:-python}" -m venv build/env
if [ -d build/env/Scripts ]; then python=build/env/Scripts/python; else python=build/env/bin/python; fi
"$python" -m pip --disable-pip-version-check --no-input -q install --require-hashes --only-binary :all: \
    -r requirements-package.txt -r requirements-build.txt
"$python" packaging/facts.py version
