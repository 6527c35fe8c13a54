/* codebook: the shipped codebook loads, local rows replace or add, and a
 * broken one is refused without touching the output. */
#include "base/codebook.h"
#include "base/messages.h"
#include "base/output_file.h"
#include "base/table_file.h"
#include "base/text.h"
#include "check_main.h"

#include <stdlib.h>
#include <string.h>
#include <unistd.h>

static struct arena arena;
static char local[64];

static void start(void)
{
    arena_init(&arena);
    strcpy(local, "/tmp/ayumi-codebook.XXXXXX");
    ck_assert_ptr_nonnull(mkdtemp(local));
}

static void stop(void)
{
    ck_assert_int_eq(folder_remove(local), STATUS_OK);
    arena_release(&arena);
}

static struct codebook shipped(void)
{
    struct codebook c;
    enum status st = codebook_load(&arena, codebook_shipped_folder(), NULL, &c);
    ck_assert_int_eq(st, STATUS_OK);
    return c;
}

static void write_local(const char *name, const char *text)
{
    const char *path = arena_format(&arena, "%s/%s", local, name);
    ck_assert_int_eq(file_write(path, text, strlen(text), 0644), STATUS_OK);
}

static enum status load_local(struct codebook *c)
{
    return codebook_load(&arena, codebook_shipped_folder(), local, c);
}

START_TEST(the_shipped_codebook_loads)
{
    struct codebook c = shipped();
    ck_assert_uint_eq(c.n_kinds, 35);
    ck_assert_uint_eq(strlen(c.version), 64);
    ck_assert_str_eq(c.local_folder, "");
}
END_TEST

START_TEST(every_kind_has_its_table_people_and_keys)
{
    struct codebook c = shipped();
    const struct file_kind *k = codebook_kind(&c, "15");
    ck_assert_str_eq(k->table, "silver_member");
    ck_assert_int_eq(k->people, PEOPLE_THIRD_PARTY);
    ck_assert_int_eq(k->consent, CONSENT_LINK);
    ck_assert_ptr_eq(codebook_table(&c, "activity"), codebook_kind(&c, "12"));
    ck_assert_str_eq(codebook_kind(&c, "12")->known, "known_date");
    ck_assert_uint_eq(codebook_kind(&c, "21")->n_keys, 4);
    ck_assert_ptr_null(codebook_kind(&c, "99"));
    ck_assert_ptr_null(codebook_table(&c, "people"));
}
END_TEST

/* Identity and free text never cross; what a council counts always does. */
/* traps: 01-8 */
START_TEST(roles_part_identity_from_what_may_cross)
{
    static const struct {
        const char *kind, *name;
        bool identity, crosses;
    } cases[] = {
        {"01", "name", true, false},      {"01", "birth", true, false},
        {"01", "note", false, false},     {"01", "sex", false, true},
        {"15", "member_no", true, false}, {"12", "duties", false, false},
        {"12", "start", false, true},     {"22", "footnote", false, false}};
    struct codebook c = shipped();
    for (size_t i = 0; i < sizeof cases / sizeof *cases; i++) {
        const struct variable *v =
            kind_variable(codebook_kind(&c, cases[i].kind), cases[i].name);
        ck_assert_ptr_nonnull(v);
        ck_assert_int_eq(role_is_identity(v->role), cases[i].identity);
        ck_assert_int_eq(role_may_cross(v->role), cases[i].crosses);
    }
}
END_TEST

START_TEST(a_happened_date_is_counted_for_everyone)
{
    struct codebook c = shipped();
    for (size_t i = 0; i < c.n_kinds; i++) {
        const struct file_kind *k = &c.kinds[i];
        if (k->happened[0] == '\0' || text_equal(k->kind, "02"))
            continue;
        ck_assert_int_eq(kind_variable(k, k->happened)->role, ROLE_INDICATOR);
    }
}
END_TEST

/* traps: 00-36 01-12 11-1 */
START_TEST(free_text_of_people_never_crosses)
{
    struct codebook c = shipped();
    for (size_t i = 0; i < c.n_kinds; i++) {
        const struct file_kind *k = &c.kinds[i];
        for (size_t j = 0; j < k->n_variables; j++) {
            const struct variable *v = k->variables[j];
            ck_assert_msg(v->type != TYPE_TEXT || !role_may_cross(v->role),
                          "kind %s column %s", k->kind, v->name);
        }
    }
}
END_TEST

