/* commands: the verbs of ayumi-anonymize. */
#include "anonymize/commands.h"

#include "anonymize/audit_command.h"
#include "anonymize/backup_command.h"
#include "anonymize/consent_forms.h"
#include "anonymize/disclose_command.h"
#include "anonymize/expiring_list.h"
#include "anonymize/folder_swap.h"
#include "anonymize/identity_lock.h"
#include "anonymize/identity_run.h"
#include "anonymize/inquiry.h"
#include "anonymize/key_command.h"
#include "anonymize/linkage_command.h"
#include "anonymize/list_commands.h"
#include "anonymize/manifest.h"
#include "anonymize/open_elsewhere.h"
#include "anonymize/passphrase.h"
#include "anonymize/reidentify_command.h"
#include "anonymize/release.h"
#include "anonymize/withdraw_command.h"
#include "anonymize/withdrawal.h"
#include "base/accepted_findings.h"
#include "base/messages.h"
#include "base/output_file.h"
#include "base/study_lock.h"

#include <stdlib.h>
#include <string.h>

enum last_step { LAST_INTAKE, LAST_MATCH, LAST_HANDOVER };

/* ------------------------------------------------------------------ results */

static void say_balance(const struct identity_run *r)
{
    for (size_t i = 0; i < r->files.n_files; i++) {
        const struct delivered_file *f = &r->files.files[i];
        if (f->refused == NULL)
            say("intake.balance", file_label(r->files.arena, f), f->n_rows,
                file_count(f, ROW_ACCEPTED), file_count(f, ROW_QUARANTINED),
                file_count(f, ROW_DUPLICATE), file_count(f, ROW_SUPERSEDED),
                file_count(f, ROW_OUTSIDE));
    }
}

/* Also a file of which nothing but the name can be told. */
static bool is_refused_consent(const struct identity_run *r,
                               const struct delivered_file *f)
{
    const struct file_kind *k = codebook_kind(&r->codebook, CONSENT_KIND);
    if (f->refused == NULL || k == NULL)
        return false;
    return f->kind == NULL ? strstr(f->name, k->label_ja) != NULL
                           : f->kind == k;
}

/* Withdrawals may stand in it: the older consents go on until it is read. */
static void say_refused_consent(const struct identity_run *r)
{
    size_t n = 0;
    for (size_t i = 0; i < r->files.n_files; i++)
        n += is_refused_consent(r, &r->files.files[i]);
    if (n > 0)
        say_error("intake.consent_refused", n);
    n = 0;
    for (size_t i = 0; i < r->files.findings->n; i++)
        n += strcmp(study_finding(&r->files, i)->rule, CONSENT_OF_NOBODY) == 0;
    if (n > 0)
        say_error("intake.consent_rows_refused", n);
}

static bool is_accepted(const struct identity_run *r,
                        const struct table_file *accepted,
                        const struct place_finding *f)
{
    char letters[8] = "";
    const struct delivered_file *file = &r->files.files[f->file];
    if (f->column >= 0)
        column_letters((size_t)f->column, letters);
    return finding_is_accepted(accepted, file->name, file->sheet, f->row,
                               letters, f->rule);
}

/* A refused file and open pairs are said even when quiet: a person has to act.
 * Findings in rows are counted, their place is findings.csv. */
static enum status say_findings(struct identity_run *r)
{
    size_t n_errors = 0, n_warnings = 0;
    size_t n_open = review_n_open(&r->review);
    struct table_file accepted;
    enum status st = accepted_findings_load(r->arena, &r->codebook, &accepted);
    if (st != STATUS_OK)
        return st;
    for (size_t i = 0; i < r->files.findings->n; i++) {
        const struct place_finding *f = study_finding(&r->files, i);
        enum severity severity = finding_severity(&r->files, f);
        if (severity == SEVERITY_INFO || is_accepted(r, &accepted, f))
            continue;
        n_errors += severity == SEVERITY_ERROR;
        n_warnings += severity == SEVERITY_WARNING;
        if (f->row != 0 || severity != SEVERITY_ERROR)
            continue;
        const struct finding found =
            study_files_finding(&r->files, r->arena, f);
        say_error("intake.refused", finding_sentence(r->arena, &r->codebook,
                                                     &found, language_get()));
    }
    say_refused_consent(r);
    if (n_open > 0)
        say_error("match.open_pairs", n_open);
    if (n_errors + n_warnings > 0)
        say("intake.findings", n_errors, n_warnings);
    bool needs_person =
        n_errors + n_warnings + n_open > 0 || r->review.n_unreadable > 0;
    return needs_person ? STATUS_FINDINGS : STATUS_OK;
}

