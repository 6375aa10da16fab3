# Documents that cannot be read: each is reported and skipped, the others' results are kept.
. "$(dirname "$0")/helpers.bash"

mkdir good
write_speech good/speech.txt
"$ANNALS" build --no-charts -o reference good >reference.txt 2>&1 || not_ok "reference" "$(tail -n 3 reference.txt)"

# with NAME STATUS PATTERN PATH: building good/ and PATH gives the status and message, and the knowledge base of good/ alone.
with() {
    local name=$1
    rm -rf out_with
    expect "$name: message and status" "$2" "$3" timeout 60 "$ANNALS" build --no-charts -o out_with good "$4" || return
    check "$name: the other results are kept" cmp reference/kb.json out_with/kb.json
}

with "missing path" 1 "nowhere\.txt.*no such file" nowhere.txt

mkdir empty
with "empty folder" 1 "empty.*nothing to read" empty
expect "nothing but an empty folder" 2 "no documents found" "$ANNALS" build -o out empty
expect "nothing but a missing path" 2 "no documents found" "$ANNALS" build -o out nowhere.txt
[ -e out ] && not_ok "no documents, no folder" "out was made" || ok "no documents, no folder"

head -c 3000 /dev/urandom >binary.txt
printf '\000\001\002' >>binary.txt
with "binary file" 1 "binary\.txt.*(binary|UTF-8)" binary.txt

printf 'In June 2018 a caf\351 was opened.\n' >latin.txt
with "invalid UTF-8" 1 "latin\.txt.*not UTF-8" latin.txt

printf 'In June 2018\000a forum was held.\n' >nul.txt
with "NUL bytes" 1 "nul\.txt.*(NUL|binary)" nul.txt

printf '\377\376I\000n\000 \000J\000' >utf16.txt
with "UTF-16" 1 "utf16\.txt.*UTF-16" utf16.txt

ln -s nowhere dangling.txt
with "dangling link" 1 "dangling\.txt" dangling.txt

mkdir pipes
cp good/speech.txt pipes/
mkfifo pipes/pipe.txt
expect "named pipe in a folder" "0|1" "" timeout 20 "$ANNALS" build --no-charts -o out_pipe pipes
expect "process substitution" 0 "" timeout 20 bash -c '"$0" build --no-charts -o out_sub <(cat good/speech.txt)' "$ANNALS"

if [ "$(id -u)" -ne 0 ]; then
    write_speech locked.txt
    chmod 000 locked.txt
    with "unreadable file" 1 "locked\.txt.*permission denied" locked.txt
else
    echo "skip unreadable file: root may read everything"
fi

mkdir loop
write_speech loop/speech.txt
ln -s .. loop/up
expect "folder that holds itself" "0|1" "" timeout 60 "$ANNALS" build --no-charts -o out_loop loop
check "folder that holds itself: read once" test "$(grep -c '"path": ".*speech.txt"' out_loop/kb.json)" -eq 1

{ printf 'In June 2018 a forum was held in Oslo. '; head -c 200000000 /dev/zero | tr '\0' 'x'; } >line.txt
with "a line of 200 MB" 1 "line\.txt.*(larger|too large|bytes)" line.txt
rm line.txt

{ printf 'In June 2018 a forum was held in Oslo. '; head -c 20000000 /dev/zero | tr '\0' 'x'; } >line.txt
expect "a line of 20 MB" "0|1" "" timeout 60 "$ANNALS" build --no-charts -o out_line line.txt
rm line.txt

yes 'In June 2018, on 5 May 2017 and the (first of [three "conferences' | head -c 3000000 >brackets.txt
expect "3 MB of brackets that never close" 0 "" timeout 60 "$ANNALS" build --no-charts -o out_brackets brackets.txt

: >nothing.txt
expect "an empty file" "0|1" "" "$ANNALS" build --no-charts -o out_nothing good nothing.txt
check "an empty file: the rest is there" test -s out_nothing/kb.json

expect "standard input" 0 "" bash -c '"$0" build --no-charts -o out_stdin - <good/speech.txt' "$ANNALS"
check "standard input: events found" grep -q '"events"' out_stdin/kb.json

cp good/speech.txt ./-r.txt
expect "a file that looks like an option" 0 "" "$ANNALS" build --no-charts -o out_dash -- -r.txt

name=$(printf 'sp\033[31meech\n.txt')
cp good/speech.txt "$name"
expect "a name with control characters" 0 "" "$ANNALS" build --no-charts -o out_control "$name"
if LC_ALL=C grep -q "$(printf '\033')" .stdout .stderr; then
    not_ok "a name with control characters: nothing reaches the terminal" "an escape sequence does"
else
    ok "a name with control characters: nothing reaches the terminal"
fi

# --- the table of metadata ---
table() {
    printf '%b' "$1" >table.csv
}
table 'file,date,title\nspeech.txt,2019-05-14,"A, title"\n'
expect "good table" 0 "" "$ANNALS" build --no-charts -o out_csv --metadata table.csv good
check "good table: the title counts" grep -q '"A, title"' out_csv/kb.json
table 'file,date\nspeech.txt,14 May 2019\n'
expect "date that is no EDTF" 1 "table\.csv:2:" "$ANNALS" build --no-charts -o out_csv2 --metadata table.csv good
check "date that is no EDTF: documents are read" test -s out_csv2/kb.json
table 'file,date\nspeech.txt,2019-05-14,surplus\nother.txt,2018\n'
expect "row with a field too many" 1 "table\.csv:2:" "$ANNALS" build --no-charts -o out_csv3 --metadata table.csv good
table 'name,when\nspeech.txt,2019\n'
expect "header without a file column" "1|2" "table\.csv" "$ANNALS" build --no-charts -o out_csv4 --metadata table.csv good
table 'file,date\n"speech.txt,2019\n'
expect "quotation mark that never closes" 1 "table\.csv:2:" "$ANNALS" build --no-charts -o out_csv5 --metadata table.csv good
check "quotation mark that never closes: its line is shown" grep -q '^    .*"' .stderr
check "quotation mark that never closes: the documents are read" test -s out_csv5/kb.json
table ''
expect "empty table" "1|2" "table\.csv" "$ANNALS" build --no-charts -o out_csv6 --metadata table.csv good
expect "missing table" 2 "nowhere\.csv" "$ANNALS" build --no-charts -o out_csv7 --metadata nowhere.csv good

# --- knowledge bases and mentions that are none ---
echo '{"format": "something"}' >no.json
expect "timeline of another format" 2 "no\.json" "$ANNALS" timeline no.json -o t.svg
head -c 500 reference/kb.json >cut.json
expect "timeline of half a knowledge base" 2 "cut\.json:[0-9]+:[0-9]+" "$ANNALS" timeline cut.json -o t.svg
expect "network of a folder" 2 "good" "$ANNALS" network good -o t.svg
[ -e t.svg ] && not_ok "no picture of what failed" "t.svg was written" || ok "no picture of what failed"
expect "resolve of another format" 2 "no\.json:1:?.*header" "$ANNALS" resolve no.json
head -c 100000 /dev/zero | tr '\0' '[' >deep.json
expect "JSON nested 100,000 deep" 2 "deep\.json" "$ANNALS" timeline deep.json -o t.svg
