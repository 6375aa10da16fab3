# Malformed rule packs of every kind: a message with file, line and column, status 1 of `rules check`, 2 of `build`.
. "$(dirname "$0")/helpers.bash"

write_speech speech.txt

# pack NAME: standard input becomes the one file of a pack.
pack() {
    rm -rf "$1"
    mkdir "$1"
    printf 'name: %s\nlanguage: en\n' "$1" >"$1/pack.yaml"
    cat >"$1/rules.yaml"
}

# bad NAME PATTERN <<YAML: `rules check` fails with a message that has the place and the pattern.
bad() {
    pack bad
    expect "$1" 1 "rules\.yaml:[0-9]+:[0-9]+: error: .*($2)" timeout 20 "$ANNALS" rules check bad
}

run "$ANNALS" rules check
if [ $status -ne 0 ]; then
    not_ok "the shipped rules" "$(first_lines)"
    exit
fi
ok "the shipped rules"

pack good <<'YAML'
rules:
- rule: launch.harbour
  class: launch
  match: ~open the title:(=Great =Tide =Gauge)
YAML
expect "a good pack" 0 "" "$ANNALS" rules check good
expect "a good pack with -r" 0 "" "$ANNALS" rules check -r good

bad "a key that does not exist" "ruels|unknown" <<'YAML'
ruels:
- rule: x
YAML
grep -q "did you mean" .stderr && ok "a key that does not exist: suggestion" || not_ok "a key that does not exist: suggestion" "$(first_lines)"
bad "a key of a rule that does not exist" "macth|unknown" <<'YAML'
rules:
- rule: x
  macth: a b
YAML
bad "a rule that does nothing" "" <<'YAML'
rules:
- rule: x
  match: a b
