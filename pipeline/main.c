/* ayumi: everything but people's names. See docs/man/ayumi.1. */
#include "pipeline/commands.h"

#include "base/arena.h"
#include "base/standard_output.h"

#include <jansson.h>
#include <signal.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <unistd.h>

/* The identity room may have to unlock its key; it is told where to read. */
#define PASSPHRASE_FD_OPTION                                                                    \
    {                                                                                           \
        PASSPHRASE_FD, "N", true,                                                               \
            "鍵のパスフレーズを、開いたまま渡されたファイル記述子 N " \
            "から1行ずつ読む"                                                            \
            "（省略時は端末で尋ねる）",                                                         \
            "read the key's passphrases, a line each, from the inherited "                      \
            "descriptor N; default: asked on the terminal"                                      \
    }

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
    PASSPHRASE_FD_OPTION,
    {NULL, NULL, false, NULL, NULL},
};

static const struct option run_options[] = {
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
    {"--late", NULL, false,
     "後から届いた行がまだ入っていない、ほかの四半期も続けて作り直す",
     "run the other quarters again that lack rows which came since"},
    PASSPHRASE_FD_OPTION,
    {NULL, NULL, false, NULL, NULL},
};

static const struct option report_options[] = {
    {"--year", "Y", false, "概要の年度（2023 または R5）",
     "fiscal year of the summary: 2023 or R5"},
    {"--as-of", "DATE", false, "基準日（YYYY-MM-DD）。省略時は最新の届いた日",
     "YYYY-MM-DD; default: the newest delivery"},
    PASSPHRASE_FD_OPTION,
    {NULL, NULL, false, NULL, NULL},
};

static const struct option score_options[] = {
    {"--instrument", "I", false, "尺度（KCL、JCHS、FC22 など）",
     "the scale: KCL, JCHS, FC22 and others"},
    {"--version", "V", false, "尺度の版（2006 など）。1つしかないときは省略可",
     "its version, such as 2006; needed where there are several"},
    {"--data", "F.csv", false, "採点するCSV（見出し1行、1人1行）",
     "the CSV to score: one header row, one form a row"},
    {"--out", "F2.csv", false, "結果を書くCSV", "the CSV to write"},
    {"--coding", "risk|yes", false,
     "答えの数字の意味: risk 1＝リスクあり / yes 1＝はい・2か0＝いいえ",
     "digits as answers: risk = 1 is the risk, yes = 1 is yes, 2 or 0 no"},
    {NULL, NULL, false, NULL, NULL},
};

static const char score_more_ja[] =
    "例:\n"
    "  ayumi score --instrument KCL --version 2006 --data 回答.csv --out "
    "結果.csv\n\n"
    "列の名前は項目の番号です。ほかの列はそのまま写し、行と列の順は変えません。"
    "\n"
    "  KCL   kcl_01 … kcl_25（はい／いいえ）。kcl_12 は height_cm と weight_kg "
    "から\n"
    "  JCHS  sex weight_loss grip_kg fatigue gait_mps light_exercise_weekly\n"
    "        sport_weekly\n"
    "  FC22  fc22_ring fc22_e01 … fc22_d10、または様式06の列。1＝赤シール\n"
    "  性別 sex（男／女、M／F）、年齢 age があれば使います。\n"
    "空欄・無回答・不明は欠測で、0点にはしません。ありえない身長・体重なども欠"
    "測と\n"
    "して場所を示します。読めない値があれば、場所を示して何も書きません。\n\n"
    "加わる列:\n"
    "  points_low points_high  確かな点とありうる点\n"
    "  n_missing               欠測の項目の数\n"
    "  class                   区分。両方の点で同じときだけ。ほかは "
    "undetermined（判定不能）\n"
    "  out_of_validated_age    1 = "
    "尺度の対象年齢より若い（参考）。年齢不明は空欄\n"
    "  KCL: mhlw_1 … mhlw_7 eligible（事業対象者）、FC22: red_8 limb_2 "
    "high_risk\n"
    "       T 該当 / F 非該当 / U 決められない\n\n"
    "用紙の数字: KCL の「1」はどの項目でもリスクありです。1＝はい と入力した"
    "ファイル\n"
    "には --coding yes "
    "を付けてください。健常の人がほとんどいない結果には注意を出し\n"
    "ますが、値は変えません。\n"
    "尺度と版の一覧は、--instrument を付けずに実行すると出ます。";

static const char score_more_en[] =
    "Example:\n"
    "  ayumi score --instrument KCL --version 2006 --data F.csv --out "
    "F2.csv\n\n"
    "Columns are named by item; all others are copied, rows and columns keep\n"
    "their order.\n"
    "  KCL   kcl_01 … kcl_25 (はい/いいえ, yes/no); kcl_12 comes from "
    "height_cm\n"
    "        and weight_kg\n"
    "  JCHS  sex weight_loss grip_kg fatigue gait_mps light_exercise_weekly\n"
    "        sport_weekly\n"
    "  FC22  fc22_ring fc22_e01 … fc22_d10, or the columns of form 06; 1 = "
    "red\n"
    "  sex (M/F) and age are used where they are.\n"
    "Blank, 無回答 and 不明 are missing and never count as 0. An impossible\n"
    "height, weight or measure is missing too, and named. A cell that can't "
    "be\n"
    "read is named by row and column, and nothing is written.\n\n"
    "Added columns:\n"
    "  points_low points_high  certain and possible points\n"
    "  n_missing               items without an answer\n"
    "  class                   only where both agree, else undetermined\n"
    "  out_of_validated_age    1 = younger than the scale was tested for; "
    "empty\n"
    "                          where the age is not known\n"
    "  KCL: mhlw_1 … mhlw_7 eligible; FC22: red_8 limb_2 high_risk\n"
    "       T holds, F does not, U can't be said\n\n"
    "Digits: on the KCL form 1 is the risk whatever the question. Add\n"
    "--coding yes for a file typed with 1 for yes. A result with hardly "
    "anyone\n"
    "robust is remarked on, and never turned round.\n"
    "Run it without --instrument to see every scale and version.";

