/* handover: the layout of the folder that crosses the wall; both rooms
 * include this and nothing of each other.
 *
 *   handover/manifest.json   written last: its presence means complete
 *   handover/<kind>_<table>.<number>.csv   one per delivered file of which
 *                            rows cross; number: of the file in the manifest
 *   handover/findings.csv    file,row,column,variable,rule,severity
 *   handover/repairs.csv     file,repair,count
 *   handover/balance.csv     file,received,accepted,quarantined,duplicate,
 *                            superseded,outside
 *   handover/known.csv       file,row,known: rows that were known on another
 *                            day than their file's delivery (ISO; empty =
 *                            always), in (file, row) order
 *   handover/pseudonyms.csv  subject,now,since,reason: whose rows stand under
 *                            another pseudonym now (merged), or from whom
 *                            somebody was told apart (split)
 *   handover/links.csv       file,row,probability (4 decimals): rows whose
 *                            person was found without an office number, and
 *                            how sure that is; 1 where a person decided. May
 *                            be absent
 *
 *   handover/approval.json   {"manifest_sha256":"…"}: only where study.csv asks
 *                            for an official's approval (handover_approval);
 *                            until then all lies in handover.waiting/
 *
 * A part (UTF-8, LF): row,subject, then for every date variable that may
 * cross of a kind with people `age_<variable>` (legal age, empty when the
 * birth date is unknown), `elderly` (1, 0 or empty: reached the threshold
 * elderly_age on the happened date), then every variable of the kind that may
 * cross, in codebook order, as written by the office. Absent columns stay
 * empty and are named in the manifest. Rows ascend. A part says nothing of
 * its place among the files, so that it stays the same when others come.
 *
 * subject  a pseudonym (13 symbols), or a token that changes every fiscal
 *          year ("T" + 13 symbols), or empty for kinds without people. Under
 *          a token only role-indicator columns are filled.
 * file     number of the file in the manifest, from 1, in path order.
 *
 * manifest.json
 *   {"format":4,"program":"0.1.0","as_of":"2024-07-31","as_of_asked":null,
 *    "codebook":"<sha256>","settings":"<sha256>",
 *    "files":[{"number":1,"name":"2023Q2_05_….csv","sheet":null,"sha256":"…",
 *      "kind":"05"|null,"encoding":"CP932","refused":null|"E1202",
 *      "delivered":"2023-09-28"|null,
 *      "columns":{"date":"C",…},"absent":["oral_wellbeing",…]}],
 *    "parts":[{"file":1,"kind":"05","table":"baseline",
 *      "path":"05_baseline.0001.csv","rows":147,"sha256":"…"}],
 *    "findings_sha256":"…","balance_sha256":"…","repairs_sha256":"…",
 *    "known_sha256":"…","pseudonyms_sha256":"…",
 *    "links_sha256":"…",
 *    "leak_check":{"rule":1,"values":5120,"cells":40210,"hits":0,
 *      "excepted":["08.company_id"]},
 *    "self_sha256":"…"}      of the manifest itself, see self_hash.h
 * values: different values of people that were looked for; cells: looked at;
 * hits is always 0, or the folder would not have been released. */
#ifndef AYUMI_BASE_HANDOVER_H
#define AYUMI_BASE_HANDOVER_H

#define HANDOVER_FOLDER "handover"
#define HANDOVER_WAITING "handover.waiting"
#define HANDOVER_APPROVAL "approval.json"
#define HANDOVER_MANIFEST "manifest.json"
#define HANDOVER_FINDINGS "findings.csv"
#define HANDOVER_REPAIRS "repairs.csv"
#define HANDOVER_BALANCE "balance.csv"
#define HANDOVER_KNOWN "known.csv"
#define HANDOVER_PSEUDONYMS "pseudonyms.csv"
#define HANDOVER_LINKS "links.csv"
#define HANDOVER_FORMAT 4
#define SUBJECT_LENGTH 13
#define TOKEN_MARK 'T'

/* A cell that was not of its type does not cross; its rule code does, with
 * this mark before it, so that the research side can count it. */
#define HANDOVER_REFUSED_MARK '#'

#endif
