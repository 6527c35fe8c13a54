/* make-town: writes a study of an invented town, with planted effects and
 * planted faults, the same bytes for the same numbers on every machine.
 *
 *   make-town --people N --seed S --out DIR [--until YYYY-MM-DD]
 *             [--clean] [--truth]
 *
 * DIR gets study.csv, codebook/, inbox/ and effects.csv; faults.csv unless
 * --clean; truth.csv with --truth. --until is the day of the last delivery,
 * 2024-06-30 unless given; what became known later is not in the files.
 *
 * A study for recovering the effects needs --until 2025-06-30: only then has
 * every follow-up survey come back. Before that the desk already knows of
 * activities of people whose survey is still to come, and those without an
 * activity are not known yet. */
#include "base/calendar.h"
#include "base/output_file.h"
#include "study_files.h"

#include <errno.h>
#include <limits.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

struct wish {
    int people;
    uint64_t seed;
    const char *out;
    struct date until;
    bool clean, truth;
};

static bool read_number(const char *text, long most, long *out)
{
    char *end;
    errno = 0;
    *out = strtol(text, &end, 10);
    return errno == 0 && end != text && *end == '\0' && *out >= 1 &&
           *out <= most;
}

static bool read_arguments(int argc, char **argv, struct wish *w)
{
    *w = (struct wish){150, 20230703, NULL, {2024, 6, 30}, false, false};
    for (int i = 1; i < argc; i++) {
        const char *value = i + 1 < argc ? argv[i + 1] : "";
        long number = 0;
        bool good = true;
        if (strcmp(argv[i], "--clean") == 0) {
            w->clean = true;
            continue;
        }
        if (strcmp(argv[i], "--truth") == 0) {
            w->truth = true;
            continue;
        }
        if (strcmp(argv[i], "--people") == 0) {
            good = read_number(value, 200000, &number);
            w->people = (int)number;
        } else if (strcmp(argv[i], "--seed") == 0) {
            good = read_number(value, LONG_MAX, &number);
            w->seed = (uint64_t)number;
        } else if (strcmp(argv[i], "--out") == 0) {
            w->out = value;
        } else if (strcmp(argv[i], "--until") == 0) {
            good = date_parse_iso(value, &w->until);
        } else {
            good = false;
        }
        if (!good)
            return false;
        i++;
    }
    /* The faults sit in files up to June 2024 and need rows to spoil. */
    if (!w->clean && w->people < 100)
        return false;
    int until = date_to_days(w->until);
    int first = w->clean ? day_number(2022, 6, 30) : day_number(2024, 6, 30);
    return w->out != NULL && w->out[0] != '\0' && until >= first &&
           until <= day_number(2025, 6, 30);
}

static enum status make(const struct wish *w)
{
    struct town town;
    town_draw(&town, w->people, w->seed);
    struct deliveries d;
    deliveries_make(&d, &town, date_to_days(w->until));
    struct fault_list faults = {.d = &d};
    if (!w->clean)
        faults_plant(&faults, &d);
    enum status st = study_files_write(w->out);
    if (st == STATUS_OK)
        st = inbox_write(&d, w->out);
    if (st == STATUS_OK)
        st = effects_write(w->out);
    if (st == STATUS_OK && !w->clean)
        st = faults_write(&faults, w->out);
    if (st == STATUS_OK && w->truth)
        st = truth_write(&town, w->out);
    town_release(&town);
    return st;
}

int main(int argc, char **argv)
{
    struct wish w;
    if (!read_arguments(argc, argv, &w)) {
        fputs("usage: make-town --people N --seed S --out DIR\n"
              "                 [--until YYYY-MM-DD, 2022-06-30 to 2025-06-30]"
              "\n                 [--clean] [--truth]\n",
              stderr);
        return STATUS_USAGE;
    }
    return status_exit_code(make(&w));
}