/* traps: 06-13 */
START_TEST(headers_are_found_folded_and_by_alias)
{
    struct codebook c = shipped();
    const struct file_kind *k = codebook_kind(&c, "01");
    int name = kind_find_header(k, text_fold_header(&arena, "氏名（漢字）"));
    ck_assert_int_ge(name, 0);
    ck_assert_str_eq(k->variables[name]->name, "name");
    ck_assert_int_eq(kind_find_header(k, text_fold_header(&arena, " 氏 名 ")),
                     name);
    ck_assert_int_eq(kind_find_header(k, "希望活動1"), -1);
}
END_TEST

START_TEST(severity_follows_the_rule)
{
    struct codebook c = shipped();
    ck_assert_str_eq(severity_name(codebook_rule(&c, "E2104")->severity),
                     "error");
    ck_assert_str_eq(severity_name(codebook_rule(&c, "W2106")->severity),
                     "warning");
    ck_assert_str_eq(severity_name(codebook_rule(&c, "I3001")->severity),
                     "info");
    ck_assert_ptr_null(codebook_rule(&c, "E9999"));
}
END_TEST

/* Codes that the programs name in C have their sentence. */
START_TEST(every_rule_that_the_programs_know_has_a_sentence)
{
    static const char *const codes[] = {
        "E1001", "E1002", "E1003", "E1004", "E1005", "E1006", "E1101", "E1102",
        "E1201", "E1202", "E1203", "E1204", "E2101", "E2102", "E2103", "E2104",
        "E2105", "W2106", "E2119", "E2107", "E2108", "W2109", "E2110", "E2111",
        "W2112", "I3001", "I3002", "E3003", "W3004", "W3005", "W3006", "I3007",
        "W3008", "W3009", "W3010", "I3011", "W3014", "W3015", "W3016", "W3020",
        "W3301", "W3302", "W3303", "W3304", "W3305", "W3306", "R01",   "R02",
        "R03",   "R04",   "R05",   "R06",   "R07",   "R08",   "R09",   "R10",
        "R11",   "R12",   "R13"};
    struct codebook c = shipped();
    for (size_t i = 0; i < sizeof codes / sizeof *codes; i++)
        ck_assert_msg(codebook_rule(&c, codes[i]) != NULL, "%s", codes[i]);
}
END_TEST

START_TEST(a_threshold_is_the_newest_in_force)
{
    write_local("thresholds.csv", "name,value,valid_from,source\n"
                                  "long_hours,10,2028-10-01,law of 2024\n");
    struct codebook c;
    double hours = 0;
    ck_assert_int_eq(load_local(&c), STATUS_OK);
    ck_assert(codebook_threshold(&c, "long_hours", (struct date){2028, 9, 30},
                                 &hours));
    ck_assert_double_eq(hours, 20);
    ck_assert(codebook_threshold(&c, "long_hours", (struct date){2028, 10, 1},
                                 &hours));
    ck_assert_double_eq(hours, 10);
    ck_assert(codebook_threshold(&c, "long_hours", (struct date){2001, 1, 1},
                                 &hours));
    ck_assert_double_eq(hours, 20);
    ck_assert(!codebook_threshold(&c, "short_hours", (struct date){2024, 1, 1},
                                  &hours));
}
END_TEST

START_TEST(a_local_row_replaces_or_adds)
{
    struct codebook before = shipped(), c;
    write_local("value_labels.csv",
                "\xef\xbb\xbflist,value,label_ja,label_en\r\n"
                "household,4,同居,others\r\nhousehold,5,施設,institution\r\n");
    ck_assert_int_eq(load_local(&c), STATUS_OK);
    const struct code_list *l =
        kind_variable(codebook_kind(&c, "05"), "household")->codes;
    ck_assert_uint_eq(l->n_codes, 5);
    ck_assert_str_eq(l->codes[3].label_ja, "同居");
    ck_assert_str_eq(l->codes[4].label_ja, "施設");
    ck_assert_str_ne(c.version, before.version);
    ck_assert_str_eq(c.local_folder, local);
}
END_TEST

