# annals timeline and annals network: what build drew comes out again of kb.json, and with other filters.
. "$(dirname "$0")/helpers.bash"

mkdir docs
write_speech docs/a.txt
"$ANNALS" build -o out "$SOURCE/samples" docs >build.log 2>&1 || not_ok "build" "$(tail -n 2 build.log)"

for format in svg pdf png dot; do
    "$ANNALS" timeline --link report.html out/kb.json -o t.$format &&
        "$ANNALS" network --link report.html out/kb.json -o n.$format &&
        "$ANNALS" network --partners --link report.html out/kb.json -o p.$format
    check "timeline.$format is what build drew" cmp out/timeline.$format t.$format
    check "organizations.$format is what build drew" cmp out/organizations.$format n.$format
    check "partners.$format is what build drew" cmp out/partners.$format p.$format
done
"$ANNALS" timeline --format png out/kb.json >stdout.png
check "to standard output" cmp t.png stdout.png
"$ANNALS" timeline --link report.html - <out/kb.json >stdin.svg
check "from standard input" cmp t.svg stdin.svg
"$ANNALS" timeline --format pdf -o odd.name out/kb.json
check "--format goes before the ending" cmp t.pdf odd.name

# differs NAME OPTION...: another picture than the one without options.
differs() {
    local name=$1
    shift
    expect "$name" 0 "" "$ANNALS" timeline "$@" out/kb.json -o changed.svg || return
    if cmp -s t.svg changed.svg; then not_ok "$name: it changes the picture" "it does not"; else ok "$name: it changes the picture"; fi
}
differs "--class" --class agreement
differs "--class with commas" --class agreement,document
differs "--from and --to" --from 1900 --to 1901-06
differs "--type" --type session,seminar
differs "--status" --status planned,unconfirmed
differs "--document" --document a.txt
differs "--basis" --basis stated
differs "--sources" --sources 2
differs "--match" --match conference
differs "--statements" --statements
differs "--paper" --paper a3
differs "--portrait" --portrait
differs "--lane" --lane place
differs "--title" --title 'Ports & <piers> "at" a glance'
differs "--subtitle" --subtitle "For the meeting of ministers"
differs "--caveat" --caveat "draft, not for circulation"
check "a title with marks is well-formed" python3 -c \
    'import sys, xml.dom.minidom; xml.dom.minidom.parse(sys.argv[1])' changed.svg

