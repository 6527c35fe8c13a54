/* delivery_order: in which order were the files of an inbox written?
 *
 * A name tells: folder by folder, then by the name without its extension,
 * digits by their value, and a name that goes on ("… (2)", "…(訂正)", "…-2")
 * after the one it goes on from. So a correction saved beside the file it
 * corrects comes later, whatever sign its name goes on with. */
#ifndef AYUMI_ANONYMIZE_DELIVERY_ORDER_H
#define AYUMI_ANONYMIZE_DELIVERY_ORDER_H

#include <stddef.h>

/* Names relative to the inbox, '/' between folders; NFC and NFD alike. */
int delivery_compare(const char *a, const char *b);
void delivery_sort(const char **names, size_t n);

#endif
