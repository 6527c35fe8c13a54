#!/usr/bin/env bash
# Labels: once
# Headers over two rows, as forms with groups have them: a group's title above,
# its columns below. A row of data is never taken for headers.
. "$(dirname "$0")/../claims.sh"
. "$(dirname "$0")/small_study.sh"
sheet=$scratch/2023Q3_12.csv
row='A1,0012,2023-08-01,,1,2023-08-02'
read_as() { # KIND ACCEPTED
    "$program" check --json "$sheet" >"$scratch/json" 2>/dev/null
    grep -q "\"kind\":\"$1\".*\"accepted\":$2," "$scratch/json" || { cat "$scratch/json"; return 1; }
}
refused() {
    "$program" check --json "$sheet" 2>/dev/null | grep -q '"accepted":0,.*"refused":"E'
}
put "$sheet" '活動,,期間,,形態,把握日' '活動番号,整理番号,開始日,終了日,,' "$row"
claim "columns under a group, and such as have no group" read_as 12 1
put "$sheet" '活動番号,整理番号,期間' ',,開始日,終了日,形態,把握日' "$row"
claim "an upper row that ends before the lower one" read_as 12 1
put "$sheet" '活動番号,整理番号,期間,,形態,把握日' ',,開始日,終了日' "$row"
claim "a lower row that ends before the upper one" read_as 12 1
put "$sheet" '活動番号,整理番号,期間,,形態,把握日' ',,,,,' "$row"
claim "nothing below is no second row" refused
put "$sheet" '活動番号,整理番号,期間,,形態,把握日' "$row" "$row"
claim "a row of data is none" refused
put "$sheet" '活動番号,整理番号,期間,,形態,把握日' ',,開始日,"終了日' "$row"
claim "a row that never ends is none" refused
all_claimed
