/* stats_status: the words for each way a fit can end. */
#include "stats/stats_status.h"

#include <stddef.h>

const char *stats_status_name(enum stats_status status)
{
    switch (status) {
    case STATS_OK:
        return "ok";
    case STATS_SEPARATED:
        return "separated";
    case STATS_QUASI_SEPARATED:
        return "quasi_separated";
    case STATS_SINGULAR:
        return "singular";
    case STATS_NOT_CONVERGED:
        return "not_converged";
    case STATS_TOO_FEW_EVENTS:
        return "too_few_events";
    case STATS_BAD_DATA:
        return "bad_data";
    case STATS_BAD_ARGUMENT:
        return "bad_argument";
    }
    return "bad_argument";
}

const char *stats_reason_name(enum stats_reason reason)
{
    static const char *const names[] = {
        [STATS_NO_REASON] = "",
        [STATS_NO_ROWS] = "no_rows",
        [STATS_NOT_FINITE] = "not_finite",
        [STATS_NEGATIVE_WEIGHT] = "negative_weight",
        [STATS_OUTCOME_NOT_CODED] = "outcome_not_coded",
        [STATS_OUTCOME_CONSTANT] = "outcome_constant",
        [STATS_MORE_COLUMNS_THAN_ROWS] = "more_columns_than_rows",
        [STATS_OUTCOME_LEVEL_EMPTY] = "outcome_level_empty",
        [STATS_FEW_EVENTS] = "few_events",
    };
    size_t n = sizeof names / sizeof *names;
    return (size_t)reason < n ? names[reason] : "";
}

const char *stats_column_name(enum stats_column column)
{
    switch (column) {
    case STATS_COLUMN_FINITE:
        return "finite";
    case STATS_COLUMN_DROPPED:
        return "dropped";
    case STATS_COLUMN_PLUS_INFINITY:
        return "+Inf";
    case STATS_COLUMN_MINUS_INFINITY:
        return "-Inf";
    case STATS_COLUMN_UNDETERMINED:
        return "undetermined";
    }
    return "undetermined";
}
