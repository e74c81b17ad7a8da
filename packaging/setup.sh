#!/usr/bin/env bash
# Makes whatever is missing between a fresh checkout and a program that starts (or tests that run),
# and returns in a few milliseconds when nothing is.
#
#   packaging/setup.sh run    system packages and Python packages the program needs
#   packaging/setup.sh test   those, and what the tests and checks need
#   packaging/setup.sh package  what makes packages, in an environment of its own: build/env
#
# Settings from the environment:
#   PYTHON              the interpreter to build .venv with (default: the first python3 that is >= 3.11)
#   REDLINE_NO_APT=1    leave the system packages alone
set -euo pipefail
# A stray PYTHONHOME or PYTHONPATH would leak foreign packages into the environment we make.
unset PYTHONHOME PYTHONPATH

what=${1:-}
venv=.venv
case $what in
    run) lists=(runtime) locks=(requirements.txt requirements-build.txt) ;;
    test) lists=(runtime test) locks=(requirements-dev.txt requirements-build.txt) ;;
    # Apart from the tests' environment, so that nothing of theirs gets into a package.
    package) lists=(runtime package) locks=(requirements-package.txt requirements-build.txt) venv=build/env ;;
    *)
        echo "usage: $0 run|test|package" >&2
        exit 2
        ;;
esac

cd "$(dirname "${BASH_SOURCE[0]}")/.."
said= # what apt said; shown when it fails

say() { printf 'setup: %s\n' "$*" >&2; }
die() {
    say "$@"
    exit 1
}

# --- Python -------------------------------------------------------------------------------------

is_new_enough() { "$1" -c 'import sys; sys.exit(sys.version_info < (3, 11))' 2>/dev/null; }

find_python() {
    local candidate
    for candidate in ${PYTHON:+"$PYTHON"} python3 python3.11 python3.12 python3.13 python3.14 \
        /usr/bin/python3; do
        if command -v "$candidate" >/dev/null && is_new_enough "$candidate"; then
            command -v "$candidate"
            return
        fi
        [ -z "${PYTHON:-}" ] || die "PYTHON=$PYTHON is not a Python 3.11 or newer."
    done
    die "Python 3.11 or newer is needed and was not found. Install it, or name it: make PYTHON=/path/to/python3 $what"
}

# The first alternative of each line, in one line.
first_choices() { sed 's/|.*//' | xargs; }

# --- system packages ----------------------------------------------------------------------------

read_list() { sed -e 's/#.*//' -e 's/[[:space:]]*|[[:space:]]*/|/g' "packaging/system-packages/$1.txt" | xargs -n1; }

# Prints the lines of which no alternative is installed.
missing_packages() {
    local wanted installed line name found
    wanted=$(for list in "$@"; do read_list "$list"; done)
    # dpkg-query fails when it does not know one of the names; its list of the others still counts.
    # shellcheck disable=SC2086
    installed=$(dpkg-query -W -f='${db:Status-Status} ${Package}\n' ${wanted//|/ } 2>/dev/null || true)
    for line in $wanted; do
        found=
        for name in ${line//|/ }; do
            case $'\n'$installed$'\n' in *$'\n'"installed $name"$'\n'*) found=1 ;; esac
        done
        [ -n "$found" ] || echo "$line"
    done
}

install_system_packages() {
    local missing as_root=() line name choice chosen=()
    [ "${REDLINE_NO_APT:-}" != 1 ] || return 0
    # Elsewhere than on Debian and its kin the names differ; Qt itself then says what it misses.
    command -v dpkg-query >/dev/null && command -v apt-get >/dev/null || return 0
    missing=$(missing_packages "$@")
    [ -n "$missing" ] || return 0

    if [ "$(id -u)" != 0 ]; then
        if ! command -v sudo >/dev/null || ! sudo -n true 2>/dev/null; then
            die "system packages are missing; install them and try again:" \
                "sudo apt-get install --no-install-recommends $(first_choices <<<"$missing")"
        fi
        as_root=(sudo -n)
    fi
    as_root+=(env DEBIAN_FRONTEND=noninteractive apt-get -qq -o DPkg::Lock::Timeout=300)
    said=$(mktemp)
    trap 'rm -f "$said"' EXIT
    say "installing system packages: $(first_choices <<<"$missing")"
    "${as_root[@]}" update </dev/null >"$said" 2>&1 ||
        say "apt-get update failed; trying with the package lists at hand."
    for line in $missing; do
        choice=${line%%|*}
        for name in ${line//|/ }; do
            if apt-cache show --no-all-versions "$name" >/dev/null 2>&1; then
                choice=$name
                break
            fi
        done
        chosen+=("$choice")
    done
    if ! "${as_root[@]}" install -y --no-install-recommends "${chosen[@]}" </dev/null >>"$said" 2>&1; then
        cat "$said" >&2
        die "apt-get could not install: ${chosen[*]}. What it said is above."
    fi
}

# --- the virtual environment --------------------------------------------------------------------

# What an environment has to match. The folder is part of it: environments cannot be moved.
fingerprint() {
    { pwd && cat "${locks[@]}" pyproject.toml gui/__init__.py packaging/setup.sh; } | sha256sum | cut -d' ' -f1
}

can_make_environments() { "$1" -c 'import ensurepip, venv' 2>/dev/null; }

make_environment() {
    local python
    python=$(find_python)
    can_make_environments "$python" || install_system_packages python
    if [ -x $venv/bin/python ] && is_new_enough $venv/bin/python && [ "$(cat $venv/.made-in 2>/dev/null)" = "$PWD" ]; then
        return
    fi
    say "making $venv with $python"
    can_make_environments "$python" ||
        die "$python cannot make virtual environments; on Debian and Ubuntu: sudo apt-get install python3-venv"
    rm -rf $venv
    "$python" -m venv $venv
    pwd >$venv/.made-in
}

install_python_packages() {
    local pip=("$venv"/bin/python -m pip --disable-pip-version-check --no-input -qq) lock wanted=()
    for lock in "${locks[@]}"; do wanted+=(-r "$lock"); done
    say "installing the pinned Python packages (about 100 MB the first time)"
    # Bytecode is written now: without it every start takes half as long again.
    "${pip[@]}" install --compile --require-hashes --only-binary :all: "${wanted[@]}"
    "${pip[@]}" install --no-deps --no-build-isolation --no-index -e .
}

# The compiled texts of a language lie beside its catalogue and are not in the repository.
compile_translations() {
    local file
    for file in resources/translations/*/LC_MESSAGES/redline.po; do
        if [ -e "$file" ] && ! [ "${file%.po}.mo" -nt "$file" ]; then
            "$venv"/bin/python packaging/translations.py compile
            return
        fi
    done
}

install_system_packages "${lists[@]}"

stamp=$venv/.setup-$what
now=$(fingerprint)
if [ "$(cat "$stamp" 2>/dev/null)" = "$now" ] && [ -x $venv/bin/redline ]; then
    compile_translations
    exit 0
fi
make_environment
install_python_packages
compile_translations
printf '%s\n' "$now" >"$stamp"
# The tests' environment contains the program's, so there is no second round for `make run`.
if [ "$what" = test ]; then
    locks=(requirements.txt requirements-build.txt)
    fingerprint >$venv/.setup-run
fi
say "ready"