static const struct option quarter_option[] = {
    {"--quarter", "Q", false, "行数を見る四半期（FY2023Q2 または R5Q2）",
     "whose rows are counted: FY2023Q2 or R5Q2"},
    {NULL, NULL, false, NULL, NULL},
};

static const struct option check_options[] = {
    {"--template", "KIND", false,
     "空の様式（CSVとXLSX）を、今のフォルダーか後に書いたフォルダーに作る",
     "write blank forms (CSV and XLSX) into this folder or the one named"},
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
     run_options, command_run},
    {"status", NULL, "届いたファイルと実行済みの四半期を示す",
     "list the files that came and the quarters that were run",
     "種類ごとの行数を前の四半期と並べ、セミナーから追跡までの人数と、\n"
     "次に進まなかった理由を示します。",
     "Rows of each kind beside the quarter before; people from the seminar "
     "to\nthe follow-up, and why they went no further.",
     quarter_option, command_status},
    {"check", "FILE…", "ファイルを点検する（調査は変わらない）",
     "check files without changing a study", NULL, NULL, check_options,
     command_check},
    {"accept", "FILE…", "確かめた指摘を受理する（findings.xlsx から）",
     "accept findings that were looked at, as filled in in findings.xlsx",
     "findings.xlsx の「一覧」で、そのままにする指摘の右の3列（受理した人・受理"
     "した日・\n受理の理由）を書いて保存し、実行してください。ファイルを書かな"
     "け"
     "れば、最後に実行\nした四半期の findings.xlsx を読みます。記録は "
     "codebook/accepted_findings.csv "
     "に\n残り、取り消すときはその行を消します。",
     "In the list of findings.xlsx fill in the last three columns (who, when, "
     "why)\nof what stays as it is, save, and run this. Without a file the "
     "list of the\nquarter run last is read. codebook/accepted_findings.csv "
     "keeps the record;\nto take one back, delete its row there.",
     NULL, command_accept},
    {"codebook", "DIR", "コードブックをHTML・XLSX・DDI・JSONで書き出す",
     "write the codebook as HTML, XLSX, DDI and Table Schema",
     "DIR に codebook.html、codebook.xlsx、codebook.xml（DDI-Codebook 2.5）、\n"
     "schema/（Table Schema）を作ります。DIR を省くと out/codebook/ です。\n"
     "調査の codebook/ の追加も含みます。",
     "Makes codebook.html, codebook.xlsx, codebook.xml (DDI-Codebook 2.5) and\n"
     "schema/ (Table Schema) in DIR, out/codebook/ when it is left out. The\n"
     "study's own codebook/ is included.",
     NULL, command_codebook},
    {"report", NULL, "年度の概要（HTML・PDF・XLSX）を作る",
     "make the yearly summary (HTML, PDF, XLSX)",
     "基準日に終わっている最後の四半期のフォルダーの summary/ に書きます。\n"
     "年度の途中でもかまいません。",
     "Written to summary/ in the folder of the last quarter finished by the\n"
     "as-of date. The year may be unfinished.",
     report_options, command_report},
    {"score", NULL, "フレイルの尺度を採点する（調査がなくても使える）",
     "score a frailty scale on any CSV; needs no study", score_more_ja,
     score_more_en, score_options, command_score},
    {"explain", "CELL", "印刷された数字から、規則と元の行をたどる",
     "lead from a printed cell to its rule and rows",
     "例:\n"
     "  ayumi explain outcomes:FY2023:E19           tables/outcomes.csv の数\n"
     "  ayumi explain outcomes:2024:計:elderly       "
     "暦年、すべての種類、高年齢者\n"
     "  ayumi explain T01:1:E20                     T01 の男性・週20時間以上\n"
     "  ayumi explain indicators:SZ-I-1:R5          指標の目標と実績\n\n"
     "書かない部分は計です。最後に実行した四半期の結果について、誰から、いつ、"
     "どの\nファイルの何行目で分かったかを示します。人は仮名です。--json は1行"
     "に1件の JSON。",
     "Examples:\n"
     "  ayumi explain outcomes:FY2023:E19           of tables/outcomes.csv\n"
     "  ayumi explain outcomes:2024:計:elderly       a calendar year, all "
     "classes\n"
     "  ayumi explain T01:1:E20                     of a table of tables.csv\n"
     "  ayumi explain indicators:SZ-I-1:R5          target and actual\n\n"
     "Parts left out are totals. Of the quarter run last: who reported it, "
     "when, in\nwhich file and row; people under pseudonyms. --json prints one "
     "object a line.",
     NULL, command_explain},
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

int main(int argc, char **argv)
{
    struct arena a;
    struct invocation in;
    bool done;
    arena_init(&a);
    json_set_alloc_funcs(arena_memory_or_end, free);
    /* A file-size limit comes back as an error of a write. */
    signal(SIGXFSZ, SIG_IGN);
    say_program("ayumi");
    enum status st =
        command_line_read(&a, argc, argv, "ayumi", commands, &in, &done);
    if (!done) {
        say_program(arena_format(&a, "ayumi %s", in.command->name));
        st = in.command->run(&a, in.command, &in);
    }
    st = standard_output_finish(st);
    say_program("ayumi");
    arena_release(&a);
    return status_exit_code(st);
}
