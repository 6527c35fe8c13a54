/* codebook: what the files, columns, codes and cut-offs mean, as data.
 *
 * Read from the shipped codebooks/ folder, then from the study's own
 * codebook/ folder: a local row with the same key replaces the shipped one,
 * any other is added. Everything lives in the arena given to codebook_load.
 *
 * Files read here: files.csv variables.csv value_labels.csv crosswalk.csv
 * rules.csv thresholds.csv. The others (instruments.csv scores.csv
 * activities.csv indicators.csv models.csv tables.csv …) are loaded into the
 * research database as they are by the pipeline. codebooks/README.md says
 * what each column means. */
#ifndef AYUMI_BASE_CODEBOOK_H
#define AYUMI_BASE_CODEBOOK_H

#include "base/arena.h"
#include "base/calendar.h"
#include "base/status.h"
#include <stdbool.h>
#include <stddef.h>

enum variable_type {
    TYPE_KEY,  /* identifier that starts with a letter: E2023-014 */
    TYPE_TEXT, /* free text: never crosses the wall */
    TYPE_INTEGER,
    TYPE_NUMBER,
    TYPE_RANGE,     /* a number, or 10～15 (the middle is taken, counted) */
    TYPE_CODE,      /* one value of a code list */
    TYPE_CODE_LIST, /* several, e.g. 2;4 or 2・4 or ②④ */
    TYPE_DATE,
    TYPE_MONTH, /* year and month */
    TYPE_YEAR,
    TYPE_FISCAL_YEAR, /* R5, 令和5年度, H31 */
    TYPE_COUNT        /* an indicator's figure: '-' is unknown, 0 is zero */
};

/* What may happen to a column; an unknown column stops the file. */
enum variable_role {
    ROLE_OFFICE_NUMBER, /* identity: the office's number of a person */
    ROLE_OFFICE,        /* identity: which office gave that number */
    ROLE_NAME,          /* identity */
    ROLE_KANA,          /* identity */
    ROLE_BIRTH,         /* identity: becomes ages at the wall */
    ROLE_CONTACT,       /* identity: zip, town, telephone */
    ROLE_LOCAL,         /* stays at the office: free text, venue, note */
    ROLE_RESEARCH,      /* crosses under a pseudonym where consent covers it */
    ROLE_INDICATOR      /* crosses for everyone: what was counted, when, city */
};
bool role_is_identity(enum variable_role role);
bool role_may_cross(enum variable_role role); /* RESEARCH or INDICATOR */

struct code_label {
    const char *value;
    const char *label_ja;
    const char *label_en;
    const char *accepts;    /* other spellings, separated by '|'; may be "" */
    int missing_reason;     /* 0, or -99 -98 -97 */
    const char *refused_by; /* rule that refuses this spelling, or "" */
    bool has_from, has_to;  /* in use only from, to a day */
    struct date valid_from, valid_to;
    size_t n_spellings; /* all of the above, folded as headers are */
    const char **spellings;
};

struct code_list {
    const char *name;
    bool has_dates; /* of one of its codes */
    size_t n_codes;
    struct code_label *codes; /* in the order of value_labels.csv */
    /* Of a loaded list: which codes a folded text may be, by its hash; made and
     * read by code_index. NULL: codes are looked through. */
    struct code_index *index;
};

/* A column that holds one answer of several. */
struct answer_header {
    const char *folded;          /* its header */
    const char *code;            /* what a tick under it means */
    const struct variable *cell; /* how it is read: a tick */
};

struct variable {
    const char *kind;     /* "05" */
    const char *name;     /* [a-z][a-z0-9_]{0,31} */
    const char *label_ja; /* the template's header */
    const char *label_en;
    enum variable_type type;
    const char *unit; /* "" when none */
    enum variable_role role;
    const struct code_list *codes; /* TYPE_CODE, TYPE_CODE_LIST; else NULL */
    const struct code_list *missing[2]; /* lists `missing` (all but texts and
                        keys) and `missing_figure` (numbers): words that stand
                        for a missing answer; NULL where none apply */
    bool has_min, has_max;
    double min, max;        /* of numbers */
    double weeks_per_month; /* of hours a week: 月80時間 is divided by it
                               (thresholds.csv); 0 in every other column */
    const char *outside;    /* rule broken outside them: E2102 or a warning */
    bool must_be_present;   /* the column: a file without it is another kind */
    bool must_be_filled;    /* the cell: a blank is an error */
    size_t n_aliases;
    const char **aliases; /* headers it goes by, folded: label_ja, name, and
                             those of crosswalk.csv */
    size_t n_answers;     /* TYPE_CODE_LIST; crosswalk.csv: motives=2 */
    struct answer_header *answers;
};

/* How the rows of a kind belong to people. */
enum file_people {
    PEOPLE_NONE,       /* events, indicators: no person in a row */
    PEOPLE_ENROL,      /* 01: makes participants */
    PEOPLE_OFFICE,     /* rows of participants, known by office number */
    PEOPLE_THIRD_PARTY /* a roster of others: strangers are forgotten */
};
enum file_consent { CONSENT_NONE, CONSENT_FOLLOW, CONSENT_LINK };

