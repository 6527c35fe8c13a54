#!/usr/bin/env bash
# The corpus of broken files: every one is read without a crash, every fault
# located, every good row accepted. broken_files.py says what is in each.
. "$(dirname "$0")/../claims.sh"
program=$AYUMI_BIN/ayumi-anonymize
here=$(dirname "$0")

python3 "$here/broken_files.py" write "$scratch/files" || exit
cd "$scratch/files" || exit
check_all() { "$program" check --json ./* >../results 2>../said; }
claim "all of them at once: the worst one is a refusal" exits_with 3 check_all
python3 "$here/broken_files.py" judge ../results >../verdicts
claim "there are at least 120" test "$(wc -l <../verdicts)" -ge 120
while read -r verdict name; do
    claim "$name" test "$verdict" = ok
done <../verdicts
claim "nothing was written outside" test ! -e "$scratch/../climbed.txt" -a ! -e ../climbed.txt
claim "a report in words has no control character" \
    empty <("$program" check ./date* ./escape* ./zero* ./roster* 2>&1 | LC_ALL=C grep -P '[\x00-\x08\x0b-\x1f]' | head -n 3)
all_claimed
