#!/usr/bin/env bash
# leak_sweep.sh: test_leaks.sh with 2,000 people and 40 kills of each kind, by hand:
# half an hour. AYUMI_BUILD: the build (default: build/ of the source tree).
: "${AYUMI_SOURCE:=$(cd "$(dirname "$0")/../.." && pwd)}"
: "${AYUMI_BUILD:=$AYUMI_SOURCE/build}"
: "${AYUMI_BIN:=$AYUMI_BUILD/bin}"
export AYUMI_SOURCE AYUMI_BUILD AYUMI_BIN
export LEAK_PEOPLE=${LEAK_PEOPLE:-2000} LEAK_KILLS=${LEAK_KILLS:-40}
exec "$AYUMI_SOURCE/tests/rooms/test_leaks.sh"
