/* pages: large memory that can be given back piece by piece.
 *
 * For what is as large as the data: an arena keeps all until its end, and
 * would write zeros over pages that nobody has asked for yet. */
#ifndef AYUMI_BASE_PAGES_H
#define AYUMI_BASE_PAGES_H

#include <stddef.h>

/* Zeros, at a page's border; memory is used page by page as it is written.
 * Running out of it ends the program, as for an arena. Owned by the caller,
 * until pages_release. */
void *pages_take(size_t bytes);

/* Gives back the pages that lie wholly within these bytes; they must not be
 * read any more. */
void pages_give_back(void *from, size_t bytes);

/* Gives back what pages_take(bytes) returned, also after pieces of it went.
 * Nothing for NULL. */
void pages_release(void *memory, size_t bytes);

#endif
