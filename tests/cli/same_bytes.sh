# The same input gives the same bytes: threads, order, sharding, where the program is started.
. "$(dirname "$0")/helpers.bash"

mkdir -p docs/more
write_speech docs/a.txt
sed 's/14 May 2019/16 May/; s/Minister of Ports/Minister of Trade/' docs/a.txt >docs/b.txt
sed 's/2018/2017/; s/Second/First/' docs/a.txt >docs/more/c.md
cp docs/a.txt docs/more/copy.txt
printf 'No date and nothing else.\n' >docs/d.txt

build() {
    "$ANNALS" build -o "$@" >build.log 2>&1 || { not_ok "build" "$(tail -n 2 build.log)"; exit; }
}
build one --jobs 1 docs
build two --jobs 2 docs
check "two threads" diff -r one two
build many --jobs 16 docs
check "sixteen threads" diff -r one many
build again --jobs 1 docs
check "twice" diff -r one again
(cd docs && "$ANNALS" build -o ../inside . >/dev/null 2>&1)
check "started in another folder" diff -r one inside
build files docs/a.txt docs/b.txt docs/more/c.md docs/more/copy.txt docs/d.txt
build reversed docs/d.txt docs/more/copy.txt docs/more/c.md docs/b.txt docs/a.txt
check "order of arguments" diff -r files reversed
build given --date 2019 docs

"$ANNALS" extract docs >all.ndjson 2>/dev/null
"$ANNALS" resolve all.ndjson -o all.json
check "extract and resolve give what build gives" cmp one/kb.json all.json
"$ANNALS" extract --jobs 7 docs -o jobs.ndjson 2>/dev/null
check "extract with threads" cmp all.ndjson jobs.ndjson
"$ANNALS" extract --jobs 1 docs/d.txt docs/b.txt >shard1.ndjson
"$ANNALS" extract docs/more/copy.txt docs/a.txt >shard2.ndjson
"$ANNALS" extract docs/more/c.md >shard3.ndjson
"$ANNALS" resolve shard1.ndjson shard2.ndjson shard3.ndjson -o shards.json
check "three shards" cmp files/kb.json shards.json
"$ANNALS" resolve shard3.ndjson shard1.ndjson shard2.ndjson >shards2.json
check "shards in another order, to standard output" cmp files/kb.json shards2.json
{ head -n 1 all.ndjson; sed 1d all.ndjson | tac; } >lines.ndjson
"$ANNALS" resolve - <lines.ndjson >lines.json
check "lines in another order, from standard input" cmp one/kb.json lines.json
"$ANNALS" resolve --date 2019 all.ndjson -o given.json
check "--date at resolution" cmp given/kb.json given.json

# One content under two paths, of which the table says different things.
printf 'file,date,title\nmore/copy.txt,2017,Other\na.txt,2018,One\n' >table.csv
build given1 --metadata table.csv docs docs/more
build given2 --metadata table.csv docs/more docs
check "copies with different metadata, in any order" diff -r given1 given2

LC_ALL=C TZ=Asia/Tokyo "$ANNALS" build -o locale docs >/dev/null 2>&1
check "another locale and time zone" diff -r one locale

if grep -n "$scratch" one/kb.json one/*.svg one/*.dot all.ndjson; then
    not_ok "no path of this machine in the results" "see above"
else
    ok "no path of this machine in the results"
fi
