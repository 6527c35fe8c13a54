/* messages: both languages say the same, with the same placeholders. */
#include "base/messages.h"
#include "check_main.h"

#include <string.h>

START_TEST(messages_are_sorted_by_name)
{
    for (const struct message *m = messages; m[0].name && m[1].name; m++)
        ck_assert_msg(strcmp(m[0].name, m[1].name) < 0, "%s before %s",
                      m[0].name, m[1].name);
}
END_TEST

/* The conversion that starts at %: its text ("%zu", "%s", "%%"). */
static size_t conversion(const char *at, char out[16])
{
    size_t n = 1 + strspn(at + 1, "-0123456789.*zl");
    n += at[n] != '\0' ? 1 : 0;
    ck_assert_uint_lt(n, 16);
    memcpy(out, at, n);
    out[n] = '\0';
    return n;
}

static const char *next_conversion(const char *text, char out[16])
{
    const char *at = strchr(text, '%');
    if (at == NULL)
        return NULL;
    return at + conversion(at, out);
}

START_TEST(placeholders_agree_between_the_languages)
{
    for (const struct message *m = messages; m->name != NULL; m++) {
        const char *ja = m->ja, *en = m->en;
        char left[16], right[16];
        for (;;) {
            ja = next_conversion(ja, left);
            en = next_conversion(en, right);
            ck_assert_msg((ja == NULL) == (en == NULL),
                          "%s: another number of placeholders", m->name);
            if (ja == NULL)
                break;
            ck_assert_msg(strcmp(left, right) == 0, "%s: %s against %s",
                          m->name, left, right);
        }
    }
}
END_TEST

START_TEST(english_sentences_have_no_full_stop)
{
    for (const struct message *m = messages; m->name != NULL; m++) {
        size_t n = strlen(m->en);
        ck_assert_msg(n > 0 && strlen(m->ja) > 0, "%s is empty", m->name);
        if (strchr(m->en, '\n') == NULL && strstr(m->en, ". ") == NULL)
            ck_assert_msg(m->en[n - 1] != '.', "%s ends with a stop", m->name);
    }
}
END_TEST

static Suite *suite(void)
{
    Suite *s = suite_create("messages");
    TCase *t = tcase_create("messages");
    tcase_add_test(t, messages_are_sorted_by_name);
    tcase_add_test(t, placeholders_agree_between_the_languages);
    tcase_add_test(t, english_sentences_have_no_full_stop);
    suite_add_tcase(s, t);
    return s;
}

CHECK_MAIN
