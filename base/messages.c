/* messages: every sentence the programs say, in Japanese and English. */
#include "base/messages.h"

#include "base/status.h"

#include <stdio.h>
#include <stdlib.h>
#include <string.h>

/* Sorted by name. Placeholders agree in number, order and type (tested). */
const struct message messages[] = {
    {"codebook.expect_blank", "この型の項目では空欄にしてください",
     "leave it blank for this type"},
    {"codebook.expect_date", "2023-04-01 の形の日付にしてください",
     "write a date as 2023-04-01"},
    {"codebook.expect_date_variable",
     "この種類にある日付の項目名にしてください",
     "name a date variable of this kind"},
    {"codebook.expect_flag", "1 か 0 にしてください", "write 1 or 0"},
    {"codebook.expect_identifier",
     "英小文字で始まる半角の英小文字・数字・_ で、32文字以内にしてください",
     "use lower-case letters, digits and _, starting with a letter, at most "
     "32"},
    {"codebook.expect_kind", "半角の英数字8文字以内にしてください",
     "use at most 8 letters and digits"},
    {"codebook.expect_known_kind", "files.csv にある種類にしてください",
     "name a kind of files.csv"},
    {"codebook.expect_known_rule", "rules.csv にある規則にしてください",
     "name a rule of rules.csv"},
    {"codebook.expect_list",
     "value_labels.csv にあるコード表の名前にしてください",
     "name a code list of value_labels.csv"},
    {"codebook.expect_no_text",
     "自由記述は外に出せません。役割を local にしてください",
     "free text never crosses; give it the role local"},
    {"codebook.expect_number", "数にしてください", "write a number"},
    {"codebook.expect_once",
     "ほかの行と重なっています。どちらかを直してください",
     "another row already has it; change one of the two"},
    {"codebook.expect_reason", "0、-99、-98、-97 のどれかにしてください",
     "write 0, -99, -98 or -97"},
    {"codebook.expect_rule",
     "E・W・I・R と数字にし、severity と合わせてください",
     "write E, W, I or R and digits, as severity says"},
    {"codebook.expect_text", "空欄にはできません", "it can't be blank"},
    {"codebook.expect_unreserved",
     "この名前はプログラムが使うため、別の名前にしてください",
     "the program uses this name itself; choose another"},
    {"codebook.expect_variable", "variables.csv にある項目名にしてください",
     "name a variable of variables.csv"},
    {"codebook.few_columns",
     "'%s' の列が足りません。配布されたものと入れ替えてください",
     "'%s' lacks columns; put the shipped file back"},
    {"codebook.file_name", "'%s' はコードブックのファイル名として使えません",
     "'%s' can't be the name of a codebook file"},
    {"codebook.local_column",
     "'%s' の列 '%s' は配布のコードブックにありません。列を消してください",
     "'%s' column '%s' is not in the shipped codebook; remove it"},
    {"codebook.twice",
     "'%s' 行%zu: 同じ行が前にもあります。どちらかを消してください",
     "'%s' row %zu: the same key stands above; remove one of them"},
    {"codebook.wrong_cell", "'%s' 行%zu 列'%s' の値が正しくありません。%s",
     "'%s' row %zu, column '%s': wrong value; %s"},
    {"codebook.wrong_choice",
     "'%s' 行%zu 列'%s' の値が正しくありません。次のどれかにしてください: %s",
     "'%s' row %zu, column '%s': wrong value; one of: %s"},
    {"command.did_you_mean", "もしかして: %s", "did you mean '%s'?"},
    {"command.needs_value", "オプション %s には値が必要です（例: %s %s）",
     "option '%s' needs a value, as in '%s %s'"},
    {"command.no_operand", "'%s' は余分です。%s --help をご覧ください",
     "'%s' is one word too many; see %s --help"},
    {"command.unknown",
     "'%s' というコマンドはありません。%s --help に一覧があり"
     "ます",
     "no command '%s'; %s --help lists them"},
    {"command.unknown_option",
     "'%s' というオプションはありません。%s --help をご覧ください",
     "no option '%s'; see %s --help"},
    {"command.wrong_value", "オプション %s の値が正しくありません: %s",
     "option '%s' has a wrong value; expected %s"},
    {"csv.changed_while_read",
     "'%s' は読み取りの途中で変わりました。ほかのソフトで閉じてから、"
     "もう一度実行してください",
     "'%s' changed while it was read; close it elsewhere and run again"},
    {"file.failed", "'%s' を読み書きできません: %s", "'%s': %s"},
    {"lock.busy",
     "'%s' "
     "は別の実行が使っています。終わるのを待ってから、もう一度実行してください",
     "'%s' is in use by another run; wait until it ends and run again"},
    {"program.failed", "'%s' を起動できません: %s", "can't start '%s': %s"},
    {"program.killed", "'%s' が途中で止まりました。もう一度実行してください",
     "'%s' was stopped half-way; run again"},
    {"program.missing",
     "プログラム '%s' が %s にありません。インストールし直してください",
     "program '%s' is not in %s; install it again"},
    {"report.actual", "実績", "actual"},
    {"report.figures", "数値", "figures"},
    {"report.no_font",
     "PDF用の書体がありません（%s のどれか）。fonts-morisawa-bizud-gothic "
     "をインストールしてください",
     "no font for the PDF (one of %s); install fonts-morisawa-bizud-gothic"},
    {"report.no_glyph",
     "'%s': 文字「%s」（%s）がどの書体にもありません。別の字に直してください",
     "'%s': no font has the character '%s' (%s); write it in another way"},
    {"report.partial", "一部の月の実績", "part of the year"},
    {"report.pdf_failed", "'%s' のPDFを作れません: %s",
     "'%s': can't make the PDF: %s"},
    {"report.people", "人数", "people"},
    {"report.period", "期間", "period"},
    {"report.remark", "備考", "remark"},
    {"report.step", "段階", "step"},
    {"report.target", "目標", "target"},
    {"report.workbook_failed", "'%s' のExcelファイルを作れません: %s",
     "'%s': can't make the workbook: %s"},
    {"report.year", "年度", "fiscal year"},
    {"settings.missing",
     "'%s' がありません。ayumi init で調査フォルダーを作るか、"
     "--study で場所を指定してください",
     "'%s' is missing; make a study with ayumi init or name its folder with "
     "--study"},
    {"settings.unknown_key",
     "'%s' 行%zu: '%s' という項目はありません（近いもの: "
     "%s）",
     "'%s' row %zu: no setting '%s' (nearest: %s)"},
    {"settings.wrong_value", "'%s' 行%zu: '%s' の値が正しくありません。%s",
     "'%s' row %zu: wrong value of '%s'; expected %s"},
    {"store.failed", "データベース '%s': %s", "database '%s': %s"},
    {"table.broken_row",
     "'%s' 行%zu: "
     "引用符の対応が崩れているか、読めない文字があります。Excelで開き直して保存"
     "してください",
     "'%s' row %zu: quotes don't match or a character can't be read; open it "
     "in Excel and save it again"},
    {"table.column_twice",
     "'%s' の見出しに列 '%s' が二つあります。片方を消してください",
     "'%s' header has column '%s' twice; remove one"},
    {"table.empty_header",
     "'%s' 列%s: 見出しが空です。見出しを書くか、列を消してください",
     "'%s' column %s has no header; write one or remove the column"},
    {"table.missing",
     "'%s' を開けません。ファイルがあるか、読み取りの権限があるかを確認"
     "してください",
     "can't open '%s'; check that it is there and may be read"},
    {"table.no_column",
     "'%s' に列 '%s' がありません。見出しの行を確認してください",
     "'%s' has no column '%s'; check its header row"},
    {"table.no_column_but",
     "'%s' に列 '%s' がありません。見出し '%s' の書き間違いではありませんか",
     "'%s' has no column '%s'; is '%s' a misspelling of it?"},
    {"table.too_many_cells",
     "'%s' 行%zu: "
     "見出しより列が多くあります。余分なコンマを消すか、値を引用符で囲んでくだ"
     "さい",
     "'%s' row %zu has more cells than the header; remove a comma or quote the "
     "cell"},
    {"table.unreadable",
     "'%s' を表として読めません(%s)。CSVで保存し直してください",
     "'%s' can't be read as a table (%s); save it as CSV again"},
    {NULL, NULL, NULL},
};