/* Files came, and not one of them could be taken. */
static bool nothing_was_read(const struct identity_run *r)
{
    for (size_t i = 0; i < r->files.n_files; i++)
        if (r->files.files[i].refused == NULL)
            return false;
    return r->files.n_files > 0;
}

static int by_quarter(const void *left, const void *right)
{
    const struct quarter_rows *a = left, *b = right;
    int year = a->quarter.fiscal_year - b->quarter.fiscal_year;
    return year != 0 ? year : a->quarter.number - b->quarter.number;
}

/* A plan asks what came: a row of an earlier quarter changes that one, too. */
static void say_new_rows(struct identity_run *r)
{
    struct study_files *s = &r->files;
    if (s->n_new_rows > 1)
        qsort(s->new_rows, s->n_new_rows, sizeof *s->new_rows, by_quarter);
    for (size_t i = 0; i < s->n_new_rows; i++) {
        char name[10];
        quarter_write(s->new_rows[i].quarter, name);
        say_error("handover.new_rows", name, s->new_rows[i].n);
    }
}

/* -------------------------------------------------------------------- steps */

static enum status take_steps(struct identity_run *r, enum last_step last)
{
    if (r->is_dry && last >= LAST_HANDOVER)
        manifest_mark_new(r->arena, release_newest(r), &r->files);
    enum status st = open_elsewhere_stop(&r->files);
    if (st == STATUS_OK)
        st = step1_intake(r);
    if (st == STATUS_OK && nothing_was_read(r))
        return status_worse(STATUS_UNREADABLE, say_findings(r));
    if (st == STATUS_OK && last >= LAST_MATCH)
        st = step2_match(r);
    if (st == STATUS_OK && !r->is_dry)
        st = identity_run_commit(r, last >= LAST_MATCH);
    if (st == STATUS_OK && last >= LAST_HANDOVER && !r->is_dry)
        st = step3_handover(r);
    if (st == STATUS_OK && last >= LAST_HANDOVER && !r->is_dry)
        st = inquiry_write(r);
    if (st == STATUS_OK && last >= LAST_HANDOVER && !r->is_dry)
        st = identity_run_remember(r);
    if (st != STATUS_OK)
        return st;
    say_balance(r);
    st = say_findings(r);
    if (last < LAST_HANDOVER)
        return st;
    /* Without writing, 1 says that there is something to write: a plan asks. */
    if (r->is_dry) {
        say_new_rows(r);
        say("handover.to_write");
        return STATUS_FINDINGS;
    }
    enum status waiting = release_say(r);
    if (waiting == STATUS_OK)
        say("handover.written");
    return status_worse(st, waiting);
}

static enum status run_opened(struct identity_run *r, enum last_step last)
{
    bool unchanged = false;
    enum status st = STATUS_OK;
    if (last == LAST_HANDOVER) {
        st = folder_swap_recover(
            r->arena, arena_format(r->arena, "%s/" HANDOVER_FOLDER, r->study));
        if (st == STATUS_OK)
            st = folder_swap_recover(r->arena, release_folder(r));
        if (st == STATUS_OK)
            st = identity_run_is_unchanged(r, &unchanged);
    }
    if (st == STATUS_OK && unchanged) {
        say("handover.unchanged");
        return release_say(r);
    }
    return st == STATUS_OK ? take_steps(r, last) : st;
}

