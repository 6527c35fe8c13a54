# properties.sh: what must hold of any files that are linked. Sourced by
# tests/anonymize/test_linkage_properties*.sh, behind claims.sh.
export PYTHONDONTWRITEBYTECODE=1
tools=$AYUMI_SOURCE/tests/linkage
program=$AYUMI_BIN/ayumi-anonymize
cd "$scratch" || exit

link() { # OUT ARGUMENT …
    out=$1
    shift
    "$program" linkage "$@" --out "$out" --quiet --lang en
}
is() {
    python3 "$tools/check_links.py" "$@"
}
same_links() { # WITH ARGUMENT …: as the first run
    with=$1
    shift
    link again "$@" && cmp "$with/links.csv" again/links.csv
}
other_world() { # WITH ARGUMENT …
    with=$1
    shift
    LC_ALL=tr_TR.UTF-8 LANG=de_DE.UTF-8 TZ=Pacific/Auckland \
        same_links "$with" "$@"
}
whole_folder() { # WITH ARGUMENT …
    with=$1
    shift
    link again "$@" --jobs 3 && diff -r "$with" again
}
n_rows() { # of a CSV, without the header
    python3 -c 'import csv, sys
print(sum(1 for _ in csv.reader(open(sys.argv[1], encoding="utf-8-sig"))) - 1)' \
        "$1"
}
mirrored() { # WITH LEFT RIGHT
    link again --left "$3" --right "$2" && is mirrored "$1" again
}
copied() { # FILE: each record is linked to its copy
    is rename "$1" copy.csv copy- && link again --left "$1" --right copy.csv &&
        is identity again "$(n_rows "$1")" copy-
}

# --------------------------------------------------------------- two files
two_files() { # NAME LEFT RIGHT
    name=$1 a=$2 b=$3 first=$1.out
    claim "$name: linked" link "$first" --left "$a" --right "$b"
    claim "$name: a record has one partner at most" is one_to_one "$first"
    claim "$name: the waterfall adds up" is adds_up "$first"
    for seed in 1 2; do
        is shuffle "$a" a.csv $seed && is shuffle "$b" b.csv $((seed + 5))
        claim "$name: rows in another order ($seed)" \
            same_links "$first" --left a.csv --right b.csv
        is columns "$a" a.csv $seed && is columns "$b" b.csv $((seed + 5))
        claim "$name: columns in another order ($seed)" \
            same_links "$first" --left a.csv --right b.csv
    done
    for jobs in 1 2 5; do
        claim "$name: $jobs threads" \
            same_links "$first" --left "$a" --right "$b" --jobs $jobs
    done
    claim "$name: another locale and time zone" \
        other_world "$first" --left "$a" --right "$b"
    claim "$name: a rerun gives the same folder" \
        whole_folder "$first" --left "$a" --right "$b"
    claim "$name: left and right exchanged" mirrored "$first" "$a" "$b"
    is constant "$a" a.csv && is constant "$b" b.csv
    claim "$name: a constant column in both" \
        same_links "$first" --left a.csv --right b.csv
    claim "$name: a column that one file has" \
        same_links "$first" --left a.csv --right "$b"
    claim "$name: the left file and its copy" copied "$a"
    claim "$name: the right file and its copy" copied "$b"
    is blank "$a" a.csv
    link again --left a.csv --right "$b"
    claim "$name: a blank record is nobody" is links_of again nobody 0
}
register() { # KIND N SEED
    python3 "$tools/make_western.py" "$@" "$1" || return
    for file in "$1"/*.csv; do
        python3 "$tools/without_truth.py" "$file" "${file%.csv}.in"
    done
}
# ---------------------------------------------------------------- one file
same_clusters() {
    with=$1
    shift
    same_links "$with" "$@" && cmp "$with/clusters.csv" again/clusters.csv
}
one_file() { # NAME FILE
    name=$1 a=$2 first=$1.out
    claim "$name: searched" link "$first" --dedupe "$a"
    claim "$name: links and clusters agree" is agree "$first"
    claim "$name: the waterfall adds up" is adds_up "$first"
    for seed in 1 2; do
        is shuffle "$a" a.csv $seed
        claim "$name: rows in another order ($seed)" \
            same_clusters "$first" --dedupe a.csv
        is columns "$a" a.csv $seed
        claim "$name: columns in another order ($seed)" \
            same_clusters "$first" --dedupe a.csv
    done
    for jobs in 1 4; do
        claim "$name: $jobs threads" \
            same_clusters "$first" --dedupe "$a" --jobs $jobs
    done
    claim "$name: another locale" other_world "$first" --dedupe "$a"
    claim "$name: a rerun gives the same folder" \
        whole_folder "$first" --dedupe "$a"
    is constant "$a" a.csv
    claim "$name: a constant column" same_clusters "$first" --dedupe a.csv
    is blank "$a" a.csv
    link again --dedupe a.csv
    claim "$name: a blank record is nobody" is links_of again nobody 0
}
