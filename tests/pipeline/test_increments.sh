#!/usr/bin/env bash
# Labels: once
# Deliveries one after the other, in any order, leave what one full run of all
# of them leaves: the same bytes in handover/, the same tables, the same files
# in out/. Both have the vault of the deliveries, since pseudonyms follow the
# order in which people were met; the full run has nothing else of before.
# INCREMENT_SEEDS: how many random orders (default 2).
. "$(dirname "$0")/../claims.sh"
. "$(dirname "$0")/../anonymize/small_study.sh"
ayumi=$AYUMI_BIN/ayumi
town=$AYUMI_SOURCE/examples/town
batches=4

run() { # STUDY [OPTION...]
    code=0
    dir=$1
    shift
    "$ayumi" run --study "$dir" --quiet "$@" >"$scratch/said" 2>&1 || code=$?
    [ "$code" -le 1 ] || { cat "$scratch/said"; return 1; }
}

# Nothing of earlier runs but the vault and the answers of people.
forgotten() { # STUDY COPY
    rm -rf "$2"
    cp -r "$1" "$2"
    rm -rf "$2/identity/checked" "$2/identity/last_handover" "$2/handover" \
        "$2"/study.sqlite* "$2/out"
}

# Every table but those that tell of earlier runs.
tables() { # STUDY
    python3 - "$1/study.sqlite" <<'PY'
import sqlite3, sys
db = sqlite3.connect("file:" + sys.argv[1] + "?mode=ro", uri=True)
names = [n for n, in db.execute(
    "SELECT name FROM sqlite_schema WHERE type = 'table' ORDER BY name")]
for name in names:
    if name in ("stage_run", "finding_snapshot", "finding_seen",
                "finding_state", "report_choice"):
        continue
    rows = sorted(repr(r) for r in db.execute('SELECT * FROM "%s"' % name))
    print(name, len(rows))
    print("\n".join(rows))
PY
}

same_as_full() { # STUDY [OPTION...]
    study=$1
    shift
    forgotten "$study" "$scratch/full"
    run "$scratch/full" "$@" || return 1
    diff -r "$study/handover" "$scratch/full/handover" || return 1
    diff <(tables "$study") <(tables "$scratch/full") | head -n 20
    cmp <(tables "$study") <(tables "$scratch/full")
}

same_outputs() { # STUDY
    for out in "$1"/out/FY*; do
        other=$scratch/full/out/$(basename "$out")
        for part in tables models export release summary; do
            [ -e "$out/$part" ] || continue
            diff -r "$out/$part" "$other/$part" || return 1
        done
    done
}

