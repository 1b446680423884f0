#!/bin/sh
# Make .venv with everything that requirements.txt pins (hashes checked), the stemme command and the translations.
#
#   tools/setup.sh        for running Stemme
#   tools/setup.sh dev    for working on it as well: tests, linters, types
#
# Quick when nothing has changed. Needs Python 3.11 or newer and a package index that pip can reach.
# PYTHON=/path/to/python3 chooses another Python.
set -eu
cd "$(dirname "$0")/.."
here=$(pwd -P)
kind=${1:-run}
venv=$here/.venv

say() { printf '%s\n' "$*"; }
fail() { printf '\nStemme cannot be set up: %s\n' "$*" >&2; exit 1; }

# --- packages of Debian's: only as root; otherwise nothing ----------------------------------------
can_install() { [ "$(id -u)" = 0 ] && command -v apt-get >/dev/null 2>&1; }

install_packages() {
    { apt-get update -q && DEBIAN_FRONTEND=noninteractive apt-get install -y -q --no-install-recommends "$@"
    } </dev/null >/dev/null 2>&1
}

# --- which Python ---------------------------------------------------------------------------------
new_enough() { "$1" -c 'import sys; sys.exit(sys.version_info < (3, 11))' >/dev/null 2>&1; }

find_python() {
    for candidate in ${PYTHON:+"$PYTHON"} python3 python3.14 python3.13 python3.12 python3.11; do
        if command -v "$candidate" >/dev/null 2>&1 && new_enough "$candidate"; then
            command -v "$candidate"
            return
        fi
    done
}

# --- the virtual environment: five ways to get one ------------------------------------------------
has_pip() { "$venv/bin/python" -m pip --version >/dev/null 2>&1; }

by_venv() { rm -rf "$venv"; "$python" -m venv "$venv" >/dev/null 2>&1 && has_pip; }

by_debian() {
    can_install || return 1
    say "installing Debian's python3-venv …"
    install_packages python3-venv && by_venv
}

by_virtualenv() { rm -rf "$venv"; "$python" -m virtualenv -q "$venv" >/dev/null 2>&1 && has_pip; }

by_uv() { rm -rf "$venv"; command -v uv >/dev/null 2>&1 && uv venv -q --seed --python "$python" "$venv" >/dev/null 2>&1 && has_pip; }

by_outer_pip() {  # Debian's python3 without python3-venv can make the folder, but not put pip into it.
    rm -rf "$venv"
    "$python" -m venv --without-pip "$venv" >/dev/null 2>&1 &&
        "$python" -m pip --python "$venv/bin/python" install -q pip >/dev/null 2>&1 && has_pip
}

make_venv() {
    by_venv || by_debian || by_uv || by_virtualenv || by_outer_pip || {
        rm -rf "$venv"
        fail "$python cannot make a virtual environment. Install Debian's package python3-venv (apt-get install python3-venv) and try again."
    }
}

# --- what is already there ------------------------------------------------------------------------
list=requirements.txt
[ "$kind" = dev ] && list=requirements-dev.txt
wanted=$(cat "$list" tools/requirements-uv.txt tools/setup.sh | cksum)
stamp=$venv/stemme-$kind

if [ -e "$venv" ] && [ "$(cat "$venv/stemme-place" 2>/dev/null)" != "$here" ] && [ -e "$venv/stemme-place" ]; then
    say "the folder was moved: making .venv anew"
    rm -rf "$venv"
fi

if [ "$(cat "$stamp" 2>/dev/null)" != "$wanted" ] || ! "$venv/bin/python" -c '' >/dev/null 2>&1; then
    if ! { "$venv/bin/python" -c '' >/dev/null 2>&1 && has_pip && new_enough "$venv/bin/python"; }; then
        python=$(find_python)
        [ -n "$python" ] || fail "no Python 3.11 or newer. Install it (Debian 12: apt-get install python3 python3-venv) and try again."
        say "making .venv with $("$python" --version) …"
        make_venv
    fi
    rm -f "$stamp"
    printf '%s\n' "$here" > "$venv/stemme-place"
    say "installing what $list pins …"
    export UV_PYTHON_DOWNLOADS=never PIP_DISABLE_PIP_VERSION_CHECK=1
    "$venv/bin/python" -m pip install -q --require-hashes -r tools/requirements-uv.txt </dev/null ||
        fail "pip could not install uv. Is the package index reachable? See the words above."
    VIRTUAL_ENV=$venv "$venv/bin/uv" pip install -q --require-hashes -r "$list" </dev/null ||
        fail "not everything in $list could be installed. See the words above; running the same command again goes on where it stopped."
    # The project itself: a path and a command. A build would fetch a build system for the same result.
    "$venv/bin/python" - "$here" <<'PYTHON'
import pathlib, sys, sysconfig
pathlib.Path(sysconfig.get_path("purelib"), "stemme.pth").write_text(sys.argv[1] + "\n")
command = pathlib.Path(sys.executable).parent / "stemme"
command.write_text(f"#!{sys.executable}\nimport sys\n\nfrom stemme.project.cli import main\n\nsys.exit(main())\n")
command.chmod(0o755)
PYTHON
    printf '%s\n' "$wanted" > "$stamp"
fi

# --- what lays out paper ---------------------------------------------------------------------------
# Reports as PDF need three libraries of Debian's. Without them everything else works, and the product says so too.
paper="libpango-1.0-0 libpangoft2-1.0-0 libharfbuzz-subset0"
if ! "$venv/bin/python" -c 'import weasyprint' >/dev/null 2>&1; then
    if can_install; then
        say "installing Debian's $paper for reports as PDF …"
        # shellcheck disable=SC2086 - three names
        install_packages $paper || say "they could not be installed: reports as PDF say so; everything else works."
    else
        say "reports as PDF need Debian's $paper (apt-get install $paper, as root); everything else works without."
    fi
fi

# --- programs for working on Stemme ----------------------------------------------------------------
# stemme/reports/tests opens a workbook in one of them and leaves that out where it is missing; the other presses links
# in make bench, where our own client in Python takes a core of the machine that is measured.
install_for_work() {
    if [ "$kind" = dev ] && ! command -v "$1" >/dev/null 2>&1 && can_install; then
        say "installing Debian's $2 to $3 with …"
        install_packages "$2" || say "it could not be installed: $4."
    fi
}
install_for_work soffice libreoffice-calc-nogui "try workbooks" "the test of workbooks in LibreOffice is left out"
install_for_work wrk wrk "press links" "make bench presses them with a slower client"

# --- films for trying the ranking -----------------------------------------------------------------
# Only for working on Stemme. Read by tests/evaluation; without them those tests say that they were left out.
films=.cache/films
if [ "$kind" = dev ] && ! ls "$films"/*.whl >/dev/null 2>&1; then
    say "fetching the films for trying the ranking …"
    "$venv/bin/python" -m pip download -q --no-deps --require-hashes -r tests/evaluation/films.txt -d "$films" </dev/null ||
        say "the films could not be fetched: tests/evaluation leaves them out; running the same command again tries again."
fi

# --- translations ---------------------------------------------------------------------------------
made=$venv/stemme-messages
if [ ! -e "$made" ] || [ -n "$(find stemme tools/messages.py -newer "$made" \( -name '*.po' -o -name messages.py \) | head -n 1)" ] ||
    [ -n "$(find stemme -name '*.po' | while read -r po; do [ -e "${po%.po}.mo" ] || echo "$po"; done | head -n 1)" ]; then
    touch "$made.new"
    "$venv/bin/python" tools/messages.py compile
    mv "$made.new" "$made"
fi
