#!/usr/bin/env bash
# Labels: once
# Are as many links false as the report expects? Short versions of
# tests/linkage/calibration.py; the sweeps: docs/linkage.md.
. "$(dirname "$0")/../claims.sh"
export PYTHONDONTWRITEBYTECODE=1
program=$AYUMI_BIN/ayumi-anonymize
calibration() {
    python3 "$AYUMI_SOURCE/tests/linkage/calibration.py" --quick \
        --program "$program" "$@"
}

# Twins of whom one is in each file: one surname, one birthday, 健一 and 健二.
python3 "$AYUMI_SOURCE/tests/linkage/make_files.py" city --seed 12 --layout 5 \
    --people 200 --rows 40 --out "$scratch/town" >/dev/null
cat >>"$scratch/town/left.csv" <<'END'
T1,松永　健一,マツナガ　ケンイチ,1950/5/12,男,見本市
T2,松永　瞳,マツナガ　ヒトミ,1951/6/13,女,見本市
END
cat >>"$scratch/town/right.csv" <<'END'
U1,マツナガ　ケンジ,松永　健二,1950-05-12,男
U2,マツナガ　マイ,松永　舞,1951-06-13,女
END
"$program" linkage --quiet --left "$scratch/town/left.csv" \
    --right "$scratch/town/right.csv" --out "$scratch/town/out"
claim "twins are asked about, they are not linked" awk -F, '
    $1 ~ /^T/ && $2 ~ /^U/ && $5 == "review" { n++ }
    END { exit n != 2 }' "$scratch/town/out/links.csv"

# 34 false links where 9 were expected, at most 18: of a few wrong unions of
# clusters, whose pairs are wrong together.
claim "clusters: the false links are within their interval" \
    calibration --sets hard
# Odds against both having no partner, not against everything else: 977 links.
claim "half of two registers in both: 980 of 1,000 people are found" bash -c "
    '$(command -v python3)' '$AYUMI_SOURCE/tests/linkage/calibration.py' \
        --quick --program '$program' --sets 'registry, few' |
        awk -F'|' '/few columns/ { exit !(\$3 >= 980 && \$4 == 0) }'"
all_claimed
