/* text: Japanese text as the pipeline compares, cuts and prints it.
 *
 * Every `const char *` here is valid UTF-8 and NUL-terminated unless it says
 * otherwise; the door (csv_reader) guarantees that. Bytes are never compared
 * across encodings: decode first. */
#ifndef AYUMI_BASE_TEXT_H
#define AYUMI_BASE_TEXT_H

#include "base/arena.h"
#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

bool text_equal(const char *a, const char *b);
bool text_is_blank(const char *text); /* empty, or only spaces of any kind */
bool text_starts_with(const char *text, const char *prefix);
bool text_is_utf8(const char *bytes, size_t n);
bool text_is_cp932(const char *bytes, size_t n);

/* One code point at *text; advances *text. Invalid bytes give U+FFFD. */
uint32_t text_next(const char **text);
/* Writes 1-4 bytes, returns how many; no NUL. */
size_t text_encode(uint32_t code_point, char out[4]);
size_t text_length(const char *text); /* code points */

/* Columns on a terminal: East Asian wide and full-width count 2. */
size_t text_width(const char *text);
/* The longest prefix of at most max_bytes bytes that ends between characters.
 */
char *text_cut(struct arena *a, const char *text, size_t max_bytes) MUST_CHECK;

/* Leading and trailing spaces go: ASCII blanks, CR, LF, TAB, U+3000, U+00A0,
 * U+200B, U+FEFF and the other spaces of Unicode. */
char *text_trim(struct arena *a, const char *text) MUST_CHECK;

/* NFC: for names that are stored and shown (headers, file names). */
char *text_nfc(struct arena *a, const char *text) MUST_CHECK;

/* For comparing what people typed: variation selectors dropped, U+309B/309C
 * joined to the kana before them, NFKC, the dashes － − ‐ ‑ – — ― folded to
 * '-', the wave dashes 〜 ～ to '~', ∥ to ‖, zero-width characters dropped,
 * trimmed. The long vowel mark ー stays. Digits and Latin letters become
 * half-width, half-width kana full-width. Case is kept. */
char *text_fold(struct arena *a, const char *text) MUST_CHECK;

/* text_fold, then every space removed and brackets （） made half-width:
 * the form in which headers are compared. */
char *text_fold_header(struct arena *a, const char *text) MUST_CHECK;

/* Decodes bytes of CP932 (Windows-31J) by iconv's name "CP932". The six
 * characters that Shift_JIS maps otherwise (～ ∥ － ￠ ￡ ￢) keep the form
 * that the same program writes in UTF-8, so that both files read alike;
 * text_fold joins the two forms. Returns NULL when a byte does not decode;
 * *bad_at then is its offset. */
char *text_from_cp932(struct arena *a, const char *bytes, size_t n,
                      size_t *bad_at) MUST_CHECK;
/* The same into `out`, which has room for 3 n bytes and gets no NUL. Bytes
 * written, or SIZE_MAX when one does not decode or is NUL. */
size_t text_cp932_write(const char *bytes, size_t n, char *out);
char *text_from_utf16le(struct arena *a, const char *bytes, size_t n,
                        size_t *bad_at) MUST_CHECK;

/* A cell that a spreadsheet could take for a formula: first visible character
 * is = + - @ TAB CR or its full-width form. Real numbers such as -5 are not,
 * nor is a lone dash, with which offices write "unknown". */
bool text_looks_like_formula(const char *text);

/* Nearest of `names` (NULL-terminated) by edit distance in characters, or
 * NULL when none is within a third of the length: for "did you mean". */
const char *text_nearest(const char *text, const char *const *names);

#endif
