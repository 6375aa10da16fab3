# For the scripts of this folder: sourced, never run. ANNALS is the program, SOURCE the source tree.
# Each script prints `ok NAME`, `not ok NAME: WHY` or `skip NAME: WHY`.
set -u
ANNALS=${ANNALS:?path to the program}
SOURCE=${SOURCE:-$(cd "$(dirname "${BASH_SOURCE[0]}")/../.." && pwd)}
export NO_COLOR=1 LC_ALL=C.UTF-8
scratch=$(mktemp -d "${TMPDIR:-/tmp}/annals cli.XXXXXX")
trap 'chmod -R u+rwx "$scratch" 2>/dev/null; rm -rf "$scratch"' EXIT
cd "$scratch" || exit 1

ok() {
    echo "ok $1"
}

not_ok() {
    echo "not ok $1: $2"
}

# Runs a command with its output in $scratch/.stdout and $scratch/.stderr; its status in $status.
run() {
    "$@" >"$scratch/.stdout" 2>"$scratch/.stderr" </dev/null
    status=$?
    return 0
}

# True when the program died or a sanitizer spoke.
crashed() {
    [ "$status" -ge 124 ] || grep -qE 'Sanitizer|runtime error:' "$scratch/.stderr"
}

first_lines() {
    head -n 3 "$scratch/.stderr" | tr '\n' '|' | cut -c 1-300
}

# expect NAME STATUS PATTERN COMMAND...: the status (or one of several, "1|2"), and an extended regular expression that
# standard error holds; an empty PATTERN demands nothing.
expect() {
    local name=$1 wanted=$2 pattern=$3
    shift 3
    run "$@"
    if crashed; then
        not_ok "$name" "crashed with status $status: $(first_lines)"
    elif ! [[ "$status" =~ ^($wanted)$ ]]; then
        not_ok "$name" "exit status $status, expected $wanted: $(first_lines)"
    elif [ -n "$pattern" ] && ! grep -qE -- "$pattern" "$scratch/.stderr"; then
        not_ok "$name" "no message like '$pattern': $(first_lines)"
    else
        ok "$name"
        return 0
    fi
    return 1
}

# check NAME COMMAND...: the command succeeds.
check() {
    local name=$1
    shift
    if "$@" >"$scratch/check.log" 2>&1; then
        ok "$name"
    else
        not_ok "$name" "$* failed: $(head -n 3 "$scratch/check.log" | tr '\n' '|' | cut -c 1-300)"
        return 1
    fi
}

# A small document with something to find.
write_speech() {
    cat >"$1" <<'TEXT'
Statement by the Minister of Ports

Harbour Forum, Oslo, 14 May 2019

Mr. President,

In March 2018 Norway hosted the Second World Conference on Harbours in Bergen. Next year the Third World Conference on
Harbours will be held in Accra.

On 3 April 2019 the Ministry of Ports signed a memorandum of understanding with the African Union.
TEXT
}
