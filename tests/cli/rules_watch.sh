# rules check --watch: each save is checked, tested and compared; nothing is done that need not be.
. "$(dirname "$0")/helpers.bash"

mkdir mine
write_rules() {
    printf 'lists:\n  extra: [%s]\nrules:\n- rule: bell\n  class: work\n  match: %s\n  examples: [{text: They rang the bell., finds: [%s]}]\n' \
        "$1" "$2" "$3" >mine/.next
    mv mine/.next mine/rules.yaml
}
write_rules bell 'rang the title:<extra>' bell
printf 'They rang the bell, then they rang the gong.\n' >page.txt

# until_rounds N: waits until the N-th round is over.
until_rounds() {
    for _ in $(seq 200); do
        [ "$(grep -c ' ms$' watch.out)" -ge "$1" ] && return 0
        sleep 0.05
    done
    return 1
}

"$ANNALS" rules check --watch mine --on page.txt --rounds 6 >watch.out 2>watch.err &
watcher=$!
until_rounds 1 || not_ok "the first round" "$(cat watch.out watch.err | head -n 5 | tr '\n' '~')"
write_rules 'bell, gong' 'rang the title:<extra>' bell # another fact
until_rounds 2
touch mine/rules.yaml # the same rules
until_rounds 3
printf 'They rang the gong.\n' >page.next && mv page.next page.txt # another document
until_rounds 4
write_rules bell '(rang the title:<extra>' bell # an error
until_rounds 5
write_rules bell 'rang the title:<extra>' gong # an example that fails
wait $watcher
status=$?
grep -vE ' ms$' watch.out >told
sed -E -i 's/^[0-9]+ rules, [0-9]+ lists/N rules, N lists/; s/^([0-9]+) passed, /N passed, /' told
expected="N rules, N lists, no errors
page.txt: 1 fact
N passed, 0 failed
-- mine/rules.yaml
N rules, N lists, no errors
page.txt
  + event work “gong” [bell]
      They rang the bell, then they rang the gong.
+1 fact, −0, 0 changed, 0 moved
N passed, 0 failed
-- mine/rules.yaml
the rules are the same
-- page.txt
page.txt: 1 fact
-- mine/rules.yaml
-- mine/rules.yaml
N rules, N lists, no errors
page.txt
  − event work “gong” [bell]
      They rang the gong.
+0 facts, −1, 0 changed, 0 moved
mine/rules.yaml:7: rule bell: They rang the bell.
             expected  found
    ! quote  gong      bell
N passed, 1 failed"
if [ "$(cat told)" = "$expected" ]; then ok "what each round tells"; else not_ok "what each round tells" "$(diff <(echo "$expected") told | tr '\n' '~')"; fi
check "an error has its place" grep -q 'mine/rules\.yaml:6:10: error:' watch.err
[ $status -eq 1 ] && ok "the status of the last round" || not_ok "the status of the last round" "$status"

# A page of text: the time is that of an idle machine many times over, so that a busy one does not fail.
for _ in $(seq 40); do printf 'In May 2018 Norway hosted the Second World Conference on Harbours in Bergen. '; done >page.txt
write_rules bell 'rang the title:<extra>' bell
"$ANNALS" rules check --watch mine --on page.txt --rounds 5 >watch.out 2>watch.err &
watcher=$!
best=99999
for round in 1 2 3 4; do # by the clock, from the save until what changed is told: the best of four
    until_rounds $round
    began=$(date +%s%N)
    write_rules "$([ $((round % 2)) -eq 1 ] && echo bell, tide || echo bell)" 'rang the title:<extra>' bell
    until [ "$(grep -c ' moved$' watch.out)" -ge $round ] || [ $((($(date +%s%N) - began) / 1000000)) -gt 9000 ]; do sleep 0.01; done
    took=$((($(date +%s%N) - began) / 1000000))
    [ $took -lt $best ] && best=$took
done
wait $watcher && ok "all is well" || not_ok "all is well" "$(cat watch.err)"
[ $best -le 1000 ] && ok "soon enough" || not_ok "soon enough" "$best ms"

