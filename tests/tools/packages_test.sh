#!/bin/bash
# usage: packages_test.sh SCRATCH
# cmake/packages.sh on machines that are not this one: stand-ins for dpkg-query, apt-get, id and sudo say what they are.
set -u
scratch=$1/machines
top=$(CDPATH='' cd -- "$(dirname -- "$0")/../.." && pwd)

# machine NAME INSTALLED ID [PROGRAM...]: a folder of programs to be the PATH; each PROGRAM notes that it was called.
machine() {
    local bin=$scratch/$1 installed=$2 id=$3 tool
    shift 3
    mkdir -p "$bin"
    for tool in sh awk dirname cat env; do
        ln -sf "$(command -v "$tool")" "$bin/$tool"
    done
    printf '#!/bin/sh\necho %s\n' "$id" >"$bin/id"
    printf '#!/bin/sh\necho %s\n' "$installed" >"$bin/dpkg-query"
    for tool in "$@"; do
        case $tool in
        sudo) printf '#!/bin/sh\n[ "$1" = -n ] && shift\necho "sudo $*" >>"%s/calls"\nexec "$@"\n' "$bin" >"$bin/sudo" ;;
        *) printf '#!/bin/sh\necho "%s $*" >>"%s/calls"\n' "$tool" "$bin" >"$bin/$tool" ;;
        esac
    done
    chmod +x "$bin"/*
}

# expect NAME STATUS TEXT: runs packages.sh on the machine; TEXT must be in what it says or in what was called.
expect() {
    local bin=$scratch/$1 status out
    out=$(cd / && PATH=$bin "$top/cmake/packages.sh" build test </dev/null 2>&1)
    status=$?
    [ -f "$bin/calls" ] && out="$out
$(cat "$bin/calls")"
    if [ $status -ne "$2" ]; then
        printf '%s\nnot ok packages, %s: exit status %s, not %s\n' "$out" "$1" "$status" "$2"
    elif ! grep -qF -- "$3" <<<"$out "; then
        printf '%s\nnot ok packages, %s: nothing says "%s"\n' "$out" "$1" "$3"
    else
        echo "ok packages, $1"
    fi
}

machine "all installed" installed 0 apt-get
expect "all installed" 0 " "
[ -f "$scratch/all installed/calls" ] && echo "not ok packages, nothing to do: apt-get was called"
machine "no apt" not-installed 0
expect "no apt" 2 "libcriterion-dev"
machine "neither root nor sudo" not-installed 1000 apt-get
expect "neither root nor sudo" 2 "needs root or sudo"
machine "root" not-installed 0 apt-get
expect "root" 0 "install cmake "
machine "sudo" not-installed 1000 apt-get sudo
expect "sudo" 0 "sudo apt-get -qq update"
machine "not Debian" not-installed 0
rm "$scratch/not Debian/dpkg-query"
expect "not Debian" 2 "this is not Debian"
exit 0
