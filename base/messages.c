/* messages: every sentence the programs say, in Japanese and English. */
#include "base/messages.h"

#include "base/status.h"

#include <stdio.h>
#include <stdlib.h>
#include <string.h>

/* Sorted by name. Placeholders agree in number, order and type (tested). */
const struct message messages[] = {
    {"accept.done",
     "%zu 件を受理として codebook/accepted_findings.csv "
     "に書きました。次の ayumi run から、確認を求めません",
     "%zu findings are in codebook/accepted_findings.csv; from the next run on "
     "they ask for nothing"},
    {"accept.no_list",
     "'%s' に、受理した人・受理した日・受理の理由の列がありません。ayumi "
     "が書いた findings.xlsx を指定してください",
     "'%s' has no columns for who, when and why; give a findings.xlsx that "
     "ayumi wrote"},
    {"accept.partial",
     "行%zu: 受理した人・受理した日（日付）・受理の理由の3つがそろっていないた"
     "め、受理していません",
     "row %zu: not accepted; who, when (a date) and why are all needed"},
    {"accept.unreadable",
     "'%s' を読めません（%s）。Excel で閉じて保存し直してください",
     "'%s' can't be read (%s); save it again and close it in Excel"},
    {"analysis.against", "結果変数の基準（比べる相手）は「%s」です",
     "outcome compared with %s"},
    {"analysis.bad_value", "%s に '%s' は使えません。使えるもの: %s",
     "%s can't be '%s'; known: %s"},
    {"analysis.broken_row",
     "'%s' の %zu行目が読めません（引用符または列の数）。直してください",
     "'%s' row %zu can't be read (quotes, or more cells than the header); "
     "correct it"},
    {"analysis.event",
     "結果変数の「%s」を起きたこととして数えます（基準は「%s」）",
     "outcome: the event is %s (against %s)"},
    {"analysis.few_events",
     "最も少ない結果が %s件で、係数が "
     "%zu個あります。探索的な結果として扱い、区間の広さを見て、%"
     "sことを検討してく"
     "ださい",
     "only %s in the rarest outcome for %zu parameters: call it exploratory, "
     "read the intervals, and %s"},
    {"analysis.few_events_firth",
     "最も少ない結果が %s件で、係数が "
     "%zu個あります。探索的な結果として扱い、区間の広さを見てください",
     "only %s in the rarest outcome for %zu parameters: call it exploratory "
     "and read the intervals, not the estimates"},
    {"analysis.firth_separated",
     "%zu行が完全に分かれており、最尤推定値はありません。firth の値と profile "
     "の区間を使ってください",
     "%zu rows are parted, so maximum likelihood has no estimate; read the "
     "firth estimates with profile limits"},
    {"analysis.formula_function",
     "式の関数 '%s' は使えません。factor ordered I offset log log2 log10 exp "
     "sqrt abs が使えます",
     "function '%s' is not known in a formula; use factor ordered I offset log "
     "log2 log10 exp sqrt abs"},
    {"analysis.formula_no_columns",
     "式に説明変数も切片もありません。'y ~ 1' や 'y ~ x' の形で書いてください",
     "the formula has neither an intercept nor a predictor; write 'y ~ 1' or "
     "'y ~ x'"},
    {"analysis.formula_no_tilde", "式は 'y ~ x' の形で書いてください",
     "write the formula as 'y ~ x'"},
    {"analysis.formula_not_numeric",
     "式で計算に使った列 '%s' は数ではありません",
     "column '%s' is used in arithmetic, but is not numeric"},
    {"analysis.formula_syntax", "式が '%s' から先で読めません",
     "the formula can't be read from '%s' on"},
    {"analysis.formula_too_many",
     "式の項が多すぎます。変数を減らすか、値の種類が多い列を除いてください",
     "the formula has too many terms; use fewer variables or leave out columns "
     "with very many levels"},
    {"analysis.head_estimate", "係数", "estimate"},
    {"analysis.head_high", "上限", "high"},
    {"analysis.head_low", "下限", "low"},
    {"analysis.head_p", "p値", "p"},
    {"analysis.head_ratio", "比", "ratio"},
    {"analysis.head_se", "標準誤差", "std.error"},
    {"analysis.how", "標準誤差 %s  区間 %s %s%%  p値 %s",
     "standard errors %s  intervals %s %s%%  p %s"},
    {"analysis.missing_option", "%s を指定してください", "give %s"},
    {"analysis.more_columns",
     "列が %zu個に対し、行が %zu行しかありません。説明変数を減らしてください",
     "%zu columns for %zu rows; use fewer variables"},
    {"analysis.negative_weight",
     "負の重みがあります。度数は0以上にしてください",
     "a weight is negative; frequencies must be 0 or more"},
    {"analysis.no_column",
     "'%s' に列 '%s' がありません。1行目の列名を確かめてください",
     "'%s' has no column '%s'; look at its first row"},
    {"analysis.no_factor",
     "--standardise %s: 式の中の因子の名前を指定してください（数の列は "
     "factor(%s) と書きます）",
     "--standardise %s: name a factor of the formula (numbers as factor(%s))"},
    {"analysis.no_header", "'%s' の1行目（列名）が読めません",
     "'%s': its first row (column names) can't be read"},
    {"analysis.no_level", "'%s' の列 '%s' に値 '%s' がありません",
     "'%s' column '%s' has no level '%s'"},
    {"analysis.no_proportional_odds",
     "比例オッズの検定はできません（区分ごとの傾きが決まりません）",
     "no test of proportional odds (slopes per threshold have no estimate)"},
    {"analysis.no_rows",
     "使う列がすべて埋まった行がありません（%zu行中 "
     "%zu行に空欄）。空欄の多い列を式から外してください",
     "no row has all columns used (of %zu rows %zu lack one); leave the "
     "emptiest column out of the formula"},
    {"analysis.no_term",
     "モデルに項 '%s' がありません。coefficients.csv の term の名前で"
     "指定してください",
     "the model has no term '%s'; give a name of coefficients.csv"},
    {"analysis.not_converged",
     "推定が収束しませんでした。%sか、値の種類が多い列をまとめてください",
     "no maximum was reached; %s, or merge levels of columns that have many"},
    {"analysis.not_finite",
     "計算した列に数でない値（0の対数など）があります。式を直してください",
     "a computed column is not finite (log of 0?); change the formula"},
    {"analysis.not_numeric", "'%s' の列 '%s' は数ではありません",
     "'%s' column '%s' is not numeric"},
    {"analysis.one_level",
     "'%s' の値が1種類しかないため、説明変数に使えません。式から外してください",
     "'%s' has only one level; leave it out of the formula"},
    {"analysis.order", "結果変数の順序 %s", "order of the outcome %s"},
    {"analysis.outcome_constant",
     "結果変数の値が1種類しかありません。比較できないため、割合の表を使ってくだ"
     "さい",
     "the outcome is the same in every row; show a table instead of a model"},
    {"analysis.outcome_level_empty",
     "結果変数に、どの行にもない値があります。--levels から外してください",
     "a level of the outcome has no row; leave it out of --levels"},
    {"analysis.outcome_no_count", "結果変数は0以上の数にしてください",
     "the outcome must be a count of 0 or more"},
    {"analysis.outcome_not_coded",
     "結果変数は 0/1、または2種類の値にしてください。3種類以上なら --family "
     "multinomial か ordinal を使ってください",
     "the outcome must be 0/1 or have two levels; for more use --family "
     "multinomial or ordinal"},
    {"analysis.p_by_ratio", "尤度比検定", "by likelihood ratio"},
    {"analysis.p_by_wald", "Wald検定", "by Wald"},
    {"analysis.profile_columns",
     "'%s' の値から、モデルと同じ列が作れません。データにある値だけを"
     "使ってください",
     "'%s' has values that the model's columns don't know; use values of the "
     "data"},
    {"analysis.profile_empty",
     "'%s' の%zu行目、列 '%s' が空です。予測には値が要ります",
     "'%s' row %zu, column '%s' is empty; a prediction needs a value"},
    {"analysis.profile_level",
     "'%s' の%zu行目、列 '%s' の値がモデルのデータにありません",
     "'%s' row %zu, column '%s': the model's data have no such value"},
    {"analysis.proportional_odds",
     "比例オッズの検定  カイ二乗 %s  自由度 %s  p値 %s（小さければ "
     "multinomial）",
     "proportional odds: chi-square %s  df %s  p %s (small: use multinomial)"},
    {"analysis.quasi_separated",
     "%zu行（%"
     "zu行中）の結果が説明変数だけで分かれ、次の係数は有限の値になりません: "
     "%s。%sか、説明変数の値をまとめてください",
     "%zu of %zu rows are parted by the predictors, so these coefficients have "
     "no finite estimate: %s; %s, or merge levels of the predictors"},
    {"analysis.rarest", "最も少ない結果 %s件  係数1つあたり %s件",
     "rarest outcome %s  per parameter %s"},
    {"analysis.remedy_categories", "--family firth-multinomial を使う",
     "use --family firth-multinomial"},
    {"analysis.remedy_counts",
     "説明変数を減らす（0/1 の結果なら --family firth を使う）",
     "use fewer variables (for a 0/1 outcome --family firth)"},
    {"analysis.remedy_logit", "--family firth --intervals profile を使う",
     "use --family firth --intervals profile"},
    {"analysis.remedy_order", "結果変数の隣り合う区分をまとめる",
     "merge neighbouring levels of the outcome"},
    {"analysis.remedy_sets", "説明変数を減らす", "use fewer variables"},
    {"analysis.robust_zero",
     "次の項は該当する行に完全に当てはまり、頑健な標準誤差が出ません: %s。--se "
     "model の標準誤差を見てください",
     "these terms fit their rows exactly and have no robust standard error: "
     "%s; read those of --se model"},
    {"analysis.rows", "%zu行  空欄のため除いた行 %zu  使った行 %zu  件数 %s",
     "%zu rows  left out as incomplete %zu  used %zu  events %s"},
    {"analysis.same_name", "'%s' に同じ名前の列 '%s' が2つあります",
     "'%s' has two columns '%s'"},
    {"analysis.separated",
     "説明変数だけで結果がすべて分かれ、係数は有限の値になりません: "
     "%s。%sか、説明変数の値をまとめてください",
     "the predictors part all outcomes, so no coefficient is finite: %s; %s, "
     "or merge levels of the predictors"},
    {"analysis.singular",
     "他の列で表せる列を除きました: %s。重なる変数を式から外してください",
     "columns that others determine were left out: %s; take one of each "
     "overlapping set out of the formula"},
    {"analysis.status", "状態 %s", "status %s"},
    {"analysis.unlisted_level",
     "'%s' の列 '%s' の %zu行目に --levels にない値があります",
     "'%s' column '%s' row %zu has a value that --levels does not list"},
    {"analysis.unreadable", "'%s' を読めません（%s）",
     "'%s' can't be read (%s)"},
    {"analysis.written", "結果を %s に書きました", "written to %s"},
    {"audit.broken",
     "監査記録 '%s' の %zu "
     "行目が壊れているため、何もしていません。ayumi-anonymize audit --verify "
     "で確かめ、ファイルを証拠として別の名前で残し、個人情報保護の担当者に知ら"
     "せてください",
     "the audit log '%s' is broken at line %zu, so nothing was done; see "
     "ayumi-anonymize audit --verify, keep the file under another name as "
     "evidence, and tell who is in charge of personal data"},
    {"audit.changed",
     "監査記録 '%s' の %zu 行目が書き換えられています。控えと比べてください",
     "audit log '%s', line %zu: changed after it was written; compare with a "
     "copy"},
    {"audit.cut",
     "監査記録 '%s' "
     "に、紙の控えの照合値がありません。新しい行が切り取られたか、別の記録です",
     "audit log '%s': the hash of the paper register is not in it; newest "
     "lines were cut off, or it is another log"},
    {"audit.moved",
     "監査記録 '%s' の %zu "
     "行目に、別の位置にあった行があります。並べ替えられたか、写されています",
     "audit log '%s', line %zu: a line that stood elsewhere; lines were "
     "reordered"},
    {"audit.none", "監査記録はまだありません", "there is no audit log yet"},
    {"audit.removed", "監査記録 '%s' の %zu 行目の前で、行が消されています",
     "audit log '%s', line %zu: lines before it were removed"},
    {"audit.torn",
     "監査記録 '%s' の %zu "
     "行目が途中で切れています。停電などで書きかけになった行なら、次の記録のと"
     "きに取り除かれます",
     "audit log '%s', line %zu: not finished; if a power cut tore it, the next "
     "entry takes it away"},
    {"audit.whole",
     "監査記録は %zu "
     "行、欠けも書き換えもありません。最後の照合値（紙に控えてください）: %s",
     "the audit log's %zu lines are as they were written; last hash, for the "
     "paper register: %s"},
    {"backup.damaged",
     "控え '%s' が壊れているか、途中で切れています。別の控えを使ってください",
     "the backup '%s' is damaged or cut short; use another one"},
    {"backup.exists", "'%s' はすでにあります。別の名前にしてください",
     "'%s' exists already; choose another name"},
    {"backup.file_changed",
     "'%s' が写している間に変わりました。もう一度実行してください",
     "'%s' changed while it was copied; run again"},
    {"backup.inside", "控えは調査フォルダーの外に作ってください",
     "write the backup outside the study's folder"},
    {"backup.links",
     "リンクなど普通のファイルでないもの %zu件は、控えに入れていません",
     "%zu links or special files are not in the backup"},
    {"backup.no_backup", "'%s' は ayumi の控えのファイルではありません",
     "'%s' is no backup file of ayumi"},
    {"backup.no_memory",
     "パスフレーズから鍵を作るメモリ（256 "
     "MB）がありません。ほかのプログラムを終えてください",
     "there is no memory (256 MB) to make a key from the passphrase; close "
     "other programs"},
    {"backup.not_empty",
     "'%s' にはすでにファイルがあります。上書きはしません。新しいフォルダーを "
     "--study に書いてください",
     "'%s' is not empty and is not overwritten; name a new folder with "
     "--study"},
    {"backup.one_file", "%s には控えのファイルを1つ書いてください",
     "%s needs one backup file"},
    {"backup.restored",
     "%zu個のファイルを '%s' に戻しました（控え: %s）。続けて ayumi run "
     "を実行できます",
     "%zu files are restored to '%s' from %s; go on with ayumi run"},
    {"backup.waiting", "ほかの実行が終わるのを待っています",
     "waiting for a run that is going on"},
    {"backup.would", "調査フォルダー全体を暗号化して '%s' に写します",
     "would copy the whole study, encrypted, to '%s'"},
    {"backup.would_restore", "'%s' を '%s' に戻します",
     "would restore '%s' to '%s'"},
    {"backup.written",
     "%zu個のファイルを '%s' "
     "に写しました。パスフレーズとは別の場所に保管してください",
     "%zu files are in '%s'; keep it apart from its passphrase"},
    {"backup.wrong_passphrase",
     "パスフレーズが違うか、控え '%s' が壊れています",
     "wrong passphrase, or the backup '%s' is damaged"},
    {"bug.not_true",
     "内部の誤り: 「%s」が成り立ちません（%zu件）。開発者に知らせてください",
     "bug: \"%s\" does not hold (%zu cases); tell the developers"},
    {"check.no_file", "%s の後に、調べるファイルの名前を書いてください",
     "name the files to check after '%s'"},
    {"check.refused",
     "%s: 受け付けられません（種類 %s、読んだ行 %zu、受理 %zu、保留 %zu、重複 "
     "%zu）",
     "%s: refused (%s; rows read %zu, accepted %zu, quarantined %zu, duplicate "
     "%zu)"},
    {"check.summary", "%s: %s 受付 %zu = 受理 %zu + 保留 %zu + 重複 %zu",
     "%s: %s, received %zu = accepted %zu + quarantined %zu + duplicate %zu"},
    {"check.template_exists",
     "'%s' "
     "はすでにあります。記入済みかもしれないので上書きしません。別のフォルダー"
     "を指定してください",
     "'%s' is there already and may be filled in; name another folder"},
    {"check.template_one_folder",
     "--template の後には、様式を置くフォルダーを1つだけ書けます",
     "--template takes one folder at most"},
    {"check.template_unknown", "様式 '%s' はありません。使えるのは %s です",
     "no kind '%s'; known: %s"},
    {"codebook.bad_code",
     "codebook/%s.csv の列 %s: '%s' は使えません。英数字と_ "
     "だけで32文字以内にしてください",
     "codebook/%s.csv, column %s: '%s' can't be used; only letters, digits and "
     "_, at most 32"},
    {"codebook.bad_name",
     "'%s' の列名 '%s' は使えません。英小文字・数字・_ "
     "だけの名前にしてください",
     "'%s': column name '%s' can't be used; only a-z, 0-9 and _"},
    {"codebook.expect_answer",
     "複数回答の項目と、そのコード表にあるコードを 項目=コード "
     "の形で書いてください",
     "write variable=code, of a question with several answers"},
    {"codebook.expect_birth",
     "この比較は、生年月日の項目（role が birth）がある種類でだけ使えます",
     "only a kind with a birth date (role birth) can be compared so"},
    {"codebook.expect_blank", "この型の項目では空欄にしてください",
     "leave it blank for this type"},
    {"codebook.expect_code",
     "この項目のコード表にあるコードを「項目名=コード|コード」の形で書いて"
     "ください",
     "write variable=code|code with codes of that variable's list"},
    {"codebook.expect_date", "2023-04-01 の形の日付にしてください",
     "write a date as 2023-04-01"},
    {"codebook.expect_date_variable",
     "この種類にある日付の項目名にしてください",
     "name a date variable of this kind"},
    {"codebook.expect_flag", "1 か 0 にしてください", "write 1 or 0"},
    {"codebook.expect_foreign",
     "ほかの種類の項目を 08.company_id の形で書いてください",
     "write a variable of another kind, such as 08.company_id"},
    {"codebook.expect_identifier",
     "英小文字で始まる半角の英小文字・数字・_ で、32文字以内にしてください",
     "use lower-case letters, digits and _, starting with a letter, at most "
     "32"},
    {"codebook.expect_identity",
     "本人を示す項目は外に出せません。もとの役割のままにしてください",
     "a column that identifies a person never crosses; keep its role"},
    {"codebook.expect_kind", "半角の英数字8文字以内にしてください",
     "use at most 8 letters and digits"},
    {"codebook.expect_known_kind", "files.csv にある種類にしてください",
     "name a kind of files.csv"},
    {"codebook.expect_known_rule", "rules.csv にある規則にしてください",
     "name a rule of rules.csv"},
    {"codebook.expect_list",
     "value_labels.csv にあるコード表の名前にしてください",
     "name a code list of value_labels.csv"},
    {"codebook.expect_no_error",
     "ほかの行と比べる規則は warning か info にしてください",
     "a rule that compares with other rows is a warning or an info"},
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
    {"codebook.expect_threshold",
     "thresholds.csv にある名前を @minimum_wage の形で書いてください",
     "write @ and a name of thresholds.csv, such as @minimum_wage"},
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
    {"codebook.not_found",
     "コードブックが見つかりません。プログラムをインストールし直してください",
     "the codebooks are missing; install the program again"},
    {"codebook.stranger",
     "注意: '%s' "
     "は読みません。コードブックのファイルの名前か、形式が違います。名前を確か"
     "め、Excelでは「CSV UTF-8」で保存してください",
     "note: '%s' is not read; it has not the name of a codebook file, or is no "
     "CSV; check its name, and save it as CSV UTF-8"},
    {"codebook.twice",
     "'%s' 行%zu: 同じ行が前にもあります。どちらかを消してください",
     "'%s' row %zu: the same key stands above; remove one of them"},
    {"codebook.written", "コードブックを %s に書きました",
     "the codebook is in %s"},
    {"codebook.wrong_cell", "'%s' 行%zu 列'%s' の値が正しくありません。%s",
     "'%s' row %zu, column '%s': wrong value; %s"},
    {"codebook.wrong_choice",
     "'%s' 行%zu 列'%s' の値が正しくありません。次のどれかにしてください: %s",
     "'%s' row %zu, column '%s': wrong value; one of: %s"},
    {"codebook.wrong_score",
     "%s: '%s' の '%s' の行が正しくありません。codebooks/README.md "
     "をご覧ください",
     "%s: the row of '%s' '%s' can't be used; see codebooks/README.md"},
    {"command.did_you_mean", "もしかして: %s", "did you mean '%s'?"},
    {"command.needs_folder", "'%s' には作るフォルダーの名前が一つ必要です",
     "'%s' needs the name of one folder"},
    {"command.needs_value", "オプション %s には値が必要です（例: %s %s）",
     "option '%s' needs a value, as in '%s %s'"},
    {"command.no_operand", "'%s' は余分です。%s --help をご覧ください",
     "'%s' is one word too many; see %s --help"},
    {"command.not_together", "%s は %s と一緒に使えません",
     "%s can't be used together with %s"},
    {"command.unknown",
     "'%s' というコマンドはありません。%s --help に一覧があり"
     "ます",
     "no command '%s'; %s --help lists them"},
    {"command.unknown_option",
     "'%s' というオプションはありません。%s --help をご覧ください",
     "no option '%s'; see %s --help"},
    {"command.wrong_value", "オプション %s の値が正しくありません: %s",
     "option '%s' has a wrong value; expected %s"},
    {"confirm.about",
     "調査「%s」(%s)。基準日 "
     "%s。この内容が研究側に渡ります。氏名・住所などは渡りません",
     "study '%s' (%s), as of %s; this is what goes to the research team, "
     "without names or addresses"},
    {"confirm.age_on", "年齢(%s)", "age on %s"},
    {"confirm.approve_with",
     "内容に問題がなければ、次のとおり実行すると承認となり、handover/ "
     "に移ります: %s",
     "if this is right, approve it and release it to handover/ with: %s"},
    {"confirm.columns_note",
     "渡る項目も、同意のない人については件数を数えるための項目だけが渡ります。"
     "生年月日の代わりに、各日付の時点の年齢が渡ります",
     "of people without consent only what is counted crosses; ages on the "
     "dates of a row cross instead of the birth date"},
    {"confirm.counted", "件数だけ", "counted only"},
    {"confirm.crossing", "渡る項目", "crosses"},
    {"confirm.elderly", "高年齢者か", "elderly"},
    {"confirm.excepted",
     "調べなかった列が %zu あります(調査の codebook/leak_exceptions.csv "
     "に理由があります)",
     "not looked at: %zu columns (see codebook/leak_exceptions.csv of the "
     "study)"},
    {"confirm.hash", "確認用のハッシュ(SHA-256)", "Hash to approve (SHA-256)"},
    {"confirm.hash_note",
     "handover/manifest.json のハッシュです。manifest.json "
     "にはほかの全ファイルのハッシュが入っています",
     "of handover/manifest.json, which holds the hash of every other file"},
    {"confirm.kind", "種類", "kind"},
    {"confirm.leaks", "紛れ込みの検査", "Leak check"},
    {"confirm.leaks_result",
     "台帳にある氏名・フリガナ・生年月日・電話番号・整理番号・住所 "
     "%zu種類を、渡す %zu個の値とファイル名すべてから探しました。見つかった数: "
     "0",
     "%zu different names, kana, birth dates, telephones, office numbers and "
     "addresses were looked for in all %zu values and file names that cross; "
     "found: 0"},
    {"confirm.named", "仮名つき", "under a pseudonym"},
    {"confirm.no_sample", "仮名つきの行はありません",
     "no row crosses under a pseudonym"},
    {"confirm.nobody", "人の行でない", "of nobody"},
    {"confirm.parts", "ファイル", "of files"},
    {"confirm.people", "人数", "People"},
    {"confirm.people_all", "台帳の人数", "people in the vault"},
    {"confirm.people_follow", "うち追跡調査に同意",
     "of these agreed to follow-up"},
    {"confirm.people_link", "うち他データ突合に同意",
     "of these agreed to linkage"},
    {"confirm.people_neither", "うちどちらの同意もない(件数だけ)",
     "of these without any consent (counted only)"},
    {"confirm.people_note",
     "同意は基準日の時点で判断しています。どちらにも同意した人は両方に数えてい"
     "ます",
     "consent as of the day above; who agreed to both counts in both lines"},
    {"confirm.pseudonym", "仮名", "pseudonym"},
    {"confirm.rows", "行数", "rows"},
    {"confirm.samples", "実際に渡る行の例(種類ごとに先頭の1行、5行まで)",
     "Rows as they cross (the first of each kind, five at most)"},
    {"confirm.sign", "承認者と承認日:", "Approved by, on:"},
    {"confirm.staying", "どの種類からも渡らない項目: %s", "never crosses: %s"},
    {"confirm.tables", "種類ごとの行数と渡る項目", "Rows and columns by kind"},
    {"confirm.tables_note",
     "「仮名つき」は同意が確かめられた人の行、「件数だけ」は同意のない人の行で"
     "す。件数だけの行の番号は年度ごとに変わるため、同じ人を追えません",
     "under a pseudonym: rows that consent covers; counted only: rows without "
     "consent, under a token that changes every fiscal year, so that nobody "
     "can be followed"},
    {"confirm.title", "引渡確認書", "Handover confirmation"},
    {"confirm.what", "渡すもの", "What crosses"},
    {"consent.version_missing",
     "同意書の版 '%s' がどのデータを対象とするか、codebook の "
     "consent_versions.csv に書かれていません。1行足してください",
     "codebook: consent_versions.csv does not say which data the consent form "
     "'%s' covers; add a row"},
    {"consent.version_unreadable",
     "consent_versions.csv の %zu 行目: covers_from と covers_until は "
     "YYYY-MM-DD か空欄、covers_earlier は 1 か 0 です",
     "consent_versions.csv, row %zu: covers_from and covers_until are "
     "YYYY-MM-DD or blank, covers_earlier is 1 or 0"},
    {"contact.no_visits",
     "予定の一覧 '%s' がありません。先に ayumi run を実行するか、--from "
     "で指定してください",
     "no list of expected visits '%s'; run ayumi run first, or name one with "
     "--from"},
    {"corrections.action.cancel", "取消", "cancel"},
    {"corrections.action.change", "訂正", "change"},
    {"corrections.action.merge", "統合", "merge"},
    {"corrections.action.split", "分離", "split"},
    {"corrections.column.action", "区分", "action"},
    {"corrections.column.date", "訂正日", "date"},
    {"corrections.column.done_file", "訂正したファイル", "corrected file"},
    {"corrections.column.done_row", "訂正した行", "corrected row"},
    {"corrections.column.field", "項目", "field"},
    {"corrections.column.file", "届けのファイル", "file of the request"},
    {"corrections.column.key", "対象番号", "number of the row"},
    {"corrections.column.new", "新値", "new value"},
    {"corrections.column.old", "旧値", "old value"},
    {"corrections.column.result", "結果", "result"},
    {"corrections.column.row", "届けの行", "row of the request"},
    {"corrections.column.table", "対象表", "table"},
    {"corrections.column.who", "申請者", "asked for by"},
    {"corrections.result.already", "すでにそのとおり", "nothing left to do"},
    {"corrections.result.ambiguous", "保留: 対象が1つに決まらない",
     "not done: several rows"},
    {"corrections.result.applied", "反映済み", "done"},
    {"corrections.result.later", "まだ: 訂正日が基準日より後",
     "not yet: after the as-of day"},
    {"corrections.result.new_value", "保留: 新値が認められない",
     "not done: new value"},
    {"corrections.result.no_field", "保留: 項目がない",
     "not done: no such column"},
    {"corrections.result.no_person", "保留: 番号の人が決まらない",
     "not done: no such person"},
    {"corrections.result.not_found", "保留: 対象の行がない",
     "not done: no such row"},
    {"corrections.result.not_there", "保留: この表では受けられない",
     "not done: not possible"},
    {"corrections.result.old_value", "保留: 旧値が違う", "not done: old value"},
    {"corrections.result.replaced", "後の届けに置き換え",
     "replaced by a later request"},
    {"corrections.result.still_wrong", "保留: ほかの誤りが残る",
     "not done: other errors"},
    {"course.after", "経過（か月）", "months after"},
    {"course.at_risk", "その時点まで様子が分かる人", "still observed"},
    {"course.backfills", "補充された人", "backfilled by people"},
    {"course.began", "始めた人", "people who began"},
    {"course.censored", "途中から様子が分からない人", "out of sight"},
    {"course.class", "活動の種類", "class of activity"},
    {"course.contacts", "接触", "contacts"},
    {"course.elderly", "うち高年齢者", "of them elderly"},
    {"course.going_on", "継続", "still at work"},
    {"course.gone", "退職", "left"},
    {"course.jobs", "業務 合計", "openings, all"},
    {"course.jobs_known", "業務 開拓済み", "openings, known"},
    {"course.jobs_new", "業務 新規開拓", "openings, new"},
    {"course.kept", "継続している割合（％）", "still there, percent"},
    {"course.left", "辞めた人", "left"},
    {"course.matches", "件数", "referrals"},
    {"course.months", "実施月数", "months the scheme ran"},
    {"course.not_told", "状況を聞けなかった", "status not told"},
    {"course.note_contacts",
     "つながった接触だけの状況です。つながらないことは退職ではありません",
     "what was found where somebody was reached; not reached is not gone"},
    {"course.note_losses",
     "年度は最初のセミナーか調査の年度。理由が空欄の行は次に進んだ人",
     "the year is that of the first seminar or survey; no reason = took the "
     "step"},
    {"course.note_openings",
     "業務は求人の数、人は成立した人の数。同意のない人の方式は不明に数えます",
     "openings are jobs, people are those matched; without consent the scheme "
     "is unknown"},
    {"course.note_outcomes",
     "同じ開始は1回だけ数えます。配置転換は開始に数えません。元の行は ayumi "
     "explain でたどれます",
     "a start counts once, a reassignment is none; ayumi explain leads to the "
     "rows"},
    {"course.note_retention",
     "カプラン・マイヤー法。様子が分からなくなった人は最後に分かった日まで。人"
     "数の少ない時点は割合を出しません",
     "Kaplan-Meier, censored at the last contact; no share where few are "
     "observed"},
    {"course.note_states",
     "結果のない紹介は未決で、不成立ではありません。理由は複数あることがありま"
     "す",
     "a referral without a result is pending, not failed; reasons may be "
     "several"},
    {"course.paused", "休止", "paused"},
    {"course.people_all", "人 合計", "people, all"},
    {"course.people_known", "人 開拓済み", "people, known"},
    {"course.people_new", "人 新規開拓", "people, new"},
    {"course.period", "期間", "period"},
    {"course.placed", "就いた人", "placed"},
    {"course.reached", "つながった", "reached"},
    {"course.reason", "理由", "reason"},
    {"course.scheme", "方式", "scheme"},
    {"course.sheet_contacts", "継続支援", "contacts"},
    {"course.sheet_losses", "流れと理由", "losses"},
    {"course.sheet_openings", "求人と成立", "openings"},
    {"course.sheet_outcomes", "開始", "starts"},
    {"course.sheet_retention", "継続", "retention"},
    {"course.sheet_states", "紹介", "referrals"},
    {"course.starts", "開始（件）", "starts"},
    {"course.state", "状態", "state"},
    {"course.target", "対象", "about whom"},
    {"course.title_contacts", "継続支援の接触", "follow-up contacts"},
    {"course.title_losses", "セミナーから追跡までと、進まなかった理由",
     "from the seminar to the follow-up, with the losses"},
    {"course.title_openings", "方式別の業務数と成立した人数",
     "openings and matched people by scheme"},
    {"course.title_outcomes", "年度・暦年ごとの活動の開始",
     "starts of activity by year"},
    {"course.title_retention", "就いた人の継続",
     "still at work after 3, 6 and 12 months"},
    {"course.title_states", "紹介の状態と不成立の理由",
     "referrals by state, and reasons of no match"},
    {"course.transfers", "配置転換（件）", "reassignments"},
    {"course.window", "区切り", "window"},
    {"csv.changed_while_read",
     "'%s' は読み取りの途中で変わりました。ほかのソフトで閉じてから、"
     "もう一度実行してください",
     "'%s' changed while it was read; close it elsewhere and run again"},
    {"describe.groups",
     "'%s' の列 '%s' は値が %zu種類あります。60種類までの列で分けてください",
     "'%s' column '%s' has %zu levels; group by one with at most 60"},
    {"describe.last_columns", "（右の列: 標準化した差 SMD、p値、検定）",
     "(last columns: standardised difference, p-value, test)"},
    {"describe.mean", "平均 (SD)", "mean (sd)"},
    {"describe.median", "  中央値 [四分位]", "  median [quartiles]"},
    {"describe.missing", "  欠測", "  missing"},
    {"describe.more_groups",
     "（群が多いため、はじめの %zu群だけを示します。残りは table1.csv に）",
     "(only the first %zu groups; all are in table1.csv)"},
    {"describe.pooled_cities",
     "表 '%s' は作りません。'%s' を %zu 自治体まとめて数えることになります。"
     "tables.csv の stratum に municipality を書いてください",
     "table '%s' is not made: it would count '%s' of %zu cities together; "
     "write municipality as its stratum in tables.csv"},
    {"describe.pooled_versions",
     "表 '%s' は作りません。'%s' の %zu つの版をまとめて数えることになります。"
     "tables.csv の stratum に version を書いてください",
     "table '%s' is not made: it would count '%s' under %zu versions together; "
     "write version as its stratum in tables.csv"},
    {"describe.rows", "行数", "rows"},
    {"describe.text", "（文字、記入数）", "(text, filled in)"},
    {"describe.totals_disagree",
     "集計表の計が合いません。プログラムの誤りです。開発者に知らせてください",
     "the cells of a table do not add up to its total; please report this"},
    {"describe.unknown_table",
     "codebooks/tables.csv の表 '%s': 対象 '%s' か、行 '%s'、列 '%s' "
     "の項目がありません。名前を確かめてください",
     "codebooks/tables.csv, table '%s': no population '%s', or no variable "
     "'%s' or '%s'; check the names"},
    {"disclose.would",
     "%s "
     "の人について保有しているすべての情報を書きます。その前に監査記録を書きま"
     "す",
     "would write everything that is held about %s, after a line in the audit "
     "log"},
    {"disclose.written",
     "保有している情報 %zu件を '%s' "
     "に書きました。印刷して本人に渡し、使い終えたら消してください",
     "%zu items are written to '%s'; print it for the person and remove it"},
    {"disclosure.about",
     "調査「%s」(%s)が %s の時点であなたについて保有している情報のすべてです",
     "everything that the study '%s' (%s) holds about you as of %s"},
    {"disclosure.agreed", "同意しています", "agreed"},
    {"disclosure.audit", "あなたの情報を確かめた記録", "Who looked you up"},
    {"disclosure.computed",
     "英字は、研究のためにあなたの回答や記録から計算した表と項目の名前です。意"
     "味は"
     "担当者にお尋ねください",
     "Tables and columns with names like index_baseline were computed from "
     "your "
     "answers and records; ask the office what they mean"},
    {"disclosure.consent", "同意の状況", "Consent"},
    {"disclosure.database", "研究用のデータベースにある行(仮名)",
     "Rows of the research database, under a pseudonym"},
    {"disclosure.follow", "追跡調査", "follow-up"},
    {"disclosure.handover",
     "研究側に渡った行(仮名、または年度ごとに変わる番号)",
     "Rows handed to the research team, under a pseudonym or a yearly token"},
    {"disclosure.inbox", "市や団体から届いた行",
     "Rows as the offices sent them"},
    {"disclosure.link", "ほかのデータとの突合", "linkage with other data"},
    {"disclosure.none", "ありません", "none"},
    {"disclosure.not_agreed", "同意していません", "not agreed"},
    {"disclosure.note",
     "公表した集計表の人数にも含まれていますが、そこから個人はわかりません",
     "you are also counted in published tables, from which nobody can be told"},
    {"disclosure.record", "台帳", "vault"},
    {"disclosure.row", "%s %zu行目", "%s row %zu"},
    {"disclosure.title", "保有個人情報の開示",
     "Disclosure of personal data held"},
    {"disclosure.vault", "あなたを示す情報(暗号化して保管)",
     "Who you are (kept encrypted)"},
    {"doctor.bad",
     "NG の行を直してから、もう一度 ayumi doctor を実行してください",
     "mend the lines marked NG and run ayumi doctor again"},
    {"doctor.codebooks", "コードブック", "codebooks"},
    {"doctor.disk", "ディスクの空き %zu MiB", "%zu MiB of disk are free"},
    {"doctor.disk_advice", "200 MiB 以上空けてください",
     "make at least 200 MiB free"},
    {"doctor.font", "PDF の文字（%s）", "font of the PDF (%s)"},
    {"doctor.font_advice",
     "fonts-morisawa-bizud-gothic をインストールしてください",
     "install fonts-morisawa-bizud-gothic"},
    {"doctor.identity", "identity/ は本人だけが開ける",
     "identity/ is open to its owner only"},
    {"doctor.identity_advice", "chmod 700 '%s' を実行してください",
     "run chmod 700 '%s'"},
    {"doctor.install", "インストールし直してください",
     "install the program again"},
    {"doctor.key", "鍵ファイルは本人だけが読める",
     "the key file can be read by its owner only"},
    {"doctor.key_advice",
     "'%s' がないか、だれでも読めます。控えから戻し、chmod 600 "
     "を実行してください",
     "'%s' is missing or open to others; put it back from its copy and run "
     "chmod 600"},
    {"doctor.lock", "ほかの実行が動いていない", "no other run is at work"},
    {"doctor.lock_advice", "終わるのを待ってください", "wait until it ends"},
    {"doctor.no_identity",
     "identity/ はありません（handover/ から始める調査です）",
     "no identity/ here: this study starts from handover/"},
    {"doctor.no_study",
     "study.csv がないので、調査フォルダーは調べていません（--study "
     "で指定できます）",
     "no study.csv here, so no study was looked at (name one with --study)"},
    {"doctor.programs", "ayumi-anonymize が隣にある",
     "ayumi-anonymize lies beside this program"},
    {"doctor.study", "study.csv とコードブックが読める",
     "study.csv and the codebook can be read"},
    {"doctor.study_advice", "上のメッセージのとおり直してください",
     "mend what the message above says"},
    {"doctor.title", "この計算機の点検", "this computer"},
    {"doctor.writable", "調査フォルダーに書ける",
     "the study's folder can be written to"},
    {"doctor.writable_advice", "フォルダーの権限を確認してください",
     "check the folder's permissions"},
    {"explain.actual", "実績", "actual"},
    {"explain.baseline", "基準の調査", "baseline"},
    {"explain.clock", "%s、基準日 %s の結果", "results of %s as of %s"},
    {"explain.counted", "数えた開始", "counted start"},
    {"explain.indicators",
     "規則: 目標は最後の文書日のもの、実績は最後に分かったもの（docs/panel.md、"
     "codebooks/indicators.csv）",
     "rule: the target of the latest document, the actual known last "
     "(docs/panel.md, codebooks/indicators.csv)"},
    {"explain.no_cell",
     "'%s' という数字はありません。outcomes:FY2023:E19、T01:1:E20、"
     "indicators:SZ-I-1:R5 のように書いてください",
     "there is no cell '%s'; write outcomes:FY2023:E19, T01:1:E20 or "
     "indicators:SZ-I-1:R5"},
    {"explain.no_level", "'%s' という区分はありません。あるのは: %s",
     "there is no '%s'; there are: %s"},
    {"explain.no_part", "'%s' に当たる区分が %s にはありません",
     "'%s' is one part too many for %s"},
    {"explain.no_run",
     "'%s' にはまだ結果がありません。ayumi run を実行してください",
     "'%s' has no results yet; run ayumi run"},
    {"explain.outcome", "結果のもと", "outcome"},
    {"explain.outcomes",
     "規則: 同じ開始は1回。配置転換は開始に数えない（docs/panel.md "
     "outcome_start、derive_outcomes.sql）",
     "rule: a start counts once, a reassignment is none (docs/panel.md "
     "outcome_start, derive_outcomes.sql)"},
    {"explain.row", "%s %zu行目: %s %s %s [%s] 報告: %s 把握: %s%s",
     "%s row %zu: %s %s %s [%s] reported by: %s known: %s%s"},
    {"explain.same", "同じ開始の別の記録", "the same start again"},
    {"explain.sure", " 本人である確からしさ: %.3f",
     " probability of the person: %.3f"},
    {"explain.table",
     "規則: docs/panel.md の行と列の項目（describe_tables.sql）",
     "rule: docs/panel.md, the variables of row and column "
     "(describe_tables.sql)"},
    {"explain.target", "目標", "target"},
    {"explain.total", "記録 %zu 行", "%zu records"},
    {"explain.transfer", "配置転換（開始に数えない）",
     "reassignment, no start"},
    {"file.failed",
     "'%s' を読み書きできません: "
     "%s。場所・ディスクの空き・権限を確かめてください",
     "'%s': %s; check the path, free space and permissions"},
    {"findings.acceptance_incomplete",
     "codebook/accepted_findings.csv "
     "に、受理した人・日・理由のどれかが空欄の行が %zu "
     "行あります。受理とみなしていません。3つとも書いてください",
     "codebook/accepted_findings.csv has %zu rows without who, when or why; "
     "they "
     "accept nothing; fill in all three"},
    {"findings.note_list",
     "確かめたうえでそのままにする指摘は、右の3列（受理した人・受理した日・受理"
     "の理由）を書いて保存し、ayumi accept を実行してください",
     "what stays as it is after a look: fill in the last three columns, save, "
     "and run ayumi accept"},
    {"findings.note_repairs",
     "意味が一つに決まる書き方の違いは、自動で直して数えました。元のファイルは"
     "変えていません",
     "what could be read in one way only was repaired and counted; the files "
     "are as they were"},
    {"findings.note_rules",
     "「誤り」のある行は集計に入っていません。直したファイルを inbox "
     "に入れ直してください",
     "rows with an error are not counted; put the corrected file into inbox"},
    {"findings.sheet_accepted", "受理済み", "accepted"},
    {"findings.sheet_fixed", "前回からの解消", "fixed"},
    {"findings.sheet_list", "一覧", "list"},
    {"findings.sheet_repairs", "自動で直した数", "repairs"},
    {"findings.sheet_rules", "規則別のまとめ", "by rule"},
    {"findings.title", "確認が必要なデータ", "data to be checked"},
    {"handover.broken",
     "'%s' が書かれたあとに変わったか、足りません。ayumi-anonymize handover "
     "で作り直してください",
     "'%s' is incomplete or was changed after it was written; make it anew "
     "with ayumi-anonymize handover"},
    {"handover.missing",
     "'%s' がありません。inbox/ にファイルを置くか、handover/ "
     "を受け取ってください",
     "'%s' is missing; put files into inbox/ or ask for the handover folder"},
    {"handover.new_rows", "初めて読むファイルには、%s の行が %zu 行あります",
     "the files that are read for the first time have, of %s, rows: %zu"},
    {"handover.not_approved",
     "'%s' "
     "に、この引渡しの承認がありません。市の担当者に、引渡確認書を確かめて承認"
     "するよう頼んでください",
     "'%s' does not approve this handover; ask the official to read the "
     "confirmation page and approve it"},
    {"handover.other_codebook",
     "引渡しは、いまのコードブックとは違う内容のコードブックで作られています。"
     "市から受け取った codebook/ を '%s' "
     "に置くか、引渡しを作り直してもらってください",
     "the handover was made with other codebooks than these; put the codebook "
     "folder that belongs to it into '%s', or ask for the handover anew"},
    {"handover.to_write", "実行すると handover/ を書き直します",
     "a run would write handover/ anew"},
    {"handover.unchanged",
     "変わったところはありません。handover/ はそのままです",
     "nothing changed; handover/ is left as it is"},
    {"handover.waits",
     "新しい引渡しが承認を待っています。handover_confirmation.html "
     "を確かめ、ayumi-anonymize handover --approve "
     "で承認してから実行してください",
     "a new handover waits for approval; read handover_confirmation.html, "
     "approve it with ayumi-anonymize handover --approve, and run again"},
    {"handover.written", "handover/ を書きました", "handover/ is written"},
    {"inquiry.answer", "回答票", "answer"},
    {"inquiry.ask_form",
     "様式の見出し・選択肢・番号のとおりになっているかご確認ください。様式にな"
     "いものを加えたいときは、ご相談ください",
     "please check it against the form; if something new is to be added, ask "
     "us"},
    {"inquiry.close",
     "ご不明な点は、この照会票をお送りした担当までお問い合わせください。お忙し"
     "いところ恐れ入りますが、どうぞよろしくお願いいたします。",
     "If anything is unclear, please ask the person who sent this letter. "
     "Thank you for your help"},
    {"inquiry.column.cells", "印刷される欄の数", "printed cells"},
    {"inquiry.column.file", "ファイル", "file"},
    {"inquiry.column.item", "項目", "item"},
    {"inquiry.column.number", "貴所の番号", "your number"},
    {"inquiry.column.place", "列", "column"},
    {"inquiry.column.row", "行", "row"},
    {"inquiry.column.row_column", "行・列", "row, column"},
    {"inquiry.column.sheet", "シート", "sheet"},
    {"inquiry.column.todo", "お願いしたいこと", "what to do"},
    {"inquiry.column.weight", "使い道の数", "uses"},
    {"inquiry.column.what", "確認したい点", "what was found"},
    {"inquiry.day", "%zu年%zu月%zu日", "%zu-%zu-%zu"},
    {"inquiry.file", "照会票", "inquiry"},
    {"inquiry.foot", "%s ・ %s 時点", "%s, as of %s"},
    {"inquiry.how", "ご回答の方法", "How to answer"},
    {"inquiry.list", "確認をお願いしたい行", "rows to look up"},
    {"inquiry.most",
     "件数が多いため、上から順に %zu "
     "件を載せました。ファイル全体の作り直しのほうが早いときは、直したファイル"
     "をお送りください。",
     "Only the first %zu are listed; if it is easier, send a corrected file"},
    {"inquiry.note_cells",
     "※「印刷される欄の数」は、その行を使って作られる表や指標の欄の数です（行が"
     "集計に入っていないときは、同じ種類の行の平均）。多いものから並べてありま"
     "す",
     "printed cells: how many cells of tables and indicators are made from the "
     "row (of a row that is out: from a row of its kind on average); the most "
     "come first"},
    {"inquiry.note_weight",
     "※「使い道の数」は、その欄（行が集計に入っていないときは、その行の全部の欄"
     "）を使う採点・区分・検査の数です。多いものから並べてあります",
     "uses: how many scores, classes and checks use the cell, or all cells of "
     "a row that is out; the most used come first"},
    {"inquiry.request",
     "お送りいただいたファイルを %s の時点で確認したところ、下の %zu "
     "件について、元の用紙や台帳でのご確認をお願いしたい点がありました。お手数"
     "をおかけしますが、添えてある「回答票」にご記入のうえ、ご返送くださいます"
     "ようお願いいたします。",
     "As of %s, %zu places in the files you sent need to be looked up on "
     "paper. Please fill in the answer form and send it back"},
    {"inquiry.row", "行%zu", "row %zu"},
    {"inquiry.sender", "ご担当者 様", "Dear colleague"},
    {"inquiry.step.back",
     "記入した回答票は、形を変えずに（列を足したり消したりせずに）CSVかExcelの"
     "ままお送りください。",
     "Please send the form back as CSV or Excel, its columns unchanged"},
    {"inquiry.step.cancel",
     "行そのものが不要なとき: 「区分」を "
     "2（取消）にし、「訂正日」と「申請者」をご記入ください。",
     "A row that should not be there: put 2 (cancel) as the action, with date "
     "and your code"},
    {"inquiry.step.find",
     "行は、ファイル名・行番号・貴所の番号で示しています。個人情報を守るため、"
     "お名前や記入された内容は載せていません。",
     "Rows are named by file, row and your own number; neither names nor "
     "contents are shown"},
    {"inquiry.step.fix",
     "直すところがあるとき: "
     "回答票の「新値」に正しい内容、「訂正日」にご記入の日、「申請者」に担当者"
     "のコードをご記入ください。",
     "A cell to correct: fill in the new value, the date and your code"},
    {"inquiry.step.right",
     "届いたとおりで正しいとき、分からないとき: "
     "その行の「新値」「訂正日」「申請者」を空けたままにし、返信の文面でお知ら"
     "せ"
     "ください。空けたままの行は、何も変わりません。",
     "Right as it is, or not known: leave the new value, the date and your "
     "code of the line blank and tell us in your reply; a blank line changes "
     "nothing"},
    {"inquiry.thanks",
     "日ごろより、データのご提供にご協力いただき、ありがとうございます。",
     "Thank you for the data you send us"},
    {"inquiry.title", "データの確認のお願い（照会票）",
     "Please look up these data"},
    {"inquiry.to", "%s 御中", "To: %s"},
    {"inquiry.what_and_todo", "%s。%s", "%s; %s"},
    {"inquiry.written", "review/inquiry/ に照会票を書きました",
     "the letters are in review/inquiry/"},
    {"intake.as_of_jump",
     "'%s' の日付 %s "
     "が、ほかのファイルより半年以上後です。年の書き間違いがないか確認してくだ"
     "さい（--as-of で基準日を指定できます）",
     "'%s' reports %s, half a year after every other file; check the year "
     "(--as-of sets the date)"},
    {"intake.balance",
     "%s: 受付 %zu = 受理 %zu + 保留 %zu + 重複 %zu + 差し替え済み %zu + "
     "対象外 %zu",
     "%s: received %zu = accepted %zu + quarantined %zu + duplicate %zu + "
     "superseded %zu + outside %zu"},
    {"intake.changed_meanwhile",
     "'%s' が読んでいる間に変わりました。もう一度実行してください",
     "'%s' changed while it was being read; run again"},
    {"intake.consent_refused",
     "同意書のファイルを %zu "
     "件読めなかったため、その中の撤回や同意の変更は反映されて"
     "いません。直して実行し直すまで、handover/ を渡さないでください",
     "%zu files of consent could not be read: withdrawals and changes in them "
     "have not taken effect; correct them and run again before handover/ is "
     "passed on"},
    {"intake.consent_rows_refused",
     "同意書に、読めずだれのものか分からない行が %zu "
     "行あります。撤回であっても反映"
     "されていません。直して実行し直すまで、handover/ を渡さないでください",
     "%zu rows of consent could not be read and are of nobody known: a "
     "withdrawal in them has not taken effect; correct them and run again "
     "before handover/ is passed on"},
    {"intake.findings", "確認が要る所見: 誤り %zu、注意 %zu",
     "findings that need a person: errors %zu, warnings %zu"},
    {"intake.open_elsewhere",
     "'%s' "
     "はExcelなどで開かれたままです。保存して閉じてから、もう一度実行してくださ"
     "い（だれも開いていないときは '%s' を消してください）",
     "'%s' is still open in Excel or another program; save and close it, then "
     "run again (if nobody has it open, remove '%s')"},
    {"intake.refused", "%s", "%s"},
    {"intake.unbalanced",
     "'%s': 受付 %zu と内訳の合計 %zu が合いません。プログラムの誤りです",
     "'%s': received %zu but the fates of its rows add up to %zu; this is a "
     "bug"},
    {"key.cannot_open", "'%s' を開けません: %s", "can't open '%s': %s"},
    {"key.cannot_write", "鍵 '%s' を書けません: %s",
     "can't write the key '%s': %s"},
    {"key.created",
     "鍵 '%s' "
     "を作りました。なくすと仮名を元に戻せません。安全な場所に控えを取ってくだ"
     "さい",
     "made the key '%s'; keep a copy in a safe place: without it nobody can be "
     "found again"},
    {"key.damaged",
     "鍵 '%s' が壊れています。控えから戻してください。何も変えていません",
     "the key '%s' is damaged; put it back from your copy; nothing was "
     "changed"},
    {"key.exists", "鍵 '%s' はすでにあります。何も変えていません",
     "there is a key '%s' already; nothing was changed"},
    {"key.file_open",
     "'%s' をほかの人が読めます。chmod 600 '%s' を実行してください",
     "others may read '%s'; run chmod 600 '%s'"},
    {"key.folder_open",
     "フォルダー '%s' をほかの人が開けます。chmod 700 '%s' を実行してください",
     "others may enter '%s'; run chmod 700 '%s'"},
    {"key.missing",
     "鍵 '%s' がありません。控えから戻してください。はじめての調査では "
     "ayumi-anonymize key --new で作ってください。何も変えていません",
     "the key '%s' is missing; put it back from your copy, or make one for a "
     "new study with ayumi-anonymize key --new; nothing was changed"},
    {"key.no_guarded_memory",
     "鍵を守るためのメモリーを取れません。ulimit -l を確認してください",
     "no guarded memory for the key; check ulimit -l"},
    {"key.not_ours",
     "'%s' "
     "は実行している人のものではないか、普通のファイルやフォルダーではありませ"
     "ん。持ち主を確認してください",
     "'%s' is not yours, or is a link; check its owner"},
    {"key.of_one",
     "鍵は1つのパスフレーズで守られています。忘れると仮名を元に戻せません",
     "the key is guarded by one passphrase; if it is forgotten, pseudonyms "
     "can't be traced back"},
    {"key.of_two",
     "鍵は2人で守られています。2つのパスフレーズがそろわないと開きません。どち"
     "らかを忘れると仮名を元に戻せません",
     "the key is guarded by two holders: it opens with both passphrases only; "
     "if one is forgotten, pseudonyms can't be traced back"},
    {"key.one_at_a_time",
     "%s に同時に指定できないものがあります。1つずつ実行してください",
     "%s: these options do not go together; run them one by one"},
    {"key.rotated",
     "鍵を新しくしました（第 %zu "
     "版）。仮名は変わりません。鍵の控えを取り直し、古い控えは、古い控えのデー"
     "タとともに処分してください",
     "the key was renewed (version %zu); pseudonyms stay; take a new copy of "
     "it, and destroy the old one with the backups that need it"},
    {"key.too_new",
     "鍵 '%s' "
     "は新しい版のプログラムで作られています。新しいプログラムを使ってください",
     "the key '%s' was made by a newer program; use that one"},
    {"key.unguarded",
     "鍵にパスフレーズはありません。鍵のファイルを読める人は、だれでも仮名を元"
     "に戻せます",
     "the key has no passphrase: whoever can read the file can trace "
     "pseudonyms back"},
    {"key.wrong_passphrase",
     "鍵 '%s' のパスフレーズが違います。何も変えていません",
     "wrong passphrase for the key '%s'; nothing was changed"},
    {"key.wrong_size",
     "'%s' は鍵の大きさではありません。控えから戻してください",
     "'%s' is not of a key's size; put it back from your copy"},
    {"leak.bad_exception",
     "'%s' の %zu行目: kind と variable "
     "はコードブックにある種類と項目名、reason "
     "は偶然の一致と判断した理由を書いてください",
     "'%s' row %zu: kind and variable must stand in the codebook, and reason "
     "must say why the likeness is chance"},
    {"leak.class.address", "住所", "an address"},
    {"leak.class.birth", "生年月日", "a birth date"},
    {"leak.class.kana", "フリガナ", "the kana of a name"},
    {"leak.class.name", "氏名", "a name"},
    {"leak.class.number", "整理番号", "an office number"},
    {"leak.class.phone", "電話番号", "a telephone number"},
    {"leak.file_name", "ファイル名", "file name"},
    {"leak.hit", "'%s' 行%zu 列%s: 台帳にある%sと同じ内容が入っています",
     "'%s' row %zu column %s: holds %s that stands in the vault"},
    {"leak.hit_name",
     "inbox/ の名前順で "
     "%zu番目の%sに、台帳にある%"
     "sと同じ内容が入っています。名前を変えてください",
     "the %zuth file of inbox/ in the order of names: its %s holds %s that "
     "stands in the vault; rename it"},
    {"leak.sheet_name", "シート名", "sheet name"},
    {"leak.stopped",
     "個人の情報が %zuか所で見つかったため、引渡しを止めました。handover/ "
     "は前のままです。元の用紙を確かめて直したファイルを入れてください。偶然の"
     "一致なら、理由を付けて codebook/leak_exceptions.csv に書きます",
     "what identifies people was found in %zu places, so nothing was released "
     "and handover/ is as it was; check the forms and put corrected files into "
     "inbox/, or, where the likeness is chance, say so with a reason in "
     "codebook/leak_exceptions.csv"},
    {"linkage.blank_id",
     "'%s' の %zu行目: 1列目「%s」（行の番号）が空です。番号を入れてください",
     "'%s' row %zu: the first column '%s' (record id) is blank; give each row "
     "an id"},
    {"linkage.codes_differ", "二つのファイルで符号が違う",
     "the codes of the two files differ"},
    {"linkage.column_twice",
     "'%s' に列「%s」が二つあります。見出しを変えてください",
     "'%s' has two columns '%s'; rename one"},
    {"linkage.constant", "値が一つ以下", "not more than one value"},
    {"linkage.derived", "ほかの列を合わせたもの",
     "put together from other columns"},
    {"linkage.id_twice",
     "'%s' の %zu行目: "
     "行の番号が%zu行目と同じです。1列目「%s」には行ごとに違う番号を入れてくだ"
     "さい",
     "'%s' row %zu has the same id as row %zu; the first column '%s' needs a "
     "different id in every row"},
    {"linkage.ignored", "設定で除いた", "left out by the settings"},
    {"linkage.label_chain",
     "'%s' の %zu行目: "
     "この二つは別人とされていますが、ほかの行の「同一」をつなぐと同じ人になり"
     "ま"
     "す。正しい行だけを残してください",
     "'%s' row %zu: these two are decided to be different, but other rows "
     "together make them the same; keep the rows that are right"},
    {"linkage.label_id",
     "'%s' の %zu行目: その番号の行がファイルにありません。left_id と right_id "
     "を直してください",
     "'%s' row %zu: no record has this id; correct left_id or right_id"},
    {"linkage.label_twice",
     "'%s' の %zu行目: "
     "同じ組が別の行で逆に決められています。正しい行だけを残してください",
     "'%s' row %zu: another row decides this pair the other way; keep the row "
     "that is right"},
    {"linkage.measure_false_link_rate", "誤ってつないだ割合（見込み）",
     "false-link rate (expected)"},
    {"linkage.measure_label_precision", "決めた組で見た適合率",
     "precision on decided pairs"},
    {"linkage.measure_label_recall", "決めた組で見た再現率",
     "recall on decided pairs"},
    {"linkage.measure_labels", "人が決めた組", "pairs decided by a person"},
    {"linkage.measure_links", "つないだ組", "links"},
    {"linkage.measure_matches_expected", "同じ人と見込まれる組",
     "true pairs expected"},
    {"linkage.measure_missed_by_blocking",
     "比べなかったための見落とし（見込み）",
     "missed because not compared (expected)"},
    {"linkage.measure_missed_link_rate", "見落とした割合（見込み）",
     "missed-link rate (expected)"},
    {"linkage.measure_pairs_0.00_0.05", "確率 0.00〜0.05 の組",
     "pairs of probability 0.00 to 0.05"},
    {"linkage.measure_pairs_0.05_0.25", "確率 0.05〜0.25 の組",
     "pairs of probability 0.05 to 0.25"},
    {"linkage.measure_pairs_0.25_0.50", "確率 0.25〜0.50 の組",
     "pairs of probability 0.25 to 0.50"},
    {"linkage.measure_pairs_0.50_0.75", "確率 0.50〜0.75 の組",
     "pairs of probability 0.50 to 0.75"},
    {"linkage.measure_pairs_0.75_0.95", "確率 0.75〜0.95 の組",
     "pairs of probability 0.75 to 0.95"},
    {"linkage.measure_pairs_0.95_0.99", "確率 0.95〜0.99 の組",
     "pairs of probability 0.95 to 0.99"},
    {"linkage.measure_pairs_0.99_1.00", "確率 0.99〜1.00 の組",
     "pairs of probability 0.99 to 1.00"},
    {"linkage.measure_pairs_compared", "比べた組", "pairs compared"},
    {"linkage.measure_pairs_possible", "ありうる組", "possible pairs"},
    {"linkage.measure_records_left", "左のファイルの行", "records, left"},
    {"linkage.measure_records_right", "右のファイルの行", "records, right"},
    {"linkage.measure_reviews", "人が確かめる組", "pairs for review"},
    {"linkage.measure_unlinkable_rate", "情報が足りず、つなげない行の割合",
     "records with too little to be linked"},
    {"linkage.memory",
     "メモリーが足りません。--settings の block の行を減らしてください",
     "out of memory; give fewer block rows with --settings"},
    {"linkage.no_common_column",
     "'%s' と '%s' "
     "に共通の列がありません。同じ意味の列の見出しをそろえてください",
     "'%s' and '%s' have no column in common; give columns that mean the same "
     "the same header"},
    {"linkage.nothing_to_compare",
     "比べられる列がありません。値が二つ以上ある共通の列が必要です",
     "no column can be compared; the files need common columns with more than "
     "one value"},
    {"linkage.one_column",
     "'%s' "
     "には行の番号と比べる列がありません（1行目は見出し、1列目は行の番号）",
     "'%s' has no record id with columns to compare (row 1 is the header, "
     "column 1 the id)"},
    {"linkage.over_budget",
     "比べる組が %s になり、上限 %s を超えます。--settings の block "
     "の行に条件を足すか、option の pair_budget を上げてください",
     "%s pairs would be compared, over the budget of %s; make the block rows "
     "of --settings stricter, or raise option pair_budget"},
    {"linkage.plan", "ありうる組 %s のうち %s を比べます（およそ %s秒）",
     "of %s possible pairs %s are compared (about %s s)"},
    {"linkage.report_about",
     "二つの記録が同じ人である確率から見積もった値です。確率そのものが偏ってい"
     "れば、この値も偏ります。疑わしい組を人が確かめると、ずれがわかります。",
     "These figures follow from the probabilities of the pairs. If those are "
     "off, so are these; pairs that a person decides show by how much"},
    {"linkage.report_bits", "重み（ビット）", "weight (bits)"},
    {"linkage.report_column", "列", "column"},
    {"linkage.report_finds", "見つかる割合", "share of true pairs found"},
    {"linkage.report_high", "95％区間の上限", "high (95 percent)"},
    {"linkage.report_level", "段階", "level"},
    {"linkage.report_levels", "列ごとの一致の段階と重み",
     "Levels of agreement and their weights"},
    {"linkage.report_low", "95％区間の下限", "low (95 percent)"},
    {"linkage.report_measure", "項目", "measure"},
    {"linkage.report_new_pairs", "新しい組", "new pairs"},
    {"linkage.report_note",
     "誤りの割合は、つないだ組のうち別人の割合。見落としの割合は、同じ人の組の"
     "うちつながなかった割合（比べなかった組を含む）。",
     "The false-link rate is the share of links that join two people; the "
     "missed-link rate the share of true pairs that are no link, those never "
     "compared included"},
    {"linkage.report_rule", "一致を求めるもの", "must agree"},
    {"linkage.report_rules", "比べる組の選び方", "Which pairs were compared"},
    {"linkage.report_title", "突合の結果はどこまで信頼できるか",
     "How far the links can be trusted"},
    {"linkage.report_trust", "見積もり", "Estimates"},
    {"linkage.report_value", "値", "value"},
    {"linkage.setting", "'%s' の %zu行目: '%s' は使えません。使えるもの: %s",
     "'%s' row %zu: '%s' can't be used here; known: %s"},
    {"linkage.speed", "%s 組を %s秒で比べました（毎秒 %s 組）",
     "%s pairs scored in %s s: %s a second"},
    {"linkage.too_many", "比べる列が多すぎる", "too many columns"},
    {"linkage.which_files",
     "--left と --right の両方か、--dedupe を指定してください",
     "give --left and --right, or --dedupe"},
    {"list.expected", "予定日", "expected on"},
    {"list.expires",
     "この一覧は %s まで使えます。その後に ayumi-anonymize "
     "を実行すると消えます。使い終えたら ayumi-anonymize contact --delete "
     "ですぐに消してください",
     "use it until %s; after that the next ayumi-anonymize removes it; remove "
     "it at once with ayumi-anonymize contact --delete when you are done"},
    {"list.form", "票の番号", "form number"},
    {"list.no_form_number",
     "票の番号は "
     "%d人目までしか作れません。何も書いていません。調査を分けて、別の"
     "調査フォルダーで作ってください",
     "form numbers end with the study's person %d; nothing was written; make "
     "labels from a study of fewer people"},
    {"list.nobody", "一覧に載せる人はいません（対象外 %zu人）",
     "nobody to list (%zu left out)"},
    {"list.overdue", "遅れ（日）", "days overdue"},
    {"list.removed", "一覧を %zu件消しました", "%zu lists removed"},
    {"list.result", "結果", "result"},
    {"list.skipped",
     "いま追跡調査への同意がない、または情報が消去された %zu人は載せていません",
     "%zu people are left out: no consent to follow-up today, or erased"},
    {"list.telephone", "電話番号", "telephone"},
    {"list.until", "この一覧の期限", "list valid until"},
    {"list.window", "回収の期限", "answer by"},
    {"list.would", "%zu人の一覧を '%s' に書きます。その前に監査記録を書きます",
     "would list %zu people in '%s', after a line in the audit log"},
    {"list.written", "%zu人の一覧を '%s' に書きました。監査記録に残りました",
     "%zu people are listed in '%s'; the audit log says so"},
    {"lock.busy",
     "'%s' "
     "は別の実行が使っています。終わるのを待ってから、もう一度実行してください",
     "'%s' is in use by another run; wait until it ends and run again"},
    {"match.no_threshold",
     "thresholds.csv に、この日に有効な %s がありません。1行足してください",
     "thresholds.csv has no %s in force on this day; add a row"},
    {"match.not_asked",
     "同姓同名で生年月日が似ているか空欄の組が %zu "
     "組ありましたが、ほかに同じ人と"
     "思わせるものがないので、確認には出していません",
     "%zu pairs of namesakes with like or missing birth dates are not asked "
     "about: nothing else speaks for one person"},
    {"match.open_pairs",
     "同じ人かどうか決まっていない組が %zu 組あります。review/pairs.xlsx "
     "の「判定」を選んで保存してください（pairs.csv でもかまいません）",
     "%zu pairs may be one person; fill in the verdicts in review/pairs.xlsx "
     "(or pairs.csv)"},
    {"match.row_without_person",
     "'%s' 行%zu: 受理した行に人が割り当てられていません。プログラムの誤りです",
     "'%s' row %zu: an accepted row has no person; this is a bug"},
    {"model.bad_data",
     "結果が一つしかないなど、当てはめできないデータです。表だけを見てください",
     "the data can't carry a model (one outcome only, for instance); read the "
     "table"},
    {"model.exploratory",
     "探索的: "
     "件数が少ないため、方向の目安としてだけ読んでください。関連であり、効果で"
     "はありません",
     "exploratory: few events; read it as a hint only. Association, not "
     "effect"},
    {"model.no_threshold",
     "thresholds.csv に '%s' がありません。配布されたものに戻してください",
     "thresholds.csv lacks '%s'; put the shipped row back"},
    {"model.not_converged",
     "計算が収束しませんでした。予測変数を減らしてください",
     "did not converge; use fewer predictors"},
    {"model.ok", "関連であり、効果ではありません", "association, not effect"},
    {"model.pooled_scales",
     "models.csv の '%s': "
     "違う尺度の点数は1つの変数にまとめられません。尺度ごとに項目かモデルを分け"
     "てください",
     "models.csv, '%s': points of different scales are never one variable; "
     "name them apart or make two models"},
    {"model.see_link_weighted",
     "%s。名簿との照合が確実でない人が %zu "
     "人います。照合の確率で重み付けした係数は link_weighted.csv にあります",
     "%s; %zu people are linked to their activity with a probability below 1: "
     "link_weighted.csv has the coefficients weighted by it"},
    {"model.separated",
     "分離あり: ある予測変数だけで結果が決まります。Firth "
     "法の推定値と広い区間を示します。係数の大きさは読まず、方向の目安としてく"
     "ださい",
     "separation: a predictor alone decides the outcome. Firth estimates with "
     "wide limits; read the direction, not the size"},
    {"model.singular",
     "ほかの列から計算できる予測変数を除きました。空欄の行がそれです",
     "predictors that follow from others were dropped: the empty rows"},
    {"model.table_only",
     "人数が%zu人未満のため、当てはめません。表だけを見てください",
     "fewer than %zu people: no model; read the table"},
    {"model.unknown_column",
     "models.csv の '%s' という列はモデルの枠にありません",
     "models.csv: no column '%s' in the model frame"},
    {"model.unknown_family",
     "models.csv: '%s' の family '%s' は使えません（firth か multinomial）",
     "models.csv: '%s' has the unknown family '%s' (firth or multinomial)"},
    {"model.unknown_weights",
     "models.csv: '%s' の weights '%s' は使えません（link_probability か空欄）",
     "models.csv: '%s' has the unknown weights '%s' (link_probability or "
     "empty)"},
    {"passphrase.again", "もう一度: ", "once more: "},
    {"passphrase.differs", "2回の入力が違います。何も変えていません",
     "the two entries differ; nothing was changed"},
    {"passphrase.new", "新しいパスフレーズ: ", "new passphrase: "},
    {"passphrase.new_backup", "控えの新しいパスフレーズ（12文字以上）: ",
     "new passphrase of the backup (12 characters or more): "},
    {"passphrase.new_first",
     "1人目の新しいパスフレーズ: ", "new passphrase of the first holder: "},
    {"passphrase.new_second",
     "2人目の新しいパスフレーズ: ", "new passphrase of the second holder: "},
    {"passphrase.no_descriptor",
     "--passphrase-fd %s は開いているファイル記述子の番号ではありません",
     "--passphrase-fd %s: not the number of an open file descriptor"},
    {"passphrase.no_terminal",
     "パスフレーズを入力する端末がありません。端末から実行するか、--passphrase-"
     "fd で渡してください",
     "there is no terminal to type the passphrase on; run this from one, or "
     "use --passphrase-fd"},
    {"passphrase.none",
     "渡されたファイル記述子に、次のパスフレーズの行がありません",
     "the descriptor has no further line with a passphrase"},
    {"passphrase.of_backup",
     "控えのパスフレーズ: ", "passphrase of the backup: "},
    {"passphrase.of_first",
     "1人目のパスフレーズ: ", "passphrase of the first holder: "},
    {"passphrase.of_key", "鍵のパスフレーズ: ", "passphrase of the key: "},
    {"passphrase.of_second",
     "2人目のパスフレーズ: ", "passphrase of the second holder: "},
    {"passphrase.too_short",
     "パスフレーズは %zu "
     "文字以上にしてください。単語をいくつか並べると覚えやすくなります。何も変"
     "えていません",
     "a passphrase needs %zu characters or more; several words are easier to "
     "remember; nothing was changed"},
    {"person.ask_number",
     "機関コードと整理番号を「W,0012」の形で入力してください: ",
     "office code and office number, as W,0012: "},
    {"person.birth", "生年月日", "birth date"},
    {"person.contact", "連絡先", "contact"},
    {"person.erased", "この人の情報は、撤回により消去されています",
     "erased after a withdrawal"},
    {"person.is_current", "（いまの仮名）", " (in use)"},
    {"person.is_former", " （統合前の仮名。いまは使われていません）",
     " (merged away, no longer in use)"},
    {"person.is_token",
     "これは年度ごとに変わる番号です。人を追うことはできません",
     "this is a token that changes every fiscal year; nobody can be traced by "
     "it"},
    {"person.kana", "フリガナ", "kana"},
    {"person.name", "氏名", "name"},
    {"person.needs_pseudonym", "%s には仮名を1つ書いてください",
     "%s needs one pseudonym"},
    {"person.no_number",
     "標準入力の1行目に「機関コード,整理番号」を書いてください",
     "write OFFICE,NUMBER as the first line of standard input"},
    {"person.no_pseudonym",
     "仮名の書き間違いです（13文字で、最後は検査文字です）。写し直してください",
     "this is no pseudonym (13 symbols, the last one a check); copy it again"},
    {"person.no_vault",
     "'%s' に台帳がありません。先に ayumi-anonymize intake を実行してください",
     "'%s' has no vault; run ayumi-anonymize intake first"},
    {"person.nobody", "該当する人は台帳にいません",
     "nobody in the vault matches"},
    {"person.number", "整理番号", "office number"},
    {"person.office", "機関コード", "office code"},
    {"person.one_at_a_time", "一度に1人だけを指定してください",
     "one person at a time"},
    {"person.pseudonym", "仮名", "pseudonym"},
    {"person.several",
     "この番号の人が複数います。review/pairs.csv で確かめてください",
     "several people have this number; decide in review/pairs.csv"},
    {"plan.deliveries",
     "inbox/ か review/ が前回と違うため、handover/ "
     "を書き直してからの実行です。"
     "基準日が変わることがあります",
     "inbox/ or review/ differ from the last run: handover/ is written anew "
     "first, and the as-of date may move"},
    {"plan.first",
     "inbox/ のファイルを初めて読み、handover/ を書いてからの予定"
     "（四半期は届いたファイルで決まります）",
     "plan after the inbox is read for the first time and handover/ written "
     "(the deliveries decide the quarter)"},
    {"plan.late", "%s の結果には、まだ入っていない行が %zu 行あります",
     "the results of %s lack %zu rows"},
    {"plan.late_how",
     "  ayumi run --late は、その四半期だけを、次の段階からやり直します: %s"
     "（理由: 前の四半期の行が後から届いたため。読み込みは済んでいます）",
     "  ayumi run --late runs these quarters again from this stage on: %s "
     "(why: rows of an earlier quarter came late; they are read already)"},
    {"plan.late_to_read",
     "  out/ にある前の四半期（%s）の行が、この中に届いていれば、実行の終わりに"
     "行数を示します。その四半期は、ayumi run --late "
     "が次の段階からやり直します: "
     "%s",
     "  rows of quarters that stand in out/ (%s) may be among these: the run "
     "says how many at its end, and ayumi run --late runs those quarters again "
     "from this stage on: %s"},
    {"plan.nothing", "変わったものがないので、実行しても何も書きません",
     "nothing changed: a run would write nothing"},
    {"plan.reason_clock", "実行: 四半期・基準日・年度が前回と違います",
     "run: quarter, as-of date or year differ from last time"},
    {"plan.reason_codebook", "実行: コードブックが変わりました",
     "run: the codebook changed"},
    {"plan.reason_earlier", "実行: 前の段階をやり直すためです",
     "run: an earlier stage runs again"},
    {"plan.reason_first", "実行: 初めてです", "run: for the first time"},
    {"plan.reason_handover", "実行: 引き渡しの内容が変わりました",
     "run: the handover changed"},
    {"plan.reason_none", "実行しない: 変わったものがありません",
     "not run: nothing changed"},
    {"plan.reason_output", "実行: 出力フォルダーを書きます",
     "run: writes the output folder"},
    {"plan.reason_program", "実行: プログラムの版が変わりました",
     "run: the program's version changed"},
    {"plan.reason_settings", "実行: study.csv が変わりました",
     "run: study.csv changed"},
    {"plan.title", "%s（基準日 %s）の予定", "plan for %s as of %s"},
    {"program.failed", "'%s' を起動できません: %s", "can't start '%s': %s"},
    {"program.killed", "'%s' が途中で止まりました。もう一度実行してください",
     "'%s' was stopped half-way; run again"},
    {"program.missing",
     "プログラム '%s' が %s にありません。インストールし直してください",
     "program '%s' is not in %s; install it again"},
    {"protect.not_granted",
     "プロセスの保護（コアダンプの禁止など）ができません。管理者に相談してくだ"
     "さい",
     "the system does not let this process protect itself (core dumps, "
     "tracing); ask its administrator"},
    {"record.accepted", "採用", "accepted"},
    {"record.duplicate", "重複", "duplicate"},
    {"record.encoding", "文字コード", "encoding"},
    {"record.file", "ファイル", "file"},
    {"record.files",
     "ファイルごとの行数（受領 = 採用 + 保留 + 重複 + 差替 + 対象外）",
     "rows of each file (received = accepted + quarantined + duplicate + "
     "superseded + outside)"},
    {"record.findings", "指摘の数（規則ごと）", "findings by rule"},
    {"record.kind", "種類", "kind"},
    {"record.made_from",
     "基準日 %s ・プログラム %s ・引き渡し %s ・コードブック %s ・設定 %s",
     "as of %s; program %s; handover %s; codebook %s; settings %s"},
    {"record.n", "件数", "count"},
    {"record.outputs", "書いたファイル", "files written"},
    {"record.outside", "対象外", "outside"},
    {"record.quarantined", "保留", "quarantined"},
    {"record.received", "受領", "received"},
    {"record.refused", "受け付けなかった理由", "refused by"},
    {"record.rule", "規則", "rule"},
    {"record.severity", "重大度", "severity"},
    {"record.superseded", "差替", "superseded"},
    {"record.title", "実行の記録: %s %s", "record of a run: %s %s"},
    {"record.todo", "直し方", "what to do"},
    {"record.what", "内容", "what"},
    {"reidentify.needs_reason",
     "--reason に理由を4文字以上で書いてください。監査記録に残ります",
     "give a reason of four characters or more with --reason; it is kept in "
     "the audit log"},
    {"reidentify.noted",
     "このことは監査記録に残りました。画面の内容を書き写したり保存したりしない"
     "でください",
     "this is in the audit log now; do not copy or keep what the screen shows"},
    {"reidentify.terminal_only",
     "氏名は端末の画面にだけ表示します。ファイルやほかのプログラムには出せませ"
     "ん",
     "a name is shown on a terminal only, never written to a file or another "
     "program"},
    {"reidentify.would",
     "%s の人の氏名などを画面に表示します。その前に監査記録を書きます",
     "would show who %s is, after a line in the audit log"},
    {"release.changed",
     "handover.waiting/ "
     "のファイルが、作られた後に変わっています。ayumi-anonymize handover "
     "で作り直してください",
     "a file of handover.waiting/ was changed after it was written; make it "
     "anew with ayumi-anonymize handover"},
    {"release.no_threshold",
     "codebooks/thresholds.csv に '%s' がありません。行を戻してください",
     "codebooks/thresholds.csv has no '%s' in force; put the row back"},
    {"release.not_asked",
     "この調査は承認を求めていません。求めるときは study.csv に "
     "handover_approval,yes と書いてください",
     "this study asks for no approval; write handover_approval,yes into "
     "study.csv if it should"},
    {"release.not_in_log",
     "handover/ の承認が監査記録にありません（ハッシュ "
     "%s）。正しい手順で承認され"
     "ていないので、渡さないでください。ayumi-anonymize handover "
     "を実行し、承認し直してください",
     "the audit log has no approval of what lies in handover/ (hash %s): it "
     "was not approved by ayumi-anonymize; don't pass it on, run "
     "ayumi-anonymize handover and approve anew"},
    {"release.nothing_waits",
     "承認を待っている引渡しはありません。先に ayumi-anonymize handover "
     "を実行してください",
     "no handover waits for approval; run ayumi-anonymize handover first"},
    {"release.other_hash",
     "待っている引渡しのハッシュと違います。'%s' "
     "を開き直し、書かれているハッシュを写してください",
     "this is not the hash of the handover that waits; open '%s' again and "
     "copy the hash it shows"},
    {"release.released", "承認を記録し、handover/ に移しました: %s",
     "approved and released to handover/: %s"},
    {"release.waiting",
     "引渡しは承認を待っています。'%s' を確かめ、ayumi-anonymize handover "
     "--approve %s で承認してください",
     "the handover waits for approval; read '%s' and approve it with "
     "ayumi-anonymize handover --approve %s"},
    {"report.actual", "実績", "actual"},
    {"report.figures", "数値", "figures"},
    {"report.no_font",
     "PDF用の書体がありません（%s のどれか）。fonts-morisawa-bizud-gothic "
     "をインストールしてください",
     "no font for the PDF (one of %s); install fonts-morisawa-bizud-gothic"},
    {"report.no_glyph",
     "'%s': 文字「%s」（%s）がどの書体にもありません。別の字に直してください",
     "'%s': no font has the character '%s' (%s); write it in another way"},
    {"report.no_library",
     "'%s' を読み込めません（%s）。そのパッケージを入れてください",
     "can't load '%s': %s; install its package"},
    {"report.partial", "一部の月の実績", "part of the year"},
    {"report.pdf_failed", "'%s' のPDFを作れません: %s",
     "'%s': can't make the PDF: %s"},
    {"report.people", "人数", "people"},
    {"report.period", "期間", "period"},
    {"report.remark", "備考", "remark"},
    {"report.step", "段階", "step"},
    {"report.target", "目標", "target"},
    {"report.too_high",
     "'%s': 1ページに入りきらない表の行か項目があります。文を短くしてください",
     "'%s': a table line or list item is higher than a page; shorten its text"},
    {"report.workbook_failed", "'%s' のExcelファイルを作れません: %s",
     "'%s': can't make the workbook: %s"},
    {"report.year", "年度", "fiscal year"},
    {"review.agreeing", "同じ：", "agree: "},
    {"review.agreement",
     "確認用の組（答えが記録からわかっている組）では、判定 %zu 件のうち %zu "
     "件が記録と一致しました",
     "of the pairs whose answer is known, %zu were answered and %zu of these "
     "agree"},
    {"review.birth_alike", "書き誤りほどの違い", "differs by a slip"},
    {"review.birth_era", "元号の取り違えの形", "looks like another era"},
    {"review.birth_swapped", "月と日が逆", "month and day swapped"},
    {"review.birth_year", "年だけ違う", "same day of another year"},
    {"review.choice_error", "同一・別人・不明・取消 のどれかを選んでください。",
     "Choose same, other, unknown or withdrawn"},
    {"review.choice_hint",
     "同一・別人・不明 から選んでください。前の判定をやめるときは 取消。",
     "Choose same, other or unknown; withdrawn takes an answer back"},
    {"review.column.birth", "生年月日", "birth"},
    {"review.column.compared", "比べた結果", "compared"},
    {"review.column.contact", "住所・電話", "contact"},
    {"review.column.file", "ファイル", "file"},
    {"review.column.kana", "フリガナ", "kana"},
    {"review.column.name", "氏名", "name"},
    {"review.column.number", "整理番号", "number"},
    {"review.column.office", "機関", "office"},
    {"review.column.pair", "組の番号", "pair"},
    {"review.column.remark", "備考", "remark"},
    {"review.column.row", "行", "row"},
    {"review.column.verdict", "判定", "verdict"},
    {"review.comma", "、", ", "},
    {"review.differing", "違う：", "differ: "},
    {"review.exchanged", "字の順が違う", "characters exchanged"},
    {"review.few_differ", "字違い", " characters differ"},
    {"review.help.01", "判定のしかた", "How to decide"},
    {"review.help.02",
     "1. この表には、同じ人かもしれない2つの記録が1行に1組ずつ並んでいます。A "
     "が先に登録された記録、B が後から届いた記録です。",
     "1. Each row holds two records that may be one person: A was there first, "
     "B came later"},
    {"review.help.03",
     "2. "
     "まず「比べた結果」を読み、氏名・フリガナ・生年月日・住所・電話を左右で見"
     "比べてください。赤い字（下線つき）は違うところ、だいだい色の字は髙と高の"
     "ような書き方の違いです。整理番号は機関ごとに付くので、機関が違う組では比"
     "べて"
     "いません。",
     "2. Read what was compared, then look at name, kana, birth date and "
     "contact side by side. Red (underlined) differs, orange is another "
     "spelling. Every office numbers by itself: numbers of two offices are not "
     "compared"},
    {"review.help.04",
     "3. 「判定」の欄を選び、右に出る▼から 同一・別人・不明 "
     "を選びます。確信がなければ 不明 "
     "にしてください。不明と空欄の組は、別の人として扱われます。",
     "3. Choose same, other or unknown in the list of the verdict cell. When "
     "in doubt choose unknown; unknown and blank pairs are treated as two "
     "people"},
    {"review.help.05",
     "4. "
     "同一とする目安：　生年月日が同じで、姓と名が同じか、異体字、フリガナの書"
     "き誤"
     "り（抜けた字、余分な字、順の逆）だけの違い。（ "
     "）の中は旧姓などで、片方だけに"
     "あってもかまいません。姓が違うときは結婚などで変わることがあるので、住所"
     "か電"
     "話も同じなら 同一、空欄なら 不明。",
     "4. Same: equal birth date, and a name that is equal, a variant or a slip "
     "of the kana (a character missing, too many, exchanged). A name in "
     "brackets is a former one; it may stand on one side only. Another surname "
     "may come of marriage: same if address or telephone agree too, unknown if "
     "they are empty"},
    {"review.help.06",
     "5. "
     "同一とする目安：　氏名とフリガナが同じで、生年月日が1か所だけの書き誤り（"
     "月と日が逆、1字違い、元号の取り違え）。住所か電話も同じか、めずらしい姓名"
     "なら "
     "同一、どちらでもなければ 不明。",
     "5. Same: equal name and kana, and a birth date with one slip, if address "
     "or telephone agree or the name is rare; unknown if neither"},
    {"review.help.07",
     "6. "
     "別人とする目安：　同姓同名でも、生年月日が書き誤りでは説明できないほど違"
     "う。住所や電話が書いてあれば、それも違う。",
     "6. Other: the same name, but a birth date no slip explains, and another "
     "address and telephone where they are given"},
    {"review.help.08",
     "7. "
     "別人とする目安：　夫婦・親子・きょうだい。住所と電話が同じでも、名と生年"
     "月日が違えば別の人です。",
     "7. Other: husband and wife, parent and child: address and telephone "
     "agree, given names and birth dates differ"},
    {"review.help.09",
     "8. "
     "不明とする目安（4 より先に見ます）：　名が別の字のとき（祐と佑、美智江と"
     "美智子など）。読みや生年月日が同じでも、別の人やふたごのことがあります。"
     "住"
     "所か電話も同じで読みも同じなら 同一、ほかに手がかりがなければ "
     "不明。生年月"
     "日が片方にしかないときも、氏名とフリガナだけでは決めず 不明 "
     "にしてください。",
     "8. Unknown (look before 4): given names in other characters (祐 and 佑). "
     "Though they sound alike and the birth date agrees, they may be two "
     "people "
     "or twins: same if kana and address or telephone agree too, else unknown. "
     "So where only one side has a birth date: name and kana alone do not "
     "decide"},
    {"review.help.10",
     "9. "
     "名簿や申請書など手元の記録で確かめられるときは、「ファイル」の欄のファイ"
     "ル名と行を見てください。電話などで本人に問い合わせるかどうかは、担当課の"
     "決まりに従います。",
     "9. The file columns say where each record stands, to look it up. Follow "
     "your office's rules before asking the person"},
    {"review.help.11",
     "10. 判定を変えるときは選び直してください。取り消すときは 取消 "
     "を選びます。判定はすべて記録に残り、最後の判定が使われます。",
     "10. To change an answer choose again; withdrawn takes it back. All "
     "answers are kept, the last one counts"},
    {"review.help.12",
     "11. "
     "この表には、答えがすでにわかっている組も少し混ぜてあります。判定の確かさ"
     "を確かめるためのもので、どの組かは表ではわかりません。",
     "11. A few pairs whose answer is known are mixed in, to see how far "
     "answers can be trusted"},
    {"review.help.13",
     "12. "
     "終わったら上書き保存し（ファイル名と見出しは変えない）、もう一度実行して"
     "ください。CSV の pairs.csv "
     "に書いてもかまいません。両方に書くときは同じ判定にしてください。",
     "12. Save in place (keep the file name and headers) and run again. "
     "pairs.csv may be filled instead; do not answer differently in both"},
    {"review.help.14",
     "13. この表には氏名が入っています。review "
     "フォルダーから持ち出したり、メールに付けたりしないでください。",
     "13. This file holds names: keep it in the review folder"},
    {"review.help_sheet", "判定のしかた", "how to decide"},
    {"review.how",
     "1行が1組です。A と B "
     "が同じ人の記録かどうかを決め、黄色の「判定」で選び、上書き保存してくださ"
     "い。赤い字＝違うところ、だいだい色の字＝書き方の違い。くわしくは次のシー"
     "トにあります。",
     "One pair a row: decide whether A and B are one person, choose in the "
     "yellow column, save in place. Red differs, orange is another spelling. "
     "See the next sheet"},
    {"review.no_columns",
     "'%s' に「%s」または「%s」の列がありません。見出しを元に戻してください",
     "'%s' has no column '%s' or no column '%s'; restore its headers"},
    {"review.nothing", "なし", "none"},
    {"review.one_side", "片方だけ：", "on one side: "},
    {"review.only_variants", "異体字などの違いだけ", "only spelling variants"},
    {"review.place", "行目", " (row)"},
    {"review.sheet", "判定", "verdicts"},
    {"review.title", "同じ人かどうかの判定", "Are these one person?"},
    {"review.two_answers",
     "組 %s: pairs.csv と pairs.xlsx "
     "の判定が違います。どちらかに合わせて保存し、もう一度実行してください。そ"
     "れまで前の判定のままにします",
     "pair %s: pairs.csv and pairs.xlsx answer differently; make them agree "
     "and run again. The earlier answer stays until then"},
    {"review.unknown_verdict",
     "'%s' 行%zu: "
     "判定は「同一」「別人」「不明」「取消」のどれかを書いてください。この行は"
     "未定のま"
     "まにしました",
     "'%s' row %zu: the verdict must be same, other or unknown; this pair "
     "stays open"},
    {"review.verdict.open", "取消", "withdrawn"},
    {"review.verdict.other", "別人", "other"},
    {"review.verdict.same", "同一", "same"},
    {"review.verdict.unknown", "不明", "unknown"},
    {"run.as_of_to_come",
     "基準日 %s はまだ来ていません。今日までの日にしてください",
     "as-of date %s has not come yet; use today or earlier"},
    {"run.as_of_too_early",
     "基準日 %s は調査の始まり（%s）より前です。それより後の日にしてください",
     "as-of date %s lies before the study begins (%s); use a later day"},
    {"run.balance_title", "受領 = 採用 + 保留 + 重複 + 差替 + 対象外",
     "received = accepted + quarantined + duplicate + superseded + outside"},
    {"run.done",
     "%s の集計が終わりました。概要: %s/summary/summary.html  表: "
     "%s/tables.xlsx",
     "%s is done. Summary: %s/summary/summary.html  tables: %s/tables.xlsx"},
    {"run.edition",
     "%s の以前の結果と違います（変わった %zu・増えた %zu・なくなった "
     "%zu）。以前のものは %s に残しました",
     "%s differs from its earlier results (%zu changed, %zu new, %zu gone); "
     "the earlier ones are kept in %s"},
    {"run.file_balance", "  %s [%s] %zu = %zu + %zu + %zu + %zu + %zu",
     "  %s [%s] %zu = %zu + %zu + %zu + %zu + %zu"},
    {"run.file_refused", "  %s 受け付けませんでした（%s）",
     "  %s was refused (%s)"},
    {"run.findings", "指摘: エラー %zu・注意 %zu・お知らせ %zu",
     "findings: %zu errors, %zu warnings, %zu notes"},
    {"run.findings_since",
     "誤りと注意のうち、前回からの新規 %zu・解消 %zu・受理済み %zu",
     "of errors and warnings: %zu new since the last run, %zu fixed, %zu "
     "accepted"},
    {"run.handover_older",
     "引き渡しは %s 時点のものです。それより後の基準日にはできません",
     "the handover is as of %s; a later as-of date needs a newer one"},
    {"run.late_how",
     "この四半期だけを作り直すには、ayumi run --late を実行してください。前の版"
     "は out/editions/ に残り、変わったところが示されます",
     "ayumi run --late runs these quarters again and no others; the earlier "
     "editions stay in out/editions/, with what changed"},
    {"run.late_rows", "%s には、その後に届いた %zu 行がまだ入っていません",
     "%s lacks %zu rows that came since it was run"},
    {"run.look_at", "確認の必要な行があります: %s/findings/findings.xlsx",
     "rows need a person: %s/findings/findings.xlsx"},
    {"run.new_rows",
     "            新しい %zu 行の読み込み・検査・書き込み %s 秒",
     "            of them new %zu, read, checked and inserted in %s s"},
    {"run.no_files",
     "'%s/inbox' "
     "にファイルがありません。届いたファイルを置いてから実行してください",
     "'%s/inbox' is empty; put the office's files there and run again"},
    {"run.nothing_changed", "変わったものはありません。結果は %s にあります",
     "nothing changed; the results are in %s"},
    {"run.quarter_not_begun", "四半期 %s は基準日 %s にはまだ始まっていません",
     "quarter %s had not begun on %s"},
    {"run.quarter_too_early",
     "四半期 %s は調査の始まり（%s）より前です。study.csv の first_quarter "
     "を確認してください",
     "quarter %s lies before the study's first (%s); see first_quarter in "
     "study.csv"},
    {"run.stage", "  %-9s 入力 %zu  出力 %zu  %s 秒",
     "  %-9s in %zu  out %zu  %s s"},
    {"score.absent", "列がないため、測っていないものとして採点しました: %s",
     "no such column, so not measured: %s"},
    {"score.absent_no_class",
     "列がないため、測っていないものとして採点しました。全部の列がそろわないの"
     "で区分は出しません: %s",
     "no such column, so not measured; this scale needs all of them, so there "
     "is no class: %s"},
    {"score.column_taken",
     "'%s' 列%s: '%s' は採点の結果を書く列の名前です。列の名前を変えてください",
     "'%s' column %s: '%s' is a column that scoring adds; rename it"},
    {"score.digits_hint",
     "答えが数字の列があります。用紙の1がリスクありなら --coding "
     "risk、1＝はい・2か0＝いいえ なら --coding yes を付けてください",
     "some answers are digits: add --coding risk if 1 is the risk as printed, "
     "--coding yes if 1 is yes and 2 or 0 is no"},
    {"score.digits_risk",
     "数字の答え %zu 個を「1＝リスクあり・0＝なし」と読みました。1＝はい "
     "の入力なら --coding yes を付けてください",
     "read %zu digits as 1 = risk, 0 = none, as the form prints them; add "
     "--coding yes if 1 was typed for yes"},
    {"score.digits_yes",
     "数字の答え %zu 個を「1＝はい・2か0＝いいえ」と読みました",
     "read %zu digits as 1 = yes, 2 or 0 = no"},
    {"score.done", "%s %s: %zu 行を採点しました", "%s %s: scored %zu rows"},
    {"score.impossible", "ありえない測定値 %zu 個を欠測としました",
     "took %zu impossible measurements as missing"},
    {"score.looks_swapped",
     "注意 '%s': "
     "健常の区分の人がほとんどいません。「1＝はい」と入力したファイルを「1＝リ"
     "スクあり」と読んだときの形です。用紙と見比べてください。値は変えていませ"
     "ん",
     "warning: '%s': hardly anyone is in the lowest class, as when 1 was typed "
     "for yes where the form's 1 means a risk; compare with the forms; nothing "
     "was changed"},
    {"score.needs", "%s を付けて、ファイルの名前を書いてください",
     "'%s' and the name of a file are needed"},
    {"score.needs_instrument",
     "--instrument で尺度を選んでください。尺度と版: %s",
     "choose a scale with --instrument; scales and versions: %s"},
    {"score.no_age",
     "列 age がないため、対象年齢（%zu歳以上）かどうかは空欄にしました",
     "no column age: whether people are of the validated age (%zu and over) is "
     "left empty"},
    {"score.no_column",
     "'%s' に %s の項目の列がありません。列の名前は次のとおりです: %s",
     "'%s' has no column of %s; columns are named: %s"},
    {"score.no_header", "'%s' の見出しの行が読めません",
     "'%s': the header row can't be read"},
    {"score.no_instrument", "'%s' という尺度はありません。尺度と版: %s",
     "no scale '%s'; scales and versions: %s"},
    {"score.no_sex",
     "列 sex "
     "がないため、男女の基準値がどちらも同じ結果になるときだけ決めました",
     "no column sex: cut-offs by sex decide only where both agree"},
    {"score.no_version",
     "%s に '%s' という版はありません。--version で選んでください: %s",
     "%s has no version '%s'; choose with --version: %s"},
    {"score.refused", "'%s': %zu か所が読めないため、何も書きませんでした",
     "'%s': %zu places can't be read; nothing was written"},
    {"score.same_file",
     "'%s' は --data と同じファイルです。別の名前にしてください",
     "'%s' is the file of --data; choose another name"},
    {"score.sentence", "%s", "%s"},
    {"score.unused", "列 '%s' は使いません。身長と体重から計算します",
     "column '%s' is not used; height and weight are"},
    {"score.written", "結果: %s", "written to %s"},
    {"settings.missing",
     "'%s' がありません。ayumi init で調査フォルダーを作るか、"
     "--study で場所を指定してください",
     "'%s' is missing; make a study with ayumi init or name its folder with "
     "--study"},
    {"settings.needs_key",
     "'%s' に '%s' の行がありません。%s を書いた行を足してください",
     "'%s' has no row '%s'; add one with %s"},
    {"settings.unknown_key",
     "'%s' 行%zu: '%s' という項目はありません（近いもの: "
     "%s）",
     "'%s' row %zu: no setting '%s' (nearest: %s)"},
    {"settings.wrong_value", "'%s' 行%zu: '%s' の値が正しくありません。%s",
     "'%s' row %zu: wrong value of '%s'; expected %s"},
    {"status.done", "完了", "done"},
    {"status.files", "届いたファイル %zu 件（基準日 %s）",
     "%zu files came (as of %s)"},
    {"status.findings_open", "完了。確認の必要な行があります",
     "done; rows need a person"},
    {"status.flow",
     "セミナーから追跡まで（各段階の人数。「-」はその段階に至らなかった理由。測"
     "定と追跡は、どちらも同意した人のうち）",
     "from the seminar to the follow-up (people at each step; '-' = why others "
     "did not reach it; check and follow-up both look at those who agreed)"},
    {"status.late_rows",
     "    この四半期までの行が、実行の後に %zu 行届いています。ayumi run "
     "--quarter %s で作り直してください（ほかの四半期はそのままで構いません）",
     "    %zu rows that belong here or earlier came after it was run; ayumi "
     "run --quarter %s takes them in, other quarters may stay"},
    {"status.missing", "← この四半期の行がありません",
     "<- no row of this quarter"},
    {"status.missing_kinds",
     "%zu種類のファイルに、%s "
     "の行がありません。まだ届いていないのか、その四半期にはなかったのかを、送"
     "り主に確かめてください",
     "%zu kinds of file have no row of %s; ask the sender whether a file is "
     "still to come or nothing happened"},
    {"status.no_handover",
     "まだ実行されていません。inbox/ にファイルを置いて ayumi run "
     "を実行してください",
     "not run yet; put files into inbox/ and run ayumi run"},
    {"status.no_quarters", "実行済みの四半期はありません",
     "no quarter was run yet"},
    {"status.no_record", "記録がありません。ayumi run をやり直してください",
     "no record; run it again"},
    {"status.quarters", "実行済みの四半期", "quarters that were run"},
    {"status.refused", "受け付けませんでした（%s）", "refused (%s)"},
    {"status.rows", "取り込んだ行数（%s と %s）", "rows taken in (%s and %s)"},
    {"status.study", "%s（%s）", "%s (%s)"},
    {"status.touched",
     "結果のファイルが変わっています。ayumi run で作り直せます",
     "a result was changed; ayumi run makes it anew"},
    {"status.waiting",
     "inbox/ に、まだ実行していないファイルが %zu 件あります（ayumi run "
     "で取り込みます）",
     "%zu files in inbox/ were in no run yet; ayumi run takes them in"},
    {"status.waiting_more", "  ほか %zu 件", "  and %zu more"},
    {"store.failed",
     "データベース '%s': "
     "%s。ディスクの空きと権限を確かめて、もう一度実行してください",
     "database '%s': %s; check free space and permissions, then run again"},
    {"study.demo_made",
     "見本の調査を '%s' に作りました。\n次: ayumi run --study %s",
     "made the sample study in '%s'\nnext: ayumi run --study %s"},
    {"study.exists", "'%s' にはもう調査があります。別の名前にしてください",
     "'%s' already holds a study; choose another name"},
    {"study.made",
     "調査フォルダー '%s' を作りました。\n1. '%s/study.csv' を Excel "
     "で開き、名前と市区町村を直す\n2. 届いたファイルを '%s/inbox/' "
     "に置く（様式は templates/）\n3. ayumi run --study %s\n鍵 identity/key "
     "は、なくすと元に戻せません。別の場所に控えを取ってください。",
     "made the study '%s'\n1. open '%s/study.csv' in Excel and set name and "
     "municipality\n2. put files into '%s/inbox/' (forms are in "
     "templates/)\n3. ayumi run --study %s\nThe key identity/key can't be "
     "replaced when lost: keep a copy elsewhere."},
    {"study.no_examples",
     "見本の町のファイルがありません。インストールし直してください",
     "the sample town's files are missing; install the program again"},
    {"summary.activity", "活動の種類", "activity"},
    {"summary.actual", "実績", "actual"},
    {"summary.after", "改定後の目標", "target after"},
    {"summary.annex_computed", "資料2 計算した値", "Annex 2 Computed figures"},
    {"summary.annex_definitions", "資料4 指標の一覧", "Annex 4 The indicators"},
    {"summary.annex_notes", "資料5 この資料の読み方",
     "Annex 5 How to read this"},
    {"summary.annex_revisions", "資料3 目標改定", "Annex 3 Revised targets"},
    {"summary.annex_tables", "資料1 実績と目標", "Annex 1 Actuals and targets"},
    {"summary.at_least", "目標以上で達成", "target or more"},
    {"summary.at_most", "目標以下で達成", "target or less"},
    {"summary.before", "改定前の目標", "target before"},
    {"summary.by_year", "年度別", "by fiscal year"},
    {"summary.change", "前年度との差", "change"},
    {"summary.change_pct", "前年度比 (％)", "change, percent"},
    {"summary.change_pct_month", "1か月あたりの前年度比 (％)",
     "change per month, percent"},
    {"summary.charts_heading", "成果指標の推移", "Outcomes over the years"},
    {"summary.charts_note",
     "「-"
     "」は、まだ分からない実績です。斜線の棒は、12か月に満たない期間の実績です"
     "。",
     "'-' is an actual that is not known yet; a hatched bar covers fewer than "
     "12 months"},
    {"summary.comparison", "達成の決め方", "reached when"},
    {"summary.computed_caption", "目標に対する割合と、前の年度からの増減",
     "Share of the target, and change from the year before"},
    {"summary.computed_note",
     "※は、12か月に満たない年度を含む値です。「-」は計算できない値です。",
     "※ touches a year of fewer than 12 months; '-' can't be computed"},
    {"summary.dated", "文書の日", "document date"},
    {"summary.definitions", "指標の単位と、達成の決め方",
     "Units, and when a target is reached"},
    {"summary.evaluation", "【評価】", "Evaluation"},
    {"summary.exactly", "目標と同じで達成", "exactly the target"},
    {"summary.flow_caption", "セミナーから活動までの人数",
     "From seminar to activity, people"},
    {"summary.flow_note",
     "人数は、この年度に初めて参加した人のうち、それぞれの段階まで進んだ人の数"
     "です。",
     "Of the people who first took part in this fiscal year, how many came to "
     "each step"},
    {"summary.flow_title", "セミナーから活動まで", "From seminar to activity"},
    {"summary.flow_withheld",
     "この年度は人数が少ないため、段階ごとの人数は伏せています。",
     "Numbers of people are small in this year and are withheld"},
    {"summary.group", "区分", "group"},
    {"summary.in_brackets", "( )内は目標値", "( ) target"},
    {"summary.item", "項目", "item"},
    {"summary.limit_cause",
     "この資料からは、増えた理由や減った理由は分かりません。",
     "This report can't say why a figure rose or fell"},
    {"summary.limit_partial",
     "期間の長さが違う年度は、そのまま比べられません。",
     "Years of different length can't be compared as they stand"},
    {"summary.limit_people",
     "参加した人の結果が、市民全体に当てはまるとは限りません。",
     "What holds for participants need not hold for all residents"},
    {"summary.limit_target", "目標の達成は、目標の決め方によっても変わります。",
     "Whether a target is reached also depends on how it was set"},
    {"summary.limits_heading", "この資料から分からないこと",
     "What this report can't tell"},
    {"summary.measures", "各種施策", "measure"},
    {"summary.months", "月数", "months"},
    {"summary.no_actual", "実績はまだ分かりません。",
     "The actual is not known yet"},
    {"summary.no_cause", "この資料からは原因は分かりません。",
     "This report can't tell causes"},
    {"summary.no_revision", "目標の改定はありません。",
     "No target has been revised"},
    {"summary.no_target", "目標なし", "no target"},
    {"summary.note_as_of", "この資料の数字は、次の日までに分かったものです: ",
     "What was known by this day: "},
    {"summary.note_inherited", "「継」は、前の年度の目標を引き継いだものです。",
     "継 marks a target taken over from the year before"},
    {"summary.note_official",
     "指標の実績と目標は、報告された数字をそのまま載せています。",
     "Actuals and targets are printed as they were reported"},
    {"summary.note_protection",
     "少ない人数は x として伏せ、引き算で分かる人数も伏せています。",
     "Small numbers of people are withheld (x), and so are those that would "
     "give them back"},
    {"summary.note_rounding", "割合は小数第1位までに四捨五入しています。",
     "Rates are rounded to one decimal, half away from zero"},
    {"summary.note_signs",
     "「0」は実績が0、「-」は不明か該当なし、「x」は秘匿です。",
     "0 is zero, - is unknown or does not apply, x is withheld"},
    {"summary.number", "指標番号", "number"},
    {"summary.outcome", "アウトカム実績", "outcome"},
    {"summary.outcomes", "成果指標", "outcome indicator"},
    {"summary.output", "アウトプット実績", "output"},
    {"summary.per_month", "1か月あたり", "per month"},
    {"summary.printed", "印刷の形", "as printed"},
    {"summary.rate", "達成率 (％)", "percent of target"},
    {"summary.revisions_caption", "後の文書で変わった目標",
     "Targets that a later document changed"},
    {"summary.section", "区分", "section"},
    {"summary.state", "状況", "state"},
    {"summary.state_met", "● 達成", "● reached"},
    {"summary.state_missed", "◆ 未達成", "◆ not reached"},
    {"summary.state_none", "- 目標なし", "- no target"},
    {"summary.state_running", "… 年度途中", "… year not over"},
    {"summary.state_unknown", "- 評価不可", "- can't be judged"},
    {"summary.status_caption", "成果指標の実績と目標", "outcomes and targets"},
    {"summary.status_heading", "成果指標の状況", "Where the outcomes stand"},
    {"summary.step_active", "活動あり", "active"},
    {"summary.step_baseline", "ベース調査", "baseline survey"},
    {"summary.step_consent", "同意", "consent"},
    {"summary.step_due", "追跡の時期が来た", "follow-up due"},
    {"summary.step_reached", "追跡できた", "followed up"},
    {"summary.step_seminar", "セミナー参加", "seminar"},
    {"summary.target", "目標", "target"},
    {"summary.title", "年次報告", "yearly summary"},
    {"summary.unit", "単位", "unit"},
    {"summary.western", "年度（西暦）", "fiscal year (CE)"},
    {"summary.who_heading", "だれが、どの活動につながったか",
     "Who found which activity"},
    {"summary.who_withheld", "人数が少ないため、活動ごとの人数は伏せています。",
     "Numbers of people are small; how many found which activity is withheld"},
    {"summary.withheld", "秘匿", "withheld"},
    {"summary.year", "年度", "fiscal year"},
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
    {"tables.actual", "実績", "actual"},
    {"tables.any_percent", "活動あり（％）", "any activity (percent)"},
    {"tables.as_of", "いつまでにわかったことか（時点）", "as of"},
    {"tables.association",
     "関連を見たもので、原因や効果を示すものではありません",
     "association, not effect"},
    {"tables.bad_name",
     "codebooks/%s の名前 '%s' はファイル名にできません。半角の英数字と _ "
     "で64文字以内にしてください",
     "codebooks/%s: '%s' can't be a file name; use at most 64 letters, digits "
     "and _"},
    {"tables.class", "区分", "class"},
    {"tables.class_name",
     "限定（研究チームだけが使えます。小さい数も出ています）",
     "restricted: for the research team, small counts are shown"},
    {"tables.codebook", "コードブックの版", "codebook version"},
    {"tables.conf_high", "95％区間の上限", "upper limit (95 percent)"},
    {"tables.conf_low", "95％区間の下限", "lower limit (95 percent)"},
    {"tables.content", "内容", "content"},
    {"tables.estimate", "係数", "coefficient"},
    {"tables.exploratory", "探索的な結果です", "exploratory"},
    {"tables.export_note",
     "限定: "
     "このフォルダーは、届け出た研究チームだけが使うものです。\n仮名の人ごとの"
     "データで、小さい数も伏せていません。外に出さないでください。\nファイルは1"
     "行が1つの単位で、鍵の列が先頭にあります。どの行も元のファイルと行を持ちま"
     "す。\n列の意味は docs/exports.md にあります。\n  person.csv            "
     "人ごと\n  person_wave.csv       人・調査ごと\n  person_wave_item.csv  "
     "人・調査・項目ごと\n  activity_spell.csv    活動の期間ごと\n  "
     "event_attendance.csv  人・催事ごと\n  score.csv             "
     "人・日・尺度・版ごと\n  judgement.csv         点数から決まる判定ごと\n  "
     "rescoring.csv         同じ測定を2つの版で採点した結果ごと\n  "
     "followup.csv          追跡する人ごと（分析用の表）\n  "
     "expected_visits.csv   "
     "追跡の予定と遅れ（窓口用。仮名は本人確認の部屋で戻せます）\n  "
     "conflicts.csv         "
     "窓口の記録と本人の回答の食い違いごと\n外に出せる表は release/ "
     "にあります。\n",
     "RESTRICTED: this folder is for the named research team only.\nIt holds "
     "rows of people under pseudonyms; small counts are not withheld. Do not "
     "pass it on.\nOne row is one unit, keys first; every row names its source "
     "file and row.\nWhat each column means: docs/exports.md.\n  person.csv    "
     "        one row per person\n  person_wave.csv       per person and "
     "survey\n  person_wave_item.csv  per person, wave and item\n  "
     "activity_spell.csv    per spell of activity\n  event_attendance.csv  per "
     "person and event\n  score.csv             per person, date, instrument "
     "and version\n  judgement.csv         per judgement that follows from a "
     "score\n  rescoring.csv         per check under two versions of its "
     "scale\n  followup.csv          per person followed (the analysis "
     "table)\n  expected_visits.csv   follow-ups expected and overdue, for the "
     "desk\n  conflicts.csv         per contradiction of desk and survey\nWhat "
     "may leave is in release/.\n"},
    {"tables.fiscal_year", "年度", "fiscal year"},
    {"tables.fit_dropped", "外した変数: %s", "left out: %s"},
    {"tables.fit_note", "人数%zu、あてはまる人%zu、係数%zu、状態 %s",
     "%zu people, %zu events, %zu parameters, status %s"},
    {"tables.if_active", "不明が全員「活動あり」の場合（％）",
     "if all unknown were active (percent)"},
    {"tables.if_none", "不明が全員「活動なし」の場合（％）",
     "if all unknown were not (percent)"},
    {"tables.indicator", "指標番号", "indicator"},
    {"tables.item", "項目", "item"},
    {"tables.level", "区分", "level"},
    {"tables.mean", "平均", "mean"},
    {"tables.measure", "値", "measure"},
    {"tables.median", "中央値", "median"},
    {"tables.met", "達成", "met"},
    {"tables.missing", "無回答・未実施（人）", "missing (people)"},
    {"tables.months", "月数", "months"},
    {"tables.municipality", "自治体", "municipality"},
    {"tables.note_flow", "年度は、初めてのセミナーまたはベース調査の年度です",
     "the year is that of the first seminar or baseline survey"},
    {"tables.note_indicators", "「-」はわかっていない値、0 は実際に0の値です",
     "'-' is not known, 0 is zero"},
    {"tables.note_shares",
     "割合の下の数は人数です。「活動あり」は状況がわかった人のうちの割合で、区"
     "間はウィルソン法です。",
     "counts stand under the shares; 'any activity' is the share of those "
     "reached, with Wilson's interval"},
    {"tables.note_table1",
     "割合は、答えた人のうちの割合です。差は「活動あり」と「活動なし」を比べた"
     "もので、不明は入れていません",
     "percentages are of those who answered; differences compare any with "
     "none, unknown is left out"},
    {"tables.odds_ratio", "オッズ比", "odds ratio"},
    {"tables.outcome_level", "結果の水準", "outcome level"},
    {"tables.p_value", "p値", "p-value"},
    {"tables.people", "人数", "people"},
    {"tables.per_month", "月あたり", "per month"},
    {"tables.percent", "割合（％）", "share (percent)"},
    {"tables.program", "プログラムの版", "program version"},
    {"tables.q1", "第1四分位", "first quartile"},
    {"tables.q3", "第3四分位", "third quartile"},
    {"tables.quarter", "四半期", "quarter"},
    {"tables.rate", "達成率（％）", "achievement (percent)"},
    {"tables.restricted", "限定: 研究チームだけが使えます",
     "restricted: for the research team"},
    {"tables.sd", "標準偏差", "standard deviation"},
    {"tables.sheet_contents", "はじめに", "contents"},
    {"tables.sheet_flow", "流れ", "flow"},
    {"tables.sheet_indicators", "指標", "indicators"},
    {"tables.sheet_table1", "表1", "Table 1"},
    {"tables.smd", "標準化した差", "standardised difference"},
    {"tables.std_error", "標準誤差", "standard error"},
    {"tables.step", "段階", "step"},
    {"tables.study", "調査", "study"},
    {"tables.target", "目標", "target"},
    {"tables.term", "項", "term"},
    {"tables.test", "検定", "test"},
    {"tables.title_flow", "セミナーから活動まで", "from seminar to activity"},
    {"tables.title_indicators", "指標の目標と実績", "targets and actuals"},
    {"tables.title_table1", "活動の有無と参加者の特徴",
     "who was active and who was not"},
    {"tables.total", "計", "total"},
    {"tables.yoy_diff", "前年度との差", "change on the year before"},
    {"tables.yoy_pct", "前年度比（％）", "change in percent"},
    {"tables.yoy_pct_per_month", "月あたりの前年度比（％）",
     "change per month (percent)"},
    {"tables.yoy_points", "前年度との差（ポイント）", "change (points)"},
    {"variants.chain",
     "codebooks/name_variants.csv: "
     "同じ文字が2回あるか、読み替えた先の文字がさらに読み替えられています",
     "codebooks/name_variants.csv: a character stands twice, or what it is "
     "compared as is itself a variant"},
    {"variants.not_one_character",
     "codebooks/name_variants.csv 行%zu: character と compared_as "
     "には1文字ずつ書いてください",
     "codebooks/name_variants.csv row %zu: one character in each of character "
     "and compared_as"},
    {"vault.changed",
     "'%s' "
     "は前回の実行のあとで書き換えられたか、壊れています。何も変えていません。"
     "控えから vault.stamp とともに戻してください",
     "'%s' was changed or damaged since the last run; nothing was changed now; "
     "restore it from a backup, with vault.stamp"},
    {"vault.damaged",
     "'%s' の %s 番号 %zu "
     "が壊れているか、入れ替えられています。控えから戻してください",
     "'%s', table %s, number %zu: damaged or moved; restore it from your "
     "backup"},
    {"vault.migrating", "'%s' を新しい形式に書き直します（仮名は変わりません）",
     "rewriting '%s' in today's format; pseudonyms stay"},
    {"vault.missing",
     "'%s' "
     "がありません。だれが撤回したかもこの中にあります。控えから戻してください"
     "。なくてよいと確かめたときだけ、'%s' を消すと新しく作ります",
     "'%s' is missing, and with it who withdrew; restore it from a backup; "
     "only if you are sure it is not needed, delete '%s' and a new one is "
     "made"},
    {"vault.newer_key",
     "'%s' "
     "は、この鍵より新しい版の鍵で守られています。鍵を新しくしたあとの控えを使"
     "ってください",
     "'%s' is wrapped under a newer version of the key; use the copy taken "
     "after the key was renewed"},
    {"vault.older_key",
     "'%s' "
     "は、いまの鍵より古い版の鍵で守られています。この控えと同じときの鍵の控え"
     "を使ってください",
     "'%s' is wrapped under an older version of the key; use the copy of the "
     "key that was taken with this backup"},
    {"vault.other_key",
     "'%s' は別の鍵で作られています。この調査の鍵を identity/key "
     "に戻してください",
     "'%s' was made with another key; put this study's key back into "
     "identity/key"},
    {"vault.other_schema",
     "'%s' "
     "はこのプログラムより新しい版で作られています。新しいプログラムを使ってく"
     "ださい",
     "'%s' was made by a newer program; use that one"},
    {"vault.rolled_back",
     "'%s' は vault.stamp より古いものです。控えから戻すときは、vault.stamp "
     "も同じ控えから戻してください",
     "'%s' is older than vault.stamp; when restoring a backup, restore "
     "vault.stamp with it"},
    {"withdraw.addressed", "お名前（窓口で記入します）",
     "Name (filled in at the counter)"},
    {"withdraw.ask_number", "機関コード,整理番号: ", "office,number: "},
    {"withdraw.backward", "これから集めるデータと、これまでに集めたデータ",
     "data yet to come and data collected before"},
    {"withdraw.counts_stay",
     "だれのものかわからない人数の集計（参加者数など）は残ります。",
     "Counts that tell nothing about who was counted (numbers of participants) "
     "stay"},
    {"withdraw.day", "撤回の日", "day of withdrawal"},
    {"withdraw.done", "行ったこと", "What was done"},
    {"withdraw.done_backward",
     "これから作る集計と分析に、あなたのデータは入りません。",
     "No table or analysis made from now on contains your data"},
    {"withdraw.done_forward",
     "これから作る集計と分析に、撤回の日以後のあなたのデータは入りません。",
     "No table or analysis made from now on contains your data of that day or "
     "later"},
    {"withdraw.done_key",
     "あなたの氏名・生年月日・連絡先を開くための鍵を破棄しました。保管していた"
     "記録は、だれにも読めません。",
     "The key to your name, birth date and contacts was destroyed: nobody can "
     "read the records that were kept"},
    {"withdraw.done_part",
     "これから作る集計と分析に、上の「撤回の範囲」と「対象となるデータ」の両方"
     "に"
     "あたるあなたのデータは入りません。",
     "No table or analysis made from now on contains data of yours that are "
     "within the scope and the data concerned above"},
    {"withdraw.done_reuse",
     "これから、あなたのデータをほかの研究に提供しません。",
     "From now on your data are given to no other research"},
    {"withdraw.done_rows",
     "研究用のデータベースから、あなたの行を %zu 件消しました。",
     "%zu rows of yours were deleted from the research database"},
    {"withdraw.edition", "集計", "results"},
    {"withdraw.edition_rows", "研究チーム用の個票",
     "rows for the research team"},
    {"withdraw.erased",
     "本人の情報を開く鍵を破棄し、保管庫の %zu 行を空にしました",
     "the key to who the person is was destroyed, and %zu rows of the vault "
     "emptied"},
    {"withdraw.forward",
     "撤回の日以後のデータ（それより前に集めたデータは引き続き使います）",
     "data from that day on; what was collected before stays in use"},
    {"withdraw.next",
     "次: ayumi run で研究用データベースと out/ を作り直してください",
     "next: ayumi run, so that the research database and out/ follow"},
    {"withdraw.nobody",
     "その人は保管庫にいません。仮名、または機関コードと整理番号を確かめてくだ"
     "さい。何も変えていません",
     "nobody in the vault is known by that; check the pseudonym, or office and "
     "number; nothing was changed"},
    {"withdraw.none_published", "これまでに作成した集計はありません。",
     "No results had been made"},
    {"withdraw.number", "受付番号", "reference number"},
    {"withdraw.office", "担当（窓口で記入します）",
     "Office (filled in at the counter)"},
    {"withdraw.opening",
     "あなたから申し出のあった同意の撤回を、次のとおり受け付け、処理しました。",
     "Your withdrawal of consent was received and acted on as follows"},
    {"withdraw.other_first",
     "この人の前の撤回が途中で止まっています。先に、次の指定でもう一度実行して"
     "ください（今回は何も変えていません）: withdraw %s %s",
     "an earlier withdrawal of this person was cut short; give it again first "
     "(nothing was changed this time): withdraw %s %s"},
    {"withdraw.person", "仮名、または標準入力に「機関コード,整理番号」",
     "a pseudonym, or a line OFFICE,NUMBER on standard input"},
    {"withdraw.published", "すでに作成した集計", "Results made before"},
    {"withdraw.published_note",
     "次の集計は撤回の前に作成したもので、あなたのデータが数に含まれている場合"
     "があります。公表したものは取り戻せません。",
     "These were made before the withdrawal and may count you. What was "
     "published can't be taken back"},
    {"withdraw.reach", "対象となるデータ", "data concerned"},
    {"withdraw.recorded",
     "撤回を記録し、handover/ を書き直しました。証明書: %s",
     "the withdrawal is recorded and handover/ written anew; certificate: %s"},
    {"withdraw.request", "撤回の内容", "What was withdrawn"},
    {"withdraw.rest_stays",
     "撤回していない範囲のデータは、同意のとおり引き続き使います。",
     "Data within the scopes that were not withdrawn stay in use, as agreed"},
    {"withdraw.reuse_reach",
     "これからの二次利用（すでに集めたデータも対象です）",
     "reuse from now on, also of what was collected before"},
    {"withdraw.rows_erased", "あなたの行があったため消しました",
     "held rows of yours; erased"},
    {"withdraw.rows_kept",
     "あなたの行があります（この調査の中では引き続き使います）",
     "hold rows of yours; they stay in use within the study"},
    {"withdraw.rows_left", "あなたの行があります（次に作り直すとき外れます）",
     "hold rows of yours; gone when made anew"},
    {"withdraw.rows_left_part",
     "あなたの行があります（撤回の対象となるデータは、次に作り直すとき外れます"
     "）",
     "hold rows of yours; what was withdrawn is gone when made anew"},
    {"withdraw.rows_none", "あなたの行はありません", "hold no rows of yours"},
    {"withdraw.scope", "撤回の範囲", "scope"},
    {"withdraw.scope_all", "すべて", "everything"},
    {"withdraw.scope_follow", "追跡調査", "follow-up"},
    {"withdraw.scope_link", "他のデータとの突合", "linkage with other data"},
    {"withdraw.scope_reuse", "二次利用", "reuse"},
    {"withdraw.several",
     "この番号の人が2人以上います。仮名で指定してください。何も変えていません",
     "more than one person has this number; name the pseudonym; nothing was "
     "changed"},
    {"withdraw.study", "調査の名前", "study"},
    {"withdraw.title", "研究参加の同意の撤回に関する証明書",
     "Certificate of withdrawal from the study"},
    {"withdraw.unfinished",
     "途中で止まった撤回が %zu 件あります。identity/withdrawals/ の "
     "〔仮名〕.begun の1行目の指定で、ayumi-anonymize withdraw 〔仮名〕 "
     "をもう一度実行してください",
     "withdrawals cut short: %zu; for each PSEUDONYM.begun in "
     "identity/withdrawals/ run ayumi-anonymize withdraw PSEUDONYM again with "
     "the options in its first line"},
    {"withdraw.was_published", "撤回の前に作成した集計: %s",
     "made before the withdrawal: %s"},
    {"withdraw.would",
     "%s の撤回を記録し、handover/ を書き直します（まだ何も変えていません）",
     "would record that %s withdrew, and write handover/ anew; nothing was "
     "changed yet"},
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
