#!/usr/bin/env bash
# Makes the archive that installs itself, for distributions without .deb: dist/redline-VERSION.run
#
#   packaging/linux/archive.sh      from build/deb/root, as deb.py laid it out
#
# Run as anybody it installs into ~/.local, as root into /usr/local; `--` before --prefix DIR or
# --uninstall. It needs the libraries that packaging/README.md names; the self-test tells.
set -euo pipefail
cd "$(dirname "${BASH_SOURCE[0]}")/../.."
python=build/env/bin/python
version=$($python packaging/facts.py version)
stage=build/archive
rm -rf $stage
mkdir -p $stage dist
$python packaging/linux/tree.py $stage/redline
mv $stage/redline/usr/* $stage/redline/
rmdir $stage/redline/usr
rm -rf $stage/redline/share/lintian
install -m 755 packaging/linux/install.sh $stage/redline/install.sh
file=dist/redline-$version-$(uname -m).run
SOURCE_DATE_EPOCH=$($python packaging/facts.py epoch)
export SOURCE_DATE_EPOCH
makeself --quiet --xz --nox11 --tar-extra "--sort=name --owner=0 --group=0 --mtime=@$SOURCE_DATE_EPOCH" \
    --packaging-date "$(date -u -d "@$SOURCE_DATE_EPOCH")" \
    $stage/redline "$file" "Redline $version" ./install.sh >/dev/null
printf '%s: %s MB\n' "$file" "$(($(stat -c %s "$file") / 1000000))"