YAML
bad "a bracket that never closes" "" <<'YAML'
rules:
- rule: x
  class: meeting
  match: a (b | c
YAML
bad "a list that does not exist" "no-such-list" <<'YAML'
rules:
- rule: x
  class: meeting
  match: a <no-such-list>
YAML
bad "a type that does not exist" "NoSuchType" <<'YAML'
rules:
- rule: x
  class: meeting
  match: a title:NoSuchType
YAML
bad "a pattern that begins with a gap" "" <<'YAML'
rules:
- rule: x
  class: meeting
  match: .. a b
YAML
bad "a repetition of nothing" "" <<'YAML'
rules:
- rule: x
  class: meeting
  match: "? a b"
YAML
bad "a type that needs itself" "" <<'YAML'
types:
  Alpha: []
  Beta: []
rules:
- rule: x
  yields: Alpha
  match: a Beta
- rule: y
  yields: Beta
  match: b Alpha
YAML
bad "a capture that is not there" "nobody" <<'YAML'
rules:
- rule: x
  class: meeting
  match: a title:b
  attributes: {number: $nobody}
YAML
bad "a scope that does not exist" "yesterday" <<'YAML'
rules:
- rule: x
  class: meeting
  match: a title:b
  date: [own, yesterday]
YAML
bad "a table that is missing" "nowhere\.tsv" <<'YAML'
lists:
  x: {table: nowhere.tsv, words: [name]}
YAML
bad "two rules of one name" "x" <<'YAML'
rules:
- {rule: x, class: meeting, match: a b}
- {rule: x, class: meeting, match: a c}
YAML
bad "duplicate keys" "already|duplicate|twice" <<'YAML'
lists:
  x: [a]
  x: [b]
YAML
bad "an anchor and an alias" "anchor|alias" <<'YAML'
lists:
  x: &a [b]
  y: *a
YAML
bad "a tag" "tag" <<'YAML'
lists:
  x: !!python/object [b]
YAML
bad "a list where a pattern belongs" "" <<'YAML'
rules:
- rule: x
  class: meeting
  match: [a, b]
YAML
bad "broken indentation" "" <<'YAML'
rules:
- rule: x
   class: meeting
  match: a
YAML
bad "a tab" "" <<'YAML'
rules:
	- rule: x
YAML
bad "text where a map belongs" "" <<'YAML'
just words
YAML
bad "two documents in one file" "" <<'YAML'
lists: {x: [a]}
---
lists: {y: [b]}
YAML

pack bad </dev/null
printf 'rules:\n- rule: \377\376\n' >bad/rules.yaml
expect "bytes that are not UTF-8" 1 "rules\.yaml:" "$ANNALS" rules check bad
head -c 2000 /dev/urandom >bad/rules.yaml
expect "binary data" 1 "rules\.yaml" "$ANNALS" rules check bad
printf 'lists:\n  x: [a\000b]\n' >bad/rules.yaml
expect "a NUL byte" 1 "rules\.yaml" "$ANNALS" rules check bad

# All errors of all files come in one run.
pack many <<'YAML'
rules:
- {rule: one, class: meeting, match: "a (b"}
- {rule: two, class: meeting, match: a <no-such-list>}
YAML
echo 'lists: {x: {table: nowhere.tsv, words: [name]}}' >many/other.yaml
run "$ANNALS" rules check many
if [ "$(grep -c ': error: ' .stderr)" -ge 3 ]; then
    ok "all errors of all files in one run"
else
    not_ok "all errors of all files in one run" "$(first_lines)"
fi

# --- bombs: an error or a result, but soon, and without eating the machine ---
bomb() {
    run bash -c 'ulimit -v 4000000; exec timeout 20 "$@"' - "$ANNALS" rules check bomb
    if crashed; then
        not_ok "$1" "status $status: $(first_lines)"
    elif [ "$status" -gt 1 ] || { [ "$status" -eq 1 ] && ! grep -q ': error: ' .stderr; }; then
        not_ok "$1" "status $status without a message: $(first_lines)"
    else
        ok "$1"
    fi
}
if nm "$ANNALS" 2>/dev/null | grep -q __asan_init; then
    echo "skip bombs: a sanitizer needs more address space than is allowed"
else
    { echo 'a: &a [x,x,x,x,x,x,x,x,x]'; p=a
      for n in b c d e f g h i; do echo "$n: &$n [*$p,*$p,*$p,*$p,*$p,*$p,*$p,*$p,*$p]"; p=$n; done; } | pack bomb
    bomb "a billion laughs"
    { printf 'lists: {x: '; head -c 200000 /dev/zero | tr '\0' '['; } | pack bomb
    bomb "200,000 brackets"
    { printf 'rules:\n- rule: x\n  class: meeting\n  match: '; head -c 100000 /dev/zero | tr '\0' '('; echo; } | pack bomb
    bomb "100,000 parentheses in a pattern"
    { printf 'rules:\n- rule: x\n  class: meeting\n  match: a '; for _ in $(seq 300); do printf '(b{1,99} | c{1,99}){1,99} '; done; echo; } | pack bomb
    bomb "repetitions of repetitions"
    { printf 'lists:\n  x: ['; seq -s, 1 300000; echo ']'; } | pack bomb
    bomb "300,000 entries"
    { echo 'lists:'; echo '  l0: [a]'; for n in $(seq 1 40); do echo "  l$n: [<l$((n-1))>, <l$((n-1))>, b <l$((n-1))>]"; done; } | pack bomb
    bomb "lists of lists of lists"
    { echo 'lists:'; echo '  a: [<b>]'; echo '  b: [<a>]'; } | pack bomb
    bomb "lists that hold each other"
    { printf 'lists: {x: ["'; head -c 6000000 /dev/zero | tr '\0' 'a'; echo '"]}'; } | pack bomb
    bomb "6 MB in one word"
fi

# --- what a build says ---
pack bad <<'YAML'
rules:
- rule: x
  class: meeting
  match: a (b | c
YAML
expect "build with a bad pack" 2 "rules\.yaml:4:" "$ANNALS" build -r bad -o out speech.txt
[ -e out ] && not_ok "build with a bad pack writes nothing" "out was made" || ok "build with a bad pack writes nothing"
expect "tag with a bad pack" 2 "rules\.yaml:4:" "$ANNALS" tag -r bad speech.txt
expect "a pack that is missing" 2 "nowhere" "$ANNALS" build -r nowhere -o out speech.txt
expect "a pack that is a file" 2 "speech\.txt" "$ANNALS" build -r speech.txt -o out speech.txt
mkdir hollow
expect "a folder that holds no pack" 2 "hollow" "$ANNALS" build -r hollow -o out speech.txt
mkdir loop
printf 'name: loop\n' >loop/pack.yaml
ln -s .. loop/up
expect "a pack that holds itself" "0|1" "" timeout 20 "$ANNALS" rules check loop

# A user's own pack finds something new.
cat >harbour.txt <<'TEXT'
Statement by the Minister, Oslo, 14 May 2019

Mr. President,

The harbours of my country are old and their piers are long, and whoever sails into them in winter knows what that means.
On 3 April 2019 the Minister opened the Great Tide Gauge in Bergen.
TEXT
expect "a pack of one's own" 0 "" "$ANNALS" build --no-charts -r good -o own harbour.txt
check "a pack of one's own: it finds something" grep -q '"launch.harbour"' own/kb.json

# --- limits of a pack's folder ---
mkdir -p deep/1/2/3/4/5/6/7/8/9 wide
echo 'about: a rule pack' >deep/1/2/3/4/5/6/7/8/rules.yaml
expect "nine folders deep" 1 "deep/1/2/3/4/5/6/7/8/9: error: folders of a rule pack more than 8 deep" "$ANNALS" rules check deep
rmdir deep/1/2/3/4/5/6/7/8/9
expect "eight folders deep" 0 "" "$ANNALS" rules check deep
for ((n = 1; n <= 2001; n++)); do echo 'about: a rule pack' >"wide/$n.yaml"; done
expect "2001 files" 1 "wide: error: more than 2000 \.yaml files in one rule pack" "$ANNALS" rules check wide
rm wide/1.yaml
expect "2000 files" 0 "" "$ANNALS" rules check wide

# --- a file where a folder is meant, a folder where a file is, links that lead nowhere ---
mkdir -p way folder
printf 'rules:\n- {rule: quay, class: launch, match: ~open the quay}\n' >way/rules.yaml
expect "a file for a pack" 1 "^way/rules\.yaml: error: this is a file, and a rule pack is a folder; name the folder that it is in, way$" \
    "$ANNALS" rules check way/rules.yaml
expect "a file for a pack, to build with" 2 "name the folder that it is in, way$" "$ANNALS" build -r way/rules.yaml -o own2 harbour.txt
expect "no such pack" 1 "^nowhere: error: no such folder; check the path of the rule pack, or begin one with" "$ANNALS" rules check nowhere
expect "a folder for a text" 2 "^folder: error: cannot read: it is a folder; name a file in it$" "$ANNALS" rules explain folder
expect "a folder for a text to ask about" 2 "cannot read: it is a folder; name a file in it$" "$ANNALS" rules why-not -r way quay folder
expect "a folder for a document to watch" 1 "cannot read: it is a folder; name a file in it$" \
    "$ANNALS" rules check --watch --rounds 1 --on folder way
expect "a folder to write to" 2 "cannot write: it is a folder; name a file in it$" "$ANNALS" rules schema -o folder
expect "a folder without rules" 1 "^folder: error: no \.yaml files here; expected a rule pack$" "$ANNALS" rules check folder
ln -s nowhere.yaml way/gone.yaml
expect "a link that leads nowhere" 1 "^way/gone\.yaml: error: cannot open: no such file or folder; check the path$" "$ANNALS" rules check way
rm way/gone.yaml
ln -s self.yaml way/self.yaml
expect "a link to itself" 1 "^way/self\.yaml: error: cannot open: too many symbolic links on the way$" "$ANNALS" rules check way
rm way/self.yaml
ln -s . way/again
expect "a folder within itself" 1 "^way/again: error: this is a link to a folder that it lies in; take it out$" "$ANNALS" rules check way
rm way/again

# --- errors are in the order of files and lines, whatever asks for the rules ---
mkdir disorder
printf 'rules:\n- rule: quay\n  class: launch\n  match: the <nowhere>\n  titel: x\nlists: [a]\n' >disorder/b.yaml
printf 'rules:\n- rule: pier\n  match: the <nowhere>\ntypes: {Port: x}\n' >disorder/a.yaml
run "$ANNALS" rules check --alone disorder
grep -E '^disorder/' .stderr >expected
[ "$(wc -l <expected)" -ge 5 ] && ok "errors of two files" || not_ok "errors of two files" "$(wc -l <expected)"
for command in "test disorder" "explain -r disorder x" "why-not -r disorder quay x" "diff disorder disorder harbour.txt" \
    "profile -r disorder harbour.txt" "list disorder"; do
    # shellcheck disable=SC2086
    run "$ANNALS" rules $command --alone
    grep -E '^disorder/' .stderr | sort -u -t: -k1,1 -k2,2n -k3,3n | cmp -s - expected && ok "the order of errors: rules $command" ||
        not_ok "the order of errors: rules $command" "$(head -n 2 .stderr)"
    grep -E '^disorder/' .stderr | head -n "$(wc -l <expected)" | cmp -s - expected && ok "the same order: rules $command" ||
        not_ok "the same order: rules $command" "$(head -n 2 .stderr)"
done
