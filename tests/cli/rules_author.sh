# What a writer of rules begins with: rules new, schema, list; rules check with its warnings, as text and as JSON.
. "$(dirname "$0")/helpers.bash"

# --- new ---
expect "new" 0 "" "$ANNALS" rules new my-piers mine
for file in pack.yaml rules.yaml schema.json; do
    check "new: $file" test -s "mine/$file"
done
check "new: the name stands in the files" grep -q '^- rule: my-piers\.opened' mine/rules.yaml
! grep -rq 'my-pack' mine && ok "new: the skeleton's name is gone" || not_ok "new: the skeleton's name is gone" "$(grep -rl my-pack mine)"
check "new: editors are told of the schema" grep -q '^# yaml-language-server: $schema=schema.json$' mine/rules.yaml
run "$ANNALS" rules check --format json mine
[ $status -eq 0 ] && ! grep -q '"file":"mine/' .stdout && ok "new: it checks as it is" ||
    not_ok "new: it checks as it is" "status $status: $(grep '"file":"mine/' .stdout | head -n 1)"
run "$ANNALS" rules test --only 'my-piers.*' mine
[ $status -eq 0 ] && grep -q '^2 passed, 0 failed' .stdout && ok "new: its examples pass" || not_ok "new: its examples pass" "$(tail -n 3 .stdout)"
cp -r mine before
expect "new: refuses to write over" 2 "mine/rules\.yaml is there already" "$ANNALS" rules new my-piers mine
check "new: and has not" diff -r mine before
mkdir half && echo x >half/rules.yaml
expect "new: refuses where one file is there" 2 "half/rules\.yaml is there already" "$ANNALS" rules new my-piers half
[ -e half/pack.yaml ] && not_ok "new: and writes none of them" "pack.yaml was written" || ok "new: and writes none of them"
expect "new: in a folder of its name" 0 "" "$ANNALS" rules new piers
check "new: in a folder of its name: it is there" test -f piers/rules.yaml
expect "new: a name that is none" 2 "'My Piers' is no name for a pack" "$ANNALS" rules new "My Piers"
expect "new: no name" 2 "expected NAME" "$ANNALS" rules new

run "$ANNALS" rules new --format json piers2 "my piers"
echo '{"name":"piers2","folder":"my piers","files":["my piers/pack.yaml","my piers/rules.yaml","my piers/schema.json"]}' >expected
check "new as JSON" diff expected .stdout
for file in pack.yaml rules.yaml schema.json; do check "new as JSON: $file" test -s "my piers/$file"; done
expect "new in an unknown format" 2 "expected text or json" "$ANNALS" rules new --format xml piers3

# --- schema ---
run "$ANNALS" rules schema
cmp -s .stdout mine/schema.json && ok "schema: as rules new writes it" || not_ok "schema: as rules new writes it" "they differ"
expect "schema to a file" 0 "" "$ANNALS" rules schema -o schema.json
check "schema to a file: the same" cmp schema.json mine/schema.json
run "$ANNALS" rules schema --format json
check "schema as JSON: the same" cmp .stdout mine/schema.json
run "$ANNALS" rules schema --format text
check "schema as text: a key of a rule" grep -qx '  match       the pattern that is looked for' .stdout
check "schema as text: a key with its words" grep -q '^  in  *only in blocks of these kinds; one of head heading ' .stdout
check "schema as text: fields of times" grep -q '^  kind century decade year' .stdout
expect "schema in an unknown format" 2 "expected text or json" "$ANNALS" rules schema --format xml
expect "schema takes no operand" 2 "'x' is too much" "$ANNALS" rules schema x

# --- list ---
mkdir small
cat >small/rules.yaml <<'YAML'
name: small
types:
  Pier: [Place]
  Place: []
rules:
- rule: pier.named
  yields: Pier
  match: =Pier Number
  examples: [{text: Pier 5 is long., finds: [Pier 5]}]
- rule: pier.opened
  class: launch
  match: ~open title:Place
