#!/usr/bin/env bash
# What has to hold before a release.
#
#   packaging/release_check.sh             the workflow and the parts: mistakes, known weaknesses
#   packaging/release_check.sh tag v1.2.3  the tag, the version and the changelog agree
set -euo pipefail
cd "$(dirname "${BASH_SOURCE[0]}")/.."
die() {
    printf 'release: %s\n' "$*" >&2
    exit 1
}

if [ "${1:-}" = tag ]; then
    tag=${2:?usage: release_check.sh tag TAG}
    version=$(python3 packaging/facts.py version)
    [ "$tag" = "v$version" ] || die "the tag is $tag, the version $version"
    ! grep -q "^## $version (not released)" CHANGELOG.md || die "the changelog says that $version is not released"
    grep -q "^## $version (" CHANGELOG.md || die "the changelog has no $version"
    [ -z "$(git status --porcelain --untracked-files=no)" ] || die "there are changes that are not committed"
    echo "release: $tag"
    exit 0
fi

bin=build/env/bin
printf '== the workflow: by its schema, for weaknesses, its shell\n'
$bin/check-jsonschema --builtin-schema vendor.github-workflows .github/workflows/*.yml
$bin/zizmor --offline --quiet --no-progress .github/workflows
if command -v shellcheck >/dev/null; then
    shellcheck packaging/*.sh packaging/linux/*.sh packaging/macos/*.sh packaging/windows/*.sh
else
    for script in packaging/*.sh packaging/*/*.sh; do bash -n "$script"; done
    echo "shellcheck is not here; the scripts were parsed only"
fi
printf '== the parts: known weaknesses\n'
if [ "${AUDIT:-}" = 1 ]; then
    # Asks the package index about each pinned part.
    $bin/pip-audit --requirement requirements.txt --require-hashes --disable-pip --progress-spinner off
else
    echo "not asked for: the data is on the package index and cannot be had offline; AUDIT=1 asks it"
fi
