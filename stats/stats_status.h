/* stats_status: how a fit or a test ends.
 *
 * Everything but STATS_BAD_ARGUMENT is a result of the data, to be stored
 * and printed like a number. The names are those of fit.csv. */
#ifndef AYUMI_STATS_STATUS_H
#define AYUMI_STATS_STATUS_H

#define STATS_MUST_CHECK __attribute__((warn_unused_result))

enum stats_status {
    STATS_OK,
    STATS_SEPARATED,       /* a hyperplane parts the outcomes of all rows */
    STATS_QUASI_SEPARATED, /* … of some rows; others lie on the plane */
    STATS_SINGULAR,        /* columns are linear combinations of others */
    STATS_NOT_CONVERGED,
    STATS_TOO_FEW_EVENTS, /* estimates exist, but rest on too few events */
    STATS_BAD_DATA,       /* no rows, constant outcome, value not finite … */
    STATS_BAD_ARGUMENT    /* the caller's mistake: level 95, NULL matrix … */
};

/* "ok", "separated", "quasi_separated", "singular", "not_converged",
 * "too_few_events", "bad_data", "bad_argument". */
const char *stats_status_name(enum stats_status status);

/* Why data were refused, or why a fit can't be trusted. */
enum stats_reason {
    STATS_NO_REASON,
    STATS_NO_ROWS,    /* no row of positive weight */
    STATS_NOT_FINITE, /* a value, weight or offset is not a number */
    STATS_NEGATIVE_WEIGHT,
    STATS_OUTCOME_NOT_CODED, /* outcome outside its codes (0/1, levels …) */
    STATS_OUTCOME_CONSTANT,  /* one outcome only */
    STATS_MORE_COLUMNS_THAN_ROWS,
    STATS_OUTCOME_LEVEL_EMPTY, /* a category that no row has */
    STATS_FEW_EVENTS           /* rarest outcome below 5, or below the number
                                  of parameters of its equation */
};

/* "no_rows", "not_finite", …; "" for STATS_NO_REASON. */
const char *stats_reason_name(enum stats_reason reason);

/* What became of one column of a design matrix. */
enum stats_column {
    STATS_COLUMN_FINITE,
    STATS_COLUMN_DROPPED,        /* linear combination of earlier columns */
    STATS_COLUMN_PLUS_INFINITY,  /* the likelihood grows for ever upwards */
    STATS_COLUMN_MINUS_INFINITY, /* … downwards */
    STATS_COLUMN_UNDETERMINED    /* infinite or free, direction open */
};

/* "finite", "dropped", "+Inf", "-Inf", "undetermined". */
const char *stats_column_name(enum stats_column column);

#endif
