#!/usr/bin/env bash
# The list of findings: what is new, what is gone, what somebody accepted.
. "$(dirname "$0")/../claims.sh"
. "$(dirname "$0")/../anonymize/small_study.sh"
ayumi=$AYUMI_BIN/ayumi
s=$scratch/study
new_study "$s"
contacts='接触番号,事業所番号,接触日,初回'
put "$s/inbox/2023Q2_09.csv" "$contacts" 'T1,J1,2023-08-32,1' 'T2,J1,2023-08-02,1' 'T3,J1,2023-08-03,7'
run() { "$ayumi" run --study "$s" --quiet "$@" >"$scratch/out" 2>"$scratch/err"; }
# states [FOLDER]: state, row, rule and since of every finding but notes
states() {
    python3 - "${1:-$s/out/FY2023Q2}/findings/findings.csv" <<'PY'
import csv, sys
for r in csv.DictReader(open(sys.argv[1], encoding="utf-8-sig", newline="")):
    if r["severity"] != "info":
        print(r["state"], r["row"], r["rule"], r["since (as of)"], end=";")
PY
}
claim "rows that need a person are exit 1" exits_with 1 run --quarter FY2023Q2
claim "at first all is new" same "$(states)" 'new 2 E2104 2023-08-02;new 4 E2103 2023-08-02;'
cp -r "$s/out/FY2023Q2" "$scratch/first"
rm -r "$s/out/FY2023Q2"
run --quarter FY2023Q2
claim "run again, the list is the same to the byte" cmp "$s/out/FY2023Q2/findings/findings.csv" "$scratch/first/findings/findings.csv"
claim "and the workbook too" cmp "$s/out/FY2023Q2/findings/findings.xlsx" "$scratch/first/findings/findings.xlsx"

put "$s/inbox/2023Q3_28.csv" '対象表,対象番号,項目,旧値,新値,訂正日,区分,申請者' \
    '09_事業所接触,T1,接触日,2023-08-32,2023-08-31,2023-10-02,1,st01' \
    '09_事業所接触,T8,接触日,,2023-08-31,2023-10-02,1,st01'
run --quarter FY2023Q2
claim "put right, it is told once as fixed; the other is still open; another is new" same "$(states)" \
    'open 4 E2103 2023-08-02;new 3 W3403 2023-10-02;fixed 2 E2104 2023-08-02;'
claim "the screen tells how it went on" grep -q '1 new since the last run, 1 fixed, 0 accepted' "$scratch/out"

accept() { # LINES: what is accepted
    mkdir -p "$s/codebook"
    printf '%s\r\n' $'\357\273\277file,sheet,row,column,rule,accepted_by,accepted_on,reason' >"$s/codebook/accepted_findings.csv"
    printf '%s\r\n' "$@" >>"$s/codebook/accepted_findings.csv"
}
accept '2023Q2_09.csv,,4,D,E2103,佐藤,2023-10-05,' '2023Q3_28.csv,,,,W3403,佐藤,2023-10-05,廃業した事業所'
claim "with one left it is still exit 1" exits_with 1 run --quarter FY2023Q2
claim "accepted it is quiet, and counted" same "$(states)" \
    'open 4 E2103 2023-08-02;accepted 3 W3403 2023-10-02;fixed 2 E2104 2023-08-02;'
claim "an acceptance without a reason is none, and said" \
    grep -q '1 rows without who, when or why' "$scratch/err"
accept '2023Q2_09.csv,,4,D,E2103,佐藤,2023-10-05,用紙も7' '2023Q3_28.csv,,,,W3403,佐藤,2023-10-05,廃業した事業所'
claim "when all are accepted nobody is needed" exits_with 0 run --quarter FY2023Q2
claim "they are counted" grep -q '0 new since the last run, 1 fixed, 2 accepted' "$scratch/out"
claim "who, when and why stand in the list" grep -q '佐藤,2023-10-05,廃業した事業所' "$s/out/FY2023Q2/findings/findings.csv"
run --quarter FY2023Q3
claim "another quarter goes on from the last list" same "$(states "$s/out/FY2023Q3")" \
    'accepted 4 E2103 2023-08-02;accepted 3 W3403 2023-10-02;'

# Staff fill in the list itself, in Excel, and one command takes it over.
s=$scratch/filled
new_study "$s"
put "$s/inbox/2023Q2_09.csv" "$contacts" 'T1,J1,2023-08-32,1' 'T2,J1,2023-08-02,1' 'T3,J1,2023-08-03,7' \
    'T4,J1,2023-08-04,8'
