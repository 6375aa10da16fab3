# Help, version, and what is said when the command line is wrong.
. "$(dirname "$0")/helpers.bash"

for command in build tag extract resolve timeline network table next profile text "rules check" "rules test" "rules explain" "rules why-not" "rules diff" \
    date "rules profile" "rules schema" "rules list" "rules new"; do
    # shellcheck disable=SC2086
    run "$ANNALS" $command --help
    if [ $status -ne 0 ] || ! grep -q "^usage: annals $command" "$scratch/.stdout" || ! grep -q -- '--help' "$scratch/.stdout"; then
        not_ok "help of $command" "status $status, $(head -n 1 "$scratch/.stdout")"
    elif [ -s "$scratch/.stderr" ]; then
        not_ok "help of $command" "it says something on standard error"
    elif awk 'length($0) > 100 { exit 1 }' "$scratch/.stdout"; then
        ok "help of $command"
    else
        not_ok "help of $command" "a line is longer than 100 characters"
    fi
done

run "$ANNALS" --help
for command in build tag extract resolve timeline network text "rules check" "rules test" "rules explain" "rules why-not" "rules diff" \
    "rules profile" "rules schema" "rules list" "rules new"; do
    grep -q "^  $command " "$scratch/.stdout" || not_ok "list of commands" "$command is not in it"
done
ok "list of commands"

run "$ANNALS" --version
check "version" grep -qE '^annals [0-9]+\.[0-9]+\.[0-9]+' "$scratch/.stdout"

expect "no command" 2 '^usage: annals' "$ANNALS"
expect "unknown command with a suggestion" 2 "unknown command 'biuld', did you mean 'build'\?" "$ANNALS" biuld x
expect "unknown command of a group with a suggestion" 2 "unknown command 'chek', did you mean 'check'\?" "$ANNALS" rules chek x
expect "unknown command of a group without one" 2 "annals rules why-not" "$ANNALS" rules xyzzy
expect "a command of a group without the group" 2 "unknown command 'explain', did you mean 'rules explain'\?" "$ANNALS" explain x
expect "unknown command without one" 2 "unknown command 'xyzzy'$" "$ANNALS" xyzzy
expect "unknown option before the command" 2 "unknown option '--jobs'" "$ANNALS" --jobs 2 build x
expect "unknown option with a suggestion" 2 "unknown option '--metdata', did you mean '--metadata'\?" "$ANNALS" build --metdata x y
expect "unknown short option" 2 "unknown option '-z'" "$ANNALS" build -z x
expect "missing value" 2 "--out needs a value" "$ANNALS" build x --out
expect "missing operand" 2 "expected PATH" "$ANNALS" build
expect "operand too many" 2 "'b' is too much" "$ANNALS" text a b
expect "number that is none" 2 "--jobs is 'two'" "$ANNALS" build --jobs two x
expect "number out of range" 2 "--jobs is '0'" "$ANNALS" build --jobs 0 x
expect "date that is none" 2 "--date is 'soon'" "$ANNALS" build --date soon x
expect "date without a year" 2 "--date is 'XXXX-05-01'" "$ANNALS" build --date XXXX-05-01 x
expect "impossible day" 2 "--date is '2019-02-30'" "$ANNALS" tag --date 2019-02-30 x
expect "unknown format" 2 "--format is 'xml'" "$ANNALS" tag --format xml x
expect "group without a command" 2 "rules check" "$ANNALS" rules
expect "group with an unknown command" 2 "unknown command 'chekc'" "$ANNALS" rules chekc
expect "unknown picture format" 2 "svg, pdf, png or dot" "$ANNALS" timeline kb.json --format gif
expect "unknown ending" 2 "svg, .pdf, .png or .dot" "$ANNALS" timeline kb.json -o picture.gif
expect "unknown paper" 2 "a4, a3 or letter" "$ANNALS" network kb.json --paper a5
expect "unknown lane" 2 "class, type, organization" "$ANNALS" timeline kb.json --lane colour

run "$ANNALS" --manual
if ! grep -q '^\.SS annals rules check' .stdout; then
    not_ok "manual page" "it lacks a command"
elif command -v groff >/dev/null && groff -man -Tutf8 -Kutf8 -ww .stdout 2>&1 >/dev/null | grep -q .; then
    not_ok "manual page" "$(groff -man -Tutf8 -Kutf8 -ww .stdout 2>&1 >/dev/null | head -n 2)"
else
    ok "manual page"
fi

# The manual names every command and every option that --help names, and no other.
manual=$SOURCE/docs/command-line.md
for command in build tag extract resolve timeline network text "rules check" "rules test" "rules explain" "rules why-not" "rules diff" \
    "rules profile" "rules schema" "rules list" "rules new"; do
    section=$(awk -v head="## annals $command " 'index($0, "## ") == 1 { inside = index($0, head) == 1 } inside' "$manual")
    case $section in *'"Which events"'*) section+=$(awk 'index($0, "## ") == 1 { inside = $0 == "## Which events" } inside' "$manual") ;; esac
    # shellcheck disable=SC2086
    missing=$("$ANNALS" $command --help | grep -oE -- '^ +(-[a-z], )?--[a-z-]+' | grep -oE -- '--[a-z-]+' | grep -v -- '--help' |
        while read -r option; do grep -qF -- "\`$option" <<<"$section" || grep -qF -- "\`-${option:2:1}\`, \`$option" <<<"$section" ||
            grep -qF -- ", \`$option" <<<"$section" || echo "$option"; done)
    [ -z "$missing" ] && ok "manual of $command" || not_ok "manual of $command" "it lacks $(echo $missing)"
done
