/* settings: study.csv, the one settings file of a study.
 *
 * Columns 項目,値,説明 (or key,value,note). Keys this program knows:
 *   name                study's name as printed on the summary
 *   municipality        JIS code of 5 digits (6 accepted, check digit tested)
 *   municipality_name   as printed
 *   language            ja | en
 *   first_quarter       FY2023Q2
 *   population          residents: decides the small-count threshold
 *   summary_years       most fiscal years side by side in the summary, 2-6
 *   handover_approval   yes | no: an official approves what crosses the wall
 * Unknown keys are an error that names the nearest known key. */
#ifndef AYUMI_BASE_SETTINGS_H
#define AYUMI_BASE_SETTINGS_H

#include "base/calendar.h"
#include "base/messages.h"
#include "base/status.h"
#include <stdbool.h>

struct settings {
    const char *folder; /* the study's folder as given */
    const char *name;
    const char *municipality;
    const char *municipality_name;
    enum language language;
    struct quarter first_quarter;
    long population;
    int summary_years;
    bool handover_approval;
    char hash[65]; /* of the settings' meaning, not of the bytes */
};

/* STATUS_USAGE with a message when study.csv is absent or wrong. */
MUST_CHECK enum status settings_load(struct arena *a, const char *folder,
                                     struct settings *out);
/* The same, and from then on messages come in the study's language, unless
 * --lang was given. What is written follows the study in any case. */
MUST_CHECK enum status settings_load_and_speak(struct arena *a,
                                               const char *folder,
                                               bool language_given,
                                               struct settings *out);
/* Writes a documented study.csv (UTF-8 BOM, CRLF). */
MUST_CHECK enum status settings_write(const char *folder,
                                      const struct settings *s);

#endif