run --quarter FY2023Q2
book=$s/out/FY2023Q2/findings/findings.xlsx
fill() { # ROW WHO WHEN WHY: of the list, as a spreadsheet program writes cells
    python3 - "$book" "$@" <<'PY'
import re, sys, zipfile
book, row, *words = sys.argv[1:]
with zipfile.ZipFile(book) as z:
    parts = {n: z.read(n) for n in z.namelist()}
sheet = parts["xl/worksheets/sheet2.xml"].decode()
old = re.search(r'<row r="%s"[^>]*>.*?</row>' % row, sheet, re.S)[0]
kept = re.sub(r'<c r="[MNO]%s".*?(?:/>|</c>)' % row, "", old, flags=re.S)
cells = "".join('<c r="%s%s" t="inlineStr"><is><t>%s</t></is></c>' % (c, row, w)
                for c, w in zip("MNO", words) if w)
parts["xl/worksheets/sheet2.xml"] = sheet.replace(old, kept[:-len("</row>")] + cells + "</row>").encode()
with zipfile.ZipFile(book, "w", zipfile.ZIP_DEFLATED) as z:
    for name, body in parts.items():
        z.writestr(name, body)
PY
}
accepts() { "$ayumi" accept --study "$s" "$@" >"$scratch/out" 2>"$scratch/err"; }
accepted() { tr -d '\r' <"$s/codebook/accepted_findings.csv" | tail -n +2 | tr '\n' ';'; }
claim "nothing filled in is nothing accepted" accepts
claim "and no file is made" test ! -e "$s/codebook/accepted_findings.csv"
fill 4 佐藤 R5.10.5 用紙なし
fill 5 '' '' 確認ずみ
claim "what is half filled in is said" exits_with 1 accepts
claim "with its row" grep -q 'row 5: not accepted' "$scratch/err"
claim "what is whole is taken over, its day read as any day" same "$(accepted)" \
    '2023Q2_09.csv,,2,C,E2104,佐藤,2023-10-05,用紙なし;'
fill 5 佐藤 45204 確認ずみ
cp "$book" "$scratch/elsewhere.xlsx"
rm "$s/codebook/accepted_findings.csv"
claim "--dry-run writes nothing" accepts --dry-run
claim "nothing at all" test ! -e "$s/codebook/accepted_findings.csv"
claim "a copy from elsewhere is taken as well" accepts "$scratch/elsewhere.xlsx"
claim "with both" same "$(accepted)" \
    '2023Q2_09.csv,,2,C,E2104,佐藤,2023-10-05,用紙なし;2023Q2_09.csv,,4,D,E2103,佐藤,2023-10-05,確認ずみ;'
run --quarter FY2023Q2
claim "the next run asks for the third one only" same "$(states)" \
    'accepted 2 E2104 2023-08-02;accepted 4 E2103 2023-08-02;new 5 E2103 2023-08-02;'
sed -i 's/^new,\(.*\),,,\r$/new,\1,鈴木,2023-10-06,再確認\r/' "$s/out/FY2023Q2/findings/findings.csv"
claim "the list as CSV will do" accepts "$s/out/FY2023Q2/findings/findings.csv"
claim "and what was accepted before stays" same "$(accepted | tr ';' '\n' | cut -d, -f3,6 | tr '\n' ' ')" '2,佐藤 4,佐藤 5,鈴木 '
accepts "$s/out/FY2023Q2/findings/findings.csv"
claim "the same again changes nothing" grep -q '^0 findings\|: 0 findings' "$scratch/out" "$scratch/err"
claim "another file is exit 2, and said" exits_with 2 accepts "$s/inbox/2023Q2_09.csv"
claim "what can't be read is exit 3" exits_with 3 accepts "$AYUMI_SOURCE/tests/workbooks/others/libreoffice_password.xlsx"
tall() { # every wrapped text has the height of its lines, 10.5 points each
    python3 - "$book" <<'PY'
import re, sys, unicodedata, zipfile
z = zipfile.ZipFile(sys.argv[1])
texts = [re.sub("<[^>]*>", "", t) for t in re.findall("<si>(.*?)</si>", z.read("xl/sharedStrings.xml").decode(), re.S)]
width = lambda t: sum(2 if unicodedata.east_asian_width(c) in "WFA" else 1 for c in t)
n = 0
for part in [p for p in z.namelist() if "worksheets/sheet" in p]:
    xml = z.read(part).decode()
    wide = [float(w) for lo, hi, w in re.findall('<col min="(.*?)" max="(.*?)" width="(.*?)"', xml) for _ in range(int(lo), int(hi) + 1)]
    # A4 has 141 units at full size; what gives way keeps 24
    assert sum(wide) < 210 or max(wide) < 25, (part, wide)
    for row, body in re.findall('<row ([^>]*)>(.*?)</row>', xml, re.S):
        if int(re.search('r="([0-9]+)"', row)[1]) < 3:
            continue
        lines = max([-(-width(texts[int(v)]) // (int(wide[ord(c) - 65]) - 1)) for c, v in re.findall('<c r="([A-Z])[0-9]+"[^>]*t="s"><v>([0-9]+)', body)] or [1])
        height = re.search('ht="([0-9.]+)"', row)
        n += lines > 1
        assert lines == 1 or float(height[1]) >= 12.6 * lines, (part, row, lines)
assert n > 0
PY
}
claim "long sentences have the room of their lines, and a page the width of its table" tall

# A workbook: the sheet has a column of its own.
s=$scratch/book
new_study "$s"
put "$s/inbox/2023Q2_09.csv" "$contacts" "T2,J1,2023-08-02,1"
cp "$AYUMI_SOURCE/tests/workbooks/many_sheets.xlsx" "$s/inbox/最新(2).xlsx"
run
claim "file and sheet stand in two columns" grep -q "^new,error,最新(2).xlsx,名簿," \
    "$(ls -d "$s"/out/FY*)/findings/findings.csv"
all_claimed
