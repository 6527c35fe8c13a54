/* xml_member: a member of a zip parsed as XML, in portions and with limits. */
#include "base/xml_member.h"

#include "base/text.h"

#include <expat.h>
#include <string.h>

enum {
    MIN_CHUNK = 1024,
    MAX_CHUNK = 65536,
    MAX_QUIET = 4 << 20, /* bytes of markup without an element or text */
    MAX_DEPTH = 256
};

struct xml_member {
    XML_Parser parser;
    struct zip_member *member;
    const struct xml_handlers *handlers;
    void *context;
    const char *refused;
    int chunk; /* bytes read at once: a small member whole */
    size_t quiet, depth;
    bool is_paused, is_last;
};

const char *zip_rule(enum zip_outcome outcome)
{
    switch (outcome) {
    case ZIP_OK:
        return NULL;
    case ZIP_UNREADABLE:
        return "E1001";
    case ZIP_TOO_LARGE:
        return "E1005";
    case ZIP_ENCRYPTED:
        return "E1008";
    case ZIP_BROKEN:
    case ZIP_NO_MEMBER:
        break;
    }
    return "E1007";
}

const char *xml_local_name(const char *name)
{
    const char *colon = strrchr(name, ':');
    return colon == NULL ? name : colon + 1;
}

const char *xml_attribute(const char **attributes, const char *name)
{
    for (; attributes[0] != NULL; attributes += 2)
        if (text_equal(xml_local_name(attributes[0]), name))
            return attributes[1];
    return NULL;
}

void xml_member_pause(struct xml_member *m)
{
    if (m->refused == NULL)
        XML_StopParser(m->parser, XML_TRUE);
}

void xml_member_refuse(struct xml_member *m, const char *rule)
{
    if (m->refused != NULL)
        return;
    m->refused = rule;
    XML_StopParser(m->parser, XML_FALSE);
}

static void XMLCALL on_start(void *context, const XML_Char *name,
                             const XML_Char **attributes)
{
    struct xml_member *m = context;
    m->quiet = 0;
    if (++m->depth > MAX_DEPTH)
        xml_member_refuse(m, "E1005");
    if (m->refused == NULL)
        m->handlers->start(m->context, xml_local_name(name), attributes);
}

static void XMLCALL on_end(void *context, const XML_Char *name)
{
    struct xml_member *m = context;
    m->quiet = 0;
    m->depth--;
    if (m->refused == NULL)
        m->handlers->end(m->context, xml_local_name(name));
}

static void XMLCALL on_text(void *context, const XML_Char *bytes, int n)
{
    struct xml_member *m = context;
    m->quiet = 0;
    if (m->refused == NULL && m->handlers->text != NULL)
        m->handlers->text(m->context, bytes, (size_t)n);
}

static void XMLCALL on_doctype(void *context, const XML_Char *name,
                               const XML_Char *system, const XML_Char *public,
                               int has_subset)
{
    (void)name;
    (void)system;
    (void)public;
    (void)has_subset;
    xml_member_refuse(context, "E1007");
}

static int chunk_of(uint64_t size)
{
    if (size >= MAX_CHUNK)
        return MAX_CHUNK;
    return size < MIN_CHUNK ? MIN_CHUNK : (int)size;
}

const char *xml_member_open(struct arena *a, struct zip_file *z,
                            const char *name,
                            const struct xml_handlers *handlers, void *context,
                            struct xml_member **out)
{
    struct xml_member *m = arena_take(a, sizeof *m);
    *out = NULL;
    enum zip_outcome outcome = zip_member_open(a, z, name, &m->member);
    if (outcome != ZIP_OK)
        return zip_rule(outcome);
    m->parser = XML_ParserCreate(NULL);
    if (m->parser == NULL) {
        zip_member_close(m->member);
        return "E1005";
    }
    m->chunk = chunk_of(zip_member_size(m->member));
    m->handlers = handlers;
    m->context = context;
    XML_SetUserData(m->parser, m);
    XML_SetElementHandler(m->parser, on_start, on_end);
    XML_SetCharacterDataHandler(m->parser, on_text);
    XML_SetStartDoctypeDeclHandler(m->parser, on_doctype);
    *out = m;
    return NULL;
}

/* One portion more, or what a pause left of the last one. */
static enum XML_Status feed(struct xml_member *m)
{
    if (m->is_paused) {
        m->is_paused = false;
        return XML_ResumeParser(m->parser);
    }
    size_t n = 0;
    void *buffer = XML_GetBuffer(m->parser, m->chunk);
    if (buffer == NULL) {
        m->refused = "E1005";
        return XML_STATUS_ERROR;
    }
    enum zip_outcome outcome =
        zip_member_read(m->member, buffer, (size_t)m->chunk, &n);
    if (outcome != ZIP_OK) {
        m->refused = zip_rule(outcome);
        return XML_STATUS_ERROR;
    }
    m->quiet += n;
    m->is_last = n == 0;
    return XML_ParseBuffer(m->parser, (int)n, m->is_last);
}

const char *xml_member_go_on(struct xml_member *m, bool *done)
{
    *done = false;
    while (m->refused == NULL) {
        enum XML_Status st = feed(m);
        if (st == XML_STATUS_SUSPENDED) {
            m->is_paused = true;
            return NULL;
        }
        if (st != XML_STATUS_OK && m->refused == NULL)
            m->refused = "E1007";
        else if (m->quiet > MAX_QUIET && m->refused == NULL)
            m->refused = "E1005";
        else if (m->is_last) {
            *done = true;
            break;
        }
    }
    return m->refused;
}

void xml_member_close(struct xml_member *m)
{
    XML_ParserFree(m->parser);
    zip_member_close(m->member);
}

const char *xml_member_read(struct arena *a, struct zip_file *z,
                            const char *name,
                            const struct xml_handlers *handlers, void *context,
                            struct xml_member **during)
{
    bool done;
    const char *refused =
        xml_member_open(a, z, name, handlers, context, during);
    if (refused != NULL)
        return refused;
    refused = xml_member_go_on(*during, &done);
    xml_member_close(*during);
    return refused;
}
