#!/usr/bin/env bash
# Where the study asks for it, nothing crosses the wall before an official has
# read the page and approved its hash; `ayumi` takes nothing else.
. "$(dirname "$0")/../claims.sh"
. "$(dirname "$0")/small_study.sh"
ayumi=$AYUMI_BIN/ayumi

s=$scratch/study
new_study "$s"
new_key "$s"
put "$s/inbox/01.csv" "$roster_header" \
    '12217,W,0012,髙橋　花子,タカハシ ハナコ,2,1949-04-05,2023-07-22' \
    '12217,W,0013,鈴木　一郎,スズキ イチロウ,1,1950-01-02,2023-07-23'
put "$s/inbox/02.csv" "$consent_header" '0012,v1,2023-07-22,1,0,' \
    '0013,v1,2023-07-22,0,0,'
claim "without the key in study.csv it is released at once" \
    exits_with 0 handover "$s"
page=$s/handover_confirmation.html
claim "the page is for the officials alone" same "$(stat -c %a "$page")" 600
hash_of() {
    sha256sum "$1/manifest.json" | cut -c 1-64
}
claim "the page shows the manifest's hash" grep -F "$(hash_of "$s/handover")" "$page"
shows() {
    python3 - "$page" "$@" <<'END'
import html, re, sys
text = open(sys.argv[1], encoding='utf-8').read()
text = html.unescape(re.sub(r'<[^>]+>', ' ', text[text.index('<main>'):]))
text = re.sub(r'\s+', ' ', text)
print(text)
sys.exit(any(words not in text for words in sys.argv[2:]))
END
}
claim "the page counts people by consent" shows 'people in the vault of these agreed to follow-up of these agreed to linkage of these without any consent (counted only) 2 1 0 1'
claim "and rows under a pseudonym, counted, of nobody" \
    shows '01 participants 1 2 1 1 0' '02 consent forms 1 2 1 1 0'
claim "and shows a row as it crosses" \
    shows "pseudonym: $(subject "$s" 01_participant 2), age on first contact: 74"
claim "and the columns that stay" shows 'office code, office number, name, kana, birth date'
nobody_on_page() {
    ! grep -E '花子|ハナコ|1949|0012' "$page"
}
claim "nobody is named on it" nobody_on_page
cp "$page" "$scratch/page"
rm "$page"
claim "a page that was lost is made again" exits_with 0 handover "$s"
claim "with the same bytes" cmp "$page" "$scratch/page"
claim "an approval that nobody asked for is refused" \
    exits_with 2 "$program" handover --study "$s" --approve "$(hash_of "$s/handover")"

# --- the study asks ------------------------------------------------------------
cp -r "$s/handover" "$scratch/released"
printf 'handover_approval,maybe,\r\n' >>"$s/study.csv"
claim "the answer is yes or no" exits_with 2 handover "$s"
sed -i 's/maybe/yes/' "$s/study.csv"
claim "now it waits, and says so by its exit" exits_with 1 handover "$s"
waiting=$s/handover.waiting
claim "what was released before is left as it is" diff -r "$s/handover" "$scratch/released"
claim "it waits in a folder closed to others" same "$(stat -c %a "$waiting")" 700
claim "the page shows how to approve" shows "--approve $(hash_of "$waiting")"
claim "ayumi takes nothing while it waits" exits_with 4 \
    "$ayumi" run --study "$s" --quiet
claim "a rerun goes on waiting, and changes nothing" exits_with 1 handover "$s"

approve() {
    "$program" handover --study "$s" --lang en --approve "$@" 2>&1
}
right=$(hash_of "$waiting")
claim "another hash is refused" exits_with 4 approve "$(hash_of "$s/handover")"
claim "a hash too short to mean anything is refused" exits_with 4 approve "${right:0:15}"
claim "a hash with a slip is refused" exits_with 4 approve "${right:0:20}x"
claim "it goes with no other order" exits_with 2 approve "$right" --dry-run
echo 1,9,x >>"$waiting/findings.csv"
claim "a file changed while it waited is refused" exits_with 4 approve "$right"
claim "nothing was released" diff -r "$s/handover" "$scratch/released"
claim "the next run makes it anew" exits_with 1 handover "$s"
claim "with the same hash" same "$(hash_of "$waiting")" "$right"
claim "the right hash releases it" exits_with 0 approve "${right:0:16}"
claim "nothing waits any more" test ! -e "$waiting"
claim "the approval names the manifest beside it" same \
    "$(cat "$s/handover/approval.json")" "{\"manifest_sha256\": \"$right\"}"