/* A rule's severity decides what happens to the row. */
enum severity { SEVERITY_INFO, SEVERITY_WARNING, SEVERITY_ERROR };
const char *severity_name(enum severity s); /* "info" "warning" "error" */

/* rules.csv: every finding's sentence, and the cross-field comparisons. */
struct rule {
    const char *code; /* "E2104" */
    enum severity severity;
    const char *kind;                     /* "" = any kind */
    const char *left, *operator, * right; /* "" unless a comparison; operator
                           is one of < <= = >= > ; right is a variable, a
                           number or @ and a threshold's name; or operator is
                           corporate_number (13 digits with their check digit)
                           or `in` (right is another kind's variable, 08.
                           company_id) or only_if (right is variable=code|code:
                           left may be filled only then) or age_on (right is a
                           date variable: left is the person's age on that
                           day, give or take a year) or age_from (left is a
                           date on which the person is at least that old) or
                           weekday_of (left names the weekday of the date on
                           the right) or known_characters (left has no 〓)
                           or belongs_to (each value on the left has one value
                           on the right, in all rows of the kind) or once
                           (left is the same in all versions of a row);
                           holds when either side is missing */
    const char *message_ja, *message_en;  /* what is wrong */
    const char *todo_ja, *todo_en;        /* what to do */
};

/* A comparison of rules.csv, its names looked up. */
struct comparison {
    const struct rule *rule;
    size_t left; /* variable */
    int right;   /* variable, or -1: a number */
    double number;
    const char *threshold; /* its value on the row's day is the number; NULL */
    const struct threshold *thresholds; /* all of the codebook's */
    size_t n_thresholds;
    size_t n_codes;
    const char **codes; /* only_if: of the variable `right`; NULL */
    size_t birth_plus;  /* age_on, age_from: variable of that role + 1; 0 */
};

struct file_kind {
    const char *kind;  /* "05" */
    const char *table; /* "baseline": name of tables and handover files */
    const char *label_ja;
    const char *label_en;
    enum file_people people;
    enum file_consent consent; /* which scope lets a row cross by pseudonym */
    size_t n_keys;
    const char **keys;    /* names of the variables that identify a row */
    const char *happened; /* date variable: the quarter's clock; "" if none */
    const char *known;    /* date variable: the as-of clock; "" = delivery */
    size_t n_variables;
    struct variable **variables;     /* in the order of variables.csv */
    int happened_at;                 /* its index, or -1 */
    const struct rule *not_in_force; /* of a code with days, on another day;
                                        NULL when no code has days */
    size_t n_comparisons;
    struct comparison *comparisons; /* in the order of rules.csv */
};

struct threshold {
    const char *name;
    double value;
    struct date valid_from;
    const char *source;
};

struct codebook {
    size_t n_kinds;
    struct file_kind *kinds;
    size_t n_lists;
    struct code_list *lists;
    size_t n_rules;
    struct rule *rules;
    size_t n_thresholds;
    struct threshold *thresholds;
    const char *shipped_folder;
    const char *local_folder; /* "" when the study has none */
    char version[65]; /* SHA-256 over all rows of all codebook files read */
};

/* STATUS_USAGE with a message (file, row, column, what to do) on any broken
 * codebook, and when shipped is NULL. local may be NULL or missing on disk. */
MUST_CHECK enum status codebook_load(struct arena *a, const char *shipped,
                                     const char *local, struct codebook *out);

/* Where the shipped codebooks and examples are: the source tree when the
 * program runs from build/, else the install folder. NULL when neither is. */
const char *codebook_shipped_folder(void);
const char *examples_folder(void);

/* First row of the sheet of allowed codes that comes with a blank form; a file
 * with these headers is no data. NULL-terminated. */
const char *const *code_sheet_headers(void);

const struct file_kind *codebook_kind(const struct codebook *c,
                                      const char *kind);
const struct file_kind *codebook_table(const struct codebook *c,
                                       const char *table);
const struct variable *kind_variable(const struct file_kind *k,
                                     const char *name);
/* Index in k->variables or -1; compares folded headers, labels and aliases. */
/* The answer that a column of the variable holds, or NULL: all of them. */
const struct answer_header *variable_answer(const struct variable *v,
                                            const char *folded_header);
int kind_find_header(const struct file_kind *k, const char *folded_header);
const struct rule *codebook_rule(const struct codebook *c, const char *code);
/* The value in force on a day; false when the name is unknown. */
bool codebook_threshold(const struct codebook *c, const char *name,
                        struct date on, double *out);

/* A file with the columns of some codebook CSV, shipped rows first, then the
 * local ones that replace or add (key = first n_key columns). For the
 * codebook files that codebook_load does not interpret. */
struct table_file;
MUST_CHECK enum status codebook_merge_file(struct arena *a,
                                           const struct codebook *c,
                                           const char *file_name, size_t n_key,
                                           struct table_file *out);

#endif
