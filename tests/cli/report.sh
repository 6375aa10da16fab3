# annals report: the page that build wrote comes out again of kb.json; what it holds is tested in a browser (tests/web).
. "$(dirname "$0")/helpers.bash"

mkdir docs
write_speech docs/a.txt
"$ANNALS" build -o out docs >build.log 2>&1 || not_ok "build" "$(tail -n 2 build.log)"
check "build writes the report" test -s out/report.html

expect "from kb.json alone" 0 "" "$ANNALS" report out/kb.json -o again.html
check "it is what build wrote" cmp out/report.html again.html
"$ANNALS" report out/kb.json >stdout.html
check "to standard output" cmp again.html stdout.html
"$ANNALS" report - <out/kb.json >stdin.html
check "from standard input" cmp again.html stdin.html

expect "--title and --caveat" 0 "" "$ANNALS" report out/kb.json --title 'Ports </script>' --caveat 'For </script> readers' -o titled.html
check "the title is there, and ends no element" grep -q 'Ports \\u003c/script>' titled.html
check "the caveat too" grep -q 'For \\u003c/script> readers' titled.html

"$ANNALS" build --theme dark -o dark docs >/dev/null 2>&1
expect "--theme" 0 "" "$ANNALS" report --theme dark dark/kb.json -o themed.html
check "it is what build draws with that theme" cmp dark/report.html themed.html
expect "no such theme" 2 "no theme is called" "$ANNALS" report --theme sepia out/kb.json -o none.html

cp out/kb.json old.json
cat >>docs/a.txt <<'TEXT'

In June 2017 the Ministry of Ports hosted the Fourth Forum on Lighthouses in Oslo.
TEXT
"$ANNALS" build -o out docs >/dev/null 2>&1
expect "--since" 0 "" "$ANNALS" report out/kb.json --since old.json -o since.html
check "it is what build says has changed" cmp out/report.html since.html
check "it names what is new" grep -q '"changes":{"events":\[{"kind":"new"' since.html
"$ANNALS" build -o out docs >/dev/null 2>&1
check "nothing has changed when nothing has" sh -c '! grep -q "\"changes\":{" out/report.html'

"$ANNALS" build --no-charts -o bare docs >/dev/null 2>&1
check "--no-charts writes none" test ! -e bare/report.html

expect "no knowledge base" 2 "not a knowledge base" "$ANNALS" report docs/a.txt -o none.html
expect "no such file" 2 "missing.json" "$ANNALS" report missing.json -o none.html
expect "--since of no knowledge base" 2 "not a knowledge base" "$ANNALS" report out/kb.json --since docs/a.txt -o none.html
check "nothing is written then" test ! -e none.html
expect "nowhere to write" 2 "no/such" "$ANNALS" report out/kb.json -o no/such/folder.html

# The texts of the page in another language.
cat >norsk.yaml <<'YAML'
words: {timeline: Tidslinje}
report:
  language: nb
  events: Hendelser
  count_events: ["{n} hendelse", "{n} hendelser </script>"]
  statuses: {planned: planlagt}
YAML
"$ANNALS" report --words norsk.yaml -o norsk.html out/kb.json
"$ANNALS" report -o english.html out/kb.json
check "texts of --words" "$PYTHON" - norsk.html english.html <<'PY'
import json, re, sys
pages = [open(name, encoding="utf-8").read() for name in sys.argv[1:]]
own, english = (json.loads(re.search(r'id="texts">(.*?)</script>', page, re.S)[1]) for page in pages)
assert own["count_events"] == ["{n} hendelse", "{n} hendelser </script>"], own["count_events"]
assert (own["language"], own["events"], own["statuses"]["planned"]) == ("nb", "Hendelser", "planlagt"), own
english.update(language="nb", events="Hendelser", count_events=own["count_events"])
english["statuses"]["planned"] = "planlagt"
assert own == english, "all else stays"
assert "Tidslinje" in pages[0] and pages[0].count("</script>") == pages[1].count("</script>")
PY
"$ANNALS" build --words norsk.yaml -o norsk docs >/dev/null 2>&1
check "build takes them as well" cmp <("$ANNALS" report --words norsk.yaml norsk/kb.json) norsk/report.html
printf 'report: {evnts: a, statuses: {plannd: b, planned: [c]}, count_events: [d], events: {e: f}}\n' >bad.yaml
expect "a text that the report has not" 2 "bad.yaml:1:10: error: unknown text of the report evnts: did you mean events\?" \
    "$ANNALS" report --words bad.yaml -o bad.html out/kb.json
check "a text of a group" grep -q "bad.yaml:1:31: error: unknown text of the report plannd: did you mean planned?" .stderr
check "a list for a text" grep -q "bad.yaml:1:51: error: expected a text" .stderr
check "one text for two" grep -q "bad.yaml:1:71: error: expected a list of 2 texts" .stderr
check "a map for a text" grep -q "bad.yaml:1:84: error: expected a text" .stderr
check "and no report" test ! -e bad.html
