/* cell_signs: what a text shows of what was done to it on its way here.
 *
 * Nothing is repaired: what these find has lost something that only the
 * sender can give back. */
#ifndef AYUMI_BASE_CELL_SIGNS_H
#define AYUMI_BASE_CELL_SIGNS_H

#include "base/arena.h"
#include "base/calendar.h"

#include <stdbool.h>

/* 1.23E+11: a long number as Excel shows it, its last digits lost. */
bool text_is_exponent(const char *text);

/* 〓, ■, ? or U+FFFD: a character that the sender's code did not have. */
bool text_has_lost_character(const char *text);

/* 土, 土曜, （土・祝）, Sat: true when it names a weekday that is not the
 * day's. Text that names none says nothing. */
bool text_is_another_weekday(struct arena *a, const char *text,
                             struct date day);

#endif
