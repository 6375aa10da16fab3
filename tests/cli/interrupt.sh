# Ctrl-C and kill: the statuses are those of signals, no half file is left.
. "$(dirname "$0")/helpers.bash"

mkdir many
write_speech speech.txt
for i in $(seq 1 400); do
    { cat speech.txt; for _ in 1 2 3 4 5 6 7 8; do sed 1,4d speech.txt; done; echo "This is speech $i."; } >"many/$i.txt"
done

# interrupt NAME SIGNAL STATUS DELAY
interrupt() {
    rm -rf out
    # setsid: as a job of a script, the program would begin with SIGINT ignored
    python3 - "$ANNALS" "$2" "$4" >result <<'PYTHON'
import os, signal, subprocess, sys, time
program, name, delay = sys.argv[1], sys.argv[2], float(sys.argv[3])
signal.signal(signal.SIGINT, signal.default_int_handler)
child = subprocess.Popen([program, "build", "-o", "out", "many"], stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL)
time.sleep(delay)
try:
    child.send_signal(getattr(signal, name))
except ProcessLookupError:
    pass
print(child.wait(timeout=60))
PYTHON
    status=$(cat result)
    local left
    left=$(find out -type f ! -name 'kb.json' ! -name 'report.html' ! -name '*.svg' ! -name '*.pdf' ! -name '*.png' ! -name '*.dot' 2>/dev/null)
    if [ "$status" = 0 ]; then
        [ -z "$left" ] && ok "$1 (done before the signal)" || not_ok "$1" "left over: $left"
    elif [ "$status" != "$3" ] && [ "$status" != "$((128 - $3))" ]; then # the latter: before main was reached
        not_ok "$1" "status $status, expected $3"
    elif [ -n "$left" ]; then
        not_ok "$1" "left over: $left"
    elif [ -e out/kb.json ] && ! python3 -c 'import json; json.load(open("out/kb.json"))'; then
        not_ok "$1" "half a kb.json"
    else
        ok "$1"
    fi
}

for delay in 0.02 0.1 0.3 0.6; do
    interrupt "Ctrl-C after $delay s" SIGINT 130 $delay
done
interrupt "kill after 0.2 s" SIGTERM 143 0.2
