#!/bin/bash
# usage: tests/tools/format.sh [FILE]...
# Lays out C with clang-format and wraps Markdown, in place: the files named, or every one of the repository.
set -eu
cd "$(dirname -- "$0")/../.."
[ $# -gt 0 ] || mapfile -t files < <(git ls-files --cached --others --exclude-standard '*.c' '*.h' '*.md')
[ $# -eq 0 ] || files=("$@")
for file in "${files[@]}"; do
    case $file in
    samples/* | tests/golden/*) ;; # documents, not documentation
    *.c | *.h) clang-format -i "$file" ;;
    *.md) "${PYTHON:-python3}" -B tests/tools/wrap.py "$file" ;;
    esac
done
