#!/usr/bin/env bash
# Labels: once
# A flipped bit in the vault, the key or the manifest is refused and the file
# named. 150 flips here; tests/faults/bit_flips.py does any number.
. "$(dirname "$0")/../claims.sh"
. "$(dirname "$0")/small_study.sh"
s=$scratch/study
new_study "$s"
"$program" key --new --study "$s" --quiet
put "$s/inbox/01.csv" "$roster_header" \
    '12217,W,0012,髙橋　花子,タカハシ ハナコ,2,1958-04-05,2023-07-22' \
    '12217,W,0013,鈴木　一郎,スズキ イチロウ,1,1950-01-02,2023-07-22'
put "$s/inbox/02.csv" "$consent_header" '0012,v1,2023-07-22,1,1,' '0013,v1,2023-07-22,1,1,'
handover "$s"
claim "150 flipped bits: none is accepted, each is named" \
    python3 "$AYUMI_SOURCE/tests/faults/bit_flips.py" "$AYUMI_BIN" "$s" \
    "${AYUMI_FLIPS:-150}" 7
all_claimed
