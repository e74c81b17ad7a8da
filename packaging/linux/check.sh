#!/usr/bin/env bash
# Tries the .deb on a clean Debian 12: `make package-check`. Needs root (debootstrap, chroot).
#
# In this order, each step said: the standard tools look at the files; apt installs the package in
# a root that debootstrap made, with nothing but what the package itself asks for; the self-test
# runs off screen and on a screen of its own; a person's session (open, edit, send) is driven by
# keys under Xvfb; a version before is upgraded; removed, purged; what is left is listed.
#
#   packaging/linux/check.sh [DEB]         PREVIOUS=older.deb upgrades from that one
#   CHROOT=DIR                             where the clean Debian is (default build/chroot)
set -euo pipefail
cd "$(dirname "${BASH_SOURCE[0]}")/../.."
python=build/env/bin/python
version=$($python packaging/facts.py version)
deb=${1:-dist/redline_${version}_$(dpkg --print-architecture).deb}
root=$(realpath -m "${CHROOT:-build/chroot}")
base=$root.tar

say() { printf '\n== %s\n' "$*"; }
die() {
    printf 'package-check: %s\n' "$*" >&2
    exit 1
}
[ "$(id -u)" = 0 ] || die "needs root, for debootstrap and chroot"
[ -f "$deb" ] || die "there is no $deb; run: make deb"

mounted=
leave() {
    [ -z "$mounted" ] || for each in proc dev/pts dev/shm dev; do umount -l "$root/$each" 2>/dev/null || true; done
}
trap leave EXIT

inside() { chroot "$root" /usr/bin/env -i HOME=/root PATH=/usr/sbin:/usr/bin:/sbin:/bin \
    LANG=C.UTF-8 DEBIAN_FRONTEND=noninteractive "$@"; }
as_person() { inside runuser -u person -- env HOME=/home/person USER=person LANG=C.UTF-8 "$@"; }

# --- the files --------------------------------------------------------------------------------

say "the standard tools on the files of $deb"
files=$(mktemp -d)
dpkg-deb -x "$deb" "$files"
desktop-file-validate "$files/usr/share/applications/redline.desktop"
appstreamcli validate --no-net "$files"/usr/share/metainfo/*.metainfo.xml
gunzip -c "$files/usr/share/man/man1/redline.1.gz" >"$files/redline.1"
mandoc -T lint -W warning "$files/redline.1"
lintian --fail-on error "$deb" 2>&1 | grep -v '^running with root' || true
rm -rf "$files"

# --- a clean Debian ---------------------------------------------------------------------------

if [ ! -f "$base" ]; then
    say "debootstrap: a clean Debian 12"
    rm -rf "$root"
    debootstrap --variant=minbase bookworm "$root" >"$base.log" 2>&1 || die "debootstrap: see $base.log"
    tar -C "$root" -cf "$base.part" . && mv "$base.part" "$base"
fi
rm -rf "$root"
mkdir -p "$root"
tar -C "$root" -xf "$base"
for file in /etc/resolv.conf /etc/apt/apt.conf.d/*; do [ ! -f "$file" ] || cp "$file" "$root$file"; done
[ ! -d /usr/local/share/ca-certificates ] || cp -r /usr/local/share/ca-certificates "$root/usr/local/share/"
[ ! -f /etc/ssl/certs/ca-certificates.crt ] || { mkdir -p "$root/etc/ssl/certs" && cp /etc/ssl/certs/ca-certificates.crt "$root/etc/ssl/certs/"; }
mounted=1
mount -t proc proc "$root/proc"
mount --bind /dev "$root/dev"
mount -t devpts devpts "$root/dev/pts" 2>/dev/null || true
mount -t tmpfs tmpfs "$root/dev/shm" 2>/dev/null || true
inside useradd --create-home person
inside apt-get -qq update >/dev/null
list() { (cd "$root" && find . -xdev \( -path ./proc -o -path ./dev -o -path ./tmp -o -path ./var -o -path ./root \) -prune -o -print | sort); }

previous=${PREVIOUS:-}
if [ -z "$previous" ]; then
    say "no version before is published: one is made of this one"
    stand_in=$(mktemp -d)
    dpkg-deb -R "$deb" "$stand_in/old"
    sed -i 's/^Version: .*/Version: 0.0.9/' "$stand_in/old/DEBIAN/control"
    echo "gone in the next version" >"$stand_in/old/usr/lib/redline/_internal/of-the-old-version.txt"
    dpkg-deb --root-owner-group -Znone --build "$stand_in/old" "$stand_in/redline-old.deb" >/dev/null
    previous=$stand_in/redline-old.deb
