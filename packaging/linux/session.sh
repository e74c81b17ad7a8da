#!/bin/sh
# A person's session with the installed program on its sandbox, driven by keys on an X screen:
# opens a candidate, types another first name, sends, closes the window; then looks at what the
# sandbox was sent and has stored.
#
#   redline-session NAME
set -eu
name=$1
record=1de04059
profile=$HOME/.local/share/Redline

redline --sandbox "$record" &
program=$!
trap 'kill $program 2>/dev/null && wait $program || true' EXIT

# `xdotool search` fails while there is no such window yet.
patiently() {
    tries=0
    until "$@" >/dev/null 2>&1; do
        tries=$((tries + 1))
        [ $tries -lt 300 ] || { echo "session: gave up on: $*" >&2; exit 1; }
        kill -0 $program 2>/dev/null || { echo "session: the program ended" >&2; exit 1; }
        sleep 0.1
    done
}
titled() { xdotool search --onlyvisible --name "$1"; }

patiently titled 'Osei-Lindqvist — Redline'
xdotool windowfocus "$(titled 'Osei-Lindqvist — Redline' | head -n 1)"
sleep 1
# By way of the find line, from which Escape leads to the tabs; the first field is next.
xdotool key ctrl+l
sleep 0.5
xdotool key Escape
sleep 0.5
xdotool key Tab
sleep 0.5
xdotool key ctrl+a
xdotool type --delay 30 "$name"
patiently titled "$name Osei-Lindqvist"
xdotool key ctrl+s
sent() { cat "$profile"/sandbox/sandbox.sqlite3* | grep -aqE "\"firstname\": ?\"$name\""; }
patiently sent
# The send reads back what was stored before it is over.
sleep 2
xdotool key ctrl+q
tries=0
while kill -0 $program 2>/dev/null; do
    tries=$((tries + 1))
    [ $tries -lt 150 ] || { echo "session: the program does not end" >&2; exit 1; }
    sleep 0.1
done
trap - EXIT
wait $program || { echo "session: the program ended with $?" >&2; exit 1; }
echo "session: first name $name typed, sent, stored by the sandbox; ended well"
