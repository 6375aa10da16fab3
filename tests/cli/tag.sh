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
