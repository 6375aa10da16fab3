# --theme and --words: how pictures look, and what is said of a theme that cannot be read.
. "$(dirname "$0")/helpers.bash"

"$ANNALS" build --no-charts -o out "$SOURCE/samples" >build.log 2>&1 || not_ok "build" "$(tail -n 2 build.log)"
kb=out/kb.json
"$ANNALS" timeline "$kb" -o plain.svg
for theme in screen dark grey; do
    expect "--theme $theme" 0 "" "$ANNALS" timeline --theme $theme "$kb" -o $theme.svg
    if cmp -s plain.svg $theme.svg; then not_ok "$theme changes the picture" "it does not"; else ok "$theme changes the picture"; fi
    expect "--theme $theme for organizations" 0 "" "$ANNALS" network --theme $theme "$kb" -o n-$theme.svg
    check "$theme warns of nothing" test ! -s "$scratch/.stderr"
done
check "grey has no colours" python3 - grey.svg n-grey.svg <<'PY'
import re, sys
for path in sys.argv[1:]:
    for red, green, blue in re.findall(r'"#(..)(..)(..)"', open(path).read()):
        assert red == green == blue, (path, red, green, blue)
PY
expect "--theme print is what there is without" 0 "" "$ANNALS" timeline --theme print "$kb" -o print.svg
check "--theme print changes nothing" cmp plain.svg print.svg
expect "a theme with a typing error in its name" 2 "no theme is called 'drak'; did you mean dark" \
    "$ANNALS" timeline --theme drak "$kb" -o x.svg
expect "a theme that is not there" 2 "there are dark, grey, print, screen" "$ANNALS" timeline --theme sepia "$kb" -o x.svg
expect "a file that is not there" 2 "mine\.yaml" "$ANNALS" timeline --theme mine.yaml "$kb" -o x.svg

cat >mine.yaml <<'YAML'
colours: {background: "#FFFDF5"}
classes: {meeting: {label: Treffen}}
lanes: [visit, agreement, meeting]
words: {timeline: Zeitleiste, months: [Jan, Feb, Mär, Apr, Mai, Jun, Jul, Aug, Sep, Okt, Nov, Dez]}
YAML
expect "a theme of one's own" 0 "" "$ANNALS" timeline --theme mine.yaml "$kb" -o mine.svg
check "its colours" grep -q 'fill="#fffdf5"' mine.svg
check "its words" grep -q '>Zeitleiste 2' mine.svg
check "its labels" grep -q '>Treffen<' mine.svg
check "its order of lanes" python3 - mine.svg <<'PY'
import re, sys
found = [m[1] for m in re.finditer(r">(Visit|Agreement|Treffen|Document|Launch)</text>", open(sys.argv[1]).read())]
assert found[:3] == ["Visit", "Agreement", "Treffen"], found
PY
printf 'words: {planned: geplant}\n' >de.yaml
expect "--words beside a theme" 0 "" "$ANNALS" timeline --theme dark --words de.yaml "$kb" -o words.svg
check "both count" bash -c 'grep -q ">geplant" words.svg && grep -qi "fill=\"#14181d\"" words.svg'

printf 'colour: {}\nsizes: {text: 5}\nclasses: {meeting: {outline: red}}\n' >bad.yaml
expect "faults of a theme, the first" 2 "bad\.yaml:1:1: error: unknown key of a theme colour: did you mean colours\?" \
    "$ANNALS" timeline --theme bad.yaml "$kb" -o x.svg
check "the second in the same run" grep -q 'bad\.yaml:2:15: error: expected a number from 8 to 14' "$scratch/.stderr"
check "the third in the same run" grep -q 'bad\.yaml:3:30: error: expected a colour' "$scratch/.stderr"
check "no picture of what failed" test ! -e x.svg
printf 'colours: {text: "#BBBBBB"}\n' >pale.yaml
expect "too little contrast" 0 "warning: colour text is #BBBBBB on #FFFFFF, a contrast of 1.9:1" \
    "$ANNALS" timeline --theme pale.yaml "$kb" -o pale.svg
expect "build takes a theme" 0 "" "$ANNALS" build --theme dark --words de.yaml -o dark "$SOURCE/samples"
check "its pictures are dark" grep -qi 'fill="#14181d"' dark/timeline.svg