# A folder that is made later is watched as well; a file that an editor writes in place is read when it is closed.
"$ANNALS" rules check --watch mine --rounds 3 >watch.out 2>watch.err &
watcher=$!
until_rounds 1
mkdir mine/more && printf 'lists: {late: [a]}\n' >mine/more/late.yaml
until_rounds 2
printf 'lists: {late: [a, b]}\n' >mine/more/late.yaml
wait $watcher && ok "a folder that is made later" || not_ok "a folder that is made later" "$(cat watch.err)"
[ "$(grep -c '^-- mine/more/late.yaml' watch.out)" -eq 2 ] && ok "its file, twice" || not_ok "its file, twice" "$(tr '\n' '~' <watch.out)"
rm -r mine/more

# As JSON: one object a round.
printf 'They rang the bell, then they rang the gong.\n' >page.txt
write_rules bell 'rang the title:<extra>' bell
json_rounds() {
    for _ in $(seq 200); do
        [ "$(wc -l <watch.out)" -ge "$1" ] && return 0
        sleep 0.05
    done
    return 1
}
"$ANNALS" rules check --watch --format json --alone mine --on page.txt --rounds 6 >watch.out 2>watch.err &
watcher=$!
json_rounds 1
write_rules 'bell, gong' 'rang the title:<extra>' bell
json_rounds 2
touch mine/rules.yaml
json_rounds 3
printf 'They rang the gong.\n' >page.next && mv page.next page.txt
json_rounds 4
write_rules bell '(rang the title:<extra>' bell
json_rounds 5
write_rules bell 'rang the title:<extra>' gong
wait $watcher
[ $? -eq 1 ] && ok "the status of the last round as JSON" || not_ok "the status of the last round as JSON" "$(cat watch.err)"
check "nothing but JSON is told" test ! -s watch.err
check "each round as JSON" "$PYTHON" - watch.out <<'PY'
import json, sys
rounds = [json.loads(line) for line in open(sys.argv[1])]
assert [r.pop("round") for r in rounds] == [1, 2, 3, 4, 5, 6], rounds
assert all(r.pop("milliseconds") >= 0 for r in rounds), rounds
first, more, same, other, broken, failing = rounds
rules = ["mine/rules.yaml"]
passed = {"examples": [], "passed": 1, "failed": 0}
none = {"added": 0, "removed": 0, "changed": 0, "moved": 0, "same": 0, "other-rule": 0}
page = {"document": "page.txt", "facts": 1}
well = {"rules": 1, "lists": 1, "same": False, "messages": []}
assert first == {"saved": [], **well, **page, "examples": passed}, first
difference = more.pop("differences")
assert more == {"saved": rules, **well, "document": "page.txt", "facts": 2, "counts": {**none, "added": 1, "same": 1},
                "examples": passed}, more
assert [(d["change"], d["after"]["quote"]) for d in difference] == [("added", "gong")], difference
assert same == {"saved": rules, **well, "same": True}, same
assert other == {"saved": ["page.txt"], **page, "messages": []}, other
message, = broken.pop("messages")
assert broken == {"saved": rules}, broken
assert (message["file"], message["line"], message["severity"]) == ("mine/rules.yaml", 6, "error"), message
assert [d["change"] for d in failing.pop("differences")] == ["removed"]
example, = failing["examples"]["examples"]
assert (failing["examples"]["failed"], example["passed"], example["found"][0]["quote"]) == (1, False, ["bell"]), failing
PY
"$ANNALS" rules check --watch --format json --alone mine --on nowhere.txt --rounds 1 >watch.out 2>watch.err
check "a document that is not there as JSON" "$PYTHON" - watch.out <<'PY'
import json, sys
told = json.load(open(sys.argv[1]))
assert "facts" not in told and told["messages"][0]["file"].endswith("nowhere.txt"), told
PY

expect "a document without --watch" 2 "need --watch" "$ANNALS" rules check mine --on page.txt
expect "a document that is not there" 1 "nowhere\.txt" "$ANNALS" rules check --watch mine --on nowhere.txt --rounds 1
expect "no rounds" 2 "--rounds is '0'" "$ANNALS" rules check --watch mine --rounds 0
