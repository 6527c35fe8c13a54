#!/usr/bin/env bash
# codebook: one codebook, three forms that say the same.
. "$(dirname "$0")/../claims.sh"
. "$(dirname "$0")/../anonymize/small_study.sh"
ayumi=$AYUMI_BIN/ayumi
s=$scratch/study
new_study "$s"
mkdir "$s/codebook"
printf 'list,value,label_ja,label_en,accepts,missing_reason\r\nfield,9,農業,farming,,0\r\n' \
    >"$s/codebook/value_labels.csv"
put "$s/inbox/03.csv" '催事番号,種別,開催日,会場,方式' 'E1,11,2023-10-01,会場,1'
claim "the dictionary is written" "$ayumi" codebook --study "$s" --quiet "$scratch/one"
"$ayumi" codebook --study "$s" --quiet "$scratch/two"
claim "the same codebook gives the same bytes" diff -r "$scratch/one" "$scratch/two"
"$ayumi" codebook --study "$s" --quiet
claim "without a folder it goes to out/codebook" diff -r "$scratch/one" "$s/out/codebook"
claim "a second folder is one too many" exits_with 2 "$ayumi" codebook a b

"$ayumi" run --study "$s" --quiet >/dev/null 2>&1
same_columns() {
    python3 - "$s/study.sqlite" "$scratch/one/schema" <<'PY'
import glob, json, sqlite3, sys
db = sqlite3.connect(sys.argv[1])
names = sorted(glob.glob(sys.argv[2] + "/*.json"))
for name in names:
    schema = json.load(open(name))
    fields = [f["name"] for f in schema["fields"]]
    table = [r[1] for r in db.execute(f"PRAGMA table_info({schema['name']})")]
    if fields != table:
        sys.exit(f"{name}: {set(fields) ^ set(table)}")
print(len(names))
PY
}
claim "a schema's fields are the columns of its table, for all kinds" same "$(same_columns)" \
    "$(($(wc -l <"$AYUMI_SOURCE/codebooks/files.csv") - 1))"
value() { python3 -c "import json, sys; o = json.load(open(sys.argv[1])); f = {x['name']: x for x in o['fields']}; print($2)" "$scratch/one/schema/$1"; }
claim "types are the standard's" same \
    "$(value 12_activity.json '[f[n]["type"] for n in ("start", "hours", "kind", "file")]')" \
    "['date', 'number', 'string', 'integer']"
claim "several answers are a list" same \
    "$(value 05_baseline.json '(f["motives"]["type"], f["motives"]["delimiter"])')" "('list', ';')"
claim "labels come with the codes, a study's own too" grep -q "'9', 'label': '農業'" \
    <(value 03_event.json 'f["field"]["categories"]')
claim "a missing answer is no category" same \
    "$(value 14_followup_survey.json '[c["value"] for c in f["activity"]["categories"]]')" \
    "['1', '2', '3', '4', '5', '6']"
claim "no column that stays behind is described as data" same \
    "$(value 01_participant.json '[n for n in ("name", "kana", "birth", "phone", "office_no", "note") if n in f]')" '[]'
claim "limits are kept" same "$(value 05_baseline.json 'f["srh"]["constraints"]')" \
    "{'minimum': 1.0, 'maximum': 5.0}"

page=$scratch/one/codebook.html
claim "the page has one h1 and its language" same "$(grep -o '<h1\|<html lang="ja"' "$page" | sort | tr '\n' ' ')" '<h1 <html lang="ja" '
claim "it asks for nothing from outside" empty <(grep -oE '(src|href)="https?:[^"]*' "$page")
claim "every column says whether it leaves the office" grep -q '本人を示す（出ない）' "$page"
links_lead_somewhere() { # as many as kinds and three chapters
    diff <(grep -o 'href="#[^"]*"' "$page" | cut -d'"' -f2 | tr -d '#') <(grep -o ' id="[^"]*"' "$page" | cut -d'"' -f2) &&
        same "$(grep -c 'href="#' "$page")" "$(($(wc -l <"$AYUMI_SOURCE/codebooks/files.csv") + 2))"
}
claim "a list in front links to every kind, the codes and the rules" links_lead_somewhere
claim "columns are as wide as on every other table" same \
    "$(grep -c '<colgroup><col style="width:15%"><col style="width:15%"><col style="width:13%">' "$page")" \
    "$(($(wc -l <"$AYUMI_SOURCE/codebooks/files.csv") - 1))"
claim "how bad a rule is stands there in Japanese" exits_with 1 grep -qE '>(error|warning|info)<' "$page"
"$ayumi" codebook --study "$s" --lang en --quiet "$scratch/en"
claim "in English it is English" grep -q 'identifies a person: no' "$scratch/en/codebook.html"
rows_of_workbook() {
    "$AYUMI_BIN/ayumi-anonymize" check --json "$scratch/one/codebook.xlsx" |
        grep -o '"sheet":"[^"]*"' | tr '\n' ' '
}
claim "the workbook has a sheet of kinds, of columns, of codes and of rules" \
    same "$(rows_of_workbook)" '"sheet":"ファイルの種類" "sheet":"列" "sheet":"コード" "sheet":"検査の規則" '
# DDI-Codebook 2.5; valid against the schema: tests/reference/ddi/validate.sh.
ddi() {
    python3 - "$scratch/one/codebook.xml" "$AYUMI_SOURCE/codebooks" <<'PY'
import csv, sys, xml.etree.ElementTree as tree
ns = "{ddi:codebook:2_5}"
root = tree.parse(sys.argv[1]).getroot()
assert root.tag == ns + "codeBook" and root.get("version") == "2.5"
parts = [e.tag[len(ns):] for e in root]
assert parts[0] == "stdyDscr" and parts[-1] == "dataDscr", parts
rows = list(csv.DictReader(open(sys.argv[2] + "/variables.csv", encoding="utf-8-sig", newline="")))
wanted = {"V%s_%s" % (r["kind"], r["name"]) for r in rows if r["role"] in ("research", "indicator")}
found = {v.get("ID"): v for v in root.iter(ns + "var")}
assert set(found) == wanted, set(found) ^ wanted
files = {f.get("ID") for f in root.iter(ns + "fileDscr")}
order = ["labl", "valrng", "txt", "catgry", "varFormat"]
for v in found.values():
    assert v.get("files") in files
    places = [order.index(e.tag[len(ns):]) for e in v]
    assert places == sorted(places), v.get("ID")
    assert [e.get("{http://www.w3.org/XML/1998/namespace}lang") for e in v.findall(ns + "labl")] == ["ja", "en"]
field = {c.find(ns + "catValu").text: c.get("missing") for c in found["V03_field"].findall(ns + "catgry")}
assert field["9"] is None and field["-99"] == "Y", field
PY
}
claim "the DDI codebook has every column that may cross, and no other" ddi
all_claimed
