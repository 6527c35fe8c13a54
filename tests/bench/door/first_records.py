#!/usr/bin/env python3
"""first_records.py FILE N [after]: the header and the first N records, or the
header and all after them; bytes as they are. A record ends at a line end
outside quotes."""
import sys

path, n = sys.argv[1], int(sys.argv[2])
after = len(sys.argv) > 3
out = sys.stdout.buffer
number, quotes = 0, 0
with open(path, "rb") as f:
    for line in f:
        if number == 0 or (number > n) == after:
            out.write(line)
        elif number > n:
            break
        quotes += line.count(b'"')
        number += quotes % 2 == 0
