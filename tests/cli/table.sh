# annals table, next and profile: each format, what they choose, what they refuse; the workbook is read back.
. "$(dirname "$0")/helpers.bash"

"$ANNALS" build --no-charts -o out "$SOURCE/samples" >build.log 2>&1 || not_ok "build" "$(tail -n 2 build.log)"
python=${PYTHON:-python3}

for command in table next; do
    for format in html md csv xlsx; do
        "$ANNALS" $command out/kb.json -o first.$format && "$ANNALS" $command out/kb.json -o second.$format
        check "$command: $format is the same twice" cmp first.$format second.$format
        "$ANNALS" $command --format $format out/kb.json >stdout.$format
        check "$command: $format to standard output" cmp first.$format stdout.$format
    done
    "$ANNALS" $command - <out/kb.json >stdin.md
    check "$command: from standard input" cmp first.md stdin.md
done
"$ANNALS" table out/kb.json >t.md
sleep 1
for format in html md csv xlsx; do
    "$ANNALS" table out/kb.json -o t.$format
    TZ=Asia/Tokyo LC_ALL=C "$ANNALS" table out/kb.json -o u.$format
    check "table: $format does not depend on time zone and locale" cmp t.$format u.$format
    [ $format = csv ] && continue
    "$ANNALS" profile out/kb.json LHO -o p.$format
    "$ANNALS" profile out/kb.json LHO -o q.$format
    check "profile: $format is the same twice" cmp p.$format q.$format
done

check "CSV: every row has as many cells as the head" "$python" - <<'PY'
import csv
rows = list(csv.reader(open("t.csv", encoding="utf-8", newline="")))
assert len(rows) > 40 and {len(row) for row in rows} == {9}, {len(row) for row in rows}
assert open("t.csv", "rb").read().count(b"\r\n") == len(rows)
PY
check "HTML: a table with scopes, every row whole" "$python" - <<'PY'
import re
page = open("t.html", encoding="utf-8").read()
first = page[page.index("<table"):page.index("</table>")]
assert first.count('<th scope="col"') == 6
rows = re.findall(r"<tr>(.*?)</tr>", first)[1:]
assert len(rows) > 40 and all(row.count("<td ") == 6 for row in rows)
assert "<script" not in page and "http" not in page
PY
check "workbook: rows, fixed first row, filter, text, day of making" "$python" - <<'PY'
import csv, datetime, zipfile
import openpyxl
book = openpyxl.load_workbook("t.xlsx")
sheet = book.worksheets[0]
rows = list(csv.reader(open("t.csv", encoding="utf-8", newline="")))
assert sheet.max_row == len(rows), (sheet.max_row, len(rows))
assert sheet.freeze_panes == "A2" and sheet.auto_filter.ref == f"A1:J{len(rows)}"
assert [row[4] for row in rows[1:]] == [sheet.cell(i, 5).value for i in range(2, len(rows) + 1)]
assert all(cell.data_type == "s" for row in sheet.iter_rows(min_row=2, max_col=8) for cell in row if cell.value is not None)
assert all(cell.data_type == "n" for cell in sheet["I"][1:])
assert book.worksheets[1].title == "Sources" and book.worksheets[1].cell(2, 1).value == "S1"
assert book.properties.created.date() == datetime.date(2024, 3, 22)
assert {item.date_time[:3] for item in zipfile.ZipFile("t.xlsx").infolist()} == {(1980, 1, 1)}
PY
"$ANNALS" table --bom out/kb.json -o bom.csv
check "--bom" "$python" -c 'assert open("bom.csv", "rb").read(3) == b"\xef\xbb\xbf"'

# differs NAME OPTION...: another table than the one without options.
differs() {
    local name=$1
    shift
    expect "$name" 0 "" "$ANNALS" table "$@" out/kb.json -o changed.md || return
    if cmp -s t.md changed.md; then not_ok "$name: it changes the table" "it does not"; else ok "$name: it changes the table"; fi
}
differs "--sort" --sort sources
differs "--group" --group year
differs "--columns" --columns date,what,citation
differs "--evidence" --evidence
differs "--statements" --statements
differs "--class" --class agreement
differs "--org" --org LHO
differs "--match" --match flood
differs "--from and --to" --from 2022 --to 2022
differs "--title" --title 'Draft | <b>'
differs "--caveat" --caveat "not for circulation"
"$ANNALS" table --from 2022 --to 2022 out/kb.json >year.md
check "the line under the title says what was asked for" grep -q "from 1 Jan 2022 · to 31 Dec 2022" year.md
check "the foot counts what was left out" grep -qE "[0-9]+ events left out by what was asked for, [0-9]+ of them without a date" year.md
"$ANNALS" table --group month --sort sources out/kb.json >month.md
check "groups have headings" grep -qx "### Oct 2022" month.md
"$ANNALS" next --as-of 2022-01-01 out/kb.json >early.md
check "--as-of moves what has passed" grep -qx "### Feb 2022" early.md
"$ANNALS" profile --all out/kb.json "Lakes and Highlands Organization" >all.md
check "profile by a part of the name" cmp <("$ANNALS" profile out/kb.json "lake cit") <("$ANNALS" profile out/kb.json "Council of Lake Cities")
expect "profile by a part of several names" 2 'is a part of [0-9]+ names: "[^"]+", .*" and [0-9]+ more; which one' "$ANNALS" profile out/kb.json of
check "profile by name is profile by acronym" cmp <("$ANNALS" profile --all out/kb.json LHO) all.md

