#!/usr/bin/env bash
# Labels: once
# A passphrase as it is typed, and as it comes through a descriptor.
. "$(dirname "$0")/../claims.sh"
. "$(dirname "$0")/small_study.sh"

# typed CODE DIR KEYS…: key --new --passphrase on a terminal; each KEYS (with
# Python's escapes) answers one question. What was said goes to .seen.
typed() {
    rm -rf "$2/identity"
    python3 - "$program" "$scratch/.seen" "$@" <<'PY'
import os, pty, signal, sys, time
program, seen_path, code, study = sys.argv[1:5]
keys = [k.encode().decode("unicode_escape").encode("latin-1") for k in sys.argv[5:]]
pid, fd = pty.fork()
if pid == 0:
    for name in ("LD_PRELOAD", "FAIL_CALL_LOG", "FAIL_CALL_AT"):
        if "OF_" + name in os.environ:
            os.environ[name] = os.environ["OF_" + name]
    os.execv(program, [program, "key", "--new", "--passphrase", "--study", study, "--lang", "en"])
signal.alarm(60)
seen = b""
since = b"" # the last answer
while True:
    try:
        got = os.read(fd, 1000)
    except OSError:
        break
    if not got:
        break
    seen += got
    since += got
    if since.endswith(b": ") and keys:
        time.sleep(0.2)
        since = b""
        os.write(fd, keys.pop(0))
open(seen_path, "wb").write(seen)
_, status = os.waitpid(pid, 0)
ended = os.waitstatus_to_exitcode(status)
print(f"exit {ended}, expected {code}: {seen!r}")
sys.exit(ended != int(code))
PY
}
s=$scratch/study
new_study "$s"
opens() { # LINE: this passphrase opens the key
    printf '%b' "$1" | exits_with 0 "$program" audit --verify --study "$s" --quiet --passphrase-fd 0
}
words='long enough words'
claim "typed twice alike it makes a key" typed 0 "$s" "$words\r" "$words\r"
claim "which it opens" opens "$words\n"
claim "typed twice differently it makes none" typed 4 "$s" "$words\r" "another one here\r"
claim "that is said" grep -q 'differ\|not the same' "$scratch/.seen"
claim "and there is no key" test ! -e "$s/identity/key"
claim "too short a one is refused" typed 4 "$s" 'short\r' 'short\r'
claim "a character is taken back, with all its bytes" \
    typed 0 "$s" "${words}\xe3\x81\x82\x7f\r" "${words}x\x08\r"
claim "what is left opens it" opens "$words\n"
claim "taking back what is not there does nothing" typed 0 "$s" "\x7f$words\r" "\x08\x08$words\r"
claim "the words alone open it" opens "$words\n"
claim "other control keys are no characters" typed 0 "$s" "\x01\x1b$words\r" "$words\x02\r"
claim "so they are not needed again" opens "$words\n"
claim "Ctrl-D ends the line" typed 0 "$s" "$words\x04" "$words\x04"
claim "like the key for it" opens "$words\n"
claim "Ctrl-C ends the program" typed 130 "$s" 'lon\x03'
claim "also at the second question" typed 130 "$s" "$words\r" 'lon\x03'

# --- a terminal that does not obey ------------------------------------------------
shim=$scratch/fail_call.so
cc -O1 -g -shared -fPIC -o "$shim" "$AYUMI_SOURCE/tests/faults/fail_call.c" \
    -ldl -lpthread || exit
OF_LD_PRELOAD=$shim OF_FAIL_CALL_LOG=$scratch/log typed 0 "$s" "$words\r" "$words\r" >/dev/null
calls() {
    awk -v name="$1" '$2 == name {print $1}' "$scratch/log"
}
# failing CODE CALL: there is no key either
failing() {
    OF_LD_PRELOAD=$shim OF_FAIL_CALL_AT=$2 typed "$1" "$s" "$words\r" "$words\r" &&
        test ! -e "$s/identity/key"
}
claim "the echo is put off and on for each question" \
    test "$(calls tcsetattr | wc -l)" = 4
for call in $(calls tcgetattr) $(calls tcsetattr); do
    claim "without that there is no key" failing 4 "$call"
done
for call in $(calls read | head -n 1); do
    claim "half a line of a terminal that is gone is none" failing 130 "$call"
done

# --- through a descriptor -------------------------------------------------------
new() { # CODE LINES
    rm -rf "$s/identity"
    printf '%b' "$2" >"$scratch/.lines"
    exits_with "$1" "$program" key --new --passphrase --study "$s" --quiet \
        --passphrase-fd 3 3<"$scratch/.lines"
}
claim "a line from Windows ends without its CR" new 0 "$words\r\n"
claim "it opens with the words" opens "$words\n"
claim "a last line needs no end" new 0 "$words"
claim "it opens all the same" opens "$words\r\n"
claim "an empty line is none" new 4 '\n'
claim "nor is one with a NUL" new 4 'long enough\0words\n'
long=$(printf 'x%.0s' {1..5000})
claim "nor one without end" new 4 "$long\n"
descriptors() { # CODE FD…
    code=$1
    shift
    rm -rf "$s/identity"
    exits_with "$code" "$program" key --new --passphrase --study "$s" --quiet \
        $(printf -- '--passphrase-fd %s ' "$@") 3<<<"$words" 4<<<"$words"
}
claim "the first descriptor that has a line is used" descriptors 0 3 4
claim "a descriptor is a number" descriptors 2 three
claim "of at most four figures" descriptors 2 00003
claim "at most eight of them" descriptors 2 3 3 3 3 3 3 3 3 3
empty_descriptor() {
    exits_with 2 "$program" key --new --passphrase --study "$s" --passphrase-fd ''
}
claim "and not nothing" empty_descriptor
all_claimed