claim "the audit log has it" grep "approve_handover.*$right" "$s/identity/audit.log"
claim "approving twice is refused" exits_with 4 approve "$right"
claim "now ayumi takes it" exits_with 0 "$ayumi" run --study "$s" --quiet
claim "a rerun has nothing to do" bash -c \
    "'$program' handover --study '$s' --lang en 2>&1 | grep 'nothing changed'"
claim "nor after its receipt was lost" bash -c \
    "rm '$s/identity/last_handover'; '$program' handover --study '$s' --quiet; test ! -e '$waiting'"

# --- only what was approved ------------------------------------------------------
elsewhere() {
    rm -rf "$scratch/elsewhere"
    mkdir "$scratch/elsewhere"
    cp -r "$s/study.csv" "$s/handover" "$scratch/elsewhere"
}
elsewhere
claim "the folder is taken elsewhere too" exits_with 0 \
    "$ayumi" run --study "$scratch/elsewhere" --quiet
elsewhere
rm "$scratch/elsewhere/handover/approval.json"
claim "not without its approval" exits_with 4 \
    "$ayumi" run --study "$scratch/elsewhere" --quiet
elsewhere
sed -i 's/"as_of": "2023/"as_of": "2024/' "$scratch/elsewhere/handover/manifest.json"
claim "not when the manifest was changed" exits_with 3 \
    "$ayumi" run --study "$scratch/elsewhere" --quiet
python3 - "$scratch/elsewhere/handover/manifest.json" <<'PY'
import hashlib, re, sys
text = open(sys.argv[1], encoding="utf-8").read()
at = text.index('"self_sha256": "') + 16
blank = text[:at] + "0" * 64 + text[at + 64:]
open(sys.argv[1], "w", encoding="utf-8").write(
    text[:at] + hashlib.sha256(blank.encode()).hexdigest() + text[at + 64:])
PY
claim "also not when its own hash was made to fit" exits_with 4 \
    "$ayumi" run --study "$scratch/elsewhere" --quiet
elsewhere
sed -i '2s/,/,,/' "$scratch/elsewhere/handover/01_participant.0001.csv"
claim "not when a table was changed" exits_with 3 \
    "$ayumi" run --study "$scratch/elsewhere" --quiet

elsewhere
mkdir "$scratch/elsewhere/codebook"
put "$scratch/elsewhere/codebook/value_labels.csv" 'list,value,label_ja,label_en' \
    'activity_kind,98,試し,trial'
claim "not with a codebook that says something else" exits_with 3 \
    "$ayumi" run --study "$scratch/elsewhere" --quiet
says_codebook() {
    "$ayumi" run --study "$scratch/elsewhere" --lang ja 2>&1 | grep コードブック
}
claim "and that is said" says_codebook

put "$s/inbox/02b.csv" "$consent_header" '0012,v1,2023-07-22,1,0,2023-07-23'
claim "a withdrawal makes a new one wait" exits_with 1 handover "$s"
claim "ayumi waits with it" exits_with 4 "$ayumi" run --study "$s" --quiet
claim "approved, it crosses" exits_with 0 approve "$(hash_of "$waiting")"
claim "and the person is counted only" is_token "$(subject "$s" 01_participant 2)"

# --- an approval that the program did not write -------------------------------------
verify() {
    "$program" audit --verify --study "$s" --lang en >"$scratch/said" 2>&1
}
claim "the log tells of the approval" exits_with 0 verify
put "$s/inbox/02c.csv" "$consent_header" '0013,v1,2023-07-24,1,0,'
claim "another waits" exits_with 1 handover "$s"
cp -r "$s" "$scratch/forged"
s=$scratch/forged
printf '{"manifest_sha256": "%s"}\n' "$(hash_of "$s/handover.waiting")" \
    >"$s/handover.waiting/approval.json"
rm -r "$s/handover"
mv "$s/handover.waiting" "$s/handover"
claim "one that was written by hand is not in the log" exits_with 4 verify
claim "and that is said" grep 'no approval of what lies in handover/' "$scratch/said"
s=$scratch/study
printf 'three words and more\n' >"$scratch/words"
"$program" key --passphrase --study "$s" --quiet --passphrase-fd 3 3<"$scratch/words"
claim "who can't open the key approves nothing" exits_with 4 setsid "$program" handover \
    --study "$s" --quiet --approve "$(hash_of "$waiting")"
claim "and leaves no approval" test ! -e "$waiting/approval.json"
"$program" key --no-passphrase --study "$s" --quiet --passphrase-fd 3 3<"$scratch/words"

sed -i '/handover_approval/d' "$s/study.csv"
claim "when the study asks no longer, it is released at once" exits_with 0 handover "$s"
claim "without an approval" test ! -e "$s/handover/approval.json"
all_claimed
