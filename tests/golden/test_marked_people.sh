#!/usr/bin/env bash
# Labels: once
# Five marked people are put into the inbox and a year is run; no trace of
# them may be found outside inbox/, identity/ and review/, in what the
# programs said, or in temporary files.
. "$(dirname "$0")/../claims.sh"
. "$(dirname "$0")/study.sh"
people=$AYUMI_SOURCE/tests/golden/marked_people.py
study=$scratch/study
mkdir "$scratch/tmp" "$scratch/seen"
export TMPDIR=$scratch/tmp

say_all() {
    "$@" >>"$scratch/seen/said.txt" 2>&1 || true
}
run_marked_year() {
    fresh_demo "$study" && python3 "$people" plant "$study" || return
    for quarter in $study_quarters; do
        say_all "$ayumi" run --study "$study" --quarter "$quarter"
    done
    say_all "$ayumi" report --study "$study" --year 2023 --lang en
    say_all "$ayumi" status --study "$study"
    say_all "$ayumi" plan --study "$study"
    say_all "$ayumi" check --study "$study" "$study"/inbox/*追加.csv
    say_all "$ayumi" check --json --study "$study" "$study"/inbox/*追加.csv
    ls "$study"/out/FY2024Q1/summary/summary.html
}
claim "a year with marked people runs" run_marked_year

# Everything outside the three folders, unpacked where it is packed, and once
# more without NULs, so that UTF-16 is read too.
gather() {
    (cd "$study" && find * -type f ! -path 'inbox/*' \
        ! -path 'identity/*' ! -path 'review/*') |
        while read -r name; do
            copy=$scratch/seen/$(echo "$name" | tr '/' '%')
            cp "$study/$name" "$copy"
            case $name in
            *.xlsx) unzip -p "$copy" >"$copy.unzipped" ;;
            *.gz) gzip -dc "$copy" >"$copy.unzipped" ;;
            *.pdf) pdftotext "$copy" "$copy.txt" ;;
            *.sqlite) sqlite3 "$copy" .dump >"$copy.dump" ;;
            esac
        done
    find "$scratch/tmp" -type f -exec cp {} "$scratch/seen/" \;
    # File names could tell as well.
    find "$study" ! -path '*/inbox/*' ! -path '*/identity/*' \
        ! -path '*/review/*' >"$scratch/seen/names.txt"
    for copy in "$scratch"/seen/*; do
        LC_ALL=C grep -q -a -P '\x00' "$copy" &&
            tr -d '\0' <"$copy" >"$copy.without-nul"
    done
    ls "$scratch/seen" | wc -l
    [ -s "$scratch/seen/said.txt" ] && ls "$scratch"/seen/*study.sqlite.dump
}
claim "all of its files are looked at" gather

python3 "$people" patterns "$scratch/patterns"
# traces FILE...: `file: trace`; traces of the marked people only
traces() {
    LC_ALL=C grep -a -o -F -f "$scratch/patterns" "$@"
    LC_ALL=C grep -a -o -w -F -f "$scratch/patterns.digits" "$@"
}
traces "$scratch"/seen/* | sort | uniq -c >"$scratch/traces"
# traps: 00-35
claim "no trace of them outside the identity room" empty "$scratch/traces"

notices_traces() {
    printf 'x,1949/11/23\n' >"$scratch/leak1"
    printf '%s' '鷺沼　穂積|1949-11-23' | sha256sum >"$scratch/leak2"
    printf '%s' 'ｻｷﾞﾇﾏ ﾎﾂﾞﾐ' | iconv -f UTF-8 -t CP932 >"$scratch/leak3"
    printf 'AB%s' '椴法華錦治' | base64 >"$scratch/leak4"
    printf 'id=90441763.' >"$scratch/leak5"
    [ "$(traces "$scratch"/leak? | cut -d: -f1 | sort -u | wc -l)" -eq 5 ]
}
claim "the scan finds dates, hashes, CP932, base64 and numbers" notices_traces

crossed() {
    cat "$study"/handover/05_*.csv | wc -l
    python3 - "$study" <<'END'
import csv, glob, json, sys
study = sys.argv[1]
manifest = json.load(open(study + '/handover/manifest.json'))
number = {f['name'].removeprefix('inbox/'): str(f['number'])
          for f in manifest['files']}
def subjects(name, kind):
    part = number['2023Q1_' + name + '_追加.csv'].rjust(4, '0')
    return [r['subject']
            for path in glob.glob(study + '/handover/' + kind + '_*.' + part
                                  + '.csv')
            for r in csv.DictReader(open(path))]
baseline = subjects('05_ベース調査', '05')
silver = subjects('15_シルバー会員登録', '15')
people = {s for s in baseline if len(s) == 13}
print('baseline rows:', len(baseline), 'of people:', len(people))
print('Silver rows under a pseudonym:',
      len([s for s in silver if len(s) == 13]))
# Two consent; the one who withdrew and the one never asked do not cross.
sys.exit(len(people) != 2 or
         len({s for s in silver if len(s) == 13}) > 2)
END
}
claim "only the two who consent cross under a pseudonym" crossed
stranger_is_counted() {
    grep -c . "$study/handover/balance.csv"
    awk -F, 'NR > 1 && $7 > 0 { n++ } END { exit !n }' \
        "$study/handover/balance.csv"
}
claim "the stranger of the third party's roster is counted as outside" \
    stranger_is_counted

# What lies on the identity side is locked away, and encrypted at rest.
modes() {
    find "$study/identity" -printf '%m %y %p\n' | tee "$scratch/modes"
    ! grep -vE '^(600 f|700 d) ' "$scratch/modes"
}
claim "identity/ is 0700 and its files 0600" modes
traces "$study"/identity/* >"$scratch/traces"
claim "no trace of them in the vault's bytes either" empty "$scratch/traces"
all_claimed