shuffled() { # SEED: the town's files, in batches
    python3 - "$town/inbox" "$1" "$batches" <<'PY'
import os, random, sys
names = sorted(os.path.relpath(os.path.join(d, f), sys.argv[1])
               for d, _, fs in os.walk(sys.argv[1]) for f in fs)
random.Random(int(sys.argv[2])).shuffle(names)
for i, name in enumerate(names):
    print(i * int(sys.argv[3]) // len(names) + 1, name, sep="\t")
PY
}

for seed in $(seq "${INCREMENT_SEEDS:-2}"); do
    s=$scratch/town
    rm -rf "$s"
    mkdir -p "$s/inbox"
    for there in study.csv codebook; do
        [ ! -e "$town/$there" ] || cp -r "$town/$there" "$s/"
    done
    new_key "$s"
    shuffled "$seed" >"$scratch/order"
    for batch in $(seq "$batches"); do
        awk -F'\t' -v b="$batch" '$1 == b {print $2}' "$scratch/order" |
            while IFS= read -r name; do
                mkdir -p "$s/inbox/$(dirname "$name")"
                cp "$town/inbox/$name" "$s/inbox/$name"
            done
        set -- "$s" --stage validate
        [ "$batch" -lt "$batches" ] || set -- "$s"
        claim "order $seed, delivery $batch is taken" run "$@"
        claim "order $seed, delivery $batch leaves what a full run leaves" \
            same_as_full "$@"
    done
    claim "order $seed: so does every file in out/" same_outputs "$s"
done

# --- what is kept is really kept ---------------------------------------------
s=$scratch/kept
new_study "$s"
new_key "$s"
jobs='求人番号,事業所番号,業務名,獲得日,募集人数,週時間,方式'
put "$s/inbox/2023Q2_10.csv" "$jobs" 'K1,J1,送迎,2023-05-02,2,10,1' 'K2,J1,調理,2023-05-03,3,10,1'
put "$s/inbox/2023Q3_10.csv" "$jobs" 'K3,J1,清掃,2023-08-02,2,10,1'
claim "a study begins" run "$s" --stage validate
kind=$(basename "$s"/handover/10_*.0001.csv .0001.csv)
inode() { stat -c %i "$s/handover/$kind.$1.csv"; }
first=$(inode 0001)
mark() { # what was loaded before is told by a mark in it
    python3 - "$s/study.sqlite" "clean_${kind#10_}" "$@" <<'PY'
import sqlite3, sys
db = sqlite3.connect(sys.argv[1])
if len(sys.argv) > 3:
    db.execute('UPDATE "%s" SET as_written = ?' % sys.argv[2], sys.argv[3:])
    db.commit()
print([r[0] for r in db.execute('SELECT as_written FROM "%s" ORDER BY rowid'
                                % sys.argv[2])])
PY
}
mark loaded >/dev/null
put "$s/inbox/2023Q4_10.csv" "$jobs" 'K4,J1,警備,2023-11-02,2,10,1'
claim "another file comes" run "$s" --stage validate
claim "the part of an unchanged file is the very same file" same "$first" "$(inode 0001)"
claim "and its rows are not loaded again" same "$(mark)" "['loaded', 'loaded', 'loaded', None]"

# A correction of one file's row changes its part and no other.
put "$s/inbox/2023Q4_28.csv" '対象表,対象番号,項目,旧値,新値,訂正日,区分,申請者' \
    '10_求人業務,K3,募集人数,2,5,2023-11-05,1,st01'
claim "a correction comes" run "$s" --stage validate
claim "the corrected row alone is loaded again" same "$(mark)" "['loaded', 'loaded', None, None]"
claim "it reads as corrected" grep -q ',5,' "$s/handover/$kind.0002.csv"

# A file that sorts before the others takes their numbers, not their rows.
put "$s/inbox/2023Q1_10.csv" "$jobs" 'K0,J1,送迎,2023-04-02,2,10,1'
claim "a file comes that sorts first" run "$s" --stage validate
claim "nothing differs from a full run" same_as_full "$s" --stage validate
claim "the part of the first file moved to its new number" same "$first" "$(inode 0002)"

# A row that an earlier file brings makes a later one's a duplicate.
put "$s/inbox/2023Q1_10b.csv" "$jobs" 'K1,J1,送迎,2023-05-02,2,10,1'
claim "a list comes that has a row of a later file" run "$s" --stage validate
claim "the later row is a duplicate, as in a full run" same_as_full "$s" --stage validate

# What was kept and is damaged is found out and made anew.
for f in "$s"/identity/checked/*; do
    printf 'x' | dd of="$f" bs=1 seek=40 conv=notrunc status=none
done
put "$s/inbox/2024Q1_10.csv" "$jobs" 'K5,J1,送迎,2024-02-02,2,10,1'
claim "damaged records stop nothing" run "$s" --stage validate
claim "nor do they change anything" same_as_full "$s" --stage validate
sed -i '2s/,2,/,9,/' "$s/handover/$kind.0001.csv"
put "$s/inbox/2024Q1_10b.csv" "$jobs" 'K6,J1,送迎,2024-02-03,2,10,1'
claim "a part that somebody changed is written anew" run "$s" --stage validate
claim "as in a full run" same_as_full "$s" --stage validate
rm "$s/inbox/2024Q1_10b.csv"
claim "a file leaves" run "$s" --stage validate
claim "and all of it" same_as_full "$s" --stage validate
claim "no record outlives its file" same \
    "$(find "$s/identity/checked" -type f ! -name '*.*' | wc -l)" 6
all_claimed
