#!/usr/bin/env bash
# audit: what it prints, and each way in which a log can be broken, in words.
. "$(dirname "$0")/../claims.sh"
. "$(dirname "$0")/small_study.sh"
s=$scratch/study
new_study "$s"
new_key "$s"
audit() {
    "$program" audit --study "$s" --lang en "$@"
}
log=$s/identity/audit.log

audit 2>"$scratch/said"
claim "no log yet is said" grep -q 'no audit log yet' "$scratch/said"
claim "and is whole" exits_with 0 audit --verify --quiet
for _ in 1 2 3; do
    "$program" key --rotate --study "$s" --quiet
done
claim "three renewals are three lines" same "$(audit | grep -c 'rotate to version')" 3
claim "the hashes are left out for people" \
    bash -c "! '$program' audit --study '$s' | grep -E '[0-9a-f]{64}'"
audit --verify 2>"$scratch/said"
last=$(grep -oE '[0-9a-f]{64}' "$scratch/said")
claim "--verify prints the last hash" same "$(tail -c 65 "$log" | head -c 64)" "$last"
claim "--json as well" same "$(audit --verify --json)" "{\"lines\":3,\"last\":\"$last\"}"
claim "the hash of the paper register is found" exits_with 0 audit --expect "$last" --quiet
cp "$log" "$scratch/good"

# broken WORDS EXPRESSION: sed makes it so, and --verify says so
broken() {
    cp "$scratch/good" "$log"
    sed -i "$2" "$log"
    code=0
    audit --verify 2>"$scratch/said" || code=$?
    cat "$scratch/said"
    [ "$code" = 4 ] && grep -q "$1" "$scratch/said"
}
claim "a changed line" broken 'line 2: changed' '2s/version 3/version 9/'
claim "a removed line" broken 'line 2: lines before it were removed' 2d
claim "two lines that changed places" broken 'line 2: a line that stood elsewhere' '2{h;d};3{G}'
claim "a line doubled" broken 'line 3: a line that stood elsewhere' '2{h};3{x}'
cp "$scratch/good" "$log"
sed -i 3d "$log"
claim "a cut tail is whole by itself" exits_with 0 audit --verify --quiet
claim "but the paper register knows" exits_with 4 audit --expect "$last" --quiet
head -c -10 "$scratch/good" >"$log"
claim "a torn line is exit 4" exits_with 4 audit --verify --quiet
claim "and the next entry takes it away" exits_with 0 \
    "$program" key --rotate --study "$s" --quiet
claim "so that the log is whole again" exits_with 0 audit --verify --quiet
sed -i 1d "$log"
cp "$s/identity/key" "$scratch/key"
claim "nothing is done that a broken log would have to tell" exits_with 4 \
    "$program" key --no-passphrase --study "$s" --quiet
claim "the key is as it was" cmp "$scratch/key" "$s/identity/key"
chmod 644 "$log"
claim "a log that others may read is not shown" exits_with 4 audit
rm "$s/identity/key"
claim "without the key nothing is verified" exits_with 4 audit --verify --quiet
all_claimed
