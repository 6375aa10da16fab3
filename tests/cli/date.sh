# One expression explained.
. "$(dirname "$0")/helpers.bash"

says() { # KEY VALUE ARGUMENT...
    local key=$1 wanted=$2
    shift 2
    "$ANNALS" date "$@" | grep -qx "$(printf '%-11s ' "$key")$wanted"
}
check "its day" says edtf 2018-04-22 "three weeks after Easter 2018"
check "its rule" says rule anchor.after-date "three weeks after Easter 2018"
check "a stated date says so" says basis stated "5 May 2018"
check "a relative one says so" says basis relative "last month" --on 2018-09-26
check "and its anchor" says anchor 2018-09-26 "last month" --on 2018-09-26
check "an anchor that is no day leaves a month" says edtf 2018-08 "last month" --on 2018-09
check "counted from the story" says edtf 2017-02-02 "two days later" --on 2018-09-26 --told 2017-01-31
check "first day of a stretch" says earliest 2018-05-02 "2 to 27 May 2018"
check "last day of a stretch" says latest 2018-05-27 "2 to 27 May 2018"
check "both notations of a season" says value 2018-SU "summer 2018"
check "EDTF of a season" says edtf 2018-22 "summer 2018"
check "without a date no year" says edtf XXXX-06-03 "3 June"
check "--no-inference" says edtf XXXX-06-03 "3 June" --on 2018-09-26 --no-inference
check "--prefer" says edtf 2019-06-03 "3 June" --on 2018-09-26 --prefer future
check "a leap day" says edtf 2000-02-29 "29 February 2000"
expect "30 February" 1 "2019-02 has 28 days" "$ANNALS" date "30 February 2019"
expect "29 February of a common year" 1 "1900-02 has 28 days" "$ANNALS" date "29 February 1900"
expect "31 June of any year" 1 "month 6 has 30 days at most" "$ANNALS" date "31 June"
expect "no time at all" 1 "no rule knows" "$ANNALS" date "a kettle of fish"
check "words without quotation marks" says edtf 2018-05-08 next tuesday --on 2018-05-05
check "--date is --on" says edtf 2018-05-08 next Tuesday --date 2018-05-05
check "what no rule took is told of" grep -q 'no rule took all of "5 mai 2018"' <("$ANNALS" date "5 mai 2018" 2>&1 >/dev/null)
check "a bound is no rest" sh -c '! "$0" date "by Friday" --on 2019-11-13 2>&1 | grep -q note' "$ANNALS"
check "a date to count from is missing" grep -q -- "--on DATE gives one" <("$ANNALS" date tomorrow 2>&1 >/dev/null)
check "and is not asked for where it is not needed" sh -c '! "$0" date "5 May 2018" 2>&1 | grep -q note' "$ANNALS"
check "a feast" says edtf 2018-03-31 Passover 2018
check "an ISO time" says value 2018-10-31T10:30Z 20181031T1030Z
expect "a week of no calendar" 1 "no calendar has the week" "$ANNALS" date "week 53 of 2019"
check "a week of a long year" says edtf 2020-12-28/2021-01-03 week 53 of 2020
expect "a day of no calendar" 2 "no calendar has that day" "$ANNALS" date tomorrow --on 2018-02-30
expect "no expression" 2 "" "$ANNALS" date
expect "a wrong day" 2 "expected a date" "$ANNALS" date tomorrow --on 2018-13
expect "a wrong format" 2 "expected text or json" "$ANNALS" date tomorrow --format xml
"$ANNALS" date "from 2 to 27 May" --on 2018 --format json >answer.json
check "JSON" python3 -c 'import json; a = json.load(open("answer.json")); assert a[0]["edtf"] == "2018-05-02/2018-05-27" and a[0]["fields"]["day"] == 2, a'