fi

install_in() {
    cp "$1" "$root/tmp/redline.deb"
    inside apt-get -qq -y --no-install-recommends install /tmp/redline.deb >"$base.apt.log" 2>&1 ||
        { tail -30 "$base.apt.log" >&2; die "apt could not install $1"; }
}

say "apt installs the version before, with its dependencies and no more"
list >"$base.before"
install_in "$previous"
# shellcheck disable=SC2016  # dpkg's own names
inside dpkg-query -W -f '${Package} ${Version}\n' redline
list >"$base.installed"

say "self-test, installed, as an ordinary person without a screen"
as_person redline --self-test | tee "$base.self-test.txt"

# What only the check needs, after the program has shown that it does without.
inside apt-get -qq -y --no-install-recommends install xvfb xauth xdotool >/dev/null 2>&1

say "self-test, installed, on a screen"
as_person xvfb-run -a redline --self-test | tail -n 3

say "a session: open, edit, send, by keys on a screen; then again after closing it"
install -m 755 packaging/linux/session.sh "$root/usr/local/bin/redline-session"
as_person xvfb-run -a -s "-screen 0 1280x800x24" /usr/local/bin/redline-session "Checked"

say "an administrator's policy is followed, a person's is not"
mkdir -p "$root/etc/redline"
echo '{"read_only": true, "journal_days": 30}' >"$root/etc/redline/policy.json"
as_person redline --self-test | grep '^ok *policy .*read only; the journal is kept for 30 days'
inside chown person: /etc/redline/policy.json
as_person redline --self-test | grep '^note *policy .*others than administrators may write to it'
rm -r "$root/etc/redline"

say "the upgrade keeps what the person had and leaves nothing of the old program"
as_person sh -c 'cd ~/.local/share/Redline && find . -type f | sort' >"$base.data"
install_in "$deb"
# shellcheck disable=SC2016  # dpkg's own names
inside dpkg-query -W -f '${Package} ${Version}\n' redline
[ ! -e "$root/usr/lib/redline/_internal/of-the-old-version.txt" ] || die "a file of the old version is left"
inside dpkg --verify redline
[ "$(as_person redline --version)" = "Redline $version" ] || die "the upgraded program says another version"
as_person redline --self-test | tail -n 1
as_person xvfb-run -a -s "-screen 0 1280x800x24" /usr/local/bin/redline-session "Upgraded"

say "removed and purged"
inside apt-get -qq -y remove redline >/dev/null 2>&1
# apt does not know a package any more that came as a file and is gone.
inside dpkg --purge redline 2>/dev/null
[ ! -e "$root/usr/lib/redline" ] || { find "$root/usr/lib/redline" >&2; die "the program's folder is left"; }
[ ! -e "$root/etc/redline" ] || die "/etc/redline is left"
left=$(cd "$root" && find . -xdev -iname '*redline*' -not -path './tmp/*' -not -path './proc/*' \
    -not -path './var/log/*' -not -path './var/cache/*' -not -path './usr/local/bin/redline-session' \
    -prune -print)
printf 'left, and named in packaging/README.md:\n%s\n' "$left"
[ "$left" = ./home/person/.local/share/Redline ] || die "something else than the person's data is left"
as_person sh -c 'cd ~/.local/share/Redline && du -sh . && find . -type f | sort'
say "package-check passed: $deb"
