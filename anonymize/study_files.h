/* study_files: what one run of the identity room knows about its files.
 *
 * Rows are never held: of each row only its number, fate and person are noted,
 * and where there are many the notes stand on the disk. Files are read once to
 * check and once more to hand over. */
#ifndef AYUMI_ANONYMIZE_STUDY_FILES_H
#define AYUMI_ANONYMIZE_STUDY_FILES_H

#include "base/calendar.h"
#include "base/cell_check.h"
#include "base/file_hash.h"
#include "base/file_stamp.h"
#include "base/finding.h"
#include "base/settings.h"
#include "base/sheet_reader.h"

#include "anonymize/answer_columns.h"
#include "anonymize/event_days.h"
#include "anonymize/row_ledger.h"

/* Every received row ends as exactly one of these. */
enum row_fate {
    ROW_ACCEPTED,
    ROW_QUARANTINED,
    ROW_DUPLICATE,
    ROW_SUPERSEDED,
    ROW_OUTSIDE,
    N_ROW_FATES
};

struct row_note {
    uint32_t row;           /* as Excel shows it */
    uint32_t serial;        /* person of the vault; 0 = none */
    uint32_t event;         /* whose day is this row's; 0 = it has its own */
    float link_probability; /* of serial, found without a number; 0 = unsaid */
    uint8_t fate;
    uint8_t told;          /* to the ledger: enum row_telling + enum row_news */
    bool has_marks : 1;    /* a cell does not cross as written */
    bool is_anonymous : 1; /* says nothing of who it is about; see file_check */
    bool was_refused : 1;  /* superseded without ever having been taken in */
};

/* An older version of a row still says who the person is. */
bool row_names_someone(const struct row_note *note);

/* What a cell reads as after a correction of kind 28. */
struct row_overlay {
    uint32_t row; /* as Excel shows it */
    uint32_t variable;
    const char *text;
};

/* A text file, or one sheet of a workbook. */
struct delivered_file {
    size_t number;     /* from 1, in path order */
    const char *name;  /* below the inbox, '/' between */
    const char *sheet; /* of a workbook, or "" */
    const char *path;
    const char *office;        /* of the subfolder, or "" */
    char hash[FILE_HASH_SIZE]; /* of the file's bytes */
    struct file_stamp stamp;   /* of the file, before it was hashed */
    bool was_read;             /* hashed: it could be read */
    /* What the vault knows it by: the hash, or for a sheet a hash of that and
     * the sheet's name. */
    char delivery[FILE_HASH_SIZE];
    const char *refused;          /* rule, or NULL */
    size_t refused_column;        /* for E1202, E1203; SIZE_MAX when none */
    const struct file_kind *kind; /* NULL when not recognised */
    const char *encoding;         /* NULL when it could not be opened */
    size_t header_row;
    size_t n_headers;
    const char **headers; /* as written */
    int *variable_column; /* by variable: (first) column, or -1 */
    struct answer_columns answers;
    struct spilled *notes; /* of the study, or NULL where it only counts */
    size_t first_note;     /* those of this file are in one piece */
    size_t n_rows;
    size_t counted[N_ROW_FATES];  /* where the study only counts */
    struct row_overlay *overlays; /* in row order */
    size_t n_overlays, overlays_capacity;
    size_t repairs[N_REPAIRS];
    size_t n_reported; /* findings, up to MAX_LISTED_FINDINGS and W1109 */
    bool is_copy;      /* the same bytes as an earlier file */
    bool is_new;       /* no handover has had it; where quarters are counted */
    bool has_delivered;
    struct date delivered;
    int64_t vault_delivery; /* 0 = not in the vault */
};

/* Of one file. Nobody reads a million lines, and a file that is wrong in every
 * cell must not take the memory of the machine. */
enum { MAX_LISTED_FINDINGS = 1000000 };

struct place_finding {
    uint32_t file;                   /* index */
    uint32_t row;                    /* 0 = the whole file */
    int column;                      /* -1 = the whole row */
    const struct variable *variable; /* NULL = none */
    const char *rule;
};

/* A row that was known on another day than its file's delivery. */
struct known_row {
    uint32_t file; /* index */
    uint32_t row;  /* as Excel shows it */
    int32_t days;  /* INT32_MIN = always */
};

/* A quarantined row whose number can be read. */
struct refused_row {
    unsigned char key[ROW_PRINT_SIZE];
    uint32_t file, row; /* index; index of its note */
};

/* Accepted rows by when they happened. */
struct quarter_rows {
    struct quarter quarter;
    size_t n;
};

