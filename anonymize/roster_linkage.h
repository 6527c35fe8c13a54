/* roster_linkage: how sure is it that a row of somebody else's roster is about
 * a person of the vault?
 *
 * The linkage engine (linkage_run.h) compares people with every row of one
 * roster, by name, kana and birth date, one-to-one, and learns from them and
 * from what a clerk has decided as far as so few rows can teach; the rest is
 * what is known of Japanese office data. Nothing is decided here. */
#ifndef AYUMI_ANONYMIZE_ROSTER_LINKAGE_H
#define AYUMI_ANONYMIZE_ROSTER_LINKAGE_H

#include "base/arena.h"
#include "base/status.h"
#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

/* A record of a person; someone joined from several has several, under one
 * serial. Of a row the serial says nothing. */
struct linkage_person {
    uint32_t serial;
    const char *name, *kana, *birth; /* as written; birth YYYY-MM-DD */
};

/* What a clerk has decided, or with which probability the two are one. */
struct roster_label {
    size_t row;
    uint32_t serial;
    bool is_same;
};
struct roster_pair {
    size_t row;
    uint32_t serial;
    double probability;
};

struct roster_question {
    const struct linkage_person *people, *rows;
    size_t n_people, n_rows;
    const struct roster_label *labels;
    size_t n_labels;
};

/* *pairs: by row and serial, all that are likelier than 0.001, in the arena.
 * A row's probabilities add up to at most 1. Same result for any order of
 * people and rows. */
MUST_CHECK enum status roster_linkage(struct arena *a,
                                      const struct roster_question *q,
                                      struct roster_pair **pairs, size_t *n);

/* Of a pair; 0 when it is not among them. */
double roster_probability(const struct roster_pair *pairs, size_t n, size_t row,
                          uint32_t serial);

#endif
