# A pack by itself, without the shipped rules: the same option wherever rules are read.
. "$(dirname "$0")/helpers.bash"

mkdir pack
cat >pack/pack.yaml <<'YAML'
name: tides
language: x-tides
types: {Tide: [], Day: []}
families: {titles: [Tide]}
opaque: [titles]
date: [clause]
rules:
- {rule: tide, yields: Tide, match: Cap =Zorp}
- {rule: day, yields: Day, match: "d:Number =Blem y:Year", value: {day: $d, month: 3, year: $y}}
- {rule: zorping, class: meeting, match: "title:Tide zorpa"}
YAML
printf 'Grand Zorp zorpa in Oslo on 4 Blem 2019, and fairs were held in Accra in May 2018.\n' >tide.txt

expect "build" 0 "" "$ANNALS" build --alone -r pack --no-charts -o out tide.txt
check "build: the pack's event alone" python3 -c '
import json
kb = json.load(open("out/kb.json"))
events = [(e["class"], e["title"], e["date"]["edtf"]) for e in kb["events"]]
assert events == [("meeting", "Grand Zorp", "2019-03-04")], events'
expect "extract" 0 "" "$ANNALS" extract --alone -r pack -o out.ndjson tide.txt
check "extract: the pack's event alone" bash -c 'grep -q zorping out.ndjson && ! grep -qF "meeting." out.ndjson'
expect "tag" 0 "" "$ANNALS" tag --alone -r pack -o out.tml tide.txt
check "tag: the pack's date" grep -q '>4 Blem 2019</TIMEX3>' out.tml
check "tag: no other date" bash -c '! grep -q ">May 2018<" out.tml'
run "$ANNALS" rules explain --alone -r pack tide.txt
check "rules explain" bash -c "grep -q zorping '$scratch/.stdout' && ! grep -q Accra.*place '$scratch/.stdout'"
expect "text" 0 "" "$ANNALS" text --alone -r pack tide.txt
for command in build extract tag text "rules explain"; do
    expect "$command: alone with nothing" 2 "leaves no rules" "$ANNALS" $command --alone tide.txt
done
expect "a pack that extends another is not alone" 2 "extends english, and no pack before it" \
    bash -c 'mkdir more && printf "name: more\nextends: english\n" >more/pack.yaml && "$0" build --alone -r more tide.txt' \
    "$ANNALS"
expect "the shipped pack is called english" 0 "" "$ANNALS" rules check more