struct study_files {
    struct arena *arena;
    const struct codebook *codebook;
    struct date today; /* in Japan: a date after it can't be a delivery */
    struct delivered_file *files;
    size_t n_files, files_capacity;
    struct spilled notes;     /* struct row_note, file by file */
    struct spilled *findings; /* struct place_finding */
    struct row_ledger ledger;
    struct refused_row *refused;
    size_t n_refused, refused_capacity;
    struct known_row *known;
    size_t n_known, known_capacity;
    struct event_days events;
    struct date as_of;
    bool as_of_is_asked;
    struct quarter_rows *new_rows; /* of files that are new, in no order */
    size_t n_new_rows, new_rows_capacity;
    const char *checked_folder;            /* of checked_file.h; NULL: none */
    bool keeps_checked;                    /* what is found is kept there */
    bool counts_only;                      /* rows leave a count, no note */
    unsigned char secret[ROW_SECRET_SIZE]; /* of fingerprints */
    bool has_secret;
};

void study_files_init(struct study_files *s, struct arena *a,
                      const struct codebook *c);
void study_files_release(struct study_files *s);

/* Before any row: what there is of each row may stand on the disk when it is
 * much. With fingerprints that say something, which is where records of
 * checked files are kept, in `identity`; else (NULL) in any folder, made with a
 * secret that nobody knows. Without this call it stays in memory. */
void study_files_may_spill(struct study_files *s, const char *identity);

/* inbox/ in path order, each file hashed, workbooks sheet by sheet; a missing
 * inbox is empty. */
MUST_CHECK enum status study_files_list(struct study_files *s,
                                        const char *study);

/* The tables of one file: `like` says name, path, office and hash. */
void study_files_add(struct study_files *s, const struct delivered_file *like);
/* Says that the disk failed while it was read: STATUS_IO. */
enum status delivered_file_failed(const struct delivered_file *f);
/* name, and the sheet where there is one: 2023Q2.xlsx[名簿] */
const char *file_label(struct arena *a, const struct delivered_file *f);

void study_files_report(struct study_files *s, size_t file, size_t row,
                        int column, const struct variable *v, const char *rule);
/* i < findings->n; stays in its place until one more is reported. */
static inline struct place_finding *study_finding(const struct study_files *s,
                                                  size_t i)
{
    return spilled_at(s->findings, i);
}
/* Drops the findings in a row that its cells made: they are judged anew. */
void study_files_forget(struct study_files *s, size_t file, size_t row);
/* One more row that happened on that day, of a file that is new. */
void study_files_new_row(struct study_files *s, int32_t days);
/* The day from which a row was known; rows that were not taken: their file's
 * delivery. `row` is the index of its note. */
int32_t row_known_days(struct study_files *s, size_t file, size_t row);
void study_files_known(struct study_files *s, size_t file, uint32_t row,
                       int32_t days);

/* By file, row, column, rule. */
void study_files_sort_findings(struct study_files *s);
enum severity finding_severity(const struct study_files *s,
                               const struct place_finding *f);
/* For finding_sentence and check --json; strings in the arena. */
struct finding study_files_finding(const struct study_files *s, struct arena *a,
                                   const struct place_finding *f);

bool file_has_people(const struct delivered_file *f);
bool file_is_read(const struct delivered_file *f); /* recognised, no copy */
size_t file_count(const struct delivered_file *f, enum row_fate fate);
void file_counts(const struct delivered_file *f, size_t counts[N_ROW_FATES]);

/* The note of row i < n_rows, where there are notes; it stays in its place
 * until a row is added to the study. */
static inline struct row_note *file_note(const struct delivered_file *f,
                                         size_t i)
{
    return spilled_at(f->notes, f->first_note + i);
}
/* The i of a note. */
size_t file_note_index(const struct delivered_file *f,
                       const struct row_note *note);
/* One more row of the file that was begun last, not zeroed. */
struct row_note *file_note_add(struct delivered_file *f) MUST_CHECK;
/* The file that is checked now: its notes begin here. */
void file_notes_begin(struct study_files *s, struct delivered_file *f);
/* STATUS_BUG with the sentence when received is not the sum of the fates. */
MUST_CHECK enum status file_balances(const struct delivered_file *f);

/* A second reading: the data rows of the first, with their notes; corrected
 * cells read as corrected. */
struct file_rows {
    struct sheet_reader *reader;
    struct arena memory; /* of the reader */
    struct arena row;    /* reset each row */
    struct delivered_file *file;
    size_t at;
    size_t overlay_at;
    const char **texts; /* by variable: as written, or NULL */
    const char **rules; /* by variable: what refuses the cell whatever its
                           column, or NULL; NULL when nothing does */
    const char **rules_memory;
    bool is_broken; /* the row could not be read */
    struct row_note *note;
};
MUST_CHECK enum status file_rows_open(struct file_rows *r,
                                      struct delivered_file *f);
bool file_rows_next(struct file_rows *r);
/* After the last row. STATUS_BUSY with a message when the file no longer has
 * the bytes that were checked. */
MUST_CHECK enum status file_rows_close(struct file_rows *r);
void file_rows_drop(struct file_rows *r); /* before the last row */

/* Index of the kind's first variable of a role, or -1. */
int kind_role(const struct file_kind *k, enum variable_role role);
/* Index of the kind's variable of that name, or -1. */
int kind_index(const struct file_kind *k, const char *name);

#endif
