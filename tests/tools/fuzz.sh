#!/bin/bash
# usage: fuzz.sh SCRATCH
# Builds the libFuzzer targets of tests/fuzz and runs each a few seconds, starting from tests/fuzz/corpus/<name>.
set -u
scratch=$1
top=$(CDPATH='' cd -- "$(dirname -- "$0")/../.." && pwd)
cd "$top" || exit 2
ls tests/fuzz/*.c >/dev/null 2>&1 || { echo "skip fuzz: there is no target in tests/fuzz"; exit 0; }
if ! { CC=clang cmake --preset fuzz && ninja -C build/fuzz; } >"$scratch/fuzz.log" 2>&1; then
    tail -n 30 "$scratch/fuzz.log"
    echo "not ok fuzz: the targets do not build"
    exit 0
fi
for source in tests/fuzz/*.c; do
    name=$(basename "$source" .c)
    name=${name#fuzz_}
    mkdir -p "$scratch/corpus-$name"
    seeds=tests/fuzz/corpus/$name
    [ -d "$seeds" ] || seeds=
    if timeout 300 "build/fuzz/fuzz_$name" -seed=1 -max_total_time="${ANNALS_FUZZ_SECONDS:-10}" -timeout=10 -rss_limit_mb=2048 \
        -artifact_prefix="$scratch/" "$scratch/corpus-$name" ${seeds:+"$seeds"} >"$scratch/fuzz.log" 2>&1; then
        echo "ok fuzz $name"
    else
        tail -n 40 "$scratch/fuzz.log"
        echo "not ok fuzz $name: it found an input that fails"
    fi
done
exit 0
