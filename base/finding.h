/* finding: bad data, with its place; never with its value.
 *
 * A finding is a row of findings.csv and of table `finding`:
 *   file,row,column,variable,rule,severity,subject
 * file    number of the file in the handover manifest (from 1)
 * row     as Excel shows it; 0 when it concerns the whole file
 * column  Excel's letter, or "" when it concerns the row or file
 * subject pseudonym, or "" (never an office number) */
#ifndef AYUMI_BASE_FINDING_H
#define AYUMI_BASE_FINDING_H

#include "base/codebook.h"
#include "base/messages.h"

struct finding {
    const char *file_name;
    size_t row;
    const char *column;   /* "F" or "" */
    const char *variable; /* codebook name or "" */
    const char *header;   /* label shown to people or "" */
    const char *rule;     /* "E2104" */
    enum severity severity;
};

/* One line for people, in the study's language:
 * ja: E2104 2023Q2_05_ベース調査.csv 行214 列F(記入日):
 * 存在しない日付です。元の用紙を確認してください en: 2023Q2_05.csv row 214
 * column F (date): no such day; check the form [E2104] */
char *finding_sentence(struct arena *a, const struct codebook *c,
                       const struct finding *f, enum language lang) MUST_CHECK;

#endif
