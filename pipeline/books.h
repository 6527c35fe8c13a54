/* books: the codebook files as tables of the research database. */
#ifndef AYUMI_PIPELINE_BOOKS_H
#define AYUMI_PIPELINE_BOOKS_H

#include "base/codebook.h"
#include "base/file_hash.h"
#include "base/store.h"

/* Drops and makes book_<stem> for every codebook file, all columns TEXT, in
 * the order of the file (rowid). A study's own rows replace or add. */
MUST_CHECK enum status books_load(struct arena *a, struct store *s,
                                  const struct codebook *c);

/* One hash over the content of all codebook files, shipped and local. */
MUST_CHECK enum status books_hash(struct arena *a, const struct codebook *c,
                                  char out[FILE_HASH_SIZE]);

#endif