static enum language current = LANGUAGE_JA;
static const char *current_program = "ayumi";
static int is_quiet;

void language_set(enum language lang)
{
    current = lang;
}

enum language language_get(void)
{
    return current;
}

void say_program(const char *program)
{
    current_program = program;
}

void say_quietly(int quiet)
{
    is_quiet = quiet;
}

static const struct message *find(const char *name)
{
    for (const struct message *m = messages; m->name != NULL; m++) {
        if (strcmp(m->name, name) == 0)
            return m;
    }
    fprintf(stderr, "ayumi: bug: no message named '%s'\n", name);
    exit(STATUS_BUG);
}

const char *message(const char *name)
{
    const struct message *m = find(name);
    return current == LANGUAGE_JA ? m->ja : m->en;
}

/* Formats come from the table above, never from data. */
#pragma GCC diagnostic push
#pragma GCC diagnostic ignored "-Wformat-nonliteral"

static void print_line(const char *name, va_list args)
{
    struct arena a;
    arena_init(&a);
    const char *text = arena_format_v(&a, message(name), args);
    if (current == LANGUAGE_EN)
        fprintf(stderr, "%s: %s\n", current_program, text);
    else
        fprintf(stderr, "%s\n", text);
    arena_release(&a);
}

void say_error(const char *name, ...)
{
    va_list args;
    va_start(args, name);
    print_line(name, args);
    va_end(args);
}

void say(const char *name, ...)
{
    if (is_quiet)
        return;
    va_list args;
    va_start(args, name);
    print_line(name, args);
    va_end(args);
}

char *message_format(struct arena *a, const char *name, ...)
{
    va_list args;
    va_start(args, name);
    char *text = arena_format_v(a, message(name), args);
    va_end(args);
    return text;
}

#pragma GCC diagnostic pop