START_TEST(the_version_does_not_depend_on_blank_lines)
{
    struct codebook x, y;
    write_local("crosswalk.csv", "kind,header,variable\n01,TEL2,phone\n");
    ck_assert_int_eq(load_local(&x), STATUS_OK);
    write_local("crosswalk.csv",
                "kind,header,variable\r\n\r\n01,\"TEL2\",phone\r\n");
    ck_assert_int_eq(load_local(&y), STATUS_OK);
    ck_assert_str_eq(x.version, y.version);
}
END_TEST

START_TEST(a_merged_file_holds_local_rows_last)
{
    write_local("tables.csv", "table,title_ja,title_en,population,row_variable"
                              "\nT90,表,table,followup,sex\n");
    struct codebook c;
    struct table_file t;
    ck_assert_int_eq(load_local(&c), STATUS_OK);
    ck_assert_int_eq(codebook_merge_file(&arena, &c, "tables.csv", 1, &t),
                     STATUS_OK);
    ck_assert_str_eq(t.rows[t.n_rows - 1].cells[0], "T90");
    ck_assert_str_eq(t.rows[t.n_rows - 1].cells[t.n_columns - 1], "");
    ck_assert_int_eq(codebook_merge_file(&arena, &c, "../x.csv", 1, &t),
                     STATUS_USAGE);
}
END_TEST

static const struct {
    const char *why, *file, *text;
} broken[] = {
    {"a type that does not exist", "variables.csv",
     "kind,name,label_ja,label_en,type,role\n05,x,x,x,nombre,local\n"},
    {"a role that does not exist", "variables.csv",
     "kind,name,label_ja,label_en,type,role\n05,x,x,x,number,public\n"},
    {"free text that would cross", "variables.csv",
     "kind,name,label_ja,label_en,type,role\n05,x,x,x,text,research\n"},
    {"a name that is no identifier", "variables.csv",
     "kind,name,label_ja,label_en,type,role\n05,Drop-Table,x,x,key,local\n"},
    {"a name of the program's own", "variables.csv",
     "kind,name,label_ja,label_en,type,role\n05,subject,x,x,key,local\n"},
    {"a code list that does not exist", "variables.csv",
     "kind,name,label_ja,label_en,type,role,codes\n05,x,x,x,code,local,y\n"},
    {"a variable of no kind", "variables.csv",
     "kind,name,label_ja,label_en,type,role\n77,x,x,x,key,local\n"},
    {"a minimum that is no number", "variables.csv",
     "kind,name,label_ja,label_en,type,role,min\n05,x,x,x,number,local,a\n"},
    {"a kind with a path in its name", "files.csv",
     "kind,table,label_ja,label_en,people,consent,keys\n"
     "../1,x,x,x,none,none,x\n"},
    {"a key that is not a variable", "files.csv",
     "kind,table,label_ja,label_en,people,consent,keys\n"
     "03,event,x,x,none,none,nothing\n"},
    {"a happened column that is no date", "files.csv",
     "kind,table,label_ja,label_en,people,consent,keys,happened\n"
     "03,event,x,x,none,none,event_id,type\n"},
    {"a header for a variable that does not exist", "crosswalk.csv",
     "kind,header,variable\n05,x,nothing\n"},
    {"a header that leads to two variables", "crosswalk.csv",
     "kind,header,variable\n05,記入日,srh\n"},
    {"a rule whose letter is not its severity", "rules.csv",
     "rule,severity,message_ja,message_en,todo_ja,todo_en\n"
     "E9001,warning,x,x,x,x\n"},
    {"a comparison with a variable that does not exist", "rules.csv",
     "rule,severity,kind,left,operator,right,message_ja,message_en,todo_ja,"
     "todo_en\nE9001,error,05,nothing,<,3,x,x,x,x\n"},
    {"an operator that does not exist", "rules.csv",
     "rule,severity,kind,left,operator,right,message_ja,message_en,todo_ja,"
     "todo_en\nE9001,error,05,srh,!=,3,x,x,x,x\n"},
    {"a threshold without a day", "thresholds.csv",
     "name,value,source\nlong_hours,10,x\n"},
    {"a missing reason that does not exist", "value_labels.csv",
     "list,value,label_ja,label_en,missing_reason\nsex,9,x,x,-96\n"},
    {"a missing reason that does not exist", "value_labels.csv",
     "list,value,label_ja,label_en,missing_reason\nsex,9,x,x,"
     "444444444444444444444444444444444444444444444444444444444444\n"},
    {"a column that the shipped file does not have", "thresholds.csv",
     "name,value,valid_from,source,colour\nlong_hours,10,2028-10-01,x,red\n"},
    {"the same key twice", "thresholds.csv",
     "name,valid_from,value,source\nlong_hours,2028-10-01,10,x\n"
     "long_hours,2028-10-01,11,x\n"},
};

