#!/usr/bin/env python3
"""measure.py COMMAND...: runs it once, quietly, and prints one line:
wall seconds, seconds of the processor, peak memory of its largest process in
MB, exit code. A child's line `inner=SECONDS` (work without the start of the
program) is printed as a fifth word."""
import os
import re
import subprocess
import sys
import time

start = time.perf_counter()
child = subprocess.Popen(sys.argv[1:], stdout=subprocess.PIPE,
                         stderr=subprocess.DEVNULL)
out = child.stdout.read()
_, status, used = os.wait4(child.pid, 0)
wall = time.perf_counter() - start
inner = re.search(rb"inner=([0-9.]+)", out)
print("%.3f %.3f %.1f %d %s" % (
    wall, used.ru_utime + used.ru_stime, used.ru_maxrss / 1024,
    os.waitstatus_to_exitcode(status), inner[1].decode() if inner else "-"))
