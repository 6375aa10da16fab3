# Output that cannot be written: a message, status 1 or 2, and no half file.
. "$(dirname "$0")/helpers.bash"

mkdir good
write_speech good/speech.txt

# Nothing but finished files may be left in a folder: no temporary ones.
no_leftovers() {
    local left
    left=$(find "$2" -type f ! -name '*.json' ! -name '*.svg' ! -name '*.pdf' ! -name '*.png' ! -name '*.dot' 2>/dev/null)
    [ -z "$left" ] && ok "$1: nothing is left over" || not_ok "$1: nothing is left over" "$left"
}

if [ -w /dev/full ]; then
    to_full() {
        expect "$1 to a full device" 2 "cannot write to standard output" bash -c '"$@" >/dev/full' - "$ANNALS" "${@:2}"
    }
    to_full "--version" --version
    to_full "help" build --help
    to_full "summary" build --no-charts -o out_full good
    to_full "tag" tag good/speech.txt
    to_full "extract" extract good
    to_full "text" text good/speech.txt
    to_full "rules check" rules check
    "$ANNALS" extract good >m.ndjson
    to_full "resolve" resolve m.ndjson
    to_full "timeline" timeline out_full/kb.json
else
    echo "skip full device: there is no /dev/full"
fi

# A reader that is gone is no error: each command ends by SIGPIPE and says nothing.
"$ANNALS" build -o out_pipe good >/dev/null
"$ANNALS" extract good >pipe.ndjson
"$ANNALS" rules new --format json fresh >/dev/null
cat >closed.py <<'PY'
import os, subprocess, sys
read, write = os.pipe()
os.close(read)
done = subprocess.run(sys.argv[1:], stdout=write, stderr=subprocess.PIPE, text=True)
sys.exit(f"status {done.returncode}, said {done.stderr!r}" if (done.returncode, done.stderr) != (-13, "") else 0)
PY
event=$("$PYTHON" -c 'import json; print(json.load(open("out_pipe/kb.json"))["events"][0]["id"])')
body=$("$PYTHON" -c 'import json; print(json.load(open("out_pipe/kb.json"))["entities"][0]["id"])')
kb=out_pipe/kb.json
while read -r command; do
    # shellcheck disable=SC2086
    check "nobody reads: $command" "$PYTHON" closed.py "$ANNALS" $command
done <<END
--help
build --help
--manual
build -o out_pipe good
tag good/speech.txt
tag --format json good/speech.txt
extract good good good good
resolve pipe.ndjson
timeline $kb
network $kb
table $kb
table --format xlsx $kb
next $kb
profile $kb $body
report $kb -o -
show $kb $event
show --format json $kb $event
diff $kb $kb
date 2018
text good/speech.txt
rules test
rules explain good/speech.txt
rules why-not gathering.dated good/speech.txt
rules diff - fresh good
rules profile good
rules list
rules schema
rules check fresh
rules check --watch fresh --rounds 2
END
bash -c '"$1" extract good good good good; echo "$?" >status' - "$ANNALS" 2>err | head -c 10 >/dev/null
if grep -qE '^(0|141)$' status && [ ! -s err ]; then ok "head"; else not_ok "head" "status $(cat status): $(cat err)"; fi

echo "I am a file" >taken
expect "out is a file" 2 "taken" "$ANNALS" build -o taken good
check "out is a file: it is untouched" test "$(cat taken)" = "I am a file"
expect "out below a file" 2 "taken/out" "$ANNALS" build -o taken/out good
expect "out in a system folder" 2 "/proc" "$ANNALS" build -o /proc/annals good
mkdir picture.svg
"$ANNALS" build --no-charts -o kb good >/dev/null 2>&1
expect "picture over a folder" 2 "picture\.svg" "$ANNALS" timeline kb/kb.json -o picture.svg
expect "picture in a missing folder" 2 "missing/t\.svg" "$ANNALS" timeline kb/kb.json -o missing/t.svg
expect "tag into a missing folder" 2 "missing/t\.xml" "$ANNALS" tag good/speech.txt -o missing/t.xml

# A file size limit of 0 and of 1 block: every write fails, or all but the first bytes.
for blocks in 0 1; do
    rm -rf limited
    # through a pipe: the limit holds for the file that messages would go to as well
    expect "file size limit of $blocks" "1|2" "" bash -c \
        'limit=$1; shift; (ulimit -f "$limit" && exec "$@") 2>&1 | cat; exit "${PIPESTATUS[0]}"' \
        - $blocks "$ANNALS" build -o limited good
    check "file size limit of $blocks: a message" grep -q "limited.*larger than allowed" .stdout
    no_leftovers "file size limit of $blocks" limited
done

# The knowledge base does not fit, smaller pictures do: what there is to show cannot be led back to anything.
rm -rf limited
printf 'In May 2010 Norway held the Lakes Forum %s in Oslo.\n\n' one two three four five six seven eight nine ten \
    eleven twelve thirteen fourteen fifteen >many.txt
expect "no room for kb.json" 2 "" bash -c '(ulimit -f 12 && exec "$@") 2>&1 | cat; exit "${PIPESTATUS[0]}"' \
    - "$ANNALS" build -o limited many.txt
check "no room for kb.json: a picture was written" test -e limited/partners.svg -a ! -e limited/kb.json

# What was there before a failed write stays.
mkdir kept
echo "old" >kept/kb.json
bash -c 'ulimit -f 0 && exec "$@"' - "$ANNALS" build --no-charts -o kept good >/dev/null 2>&1
check "a failed write keeps the file that was there" test "$(cat kept/kb.json)" = old

if [ "$(id -u)" -ne 0 ]; then
    mkdir locked
    chmod 500 locked
    expect "unwritable folder" 2 "locked" "$ANNALS" build -o locked good
else
    echo "skip unwritable folder: root may write everywhere"
fi
