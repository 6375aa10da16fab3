#!/bin/bash
# usage: unit.sh KIND BUILD SCRATCH
# Runs each BUILD/test_<folder> of a folder in tests/unit and prints a result line for each test, named KIND.
# A sanitizer's report in a test that Criterion calls passed (a leak is found after it) is a failure of its own.
set -u
kind=$1 build=$2 scratch=$3
top=$(CDPATH='' cd -- "$(dirname -- "$0")/../.." && pwd)
cd "$top" || exit 2
found=
for folder in tests/unit/*/; do
    ls "$folder"*.c >/dev/null 2>&1 || continue
    found=1
    name=$(basename "$folder")
    program=$build/test_$name
    if [ ! -x "$program" ]; then
        echo "not ok unit $kind $name: test_$name was not built"
        continue
    fi
    tap=$scratch/$kind-$name.tap log=$scratch/$kind-$name.log
    rm -f "$tap"
    timeout 600 "$program" --tap="$tap" --jobs 2 </dev/null >"$log" 2>&1
    status=$?
    # "ok - suite::test (0.00s)", "not ok - ...", "ok - ... # SKIP why"
    [ -f "$tap" ] && sed -nE "s/ +\([0-9.]+s\)$//; t reset; :reset
        s/^ok - ([^ ]+) +# SKIP *(.*)$/skip unit $kind \1: \2/p; t
        s/^ok - ([^ ]+).*$/ok unit $kind \1/p; t
        s/^not ok - ([^ ]+) *(.*)$/not ok unit $kind \1: failed \2/p" "$tap" | sed 's/: failed $/: an assertion failed/'
    failures=$(grep -c '^not ok' "$tap" 2>/dev/null)
    # What a failed assertion leaves behind is no leak of its own.
    [ "${failures:-0}" -eq 0 ] && kinds='Address|Leak|Thread' || kinds='Address|Thread'
    report=$(grep -m 1 -oE "ERROR: ($kinds)Sanitizer: .*|runtime error: .*" "$log")
    if [ -n "$report" ]; then
        echo "not ok unit $kind $name: $report"
    elif [ $status -ne 0 ] && [ "${failures:-0}" -eq 0 ]; then
        echo "not ok unit $kind $name: exit status $status"
    fi
    if [ $status -ne 0 ] || [ -n "$report" ]; then
        grep -vE '^\[(RUN |PASS|SKIP)|^$' "$log" | head -n 40
    fi
done
[ -n "$found" ] || echo "skip unit $kind: there are no tests in tests/unit"
exit 0
