#!/usr/bin/env bash
# Labels: once
# What must hold of a study whatever came in, asked of studies drawn at random:
# reruns, steps, rosters, decisions and their undoing.
: "${AYUMI_SOURCE:?}" "${AYUMI_BIN:?}"
PYTHONDONTWRITEBYTECODE=1 exec python3 "$AYUMI_SOURCE/tests/linkage/quarters.py" \
    --program "$AYUMI_BIN/ayumi-anonymize"
