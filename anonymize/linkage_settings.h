/* linkage_settings: what is compared and how, as a file a person can edit.
 *
 * CSV kind,columns,method,arguments:
 *   id,rec_id,,                         the first column; for the reader only
 *   compare,surname,text,household      role: personal household shared
 *   compare,氏名+フリガナ,name+kana,shared   a name and its reading together
 *   compare,sex,sex,personal 1=男 2=女        codes of the two files
 *   compare,surname,text,shared m.exact=0.9 u.exact=0.001   not learnt
 *   compare,note,ignore,                not compared
 *   block,surname:sound+dob:year,,      records that agree on these pieces
 *   option,threshold,,0.95              also review_from, pair_budget,
 *                                       assignment (one_to_one, one_to_many),
 *                                       false_link_rate (as many links as it
 *                                       allows, p > 0.5)
 * Without a compare row for a column it is left out, unless there is none at
 * all: then columns are chosen by what they hold. So with blocks. */
#ifndef AYUMI_ANONYMIZE_LINKAGE_SETTINGS_H
#define AYUMI_ANONYMIZE_LINKAGE_SETTINGS_H

#include "anonymize/linkage.h"

struct setting {
    size_t row; /* as Excel shows it */
    const char *columns, *method, *arguments;
};

struct linkage_settings {
    const char *path; /* NULL: none given */
    size_t n_compares, n_blocks;
    struct setting *compares, *blocks;
};

/* Options go into *options. STATUS_USAGE with file, row and what is known. */
MUST_CHECK enum status linkage_settings_read(struct arena *a, const char *path,
                                             struct linkage_settings *out,
                                             struct options *options);

/* The rules of the file; needs l->pieces. STATUS_USAGE names what is unknown.
 */
MUST_CHECK enum status
linkage_settings_blocks(struct linkage *l, const struct linkage_settings *s);

/* The settings in use, with the columns left out and why. */
MUST_CHECK enum status linkage_settings_write(const struct linkage *l,
                                              const char *path);

#endif
