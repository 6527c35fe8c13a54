#!/usr/bin/env bash
# Labels: once
# ayumi-anonymize linkage: what must hold of any files, asked of files drawn at
# random. The claims: tests/linkage/claims_*.py; which broken engines they
# find: tests/linkage/mutate.py.
: "${AYUMI_SOURCE:?}" "${AYUMI_BIN:?}"
PYTHONDONTWRITEBYTECODE=1 exec python3 "$AYUMI_SOURCE/tests/linkage/claims.py" \
    --program "$AYUMI_BIN/ayumi-anonymize"
