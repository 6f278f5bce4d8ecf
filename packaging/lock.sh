#!/bin/sh
# Writes packaging/requirements.lock and packaging/build.lock anew from pyproject.toml.
#
#   packaging/lock.sh              keeps every version that still fits
#   packaging/lock.sh --upgrade    takes the newest versions that fit
#
# requirements.lock has everything, for every supported Python and system, with the hashes of all
# files of each release. build.lock is the part of it that builds the rest: it is installed first,
# because embit and pyaes are published as sources. No index and no path is written into either.
set -eu
cd "$(dirname "$0")/.."

scratch=$(mktemp -d)
trap 'rm -rf "$scratch"' EXIT
python3 -m venv "$scratch/venv"
"$scratch/venv/bin/pip" install --quiet --disable-pip-version-check uv==0.13.8

compile() {
    "$scratch/venv/bin/uv" pip compile --quiet --universal --python-version 3.11 --generate-hashes \
        --no-header --no-annotate --no-emit-index-url --no-emit-find-links "$@"
}

"$scratch/venv/bin/python" - > "$scratch/build.in" << 'END'
import tomllib
print(*tomllib.load(open("pyproject.toml", "rb"))["build-system"]["requires"], sep="\n")
END
compile "$@" --extra dev --output-file packaging/requirements.lock pyproject.toml "$scratch/build.in"
compile --constraint packaging/requirements.lock \
    --output-file packaging/build.lock "$scratch/build.in"
