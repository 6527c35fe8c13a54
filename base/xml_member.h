/* xml_member: a member of a zip parsed as XML, in portions and with limits.
 *
 * Handlers get names without their prefix. A handler may pause the parsing
 * (rows are asked for one by one) or refuse the whole file. A document type
 * declaration is refused: no workbook has one, and entities are bombs. */
#ifndef AYUMI_BASE_XML_MEMBER_H
#define AYUMI_BASE_XML_MEMBER_H

#include "base/zip_file.h"

struct xml_member;

struct xml_handlers {
    /* attributes: name, value, …, NULL; names as written, with prefix */
    void (*start)(void *context, const char *name, const char **attributes);
    void (*end)(void *context, const char *name);
    void (*text)(void *context, const char *bytes, size_t n);
};

/* NULL, or the rule that refuses the file; then *out is NULL. */
MUST_CHECK const char *xml_member_open(struct arena *a, struct zip_file *z,
                                       const char *name,
                                       const struct xml_handlers *handlers,
                                       void *context, struct xml_member **out);
/* Goes on until a handler pauses or the member ends (*done). */
MUST_CHECK const char *xml_member_go_on(struct xml_member *m, bool *done);
void xml_member_close(struct xml_member *m);

/* From inside a handler. */
void xml_member_pause(struct xml_member *m);
void xml_member_refuse(struct xml_member *m, const char *rule);

/* All of a member at once. */
MUST_CHECK const char *xml_member_read(struct arena *a, struct zip_file *z,
                                       const char *name,
                                       const struct xml_handlers *handlers,
                                       void *context,
                                       struct xml_member **during);

/* The rule for what went wrong in a zip; NULL for ZIP_OK. */
const char *zip_rule(enum zip_outcome outcome);
/* Value of an attribute by its name without prefix, or NULL. */
const char *xml_attribute(const char **attributes, const char *name);
const char *xml_local_name(const char *name);

#endif
