/* fuzz_codebook: no codebook of a study, however broken, crashes the loader,
 * gives something else the second time, or lets a name through that means
 * more than itself; and none opens the wall.
 *
 * First byte: which file the rest is the local version of, and in its highest
 * bit whether it is loaded a second time. The shipped
 * codebook is one of a few rows, so that a run is short. */
#include "base/codebook.h"
#include "base/codebook_rows.h"

#include <stdint.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/stat.h>
#include <unistd.h>

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size);

static const struct {
    const char *name;
    const char *shipped;
} files[] = {
    {"files.csv",
     "kind,table,label_ja,label_en,people,consent,keys,happened,known,note\n"
     "01,person,人,people,enrol,follow,office;number,date,,\n"},
    {"variables.csv",
     "kind,name,label_ja,label_en,type,unit,role,codes,min,max,outside,"
     "must_be_present,must_be_filled,note\n"
     "01,office,機関,office,code,,office,office,,,,1,1,\n"
     "01,number,番号,number,text,,office_number,,,,,1,1,\n"
     "01,birth,生年月日,birth,date,,birth,,,,,1,0,\n"
     "01,date,日,day,date,,indicator,,,,,1,0,\n"
     "01,hours,時間,hours,number,時間,research,,0,80,,0,0,\n"},
    {"value_labels.csv",
     "list,value,label_ja,label_en,accepts,missing_reason,refused_by\n"
     "missing,-99,無回答,no answer,未回答,-99,\n"
     "missing_figure,-97,不明,unknown,-|…,-97,\n"
     "office,W,窓口,desk,,,\n"},
    {"crosswalk.csv", "kind,header,variable,note\n,番,number,\n"},
    {"rules.csv",
     "rule,severity,kind,left,operator,right,message_ja,message_en,todo_ja,"
     "todo_en\n"
     "E2102,error,,,,,範囲の外,outside,直す,mend\n"
     "E3900,error,01,date,>=,birth,逆,turned,直す,mend\n"},
    {"thresholds.csv", "name,valid_from,value,unit,source,note\n"
                       "age,2022-04-01,55,years,計画,\n"},
};
enum { N_FILES = sizeof files / sizeof files[0] };

static char folder[] = "/dev/shm/fuzz_codebook.XXXXXX";
static char shipped[64], local[64];

static void must(bool holds, const char *claim)
{
    if (holds)
        return;
    fprintf(stdout, "broken: %s\n", claim);
    fflush(stdout);
    abort();
}

static void path_of(char *out, size_t room, const char *in, size_t file)
{
    must(snprintf(out, room, "%s/%s", in, files[file].name) < (int)room,
         "the path fits");
}

static void write_file(const char *path, const void *bytes, size_t n)
{
    FILE *f = fopen(path, "wb");
    must(f != NULL, "the file can be written");
    must(n == 0 || fwrite(bytes, 1, n, f) == n, "the file can be filled");
    must(fclose(f) == 0, "the file can be closed");
}

static void remove_all(void)
{
    char path[128];
    for (size_t i = 0; i < N_FILES; i++) {
        path_of(path, sizeof path, shipped, i);
        unlink(path);
        path_of(path, sizeof path, local, i);
        unlink(path);
    }
    rmdir(shipped);
    rmdir(local);
    rmdir(folder);
}

static void make_folders(void)
{
    char path[128];
    if (shipped[0] != '\0')
        return;
    must(mkdtemp(folder) != NULL, "there is a place for the codebooks");
    snprintf(shipped, sizeof shipped, "%s/shipped", folder);
    snprintf(local, sizeof local, "%s/local", folder);
    must(mkdir(shipped, 0700) == 0 && mkdir(local, 0700) == 0,
         "there is a folder for each");
    for (size_t i = 0; i < N_FILES; i++) {
        path_of(path, sizeof path, shipped, i);
        write_file(path, files[i].shipped, strlen(files[i].shipped));
    }
    atexit(remove_all);
}

static void check_variable(const struct variable *v)
{
    must(is_identifier(v->name), "a variable's name is a plain word");
    must(v->type != TYPE_TEXT || !role_may_cross(v->role),
         "free text stays inside");
    bool is_identity =
        strcmp(v->name, "number") == 0 || strcmp(v->name, "birth") == 0;
    must(!is_identity || !role_may_cross(v->role) || strcmp(v->kind, "01") != 0,
         "what names a person stays inside");
}

static void check_book(const struct codebook *c)
{
    for (size_t i = 0; i < c->n_kinds; i++) {
        const struct file_kind *k = &c->kinds[i];
        must(is_identifier(k->table), "a table's name is a plain word");
        for (size_t j = 0; j < k->n_variables; j++)
            check_variable(k->variables[j]);
    }
}

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size)
{
    char path[128];
    struct arena a;
    struct codebook first = {0}, again = {0};
    if (size == 0)
        return 0;
    make_folders();
    path_of(path, sizeof path, local, (data[0] & 0x7f) % N_FILES);
    write_file(path, data + 1, size - 1);
    arena_init(&a);
    enum status st = codebook_load(&a, shipped, local, &first);
    if (st == STATUS_OK)
        check_book(&first);
    if ((data[0] & 0x80) != 0) {
        must(codebook_load(&a, shipped, local, &again) == st,
             "the second time is as the first");
        must(st != STATUS_OK || strcmp(first.version, again.version) == 0,
             "the same rows are the same version");
    }
    arena_release(&a);
    unlink(path);
    return 0;
}
