/* ayumi: everything but people's names. See docs/man/ayumi.1. */
#include "pipeline/commands.h"

#include "base/arena.h"

#include <signal.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <unistd.h>

static const struct option clocks[] = {
    {"--quarter", "Q", false,
     "四半期（FY2023Q2 または R5Q2）。省略時は基準日までに終わった最後の四半期",
     "FY2023Q2 or R5Q2; default: the last one finished by the as-of date"},
    {"--as-of", "DATE", false,
     "基準日（YYYY-MM-"
     "DD）。この日までに分かっていたことで集計する。省略時は最新"
     "の届いた日",
     "YYYY-MM-DD: count what was known by then; default: the newest delivery"},
    {"--stage", "S", false, "この段階まで実行して止める（出力は作らない）",
     "stop after this stage, without output"},
    {NULL, NULL, false, NULL, NULL},
};

static const struct option report_options[] = {
    {"--year", "Y", false, "概要の年度（2023 または R5）",
     "fiscal year of the summary: 2023 or R5"},
    {"--as-of", "DATE", false, "基準日（YYYY-MM-DD）。省略時は最新の届いた日",
     "YYYY-MM-DD; default: the newest delivery"},
    {NULL, NULL, false, NULL, NULL},
};

static const struct command commands[] = {
    {"init", "DIR", "新しい調査フォルダーを作る", "make a new study",
     "study.csv、inbox/、codebook/、様式 templates/ と、鍵 identity/key "
     "を作りま"
     "す。\n作ったあと、study.csv の市区町村名などを Excel で直してください。",
     "Makes study.csv, inbox/, codebook/, templates/ and the key "
     "identity/key.\nThen edit study.csv in Excel.",
     NULL, command_init},
    {"demo", "DIR", "見本の町の調査フォルダーを作る",
     "make a study with the sample town's files",
     "架空の町の2年度分のファイルと鍵を置きます。実行は ayumi run です。",
     "Two fiscal years of an invented town, with a key. Nothing is run.", NULL,
     command_demo},
    {"plan", NULL, "何が実行されるか、その理由を示す（何も書かない）",
     "say what a run would do, and why; writes nothing", NULL, NULL, clocks,
     command_plan},
    {"run", NULL, "四半期の集計を実行する", "run one quarter",
     "inbox/ のファイルを読み、仮名にし、点検・結合・採点・集計をして、\n"
     "out/FY2023Q2/ のような四半期のフォルダーに表・モデル・概要を書きます。\n"
     "変わったものがなければ何も書きません。\n\n終了コード: 0 "
     "完了、1 "
     "完了（確認の必要な行あり）、2 使い方・設定の誤り、\n3 "
     "読めない入力、4 安全のため停止、5 別の実行中、70 内部の誤り、74 "
     "ディスク",
     "Reads inbox/, replaces people by pseudonyms, checks, links, scores and\n"
     "counts, and writes tables, models and the summary to out/FY2023Q2/.\n"
     "Writes nothing when nothing changed.\n\nExit codes: 0 done, 1 done but "
     "rows need a person, 2 usage or settings,\n3 unreadable input, 4 stopped "
     "by a safety rule, 5 another run, 70 our bug, 74 disk",
     clocks, command_run},
    {"status", NULL, "届いたファイルと実行済みの四半期を示す",
     "list the files that came and the quarters that were run", NULL, NULL,
     NULL, command_status},
    {"check", "FILE…", "ファイルを点検する（調査は変わらない）",
     "check files without changing a study", NULL, NULL, NULL, command_check},
    {"report", NULL, "年度の概要（HTML・PDF・XLSX）を作る",
     "make the yearly summary (HTML, PDF, XLSX)",
     "基準日に終わっている最後の四半期のフォルダーの summary/ に書きます。\n"
     "年度の途中でもかまいません。",
     "Written to summary/ in the folder of the last quarter finished by the\n"
     "as-of date. The year may be unfinished.",
     report_options, command_report},
    {"doctor", NULL, "この計算機で動くかを調べる",
     "look whether this computer can run it", NULL, NULL, NULL, command_doctor},
    {"model", NULL, "CSV に回帰モデルを当てはめる（単独で使える）",
     "fit a regression to a plain CSV", command_model_more_ja,
     command_model_more_en, command_model_options, command_model},
    {"describe", NULL, "CSV の要約表（表1）を作る（単独で使える）",
     "describe a plain CSV: Table 1", command_describe_more_ja,
     command_describe_more_en, command_describe_options, command_describe},
    {NULL, NULL, NULL, NULL, NULL, NULL, NULL, NULL},
};

/* A result that did not reach the reader is a failure, not a success. */
static enum status flush(enum status st)
{
    if (fflush(stdout) == 0 && !ferror(stdout))
        return st;
    say_error("file.failed", "stdout", "write error");
    return STATUS_IO;
}

int main(int argc, char **argv)
{
    struct arena a;
    struct invocation in;
    bool done;
    arena_init(&a);
    /* A closed pipe and a file-size limit come back as errors of a write. */
    signal(SIGPIPE, SIG_IGN);
    signal(SIGXFSZ, SIG_IGN);
    say_program("ayumi");
    enum status st =
        command_line_read(&a, argc, argv, "ayumi", commands, &in, &done);
    if (!done) {
        say_program(arena_format(&a, "ayumi %s", in.command->name));
        st = in.command->run(&a, in.command, &in);
    }
    st = flush(st);
    say_program("ayumi");
    arena_release(&a);
    return status_exit_code(st);
}
