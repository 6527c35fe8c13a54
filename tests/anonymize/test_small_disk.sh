#!/usr/bin/env bash
# Labels: once
# A disk that is nearly full: small_disk.sh with few sizes.
exec "$(dirname "$0")/../faults/small_disk.sh"
