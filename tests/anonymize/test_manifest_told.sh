#!/usr/bin/env bash
# A manifest that says something else, with a hash that fits: a run does not
# take the handover for the one it would make, and makes that again.
. "$(dirname "$0")/../claims.sh"
. "$(dirname "$0")/small_study.sh"

s=$scratch/study
new_study "$s"
new_key "$s"
put "$s/inbox/2023Q2_01.csv" "$roster_header" \
    '12217,W,0012,髙橋　花子,タカハシハナコ,2,S33.4.5,2023-07-22'
put "$s/inbox/2023Q2_02.csv" "$consent_header" '0012,v1,2023-07-01,1,1,'
put "$s/inbox/2023Q2_03.csv" '催事番号,種別,開催日,会場,方式' 'E1,11,2023-07-22,パレット,1'
cp "$AYUMI_SOURCE/tests/workbooks/openpyxl.xlsx" "$s/inbox/2023Q3_12.xlsx"
run() {
    "$program" handover --study "$s" --lang en "$@" >"$scratch/said" 2>&1
}
run
cp -r "$s/handover" "$scratch/good"
nothing_changed() {
    cat "$scratch/said"
    grep -q 'nothing changed' "$scratch/said"
}
run
claim "as it was written, nothing has changed" nothing_changed

# told EXPRESSION: the manifest m after that, with its hash mended
cat >"$scratch/tell.py" <<'PY'
import hashlib, json, sys
path, change = sys.argv[1:]
m = json.load(open(path, encoding="utf-8"))
exec(change)
if "self_sha256" in m:
    m["self_sha256"] = "0" * 64
text = json.dumps(m, ensure_ascii=False, indent=1) + "\n"
digest = hashlib.sha256(text.encode()).hexdigest()
open(path, "w", encoding="utf-8").write(text.replace("0" * 64, digest))
PY
tell() {
    rm -rf "$s/handover"
    cp -r "$scratch/good" "$s/handover"
    python3 "$scratch/tell.py" "$s/handover/manifest.json" "$1"
}
tell 'pass'
run
claim "a mended hash alone changes nothing" nothing_changed
made_again() {
    tell "$1"
    run
    ! nothing_changed && diff -r "$s/handover" "$scratch/good"
}
while IFS='|' read -r what change; do
    claim "$what is not believed" made_again "$change"
done <<'END'
a program that is none|del m["program"]
another format|m["format"] = 1
another codebook|m["codebook"] = "x"
other settings|m["settings"] = "x"
a day that was not asked for|m["as_of_asked"] = "2024-03-31"
a file less|m["files"].pop()
files that are no list|m["files"] = 3
a file of another name|m["files"][0]["name"] = "x.csv"
a file without its name|del m["files"][0]["name"]
another sheet|m["files"][3]["sheet"] = "x"
a sheet that is none|del m["files"][3]["sheet"]
a file's other bytes|m["files"][0]["sha256"] = "0" * 63 + "1"
a part without its path|del m["parts"][0]["path"]
a part outside the folder|m["parts"][0]["path"] = "../study.csv"
a part that is not there|m["parts"][0]["path"] = "x.csv"
a part's other bytes|m["parts"][0]["sha256"] = "0" * 63 + "1"
a part without a hash|del m["parts"][0]["sha256"]
a part of no file|m["parts"][0]["file"] = 0
a part of a file past the last|m["parts"][0]["file"] = 99
findings of other bytes|m["findings_sha256"] = "0" * 63 + "1"
a hash of the links that is none|del m["links_sha256"]
END
tell 'pass'
run --as-of 2024-03-31
claim "a day that is asked for is another handover" bash -c "! grep -q 'nothing changed' '$scratch/said'"
run --as-of 2024-03-31
claim "and the same the next time" nothing_changed
run
claim "without it, it is made again" diff -r "$s/handover" "$scratch/good"
all_claimed
