/* deliveries: what the offices of the town hand in, quarter by quarter. */
#ifndef AYUMI_TOWN_DELIVERIES_H
#define AYUMI_TOWN_DELIVERIES_H

#include "resident.h"
#include "sheet.h"

/* The kinds of file with rows of people or events, in the order of kinds[]. */
enum kind {
    KIND_ROSTER,     /* 01 */
    KIND_CONSENT,    /* 02 */
    KIND_EVENT,      /* 03 */
    KIND_ATTENDANCE, /* 04 */
    KIND_BASELINE,   /* 05 */
    KIND_CHECK,      /* 06 */
    KIND_ACTIVITY,   /* 12 */
    KIND_FOLLOWUP,   /* 14 */
    KIND_SILVER,     /* 15 */
    KIND_TARGET,     /* 21 */
    KIND_ACTUAL,     /* 22 */
    KIND_CHECKLIST,  /* 29 */
    KIND_JOB,        /* 10 */
    KIND_REFERRAL,   /* 11 */
    KIND_SUPPORT,    /* 13 */
    KIND_TRAINING,   /* 18 */
    KIND_CORRECTION, /* 28 */
    KIND_STATUS,     /* 35 */
    N_KINDS
};
enum { N_QUARTERS = 13 }; /* FY2022Q1 … FY2025Q1 */

struct deliveries {
    struct arena *arena;
    const struct town *town;
    int until; /* nothing that became known later is delivered */
    struct sheet *sheets[N_KINDS][N_QUARTERS]; /* NULL = nothing to hand in */
    size_t n_extra, extra_capacity;
    struct sheet **extra; /* files that only the faults need */
    int n_episodes;
};

/* Fills *d; everything lives in the town's arena. */
void deliveries_make(struct deliveries *d, struct town *t, int until);

/* The file of a kind in the quarter of a day, made when there is none. */
struct sheet *delivery_on(struct deliveries *d, enum kind kind, int day);
/* An empty file beside the others, of the same style as `like`. */
struct sheet *delivery_extra(struct deliveries *d, const struct sheet *like,
                             const char *name);
int quarter_index(int day);
/* Column of a template's header, whatever this file calls it; the program
 * ends when there is none (our mistake). */
size_t kind_column(enum kind kind, const char *header);
const char *office_number(struct deliveries *d, int number); /* 0012 */

/* The way from openings to work: openings and their correction once, then what
 * is known of each person besides the activity itself (services.c). episode:
 * number of the activity that counts. */
void write_jobs(struct deliveries *d);
void write_services(struct deliveries *d, const struct resident *r,
                    const char *episode);
void write_status(struct deliveries *d, const struct resident *r);
const char *job_number(struct deliveries *d, const struct resident *r);

/* One row each, as the office writes it. */
void write_roster(struct deliveries *d, struct sheet *s,
                  const struct resident *r);
void write_attendance(struct deliveries *d, struct sheet *s,
                      const struct resident *r, int seminar);
void write_check(struct deliveries *d, struct sheet *s,
                 const struct resident *r, const struct health *h);
void write_checklist(struct deliveries *d, struct sheet *s,
                     const struct resident *r, const struct health *h);

#endif
