/* expiring_list: a list of names for the clerk, which does not stay.
 *
 * identity/contact_F2024-1_until_2024-07-14.csv, mode 0600, for Excel. The
 * last day stands in the name and in each row; the first command of the
 * identity room after that day removes the file, and the audit log says so. */
#ifndef AYUMI_ANONYMIZE_EXPIRING_LIST_H
#define AYUMI_ANONYMIZE_EXPIRING_LIST_H

#include "anonymize/key_file.h"
#include "base/calendar.h"

#define CONTACT_LIST "contact"
#define LABELS_LIST "labels"
#define DISCLOSURE_LIST "disclosure" /* a page: .html */

enum { LIST_DAYS = 14, LIST_MOST_DAYS = 60 };

/* The days a list may stay: --days, or LIST_DAYS. false when it is no number
 * from 1 to LIST_MOST_DAYS. */
bool list_days(const char *asked, int *days);

/* A name that may stand in a file's name: letters, digits, - and _. */
bool list_name_is_plain(const char *name);

char *list_path(struct arena *a, const char *study, const char *kind,
                const char *name, struct date until);

/* Is this file, named from the study's folder, such a list? */
bool list_is_expiring(struct arena *a, const char *name);

/* Removes lists past their day, or all of them, *n how many; and always what
 * a killed command left of one. Writes an audit line before each when k is not
 * NULL. */
MUST_CHECK enum status lists_remove(struct arena *a, const char *study,
                                    const struct keys *k, struct date today,
                                    bool all, size_t *n);

#endif
