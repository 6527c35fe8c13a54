#!/usr/bin/env bash
# Labels: once
# A short sweep of sweep.sh: a kill, a disk error, a full disk at some of the
# changes that the identity room makes to files. From the 12th on: an error of
# the disk there makes SQLite give up a whole transaction in the middle of it.
exec "$(dirname "$0")/../faults/sweep.sh" "${AYUMI_FAULT_STEP:-101}" "${AYUMI_FAULT_FIRST:-12}"
