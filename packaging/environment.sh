#!/bin/sh
# Makes the environment in .venv, with the strongroom command in .venv/bin; quick when nothing changed.
#
# System packages that are missing are installed when this runs as root on Debian or its kin;
# otherwise the one line that installs them is printed, and nothing is done.
set -eu
cd "$(dirname "$0")/.."

# What Qt loads besides its own files: for a program at all, for sound and cameras, for X11.
qt_libraries='
libEGL.so.1             libegl1
libGL.so.1              libgl1
libdbus-1.so.3          libdbus-1-3
libfontconfig.so.1      libfontconfig1
libglib-2.0.so.0        libglib2.0-0
libxkbcommon.so.0       libxkbcommon0
libdrm.so.2             libdrm2
libpulse.so.0           libpulse0
libXext.so.6            libxext6
libXrandr.so.2          libxrandr2
libX11-xcb.so.1         libx11-xcb1
libxcb-cursor.so.0      libxcb-cursor0
libxcb-icccm.so.4       libxcb-icccm4
libxcb-keysyms.so.1     libxcb-keysyms1
libxcb-randr.so.0       libxcb-randr0
libxcb-shape.so.0       libxcb-shape0
libxcb-sync.so.1        libxcb-sync1
libxcb-xfixes.so.0      libxcb-xfixes0
libxcb-xkb.so.1         libxcb-xkb1
libxkbcommon-x11.so.0   libxkbcommon-x11-0
'

stop() {
    printf '%s\n' "$@" >&2
    exit 1
}

fits() {
    "$1" -c 'import sys; sys.exit(not (3, 11) <= sys.version_info < (3, 13))' 2> /dev/null
}

find_python() {
    for python in python3 python3.12 python3.11; do
        if fits "$python"; then
            return
        fi
    done
    stop "Strongroom needs Python 3.11 or 3.12, as python3, python3.12 or python3.11."
}

missing_packages() {
    "$python" -c 'import ensurepip, venv' 2> /dev/null ||
        "$python" -c 'import sys; print("python3.%d-venv" % sys.version_info[1])'
    if [ "$(uname -s)" = Linux ]; then
        printf '%s' "$qt_libraries" | "$python" -c '
import ctypes, sys
for library, package in filter(None, map(str.split, sys.stdin)):
    try:
        ctypes.CDLL(library)
    except OSError:
        print(package)'
    fi
}

install_missing_packages() {
    # One line, whatever it was: the packages are words.
    missing=$(missing_packages | sort | tr '\n' ' ')
    if [ -z "$missing" ]; then
        return
    elif ! command -v apt-get > /dev/null; then
        stop "These libraries are missing here; Debian has them in the packages:" "  $missing"
    elif [ "$(id -u)" -ne 0 ]; then
        stop "System packages are missing. Install them with this line, then try again:" \
            "  sudo apt-get update && sudo apt-get install --no-install-recommends $missing"
    fi
    echo "Installing system packages: $missing"
    export DEBIAN_FRONTEND=noninteractive
    apt-get update > /dev/null
    # shellcheck disable=SC2086
    apt-get install --yes --no-install-recommends $missing > /dev/null
}

# What the environment depends on: the locks, the interpreter, and where it lies.
packages_key() {
    { cat packaging/build.lock packaging/requirements.lock; "$python" -VV; pwd; } | sha256
}

project_key() {
    { packages_key; cat pyproject.toml setup.py; } | sha256
}

sha256() {
    "$python" -c 'import hashlib, sys; print(hashlib.sha256(sys.stdin.buffer.read()).hexdigest())'
}

is_stamped() {
    [ -f ".venv/$1" ] && [ "$(cat ".venv/$1")" = "$2" ]
}

pip_install() {
    .venv/bin/python -m pip install --quiet --disable-pip-version-check "$@"
}

install_python_packages() {
    echo "Installing Python packages into .venv (about 300 MB to fetch, once)"
    "$python" -m venv --clear .venv
    pip_install --require-hashes -r packaging/build.lock
    pip_install --require-hashes --no-build-isolation -r packaging/requirements.lock
    # A part of PySide is compiled from an archive at every start, unless it is told once to unpack it.
    SBK_EMBED=False PYTHONDONTWRITEBYTECODE='' .venv/bin/python -c 'import PySide6.QtCore'
    packages_key > .venv/packages.stamp
}

find_python
install_missing_packages
if ! is_stamped packages.stamp "$(packages_key)"; then
    install_python_packages
fi
if ! is_stamped project.stamp "$(project_key)"; then
    pip_install --no-deps --no-build-isolation --editable .
    project_key > .venv/project.stamp
fi
