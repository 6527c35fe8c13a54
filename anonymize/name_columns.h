/* name_columns: names that one file writes whole and the other in parts, and
 * readings that stand in the column of the name.
 *
 * Where one file has 氏名 and the other 姓 and 名 (full_name; first_name,
 * last_name), the other gets a column put together from its parts. A name
 * written wholly in kana in a column of kanji is its reading: it moves to the
 * column of readings, and the name counts as not given. A column of names that
 * is all kana is one of readings, where the other file has one. */
#ifndef AYUMI_ANONYMIZE_NAME_COLUMNS_H
#define AYUMI_ANONYMIZE_NAME_COLUMNS_H

#include "anonymize/linkage_reading.h"

/* Before the columns of the two are paired; either order of the two gives the
 * same columns. */
void name_columns_match(struct reading *one, struct reading *other);

#endif
