#!/bin/sh
# Installs or removes what the archive carries. The person's data is never touched.
#
#   install.sh [--prefix DIR] [--uninstall]
set -eu
if [ "$(id -u)" = 0 ]; then prefix=/usr/local; else prefix=$HOME/.local; fi
uninstall=
while [ $# -gt 0 ]; do
    case $1 in
        --prefix)
            prefix=${2:?--prefix wants a folder}
            shift
            ;;
        --uninstall) uninstall=1 ;;
        *)
            echo "usage: install.sh [--prefix DIR] [--uninstall]" >&2
            exit 2
            ;;
    esac
    shift
done
here=$(cd "$(dirname "$0")" && pwd)
cd "$here"

# What is outside the program's own folder, so that it can be taken away again.
outside() { find share -type f -o -type l | grep -v '^share/doc/redline/' | sort; }

remove() {
    rm -rf "$prefix/lib/redline" "$prefix/share/doc/redline"
    rm -f "$prefix/bin/redline"
    outside | while read -r file; do rm -f "$prefix/$file"; done
}

refresh() {
    # Desktops that keep an index; without these tools they look by themselves.
    if command -v update-desktop-database >/dev/null; then
        update-desktop-database -q "$prefix/share/applications" || true
    fi
    if command -v gtk-update-icon-cache >/dev/null; then
        gtk-update-icon-cache -q -t -f "$prefix/share/icons/hicolor" || true
    fi
}

if [ -n "$uninstall" ]; then
    remove
    refresh
    echo "Redline was removed from $prefix."
    echo "What it kept for you is left: ${XDG_DATA_HOME:-$HOME/.local/share}/Redline"
    exit 0
fi
# An old version goes first, so that nothing of it is mixed with the new one.
remove
mkdir -p "$prefix"
cp -a bin lib share "$prefix/"
sed -i "s|^Exec=redline|Exec=$prefix/bin/redline|" "$prefix/share/applications/redline.desktop"
refresh
if ! report=$("$prefix/bin/redline" --self-test 2>&1); then
    printf '%s\n' "$report" >&2
    echo "Redline was installed in $prefix, but it does not work here yet; see above." >&2
    exit 1
fi
echo "Redline was installed: $prefix/bin/redline"
