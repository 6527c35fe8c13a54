#!/usr/bin/env bash
# Labels: once
# ayumi-anonymize linkage: what must hold of any files, tried on the files of
# Japanese offices. Each claim is counted.
. "$(dirname "$0")/../claims.sh"
. "$(dirname "$0")/../linkage/properties.sh"

for layout in 0 2 6; do
    python3 "$tools/make_files.py" quarter --seed 31 --layout $layout \
        --people 120 --out japanese$layout
    two_files "a quarter in layout $layout" japanese$layout/left.csv \
        japanese$layout/right.csv
done
all_claimed