expect "unknown format" 2 "html, md, csv or xlsx" "$ANNALS" table --format doc out/kb.json
expect "unknown ending" 2 "ends in .html" "$ANNALS" table out/kb.json -o x.docx
expect "format against the ending" 2 "ends in" "$ANNALS" table --format md out/kb.json -o x.html
expect "unknown column" 2 "no column colour; there are date" "$ANNALS" table --columns date,colour out/kb.json
expect "unknown order" 2 "date, class" "$ANNALS" table --sort size out/kb.json
expect "unknown group" 2 "month" "$ANNALS" table --group size out/kb.json
expect "unknown organization" 2 "did you mean .African Meteorological League" \
    "$ANNALS" profile out/kb.json "African Meterological League"
expect "profile of nobody" 2 "expected KB.json ORG" "$ANNALS" profile out/kb.json
expect "profile as CSV" 2 "this is several" "$ANNALS" profile out/kb.json LHO -o p.csv
expect "a day that is none" 2 "--as-of is 'soon'" "$ANNALS" next --as-of soon out/kb.json
expect "a text instead of a kb.json" 2 "kb\.json" "$ANNALS" table "$SOURCE/samples/01-announcement.md"
check "nothing is written where something failed" test ! -e x.docx -a ! -e x.html

# Words of another language.
cat >norsk.yaml <<'YAML'
words: {timeline: Tidslinje, planned: planlagt, months: [jan, feb, mar, apr, mai, jun, jul, aug, sep, okt, nov, des]}
tables:
  language: nb
  chronology: Kronologi
  next: Hva kommer
  sources: Kilder
  agreements: Avtaler
  columns: [Dato, Fra, Til, EDTF, Klasse, Slag, Hva, Hvem, Hvor, Rekke, Status, Datoen er, Kilder, Kilde, Sitat, Belegg, Id, Først sagt, Sist sagt]
YAML
"$ANNALS" table --words norsk.yaml out/kb.json >words.md
check "table: headings of --words" bash -c 'grep -q "^# Kronologi" words.md && grep -q "^| Dato | Hva | Hvem | Hvor | Status | Kilde |$" words.md'
check "table: stages and months of --words" bash -c 'grep -q " planlagt |" words.md && grep -qE "[0-9] (mai|okt|des) [0-9]" words.md'
check "table: what is not there stays" grep -q "^Extracted by rules from" words.md
"$ANNALS" table --words norsk.yaml -o words.html out/kb.json
check "table: the language of the page" grep -q '<html lang="nb"' words.html
check "next: headings of --words" grep -q "^# Hva kommer" <("$ANNALS" next --words norsk.yaml out/kb.json)
check "profile: headings of --words" grep -q "^## Avtaler" <("$ANNALS" profile --words norsk.yaml out/kb.json LHO)
check "the same file for pictures" grep -q ">Tidslinje" <("$ANNALS" timeline --words norsk.yaml --format svg out/kb.json)
printf 'tables: {sourcs: a, columns: [a], next: [a]}\n' >bad.yaml
expect "an unknown word of tables" 2 "bad.yaml:1:10: error: unknown word of tables sourcs: did you mean sources\?" \
    "$ANNALS" table --words bad.yaml out/kb.json
check "too few headings" grep -q "bad.yaml:1:30: error: expected a list of 19 texts" .stderr
check "a list for a text" grep -q "bad.yaml:1:41: error: expected a text" .stderr
expect "an unknown word of dates" 2 "unknown word plannd: did you mean planned" "$ANNALS" next --words <(echo 'words: {plannd: a}') out/kb.json
expect "words that are not there" 2 "nowhere.yaml" "$ANNALS" profile --words nowhere.yaml out/kb.json LHO
