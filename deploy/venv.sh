#!/usr/bin/env bash
# Makes .venv and installs hash-locked requirements into it; a file that was installed before and
# has not changed since is skipped.
# Usage: deploy/venv.sh requirements.txt [requirements-dev.txt ...]
set -euo pipefail

cd "$(dirname "$0")/.."
python=${PYTHON:-python3}

if ! "$python" -c 'import sys; sys.exit(sys.version_info < (3, 11))' 2>/dev/null; then
    echo "The portal needs Python 3.11 or later as '$python' (another name: make run PYTHON=python3.12)."
    exit 1
fi

if ! .venv/bin/python -c 'import pip' 2>/dev/null; then
    if ! "$python" -c 'import ensurepip, venv' 2>/dev/null; then
        deploy/packages.sh python3-venv
        if ! "$python" -c 'import ensurepip, venv' 2>/dev/null; then
            echo "Python's venv module is missing: please install the package python3-venv."
            exit 1
        fi
    fi
    echo "Making .venv"
    rm -rf .venv
    "$python" -m venv .venv
fi

for requirements in "$@"; do
    stamp=".venv/installed-$requirements"
    if cmp -s "$requirements" "$stamp"; then continue; fi
    echo "Installing $requirements"
    .venv/bin/python -m pip install --quiet --disable-pip-version-check --no-input \
        --require-hashes -r "$requirements"
    cp "$requirements" "$stamp"
done
