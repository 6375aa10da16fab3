#!/bin/bash
# usage: fuzz.sh SCRATCH
# Builds the libFuzzer targets of tests/fuzz and runs each a few seconds. It starts from real input, mutated: the samples,
# the rule files, and what the program makes of one sample. Inputs that once failed stay in tests/fuzz/corpus/<name>.
set -u
scratch=$1
top=$(CDPATH='' cd -- "$(dirname -- "$0")/../.." && pwd)
cd "$top" || exit 2
ls tests/fuzz/*.c >/dev/null 2>&1 || { echo "skip fuzz: there is no target in tests/fuzz"; exit 0; }
annals=$top/build/release/annals
seeds=$scratch/seeds
mkdir -p "$seeds/document" "$seeds/pack" "$seeds/kb" "$seeds/mentions"
find samples -type f -exec cp {} "$seeds/document/" \; 2>/dev/null
find rules -name '*.yaml' -exec sh -c 'cp "$1" "$2/$(echo "$1" | tr / _)"' - {} "$seeds/pack" \;
first=$(find samples -type f 2>/dev/null | sort | head -n 1)
if [ -x "$annals" ] && [ -n "$first" ]; then
    "$annals" extract "$first" >"$seeds/mentions/first" 2>/dev/null
    "$annals" resolve -o "$seeds/kb/first" "$seeds/mentions/first" >/dev/null 2>&1
fi
if ! { CC=clang cmake --preset fuzz && ninja -C build/fuzz $(cd tests/fuzz && ls *.c | sed 's/^fuzz_//; s/^/fuzz_/; s/\.c$//'); } >"$scratch/fuzz.log" 2>&1; then
    tail -n 30 "$scratch/fuzz.log"
    echo "not ok fuzz: the targets do not build"
    exit 0
fi
for source in tests/fuzz/*.c; do
    name=$(basename "$source" .c)
    name=${name#fuzz_}
    mkdir -p "$scratch/corpus-$name"
    from=("$scratch/corpus-$name")
    for folder in "$seeds/$name" "tests/fuzz/corpus/$name"; do
        [ -d "$folder" ] && from+=("$folder")
    done
    if timeout 300 "build/fuzz/fuzz_$name" -seed=1 -max_total_time="${ANNALS_FUZZ_SECONDS:-5}" -timeout=10 -rss_limit_mb=2048 \
        -artifact_prefix="$scratch/" "${from[@]}" >"$scratch/fuzz.log" 2>&1; then
        echo "ok fuzz $name"
    else
        tail -n 40 "$scratch/fuzz.log"
        echo "not ok fuzz $name: it found an input that fails"
    fi
done
exit 0
