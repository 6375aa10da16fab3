# Time expressions as TimeML and JSON: the text comes out as it went in.
. "$(dirname "$0")/helpers.bash"

write_speech speech.txt
printf 'Tea & <cakes> were "served" on 5 May 2018,\r\nlast month and next year.\n' >marks.txt

cat >same.py <<'PYTHON'
import re, sys
from html import unescape
tagged = open(sys.argv[1], encoding="utf-8", newline="").read()
source = open(sys.argv[2], encoding="utf-8", newline="").read()
body = re.search(r"<TEXT>(.*?)</TEXT>", tagged, re.S)[1]
sys.exit(0 if unescape(re.sub(r"<[^>]*>", "", body)) == source else "the text was changed")
PYTHON
cat >wellformed.py <<'PYTHON'
import sys, xml.dom.minidom
xml.dom.minidom.parse(sys.argv[1])
PYTHON

for name in speech marks; do
    expect "$name" 0 "" "$ANNALS" tag --date 2019-05-14 $name.txt -o $name.tml
    check "$name: the text is unchanged" python3 same.py $name.tml $name.txt
    check "$name: well-formed XML" python3 wellformed.py $name.tml
done
check "a stated day" grep -q 'type="DATE" value="2018-05-05"[^>]*>5 May 2018</TIMEX3>' marks.tml
check "a day counted from --date" grep -q 'value="2019-04"[^>]*>last month</TIMEX3>' marks.tml
check "the date of the document" grep -q '<DCT><TIMEX3 [^>]*value="2019-05-14"' marks.tml

"$ANNALS" tag --format timeml - <marks.txt >stdin.tml
check "standard input" grep -q '>5 May 2018</TIMEX3>' stdin.tml
"$ANNALS" tag --date 2019-05-14 --format json marks.txt >marks.json
cat >spans.py <<'PYTHON'
import json, sys
tagged = json.load(open(sys.argv[1], encoding="utf-8"))
source = open(sys.argv[2], "rb").read()
assert tagged["times"], "nothing was found"
for time in tagged["times"]:
    span = source[time["begin"]:time["end"]].decode()
    assert " ".join(span.split()) == time["quote"], time
    assert source.decode()[time["begin_char"]:time["end_char"]] == span, time
PYTHON
check "spans of the JSON" python3 spans.py marks.json marks.txt

# Every format, the reading of open dates, and where the date of a document comes from.
printf 'In March & on Friday they met, and "again" on 30 February 2019.\nThe vote was on 9 May 2018.\n' >open_2018-10-05.txt
check "a day that no calendar has is said" grep -q 'no calendar has the day "30 February 2019"' \
    <("$ANNALS" tag open_2018-10-05.txt 2>&1 >/dev/null)
check "and is no date" sh -c '! "$ANNALS" tag open_2018-10-05.txt 2>/dev/null | grep -q "2019-02"'
"$ANNALS" tag --date-from-name '*_YYYY-MM-DD.txt' open_2018-10-05.txt >named.tml 2>/dev/null
check "the date from the name" grep -q '<DCT><TIMEX3 [^>]*value="2018-10-05"' named.tml
printf 'file,date\nopen_2018-10-05.txt,2016-12-01\n' >table.csv
first_date() { sed -n 's/.*<DCT><TIMEX3 [^>]*value="\([^"]*\)".*/\1/p'; }
of_table() { # DATE OPTION...: the date of the document
    local wanted=$1
    shift
    test "$("$ANNALS" tag "$@" open_2018-10-05.txt 2>/dev/null | first_date)" = "$wanted"
}
check "the date from the table" of_table 2016-12-01 --metadata table.csv
check "it goes before --date and the name" of_table 2016-12-01 --metadata table.csv --date 2017-01-01 --date-from-name '*_YYYY-MM-DD.txt'
expect "a table that is not there" 2 "nowhere.csv" "$ANNALS" tag --metadata nowhere.csv open_2018-10-05.txt
"$ANNALS" extract --date-from-name '*_YYYY-MM-DD.txt' open_2018-10-05.txt >named.ndjson 2>/dev/null
check "extract: the date from the name" grep -q '"date":"2018-10-05"' named.ndjson
"$ANNALS" build --no-charts -o named --date-from-name '*_YYYY-MM-DD.txt' open_2018-10-05.txt >/dev/null 2>&1
check "build: the date from the name" grep -q '"2018-10-05"' named/kb.json
expect "extract: a pattern without a year" 2 "expected one YYYY" "$ANNALS" extract --date-from-name '*.txt' open_2018-10-05.txt
expect "a pattern without a year" 2 "expected one YYYY" "$ANNALS" tag --date-from-name '*.txt' open_2018-10-05.txt

