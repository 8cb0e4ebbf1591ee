#!/usr/bin/env bash
# Makes sure of the Debian packages that tests and `make stack` need.
# As root (or with sudo that asks nothing) it installs what is missing; otherwise it says what to
# install and ends with 0, so that the part that needs no package still runs.
# Usage: deploy/packages.sh [package ...]   (default: the list below)
set -euo pipefail

packages=(postgresql redis-server nginx chromium gettext fonts-noto-core)
if [ "$#" -gt 0 ]; then packages=("$@"); fi

if ! command -v dpkg-query >/dev/null || ! command -v apt-get >/dev/null; then
    echo "Not a Debian system: please install the equivalents of: ${packages[*]}"
    exit 0
fi

missing=()
for package in "${packages[@]}"; do
    state=$(dpkg-query -W -f='${db:Status-Status}' "$package" 2>/dev/null || true)
    if [ "$state" != installed ]; then missing+=("$package"); fi
done
if [ "${#missing[@]}" -eq 0 ]; then exit 0; fi

if [ "$(id -u)" -eq 0 ]; then
    as_root=()
elif command -v sudo >/dev/null && sudo -n true 2>/dev/null; then
    as_root=(sudo -n)
else
    echo "Missing Debian packages; please run: sudo apt-get install ${missing[*]}"
    exit 0
fi

# Without this file the packages would start their own servers on ports 80, 5432 and 6379.
policy=/usr/sbin/policy-rc.d
if [ ! -e "$policy" ]; then
    printf '#!/bin/sh\nexit 101\n' | "${as_root[@]}" tee "$policy" >/dev/null
    "${as_root[@]}" chmod 755 "$policy"
    # shellcheck disable=SC2064
    trap "${as_root[*]} rm -f $policy" EXIT
fi

echo "Installing Debian packages: ${missing[*]}"
install=("${as_root[@]}" env DEBIAN_FRONTEND=noninteractive apt-get -qq -o Dpkg::Use-Pty=0)
log=$(mktemp)
if ! { "${install[@]}" update && "${install[@]}" install -y --no-install-recommends "${missing[@]}"; } \
    >"$log" 2>&1; then
    tail -n 20 "$log"
    echo "The packages could not be installed; please run: apt-get install ${missing[*]}"
fi
rm -f "$log"
