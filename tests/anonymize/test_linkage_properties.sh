#!/usr/bin/env bash
# Labels: once
# ayumi-anonymize linkage: what must hold of any files, tried on registers and
# on single files with doubles. Each claim is counted.
. "$(dirname "$0")/../claims.sh"
. "$(dirname "$0")/../linkage/properties.sh"

register registry 120 21
two_files "a register" registry/left.in registry/right.in
register registry_half 120 22
two_files "registers with half in common" registry_half/left.in \
    registry_half/right.in
register german 400 23
one_file "names and birth dates" german/records.in
register historical 400 24
one_file "historical people" historical/records.in
all_claimed
