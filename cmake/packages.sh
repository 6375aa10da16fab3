#!/bin/sh
# usage: cmake/packages.sh GROUP...
# Installs the Debian packages of these groups of packages.txt that are not there yet, as root or with sudo.
# Exit status: 0 when all are there, 2 when some are missing and cannot be installed here (they are named).
set -eu

top=$(CDPATH='' cd -- "$(dirname -- "$0")/.." && pwd)

# The packages of group $1, one on a line.
group() {
    awk -v want="[$1]" '/^\[/ { inside = ($0 == want); next } inside && NF && !/^#/ { print $1 }' "$top/packages.txt"
}

stop() {
    printf '%s\n' "$1" "on Debian 12 they come with: apt-get install $(echo $missing)" >&2
    exit 2
}

wanted=
for name in "$@"; do
    found=$(group "$name")
    [ -n "$found" ] || { printf 'no group [%s] in packages.txt\n' "$name" >&2; exit 2; }
    wanted="$wanted $found"
done

missing=
for package in $wanted; do
    state=
    if command -v dpkg-query >/dev/null 2>&1; then
        state=$(dpkg-query -W -f '${db:Status-Status}' "$package" 2>/dev/null || true)
    fi
    [ "$state" = installed ] || missing="$missing $package"
done
[ -n "$missing" ] || exit 0

if ! command -v dpkg-query >/dev/null 2>&1; then
    # Not Debian: the packages may well be there under other names. The build says so if they are not.
    [ "${ANNALS_PACKAGES:-}" = present ] && exit 0
    stop "this is not Debian: install the like of these packages, then set ANNALS_PACKAGES=present and try again"
fi
command -v apt-get >/dev/null 2>&1 || stop "packages are missing, and there is no apt-get here"

if [ "$(id -u)" -eq 0 ]; then
    as_root=
elif command -v sudo >/dev/null 2>&1; then
    # Without a terminal nobody could answer sudo's question for a password.
    if [ -t 0 ]; then as_root=sudo; else as_root='sudo -n'; fi
else
    stop "packages are missing, and installing them needs root or sudo"
fi

printf 'installing:%s\n' "$missing"
# shellcheck disable=SC2086 # both are lists of words
{
    $as_root apt-get -qq update </dev/null >/dev/null || stop "apt-get update failed, and packages are missing"
    $as_root env DEBIAN_FRONTEND=noninteractive apt-get -qq -y --no-install-recommends install $missing \
        </dev/null >/dev/null || stop "apt-get install failed"
}
