/* status: how a function ends, and with which exit code a program does.
 *
 * Three roads, never mixed: bad data is a finding (a row, the run goes on,
 * STATUS_FINDINGS at the end); a failing world is one of the failures below
 * (message printed once by the place that knows, roll back, stop); a mistake
 * of ours is STATUS_BUG. */
#ifndef AYUMI_BASE_STATUS_H
#define AYUMI_BASE_STATUS_H

#include "base/attributes.h"

enum status {
    STATUS_OK = 0,
    STATUS_FINDINGS = 1,     /* done, but rows or warnings need a person */
    STATUS_USAGE = 2,        /* wrong usage, settings or codebook */
    STATUS_UNREADABLE = 3,   /* input unreadable; nothing changed */
    STATUS_REFUSED = 4,      /* a safety rule stopped it: key, consent … */
    STATUS_BUSY = 5,         /* another run holds the study */
    STATUS_BUG = 70,         /* our mistake */
    STATUS_IO = 74,          /* disk full, EIO, database error */
    STATUS_INTERRUPTED = 130 /* Ctrl-C; the next run goes on */
};

/* The exit code is the enum's value; a function so that callers say so. */
int status_exit_code(enum status st);

/* The worse of two: failures win over findings, findings over ok. */
enum status status_worse(enum status a, enum status b);

#endif