check "ids of marks are unique, links and data say what each mark is" python3 - out/*.svg <<'PY'
import re, sys, xml.dom.minidom
for path in sys.argv[1:]:
    root = xml.dom.minidom.parse(path).documentElement
    groups = root.getElementsByTagName("g")
    ids = [e.getAttribute("id") for e in root.getElementsByTagName("*") if e.hasAttribute("id")]
    assert len(ids) == len(set(ids)), path
    prefix = {"timeline": "tl-", "organizations": "org-", "partners": "pa-"}[re.search(r"(\w+)\.svg", path)[1]]
    assert all(i.startswith(prefix) and " " not in i for i in ids), path
    marks = [g for g in groups if "mark" in g.getAttribute("class").split()]
    assert len(marks) > 3, path
    for mark in marks:
        data = [mark.getAttribute("data-" + k) for k in ("event", "entity", "relation") if mark.hasAttribute("data-" + k)]
        titles = mark.getElementsByTagName("title")
        assert titles and titles[0].firstChild.data, path
        if data:
            link = mark.getElementsByTagName("a")[0]
            assert link.getAttribute("href") == "report.html#" + data[0].split()[0], path
PY
"$ANNALS" timeline --link "" out/kb.json -o inline.svg
check "a picture within a page links into that page" grep -q 'href="#event:' inline.svg
check "its links are not within an image" grep -q 'role="group"' inline.svg
"$ANNALS" timeline out/kb.json -o plain.svg
check "without --link there are none, marks can be reached all the same" \
    bash -c '! grep -q "href=" plain.svg && grep -q "class=\"mark.*tabindex=\"0\"" plain.svg'

"$ANNALS" timeline --lane organization out/kb.json -o lanes.svg
check "no word of a lane's name is cut" bash -c 'grep -q ">Meteorological<" lanes.svg && grep -q ">Lakes and<" lanes.svg'

expect "hub that is not there" 2 "No Such Organization" "$ANNALS" network --hub "No Such Organization" out/kb.json -o x.svg
expect "organization that is not there" 2 "No Such Organization" "$ANNALS" timeline --org "No Such Organization" out/kb.json -o x.svg
expect "class that is not there" 2 "no class nonsense; there are .*meeting" \
    "$ANNALS" timeline --class meeting,nonsense out/kb.json -o x.svg
expect "type that is not there" 2 "no type sesion, did you mean session" "$ANNALS" timeline --type sesion out/kb.json -o x.svg
expect "series that is not there" 2 "no series nonsense; there" "$ANNALS" timeline --series nonsense out/kb.json -o x.svg
expect "document that is not there" 2 "no document .nonsense" "$ANNALS" network --document nonsense out/kb.json -o x.svg
expect "status that is not there" 2 "no status palnned, did you mean planned" \
    "$ANNALS" network --status palnned out/kb.json -o x.svg
expect "class that no event needs to have" 0 "" "$ANNALS" timeline --class visit out/kb.json -o changed.svg
expect "format against the ending" 2 "svg.*ends in" "$ANNALS" timeline --format svg out/kb.json -o x.png
expect "a text instead of a kb.json" 2 "docs/a\.txt.*kb\.json" "$ANNALS" timeline docs/a.txt -o x.svg
expect "from after to" 2 "--from is after --to" "$ANNALS" timeline --from 2020 --to 2010 out/kb.json -o x.svg
check "no picture of what failed" test ! -e x.svg -a ! -e x.png
expect "nothing within the dates" 0 "" "$ANNALS" timeline --to 0100 out/kb.json -o x.svg

if command -v dot >/dev/null; then
    for name in timeline organizations partners; do
        check "stock Graphviz draws $name.dot" neato -n2 -Tsvg out/$name.dot -o stock.svg
    done
else
    echo "skip stock Graphviz: dot is not installed"
fi

"$ANNALS" timeline --pages out/kb.json -o pages.pdf
if command -v pdfinfo >/dev/null; then
    check "--pages makes one PDF of several pages" bash -c 'pdfinfo pages.pdf | grep -qE "^Pages: +[2-9]"'
    check "its pages are A4" bash -c 'pdfinfo -l 9 pages.pdf | grep "^Page .*size:" | grep -vc "842 x 595" | grep -qx 0'
    check "its fonts are embedded" bash -c 'pdffonts pages.pdf | tail -n +3 | awk "{ if (\$(NF-4) != \"yes\") exit 1 }"'
fi
"$ANNALS" timeline --pages out/kb.json -o again.pdf
check "the same pages give the same bytes" cmp pages.pdf again.pdf
"$ANNALS" timeline --pages out/kb.json -o pages.svg 2>/dev/null
check "--pages numbers other files" test -s pages-1.svg -a -s pages-2.svg -a ! -e pages.svg
expect "several pages to standard output" 2 "name a file with -o" "$ANNALS" timeline --pages out/kb.json

for by in year kind; do
    for format in svg pdf png dot; do
        expect "--matrix $by as $format" 0 "" "$ANNALS" network --matrix $by out/kb.json -o matrix-$by.$format
    done
    check "a table by $by is well-formed and counts" grep -q 'class="mark cell' matrix-$by.svg
done
expect "--matrix by what is not there" 2 "matrix is 'place', expected year or kind" \
    "$ANNALS" network --matrix place out/kb.json -o x.svg
expect "--depth of nobody" 2 "--depth needs --ego" "$ANNALS" network --depth 2 out/kb.json -o vain.svg
expect "--matrix of partners" 2 "--matrix is for all organizations" \
    "$ANNALS" network --partners --matrix year out/kb.json -o vain.svg
expect "--top of partners" 2 "--top is for all organizations" "$ANNALS" network --partners --top 3 out/kb.json -o vain.svg
check "no picture of options without a meaning" test ! -e vain.svg
"$ANNALS" network --ego "Lakes and Highlands Organization" --depth 1 --top 4 --type agreement out/kb.json -o ego.svg
"$ANNALS" network --org "Lakes and Highlands Organization" --depth 1 --top 4 --type agreement out/kb.json -o org.svg
check "--ego is what --org was" cmp ego.svg org.svg