YAML
run "$ANNALS" rules list --alone small
cat >expected <<'TEXT'
pier.named   yields Pier   layer 1     1 example   small/rules.yaml:6
pier.opened  class launch  layer 4     0 examples  small/rules.yaml:10
TEXT
check "list" diff expected .stdout
run "$ANNALS" rules list --alone --format json small
echo '{"rule":"pier.opened","kind":"class","result":"launch","layer":4,"examples":0,"file":"small/rules.yaml","line":10,"uses":["Place"]}' >expected
sed -n 2p .stdout >second
check "list as JSON" diff expected second
run "$ANNALS" rules list --alone --graph small
for line in '"Pier" -> "Place" \[style=dashed\];' '"rule pier.named" -> "Pier";' '"Place" -> "rule pier.opened";' 'label="layer 1"'; do
    check "list as a graph: $line" grep -q -- "$line" .stdout
done
"$ANNALS" rules list >all.txt
[ "$(wc -l <all.txt)" -gt 300 ] && ! grep -q 'layer 0 ' all.txt && ok "list of the shipped rules" || not_ok "list of the shipped rules" "$(wc -l <all.txt) lines"
expect "list with broken rules" 2 "nowhere: error: no such folder; check the path" "$ANNALS" rules list nowhere
expect "list in an unknown format" 2 "expected text or json" "$ANNALS" rules list --format xml

# --- check: warnings and JSON ---
cat >small/more.yaml <<'YAML'
types: {Gone: []}
lists: {unused: [tide]}
rules:
- rule: gone.opened
  class: launch
  match: "~open title:Gone"
YAML
run "$ANNALS" rules check --alone small
cat >expected <<'TEXT'
small/more.yaml:2:9: warning: list unused is never used
    lists: {unused: [tide]}
            ^~~~~~
small/more.yaml:4:3: warning: rule gone.opened has no examples
    - rule: gone.opened
      ^
small/more.yaml:6:23: warning: no rule and no table yields Gone; this pattern can never match
      match: "~open title:Gone"
                          ^~~~
small/rules.yaml:10:3: warning: rule pier.opened has no examples
    - rule: pier.opened
      ^
TEXT
check "check: warnings with their places" diff expected .stderr
echo '3 rules, 1 list, no errors, 4 warnings' | diff - .stdout >diff.log && [ $status -eq 0 ] && ok "check: warnings are no errors" || not_ok "check: warnings are no errors" "$(cat diff.log)"
run "$ANNALS" rules check --alone --format json small
echo '{"file":"small/more.yaml","line":6,"column":23,"end":27,"severity":"warning","code":"no-rule-and-no-table-yields","message":"no rule and no table yields Gone; this pattern can never match","suggestion":null}' >expected
sed -n 3p .stdout >third
check "check as JSON: a warning" diff expected third
printf 'rules:\n- rule: é\n  class: m\n  match: the été <unusde>\n' >small/third.yaml
run "$ANNALS" rules check --alone --format json small
echo '{"file":"small/third.yaml","line":4,"column":18,"end":26,"severity":"error","code":"unknown-list","message":"unknown list <unusde>; did you mean <unused>?","suggestion":"<unused>"}' >expected
[ $status -eq 1 ] && [ ! -s .stderr ] && diff expected .stdout >diff.log && ok "check as JSON: an error" || not_ok "check as JSON: an error" "status $status $(cat diff.log)"
expect "check in an unknown format" 2 "expected text or json" "$ANNALS" rules check --format xml
run "$ANNALS" rules check --verbose
grep -q 'can never match' .stderr && not_ok "nothing of the shipped rules can never match" "$(grep 'can never match' .stderr | head -n 2 | tr '\n' '|')" ||
    ok "nothing of the shipped rules can never match"

# --- check: a rule of a shipped rule's name takes its place, and is counted ---
mkdir base again
printf 'name: base\ntypes: {Pier: []}\nrules:\n- {rule: pier, yields: Pier, match: =Pier}\n' >base/pack.yaml
printf 'rules:\n- {rule: pier, yields: Pier, match: =Quay}\n- {rule: dock, yields: Pier, match: =Dock}\n' >again/rules.yaml
run "$ANNALS" rules check --alone base again
check "check: replaced rules are counted" grep -qx '2 rules, 0 lists, 1 rule replaced, no errors, 2 warnings' .stdout
run "$ANNALS" rules check --alone base
check "check: none is replaced" grep -qx '1 rule, 0 lists, no errors, 1 warning' .stdout
