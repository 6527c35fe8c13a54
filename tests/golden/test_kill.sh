#!/usr/bin/env bash
# Labels: once
# Eight of the kills of kill_sweep.sh, which takes any number of them.
exec "$(dirname "$0")/kill_sweep.sh" 8
