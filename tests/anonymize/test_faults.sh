#!/usr/bin/env bash
# Labels: once
# A short sweep of sweep.sh: a kill, a disk error, a full disk at some of the
# changes that the identity room makes to files.
exec "$(dirname "$0")/../faults/sweep.sh" "${AYUMI_FAULT_STEP:-71}"
