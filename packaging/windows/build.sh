#!/usr/bin/env bash
# Compiles the installer for Windows with makensis, here or on Windows (Git's bash).
#
#   packaging/windows/build.sh [PAYLOAD [OUT]]     default: dist/Redline, dist/redline-VERSION-setup.exe
#   VERSION=1.2.3                                  another version than the program's, for trials
set -euo pipefail
cd "$(dirname "${BASH_SOURCE[0]}")/../.."
python=${PYTHON:-$([ -x build/env/bin/python ] && echo build/env/bin/python || echo build/env/Scripts/python)}
fact() { "$python" packaging/facts.py "$1" | tr -d '\r'; }
version=${VERSION:-$(fact version)}
payload=${1:-dist/Redline}
out=${2:-dist/redline-$version-setup.exe}
[ -f "$payload/redline.exe" ] || {
    echo "windows: there is no redline.exe in $payload" >&2
    exit 1
}
mkdir -p "$(dirname "$out")" build/made/icons
[ -f build/made/icons/redline.ico ] || "$python" packaging/icons.py build/made/icons >/dev/null

# makensis looks for files from the script's folder; on Windows it wants Windows' paths.
whole() { if command -v cygpath >/dev/null; then cygpath -w "$(realpath -m "$1")"; else realpath -m "$1"; fi; }
# Git's bash would take /D… for a path.
export MSYS2_ARG_CONV_EXCL='*'
define=-D
# Debian's makensis can make a setup of 64 bits, as a wine without 32 needs; that of Windows cannot,
# and its setup of 32 bits runs on every Windows.
target=()
case $(uname -s) in Linux) target=(-XTarget\ amd64-unicode) ;; esac
makensis -V2 -WX -INPUTCHARSET UTF8 "${target[@]}" \
    ${define}NAME="$(fact name)" ${define}COMMAND=redline ${define}VERSION="$version" \
    ${define}PUBLISHER="$(fact publisher)" ${define}SUMMARY="$(fact summary)" ${define}SCHEME=redline \
    ${define}ICON="$(whole build/made/icons/redline.ico)" ${define}LICENSE="$(whole LICENSE)" \
    ${define}PAYLOAD="$(whole "$payload")" ${define}OUT="$(whole "$out")" \
    "$(whole packaging/windows/redline.nsi)"
printf '%s: %s MB\n' "$out" "$(($(wc -c <"$out") / 1000000))"
