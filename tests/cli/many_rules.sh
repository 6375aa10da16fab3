# Many rules: ten thousand load and find what they should; what is too much is one clear error.
. "$(dirname "$0")/helpers.bash"

# pack NAME: standard input becomes the one file of a pack.
pack() {
    mkdir "$1"
    printf 'name: %s\nlanguage: en\n' "$1" >"$1/pack.yaml"
    cat >"$1/rules.yaml"
}

awk 'BEGIN { print "rules:"; for (i = 1; i <= 10000; i++)
    printf "- rule: many.r%d\n  class: meeting\n  match: to kind%d thing%d\n", i, i % 2000, i }' | pack many
printf 'Speech\n1 May 2019\n\nThey went to kind1999 thing9999 and to kind7 thing9998.\n' >many.txt
expect "ten thousand rules" 0 "" timeout 20 "$ANNALS" extract --alone -r many many.txt
if grep -q '"many.r9999"' .stdout && ! grep -q '"many.r9998"' .stdout; then
    ok "each by its own words"
else
    not_ok "each by its own words" "$(tail -n 1 .stdout | cut -c 1-300)"
fi

letters() { # words of letters alone, w and six more
    awk -v n="$1" 'BEGIN { for (i = 0; i < n; i++) { w = "w"; 
        for (k = i; k > 0; k = int(k / 10)) w = w substr("abcdefghij", k % 10 + 1, 1)
        print w } }'
}
letters 61000 | awk 'BEGIN { print "rules:" } NR % 100 == 1 {
        if (NR > 1) print ")"; printf "- rule: r%d\n  class: meeting\n  match: a (", NR; before = "" }
    { printf "%s%s", before, $1; before = " | " } END { print ")" }' | pack words
expect "more words than there may be" 1 "the rules use more than 60000 words, lists and types" \
    timeout 20 "$ANNALS" rules check --alone words
if [ "$(grep -c 'the rules use more than' .stderr)" -eq 1 ]; then
    ok "said once"
else
    not_ok "said once" "$(first_lines)"
fi

pack entries </dev/null
for file in 1 2 3; do
    awk -v f=$file 'BEGIN { print "lists:"; for (l = 1; l <= 34; l++) { printf "  l%d-%d: [", f, l
        for (i = 1; i < 10000; i++) printf "b%d, ", i
        print "end]" } }' >entries/lists$file.yaml
done
expect "more entries than there may be" 1 "more than 1000000 entries in all lists and tables" \
    timeout 30 "$ANNALS" rules check --alone entries