/* The message goes to stderr; that is what a person would see. */
START_TEST(a_broken_codebook_is_refused)
{
    write_local(broken[_i].file, broken[_i].text);
    struct codebook c;
    memset(&c, 0x5a, sizeof c);
    struct codebook untouched = c;
    fflush(stderr);
    int kept = dup(2);
    ck_assert_ptr_nonnull(
        freopen(arena_format(&arena, "%s/.said", local), "w", stderr));
    enum status st = load_local(&c);
    fflush(stderr);
    ck_assert_int_ge(dup2(kept, 2), 0);
    close(kept);
    ck_assert_msg(st == STATUS_USAGE, "%s: status %d", broken[_i].why, st);
    ck_assert_msg(memcmp(&c, &untouched, sizeof c) == 0, "%s", broken[_i].why);
    char *said;
    size_t n;
    ck_assert_int_eq(
        file_read(&arena, arena_format(&arena, "%s/.said", local), &said, &n),
        STATUS_OK);
    ck_assert_msg(strstr(said, broken[_i].file) != NULL, "%s: '%s'",
                  broken[_i].why, said);
}
END_TEST

START_TEST(a_folder_without_codebooks_is_refused)
{
    struct codebook c;
    ck_assert_int_eq(codebook_load(&arena, local, NULL, &c), STATUS_USAGE);
}
END_TEST

START_TEST(a_program_without_codebooks_is_refused)
{
    struct codebook c;
    ck_assert_int_eq(codebook_load(&arena, NULL, local, &c), STATUS_USAGE);
}
END_TEST

START_TEST(the_codebooks_are_found_from_the_build_folder)
{
    ck_assert(path_exists(
        arena_format(&arena, "%s/variables.csv", codebook_shipped_folder())));
}
END_TEST

static Suite *suite(void)
{
    Suite *s = suite_create("codebook");
    TCase *t = tcase_create("codebook");
    tcase_add_checked_fixture(t, start, stop);
    tcase_add_test(t, the_shipped_codebook_loads);
    tcase_add_test(t, every_kind_has_its_table_people_and_keys);
    tcase_add_test(t, roles_part_identity_from_what_may_cross);
    tcase_add_test(t, a_happened_date_is_counted_for_everyone);
    tcase_add_test(t, free_text_of_people_never_crosses);
    tcase_add_test(t, headers_are_found_folded_and_by_alias);
    tcase_add_test(t, severity_follows_the_rule);
    tcase_add_test(t, every_rule_that_the_programs_know_has_a_sentence);
    tcase_add_test(t, a_threshold_is_the_newest_in_force);
    tcase_add_test(t, a_local_row_replaces_or_adds);
    tcase_add_test(t, the_version_does_not_depend_on_blank_lines);
    tcase_add_test(t, a_merged_file_holds_local_rows_last);
    tcase_add_loop_test(t, a_broken_codebook_is_refused, 0,
                        sizeof broken / sizeof *broken);
    tcase_add_test(t, a_program_without_codebooks_is_refused);
    tcase_add_test(t, a_folder_without_codebooks_is_refused);
    tcase_add_test(t, the_codebooks_are_found_from_the_build_folder);
    suite_add_tcase(s, t);
    return s;
}

CHECK_MAIN