value() { # VALUE OPTION...: the first time has that value
    local wanted=$1
    shift
    "$ANNALS" tag --date 2018-10-05 "$@" --format csv open_2018-10-05.txt 2>/dev/null | cut -d, -f8 | sed -n 2p | grep -qx "$wanted"
}
check "an open date" value 2018-03
check "--prefer past" value 2018-03 --prefer past
check "--prefer future" value 2019-03 --prefer future
check "--prefer nearest" value 2019-03 --prefer nearest
check "--no-inference" value XXXX-03 --no-inference
check "--genre narrative" value 2018-03 --genre narrative
expect "an unknown genre" 2 "expected news, speech" "$ANNALS" tag --genre poem open_2018-10-05.txt
expect "an unknown side" 2 "expected past, future" "$ANNALS" tag --prefer left open_2018-10-05.txt
expect "an unknown format" 2 "expected timeml, html" "$ANNALS" tag --format xml open_2018-10-05.txt

cat >page.py <<'PYTHON'
import sys
from html.parser import HTMLParser
class Reader(HTMLParser):
    def __init__(self):
        super().__init__(convert_charrefs=True)
        self.inside, self.text, self.times = False, "", []
    def handle_starttag(self, tag, attributes):
        self.inside = self.inside or tag == "pre"
        if tag in ("time", "span"):
            self.times.append((tag, dict(attributes)))
    def handle_endtag(self, tag):
        self.inside = self.inside and tag != "pre"
    def handle_data(self, data):
        if self.inside:
            self.text += data
reader = Reader()
reader.feed(open(sys.argv[1], encoding="utf-8", newline="").read())
source = open(sys.argv[2], encoding="utf-8", newline="").read()
assert reader.text == "\n" + source, "the text was changed"
assert ("time", "2018-05-09") in [(t, a.get("datetime")) for t, a in reader.times], reader.times
assert all(a["data-value"] and a["data-rule"] for _, a in reader.times)
PYTHON
"$ANNALS" tag --date 2018-10-05 --format html open_2018-10-05.txt >open.html 2>/dev/null
check "HTML: the text is unchanged, times are marked" python3 page.py open.html open_2018-10-05.txt

cat >tables.py <<'PYTHON'
import csv, json, sys
whole = json.load(open("all.json", encoding="utf-8"))
lines = [json.loads(line) for line in open("all.ndjson", encoding="utf-8")]
rows = list(csv.DictReader(open("all.csv", encoding="utf-8", newline="")))
assert len(whole["times"]) == len(lines) == len(rows) > 1
for time, line, row in zip(whole["times"], lines, rows):
    assert line.pop("document") == row.pop("document") == whole["document"]
    assert line == time
    assert {k: v for k, v in row.items() if v} == {k: str(v) for k, v in time.items()}, row
PYTHON
for format in json ndjson csv; do
    "$ANNALS" tag --date 2018-10-05 --format $format open_2018-10-05.txt >all.$format 2>/dev/null
done
check "JSON, NDJSON and CSV say the same" python3 tables.py

# Many at once.
mkdir -p many/sub
cp speech.txt many/a.txt
cp open_2018-10-05.txt many/sub/b.txt
expect "several documents need a folder" 2 "need a folder" "$ANNALS" tag many
"$ANNALS" tag many -o tagged 2>/dev/null
check "a folder of documents" test -s tagged/a.tml -a -s tagged/sub/b.tml
"$ANNALS" tag --format csv many >many.csv 2>/dev/null
check "one table of all" sh -c 'test "$(grep -c ^document many.csv)" = 1 && grep -q "^sub/b.txt" many.csv && grep -q "^a.txt" many.csv'
"$ANNALS" tag <open_2018-10-05.txt >filter.tml 2>/dev/null
check "a filter" grep -q '>9 May 2018</TIMEX3>' filter.tml
expect "a file that is not there" 2 "" "$ANNALS" tag no-such.txt
"$ANNALS" tag --format ndjson no-such.txt speech.txt >some.ndjson 2>/dev/null
check "the others are written, and the status says so" test $? = 1 -a -s some.ndjson

if command -v xmllint >/dev/null; then
    for file in speech.tml marks.tml named.tml tagged/a.tml tagged/sub/b.tml; do
        check "$file: valid against the schema" xmllint --noout --schema "$SOURCE/docs/timeml.xsd" "$file"
    done
    sed 's/type="DATE" value="2018-05-09"/type="DAY" value="2018-05-09"/' filter.tml >wrong.tml
    check "the schema refuses what is wrong" sh -c '! xmllint --noout --schema "$SOURCE/docs/timeml.xsd" wrong.tml 2>/dev/null'
else
    skip "TimeML against its schema" "there is no xmllint"
fi

mkdir -p two && cp marks.txt speech.txt two
expect "a folder named as one file" 2 "is named as one file" "$ANNALS" tag --out two.tml two

# Rules that came with the program are read as far as times need them. Given with --alone the same ones are all read.
mkdir -p needed whole
cp -r "$SOURCE/samples" corpus
"$ANNALS" tag --format json -o needed corpus 2>needed.log
"$ANNALS" tag --alone --rules "$SOURCE/rules/en" --format json -o whole corpus 2>whole.log
check "the same times with all rules read" sh -c 'test -s needed/05-opening-speech.json && diff -r needed whole && diff needed.log whole.log'
mkdir -p wrong
printf 'rules:\n- {rule: fair.open, class: launch, match: "<no-such> opened"}\n' >wrong/rules.yaml
expect "an error in rules that say nothing of times" 2 "unknown list <no-such>" "$ANNALS" tag --rules wrong speech.txt