static enum status run_steps(struct arena *a, const struct invocation *in,
                             enum last_step last)
{
    struct identity_run r;
    struct date as_of;
    const char *asked = option_value(in, "--as-of");
    size_t n_removed;
    int lock = -1;
    if (asked != NULL && !date_parse_iso(asked, &as_of)) {
        say_error("command.wrong_value", "--as-of", "YYYY-MM-DD");
        return STATUS_USAGE;
    }
    enum status st =
        identity_run_open(&r, a, in, asked == NULL ? NULL : &as_of);
    r.is_dry = in->dry_run;
    if (st == STATUS_OK)
        st = study_lock(a, in->study, IDENTITY_LOCK, &lock);
    if (st == STATUS_OK)
        st = identity_is_private(a, in->study);
    if (st == STATUS_OK && !r.is_dry)
        st = lists_remove(a, in->study, NULL, r.files.today, false, &n_removed);
    if (st == STATUS_OK)
        st = withdrawals_say_unfinished(a, in->study);
    if (st == STATUS_OK)
        st = run_opened(&r, last);
    enum status closing = identity_run_close(&r);
    study_unlock(lock);
    return status_worse(st, closing);
}

static enum status run_intake(struct arena *a, const struct command *self,
                              void *invocation)
{
    (void)self;
    return run_steps(a, invocation, LAST_INTAKE);
}

static enum status run_match(struct arena *a, const struct command *self,
                             void *invocation)
{
    (void)self;
    return run_steps(a, invocation, LAST_MATCH);
}

static enum status approve(struct arena *a, const struct invocation *in,
                           const char *hash)
{
    int lock = -1;
    enum status st = study_lock(a, in->study, IDENTITY_LOCK, &lock);
    if (st == STATUS_OK)
        st = release_approve(a, in->study, hash);
    study_unlock(lock);
    return st;
}

static enum status run_handover(struct arena *a, const struct command *self,
                                void *invocation)
{
    const struct invocation *in = invocation;
    const char *hash = option_value(in, "--approve");
    (void)self;
    if (hash != NULL && (in->dry_run || option_given(in, "--as-of"))) {
        say_error("command.not_together", "--approve", "--as-of --dry-run");
        return STATUS_USAGE;
    }
    if (hash != NULL)
        return approve(a, in, hash);
    return run_steps(a, invocation, LAST_HANDOVER);
}

/* Outside of a study there is no other language than the program's own. */
static enum status follow_study(struct arena *a, const struct invocation *in)
{
    struct settings settings;
    const char *path = arena_format(a, "%s/study.csv", in->study);
    if (in->language_given || !path_exists(path))
        return STATUS_OK;
    return settings_load_and_speak(a, in->study, false, &settings);
}

static enum status run_check(struct arena *a, const struct command *self,
                             void *invocation)
{
    const struct invocation *in = invocation;
    bool has_template = option_given(in, "--template");
    enum status st = follow_study(a, in);
    if (st != STATUS_OK)
        return st;
    if (has_template && in->n_operands > 1) {
        say_error("check.template_one_folder");
        return STATUS_USAGE;
    }
    if (in->n_operands == 0 && !has_template) {
        say_error("check.no_file", self->name);
        return STATUS_USAGE;
    }
    return check_files(a, in);
}

/* -------------------------------------------------------------------- table */

static const struct option as_of_option[] = {
    {"--as-of", "DATE", false,
     "この日までにわかったことで同意を判断する（省略時は最新の提供日）",
     "judge consent by what was known on DATE (default: newest delivery)"},
    PASSPHRASE_OPTION,
    {NULL, NULL, false, NULL, NULL},
};

static const struct option handover_options[] = {
    {"--as-of", "DATE", false,
     "この日までにわかったことで同意を判断する（省略時は最新の提供日）",
     "judge consent by what was known on DATE (default: newest delivery)"},
    {"--approve", "HASH", false,
     "引渡確認書のハッシュを確かめ、待っている引渡しを承認して handover/ "
     "に移す",
     "approve the waiting handover with this hash, and release it"},
    PASSPHRASE_OPTION,
    {NULL, NULL, false, NULL, NULL},
};

static const struct option inquiry_options[] = {
    {"--as-of", "DATE", false, "照会票を置くフォルダーの基準日",
     "the day that names the folder of the letters"},
    {"--cells", "FILE", false, "研究側の out/四半期/findings/printed_cells.csv",
     "findings/printed_cells.csv of a quarter in out/"},
    {NULL, NULL, false, NULL, NULL},
};

static const struct option check_options[] = {
    {"--template", "KIND", false,
     "空の様式（CSVとXLSX）を、今のフォルダーか後に書いたフォルダーに作る",
     "write blank forms (CSV and XLSX) into this folder or the one named"},
    {NULL, NULL, false, NULL, NULL},
};

