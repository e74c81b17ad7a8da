#!/usr/bin/env bash
# Tries the installer for Windows under wine with a stand-in for the program: `make installer-check`.
#
# Silent install, upgrade in place, refusal while the program runs, uninstall that keeps the
# person's data, uninstall that removes it; each looked at in files and in the registry. What it
# cannot show is the real program on a real Windows: that is the release workflow's.
set -euo pipefail
cd "$(dirname "${BASH_SOURCE[0]}")/../.."
work=$(realpath -m build/windows)
rm -rf "$work"
mkdir -p "$work"
export WINEPREFIX=$work/wine WINEDEBUG=-all WINEARCH=win64 DISPLAY='' WINEDLLOVERRIDES='mscoree,mshtml='
server=$(command -v wineserver || echo /usr/lib/wine/wineserver64)
trap '"$server" -k 2>/dev/null || true' EXIT

say() { printf '\n== %s\n' "$*"; }
die() {
    printf 'installer-check: %s\n' "$*" >&2
    exit 1
}
there() { [ -e "$1" ] || die "$1 is not there"; }
gone() { [ ! -e "$1" ] || die "$1 is still there"; }
value() {
    local which=(/ve)
    [ $# = 1 ] || which=(/v "$2")
    wine reg query "$1" "${which[@]}" 2>/dev/null | tr -d '\r' | sed -n 's/.*REG_[A-Z]*[[:space:]]*//p' | head -n 1
}
has_key() { wine reg query "$1" >/dev/null 2>&1; }
# An uninstaller goes on in a copy of itself after it has returned.
patiently() {
    for _ in $(seq 100); do
        ! "$@" || return 0
        sleep 0.2
    done
    die "gave up on: $*"
}

say "compiling: the stand-in, a version before and this one"
version=$(build/env/bin/python packaging/facts.py version)
for each in old new; do
    mkdir -p "$work/$each/_internal"
    makensis -V1 -XTarget\ amd64-unicode -DOUT="$work/$each/redline.exe" packaging/windows/stand-in.nsi
    echo "$each" >"$work/$each/_internal/module.txt"
done
echo "only in the old version" >"$work/old/_internal/old-only.txt"
VERSION=0.0.9 packaging/windows/build.sh "$work/old" "$work/old-setup.exe"
packaging/windows/build.sh "$work/new" "$work/new-setup.exe"

say "a Windows to try it in"
wine wineboot --init >/dev/null 2>&1
"$server" -w
user=$(find "$WINEPREFIX/drive_c/users" -mindepth 1 -maxdepth 1 -type d ! -name Public | head -n 1)
local=$user/AppData/Local
program=$local/Programs/Redline
data=$local/Redline
uninstall='HKCU\Software\Microsoft\Windows\CurrentVersion\Uninstall\Redline'
command='HKCU\Software\Classes\redline\shell\open\command'

say "silent install of the version before"
wine "$work/old-setup.exe" /S
there "$program/redline.exe"
there "$program/_internal/old-only.txt"
there "$program/uninstall.exe"
there "$(find "$user" -name Redline.lnk | head -n 1)"
[ "$(value "$uninstall" DisplayVersion)" = 0.0.9 ] || die "the list of programs has no 0.0.9"
value "$uninstall" QuietUninstallString
value "$command"
[[ "$(value "$command")" == *'redline.exe" "%1"' ]] || die "links are not registered"
wine "$program/redline.exe" || die "the program does not start"
echo "no right of an administrator was used: nothing under HKLM"
! has_key 'HKLM\Software\Microsoft\Windows\CurrentVersion\Uninstall\Redline' || die "it wrote under HKLM"

say "upgrade in place, silently; the person's data stays"
mkdir -p "$data"
echo draft >"$data/drafts.sqlite"
wine "$work/new-setup.exe" /S
[ "$(cat "$program/_internal/module.txt")" = new ] || die "the new version is not there"
gone "$program/_internal/old-only.txt"
[ "$(value "$uninstall" DisplayVersion)" = "$version" ] || die "the list of programs has no $version"
there "$data/drafts.sqlite"

say "while the program runs nothing is changed"
wine "$program/redline.exe" /WAIT=20 &
running=$!
sleep 2
status=0
wine "$work/old-setup.exe" /S || status=$?
[ $status = 2 ] || die "a running program: exit status $status instead of 2"
[ "$(cat "$program/_internal/module.txt")" = new ] || die "a running program was changed"
there "$program/redline.exe"
wait $running || true
echo "refused with exit status 2"

say "silent uninstall keeps the person's data"
wine "$program/uninstall.exe" /S
patiently test ! -e "$program"
[ -z "$(find "$user" -name Redline.lnk)" ] || die "the Start menu's entry is left"
! has_key "$uninstall" || die "the list of programs has it still"
! has_key 'HKCU\Software\Classes\redline' || die "links are registered still"
there "$data/drafts.sqlite"

say "install into another folder; uninstall with /KEEPDATA=no"
wine "$work/new-setup.exe" /S '/D=C:\Tools\Redline'
other="$WINEPREFIX/drive_c/Tools/Redline"
there "$other/redline.exe"
echo mine >"$other/mine.txt"
wine "$other/uninstall.exe" /S /KEEPDATA=no
patiently test ! -e "$other/redline.exe"
patiently test ! -e "$data"
there "$other/mine.txt"
echo "somebody's own file in that folder was left alone"
say "installer-check passed: $version"
