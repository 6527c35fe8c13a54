# claims.sh: how a test script counts. Sourced by tests/*/test_*.sh.
#
#   claim "what is true" command argument ...
# runs the command; its output is shown only when the claim does not hold.
# At the end the script prints `N passed, N failed` and exits accordingly;
# a script that stops early counts one failure more.
set -u
: "${AYUMI_SOURCE:?}" "${AYUMI_BUILD:?}" "${AYUMI_BIN:?}"
claims_passed=0
claims_failed=0
claims_complete=
scratch=$(mktemp -d "${TMPDIR:-/tmp}/ayumi-test.XXXXXX")

claim() {
    claim_text=$1
    shift
    if "$@" >"$scratch/.claim" 2>&1; then
        claims_passed=$((claims_passed + 1))
    else
        claims_failed=$((claims_failed + 1))
        printf 'not true: %s\n' "$claim_text"
        sed 's/^/    /' "$scratch/.claim" | head -n 40
    fi
}

# empty FILE: nothing was found; shows what was.
empty() {
    cat "$@"
    [ ! -s "$1" ]
}

# exits_with CODE command ...
exits_with() {
    expected=$1
    shift
    code=0
    "$@" || code=$?
    echo "exit $code, expected $expected"
    [ "$code" -eq "$expected" ]
}

claims_end() {
    claims_code=$?
    if [ -z "$claims_complete" ]; then
        echo "stopped early with exit $claims_code"
        claims_failed=$((claims_failed + 1))
    fi
    rm -rf "$scratch"
    printf '%d passed, %d failed\n' "$claims_passed" "$claims_failed"
    # A bare exit in a trap would give the status from before the trap.
    [ "$claims_failed" -eq 0 ]
    exit $?
}
trap claims_end EXIT

# Last line of every script.
all_claimed() {
    claims_complete=yes
}