const struct command anonymize_commands[] = {
    {"check", "FILE…", "届いたファイルを調べる（何も書きません）",
     "check files as they came; writes nothing", NULL, NULL, check_options,
     run_check},
    {"intake", NULL, "inbox/ を読み、本人を示す列を暗号化して保管する",
     "read inbox/, keep what identifies people, encrypted", NULL, NULL,
     as_of_option, run_intake},
    {"match", NULL, "intake に続けて、どの行が誰のものかを決める",
     "intake, then find out who each row is about", NULL, NULL, as_of_option,
     run_match},
    {"handover", NULL, "match に続けて、仮名にした行を handover/ に書く",
     "match, then write the rows under pseudonyms to handover/",
     "渡す前に、氏名などが紛れていないか全ファイルを調べ、見つかれば止まります"
     "。"
     "何が渡るかは handover_confirmation.html（引渡確認書）に書きます。"
     "study.csv に handover_approval,yes と書くと、担当者が確認書を読み "
     "--approve "
     "で承認するまで handover/ に移しません。",
     "Every file is searched for names and the like first; a hit stops it. "
     "What crosses is written to handover_confirmation.html. With "
     "handover_approval,yes in study.csv nothing is moved to handover/ until "
     "an official has read that page and approved its hash with --approve.",
     handover_options, run_handover},
    {"inquiry", NULL, "研究側の指摘も入れて、照会票を書き直す",
     "write the letters to the offices anew, with the research side's findings",
     "ayumi run が終わりに行います。研究側が別の計算機にあるときは、"
     "printed_cells.csv を受け取ってここで渡してください。"
     "行は印刷される欄の多い順に並びます。",
     "ayumi run does this at its end. Where the research side is another "
     "computer, give its printed_cells.csv here. Rows that touch the most "
     "printed cells come first.",
     inquiry_options, run_inquiry},
    {"linkage", NULL, "CSVどうしで、どの行が同じ人かを求める",
     "find the same people in plain CSV files",
     "--left と --right（一対一）または "
     "--dedupe（一つのファイル）を指定します。"
     "1列目は行の番号で、ほかの列の意味と比べ方は中身から決めます。結果は "
     "links.csv（確率0.95以上が link、人が確かめる組が review）、report.html"
     "（どこまで信頼できるか）、waterfall.csv（その点になった理由）、"
     "settings.csv（使った設定。直して --settings で渡せます）に書きます。"
     "氏名などを含むので、フォルダーは本人のほか見られない設定で作ります。",
     "Give --left and --right (one-to-one) or --dedupe (one file). The first "
     "column is the record id; what the others hold and how they are compared "
     "is found out from the files. Results: links.csv (link from 0.95 on, "
     "review for a person to decide), report.html (how far to trust them), "
     "waterfall.csv (why each pair scored so), settings.csv (as used; edit it "
     "and give it back with --settings). See docs/linkage.md.",
     linkage_options, linkage_command},
    {"withdraw", "PSEUDONYM", "本人の同意の撤回を記録し、実行する",
     "record that a person withdrew, and act on it",
     "仮名がわからないときは、仮名を書かずに実行し、「機関コード,"
     "整理番号」を入力し"
     "ます。handover/ をその場で書き直し、本人に渡す証明書を "
     "identity/withdrawals/ "
     "に作り、すでに公表した版を挙げます。人数だけの集計は残ります。途中で止ま"
     "った"
     "ときは、同じ命令をもう一度実行してください。",
     "Without a pseudonym, a line \"OFFICE,NUMBER\" is read from standard "
     "input. Rewrites handover/ at once, writes a certificate for the person "
     "into identity/withdrawals/, and names the editions already published. "
     "Mere counts stay. If it was cut short, give the same command again.",
     withdraw_options, run_withdraw},
    {"reidentify", "PSEUDONYM", "仮名がだれかを、理由を記録して画面に出す",
     "show whose pseudonym it is, with a reason that is recorded",
     "画面に出す前に、監査記録に1行書きます。統合されて使われなくなった仮名も"
     "調べられます。ファイルには出せません。",
     "A line goes to the audit log before anything is shown. A pseudonym that "
     "was merged away is found too. Nothing is written to a file.",
     reidentify_options, run_reidentify},
    {"disclose", "PSEUDONYM",
     "本人について保有しているすべての情報を書き出す（開示）",
     "write everything that is held about one person, for the person",
     "仮名がわからないときは、仮名を書かずに実行し、「機関コード,"
     "整理番号」を入力"
     "します。届いた行、同意、研究側に渡った行、研究用データベースの行、閲覧の"
     "記録"
     "を1つのページにまとめて identity/ に置きます。期限を過ぎると消えます。",
     "Without a pseudonym, a line \"OFFICE,NUMBER\" is read from standard "
     "input. One page in identity/: rows as received, consent, rows that "
     "crossed, rows of the research database, who looked. It is removed after "
     "its last day.",
     disclose_options, run_disclose},
    {"labels", NULL, "調査票に書く番号の一覧を、担当者のために作る",
     "list form numbers for survey sheets, for the clerk",
     "整理番号の代わりに票に書く番号です。票の「整理番号」の欄にこの番号があれ"
     "ば"
     "、その人の回答として読みます。研究側は整理番号を知る必要がありません。一"
     "覧"
     "は identity/ に置かれ、期限を過ぎると消えます。",
     "Numbers to write on sheets instead of office numbers. A sheet that comes "
     "back with one in its column of office numbers is that person's. The "
     "list lies in identity/ and is removed after its last day.",
     labels_options, run_labels},
    {"contact", NULL, "追跡調査の電話をかける人の一覧を、担当者のために作る",
     "list whom to call for the follow-up survey, for the clerk",
     "expected_visits.csv "
     "で予定日が来た人と遅れている人のうち、いま追跡調査に同"
     "意している人の氏名と電話番号です。identity/ "
     "に置かれ、期限を過ぎると消えま"
     "す。監査記録に1行残ります。",
     "Names and telephones of those who are due or overdue in "
     "expected_visits.csv and agree to follow-up today. The list lies in "
     "identity/ and is removed after its last day; one line in the audit log.",
     contact_options, run_contact},
    {"backup", "FILE", "調査フォルダーの控えを、暗号化した1つのファイルに取る",
     "copy the whole study into one encrypted file",
     "新しいパスフレーズを聞きます。鍵も中に入るので、ファイルとパスフレーズは"
     "別々"
     "に保管してください。ほかの実行が終わるのを待ってから写し、写す間はほかの"
     "実行"
     "を始められません。",
     "Asks for a new passphrase. The study's key is inside: keep file and "
     "passphrase apart. Waits until nothing runs in the study and keeps new "
     "runs out while it copies.",
     backup_options, run_backup},
    {"restore", "FILE", "控えから、新しい調査フォルダーを作る",
     "make a new study folder from a backup",
     "--study "
     "には、まだないフォルダーか空のフォルダーを書きます。あるものは上書き"
     "しません。",
     "--study names a folder that is not there yet, or is empty. Nothing is "
     "ever overwritten.",
     restore_options, run_restore},
    {"key", NULL, "鍵を作る、守る、新しくする",
     "make, guard or renew the study's key",
     "鍵は identity/key に置かれます。なくすと仮名を元に戻せません。"
     "ほかの人が読めない場所に控えを取ってください。何も指定しなければ、鍵の守"
     "り"
     "方を表示します。パスフレーズは端末で入力します（画面には出ません）。",
     "The key is identity/key. Without it pseudonyms can't be traced back; "
     "keep a copy where nobody else can read it. Without an option says how "
     "it is guarded. Passphrases are typed on the terminal, unseen.",
     key_options, run_key},
    {"audit", NULL, "監査記録を表示する、または欠けや書き換えがないか調べる",
     "print the audit log, or check that it is whole",
     "記録は identity/audit.log にあります。--verify "
     "の最後に出る照合値を紙に控え"
     "ておくと、あとから新しい行が切り取られてもわかります。",
     "The log is identity/audit.log. Keep the hash that --verify prints on "
     "paper: it shows later that no newest lines were cut off.",
     audit_options, run_audit},
    {NULL, NULL, NULL, NULL, NULL, NULL, NULL, NULL},
};
