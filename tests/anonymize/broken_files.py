#!/usr/bin/env python3
"""A corpus of broken files, one idea each.

    broken_files.py write DIR            writes every file into DIR
    broken_files.py judge FILE.json  compares the lines of `check --json`

What is expected of each file is written beside it, by hand and from the rules
of the form, never from a run: how many rows are accepted, what refuses the
file, and which finding stands in which row and column as Excel shows them.
judge prints one line a file, `ok NAME` or `wrong NAME: why`. The same person
and activities are used throughout; everybody is invented.
"""
import gzip
import io
import json
import os
import sys
import zipfile
import zlib

from workbook_of import MAIN, REL, book, sheet, sheet_row

HEADER = "活動番号,整理番号,開始日,終了日,形態,把握日"
ROWS = [
    "A1,0101,2023-08-01,,1,2023-08-10",
    "A2,0102,2023-08-02,,2,2023-08-10",
    "A3,0103,2023-08-03,,4,2023-08-10",
]
CASES = {}


class Case:
    """rows: accepted; found: {(row, column, rule)}; refused: a code."""

    def __init__(self, data, rows, found=(), refused=None):
        self.data, self.rows, self.refused = data, rows, refused
        self.found = sorted(found, key=str)


def case(name, data, rows, found=(), refused=None):
    assert name not in CASES, name
    CASES[name] = Case(data, rows, found, refused)


def lines(*rows, end="\r\n", header=HEADER):
    return end.join((header,) + rows) + end


def text(name, content, rows, found=(), refused=None, encoding="utf-8"):
    case(name, content.encode(encoding), rows, found, refused)


def refused(name, data, rule):
    case(name, data, 0, [(None, None, rule)], rule)


# --- bytes, encodings, compression -----------------------------------------
refused("empty.csv", b"", "E1002")
refused("only_a_mark.csv", b"\xef\xbb\xbf", "E1002")
refused("only_line_ends.csv", b"\r\n\r\n\r\n", "E1002")
refused("only_commas.csv", b",,,\r\n,,,\r\n", "E1002")
text("header_only.csv", lines(), 0)
text("no_final_line_end.csv", lines(*ROWS)[:-2], 3)
text("old_mac_line_ends.csv", lines(*ROWS, end="\r"), 3)
text("unix_line_ends.csv", lines(*ROWS, end="\n"), 3)
case("mixed_line_ends.csv", (HEADER + "\r\n" + ROWS[0] + "\n" + ROWS[1] + "\r\n").encode(), 2)
text("utf8_mark.csv", "\ufeff" + lines(*ROWS), 3)
text("cp932.csv", lines(*ROWS), 3, encoding="cp932")
case("utf16_little.txt", b"\xff\xfe" + lines(*ROWS).replace(",", "\t").encode("utf-16-le"), 3)
refused("utf16_big.txt", b"\xfe\xff" + lines(*ROWS).replace(",", "\t").encode("utf-16-be"), "E1003")
refused("utf16_cut_in_a_unit.txt", (b"\xff\xfe" + lines(*ROWS).replace(",", "\t").encode("utf-16-le"))[:-5], "E1003")
text("tabs.tsv", lines(*ROWS).replace(",", "\t"), 3)
text("tabs_called.csv", lines(*ROWS).replace(",", "\t"), 3)
case("a_broken_utf8_row.csv", lines(ROWS[0]).encode() + b"A2,\xe5\xb1,2023-08-02,,2,2023-08-10\r\n"
     + (ROWS[2] + "\r\n").encode(), 2, [(3, None, "E1102")])
case("overlong_utf8.csv", lines(ROWS[0]).encode() + b"A2,\xc0\xaf0102,2023-08-02,,2,2023-08-10\r\n"
     + (ROWS[2] + "\r\n").encode(), 2, [(3, None, "E1102")])
case("surrogate_in_utf8.csv", lines(ROWS[0]).encode() + b"A2,\xed\xa0\x80,2023-08-02,,2,2023-08-10\r\n"
     + (ROWS[2] + "\r\n").encode(), 2, [(3, None, "E1102")])
case("a_broken_cp932_row.csv", lines(ROWS[0]).encode("cp932") + b"A2,\x8e\x20,2023-08-02,,2,2023-08-10\r\n"
     + (ROWS[2] + "\r\n").encode("cp932"), 2, [(3, None, "E1102")])
case("cp932_cut_in_a_character.csv",
     (lines(ROWS[0], header=HEADER + ",業務内容").encode("cp932")[:-2] + ",送\r\n".encode("cp932"))[:-3], 0,
     [(2, None, "E1102")])
case("utf8_then_cp932.csv", lines("A1,０１０１,2023-08-01,,1,2023-08-10").encode()
     + "A2,０１０２,2023-08-02,,2,2023-08-10\r\n".encode("cp932"), 1, [(3, None, "E1102")])
case("cp932_then_utf8.csv", lines("A1,０１０１,2023-08-01,,1,2023-08-10").encode("cp932")
     + "A2,０１０２,2023-08-02,,派遣,2023-08-10\r\n".encode(), 1, [(3, None, "E1102")])
refused("euc_jp.csv", lines(*ROWS).encode("euc-jp"), "E1201")
refused("iso_2022_jp.csv", lines(*ROWS).encode("iso2022-jp"), "E1201")
refused("utf32.csv", lines(*ROWS).encode("utf-32"), "E1003")
# traps: 00-5
case("zero_byte_in_a_cell.csv", lines(ROWS[0]).encode() + b"A2,01\x0002,2023-08-02,,2,2023-08-10\r\n", 1,
     [(3, None, "E2110")])
# traps: cp932-12
case("zero_bytes_at_the_end.csv", lines(*ROWS).encode() + b"\0" * 512, 3)
# traps: cp932-13
case("ctrl_z_at_the_end.csv", lines(*ROWS).encode() + b"\x1a", 3)
case("escape_in_a_key.csv", lines(ROWS[0], "A2\x1b[2J,0102,2023-08-02,,2,2023-08-10").encode(), 1,
     [(3, "A", "E2107")])
# traps: cp932-4
text("cp932_backslash_trails.csv", lines(ROWS[0] + ",表能ソ十", header=HEADER + ",業務内容"), 1, encoding="cp932")
# traps: cp932-5
text("cp932_bar_trails.csv", lines(ROWS[0] + ",ポ弓鋼", header=HEADER + ",業務内容"), 1, encoding="cp932")
refused("picture.csv", b"\x89PNG\r\n\x1a\n" + bytes(range(256)), "E1006")
refused("document.csv", b"%PDF-1.7\r\n%\xe2\xe3\xcf\xd3\r\n1 0 obj", "E1006")
refused("old_book.csv", b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1" + b"\0" * 2048, "E1006")
refused("page_called.csv", "<html><body><table><tr><td>活動番号</td></tr></table></body></html>".encode(), "E1006")
refused("page_behind_a_mark.xls", b"\xef\xbb\xbf\r\n<TABLE border=\"1\"><tr><td>1</td></tr></TABLE>", "E1006")
refused("symbolic_link_table.csv", b"ID;PWXL;N;E\r\nC;Y1;X1;K\"1\"\r\nE\r\n", "E1006")
text("title_in_angle_brackets.csv", "<令和5年度>\r\n" + lines(*ROWS), 3, [(1, None, "I3011")])
case("no_row_can_be_read.csv", b'a "b",c\r\nd "e",f\r\n', 0, [(None, None, "E1201"), (1, None, "E1101")], "E1201")
PACKED = gzip.compress(lines(*(ROWS * 200)).encode(), mtime=0)
refused("cut.csv.gz", PACKED[:-20], "E1004")
refused("wrong_sum.csv.gz", PACKED[:-8] + b"\0\0\0\0" + PACKED[-4:], "E1004")
case("not_packed.csv.gz", lines(*ROWS).encode(), 3)
refused("garbage_behind.csv.gz", gzip.compress(lines(*ROWS).encode(), mtime=0) + b"garbage", "E1004")
refused("no_bytes.csv.gz", b"", "E1002")
refused("nothing_inside.csv.gz", gzip.compress(b"", mtime=0), "E1002")
refused("packed_twice.csv.gz", gzip.compress(PACKED, mtime=0), "E1006")
case("two_members.csv.gz", gzip.compress(lines(ROWS[0]).encode(), mtime=0)
     + gzip.compress((ROWS[1] + "\r\n").encode(), mtime=0), 2)


def bomb():
    """192 MB of one cell in 200 KB."""
    out, packer = io.BytesIO(), zlib.compressobj(9, zlib.DEFLATED, 31)
    out.write(packer.compress(lines(ROWS[0]).encode()))
    for _ in range(192):
        out.write(packer.compress(b"0" * (1 << 20)))
    out.write(packer.flush())
    return out.getvalue()


refused("bomb.csv.gz", bomb(), "E1005")

# --- quotes and the shape of rows ------------------------------------------
text("open_quote.csv", lines(ROWS[0], 'A2,"0102,2023-08-02,,2,2023-08-10', ROWS[2]), 2, [(3, None, "E1101")])
text("open_quote_in_the_last_row.csv", lines(ROWS[0], ROWS[1], 'A3,0103,2023-08-03,,4,"2023-08-10'), 2,
     [(4, None, "E1101")])
text("text_after_a_quote.csv", lines(ROWS[0], 'A2,"01"02,2023-08-02,,2,2023-08-10', ROWS[2]), 2,
     [(3, None, "E1101")])
text("quote_within_a_bare_cell.csv", lines(ROWS[0] + ',私は"元気"です', header=HEADER + ",業務内容"), 0,
     [(2, None, "E1101")])
# traps: cell-6
text("doubled_quotes.csv", lines(ROWS[0] + ',"私は""元気""です"', header=HEADER + ",業務内容"), 1)
# traps: cell-5
text("line_end_within_quotes.csv", lines(ROWS[0] + ',"朝\n夕"', 'A2,0102,2023-02-30,,2,2023-08-10,"x"',
                                         header=HEADER + ",業務内容"), 1, [(3, "C", "E2104")])
text("crlf_within_quotes.csv", lines(ROWS[0] + ',"朝\r\n夕"', 'A2,0102,2023-02-30,,2,2023-08-10,x',
                                     header=HEADER + ",業務内容"), 1, [(3, "C", "E2104")])
# traps: 00-4
text("comma_within_quotes.csv", lines('A1,0101,2023-08-01,,1,2023-08-10,"送迎,介護"', header=HEADER + ",業務内容"), 1)
# traps: 00-3
text("all_quoted.csv", "\r\n".join(",".join('"%s"' % c for c in r.split(",")) for r in [HEADER] + ROWS) + "\r\n", 3)
text("quotes_with_spaces_around.csv", lines('A1, "0101" ,2023-08-01,,1,2023-08-10', ROWS[1]), 1,
     [(2, None, "E1101")])
text("single_quotes.csv", lines("A1,'0101,2023-08-01,,1,2023-08-10"), 1)
text("long_cell.csv", lines(ROWS[0], "A2,0102,2023-08-02,," + "2" * 400000 + ",2023-08-10", ROWS[2]), 2,
     [(3, None, "E2110")])
case("endless_cell.csv", lines(ROWS[0]).encode() + b"A2," + b"9" * (20 << 20) + b"\r\n" + (ROWS[2] + "\r\n").encode(), 2,
     [(3, None, "E2110")])
refused("endless_japanese_cell.csv", lines(ROWS[0]).encode() + b"A2," + "長".encode() * 100000 + b"\r\n", "E1005")
text("open_quote_before_many_rows.csv", lines(ROWS[0], 'A2,"0102,2023-08-02,,2,2023-08-10', *(
    "B%d,0102,2023-08-02,,2,2023-08-10" % i for i in range(5000))), 5001, [(3, None, "E1101")])
text("short_row.csv", lines("A1,0101,2023-08-01,,1", ROWS[1]), 2, [(2, "F", "W1104")])
text("row_of_one_cell.csv", lines("A1", ROWS[1]), 1,
     [(2, "B", "W1104"), (2, "B", "E2108"), (2, "C", "E2108"), (2, "E", "E2108")])
text("long_row.csv", lines(ROWS[0] + ",余分", ROWS[1]), 1, [(2, "G", "E1103")])
# traps: cell-7
text("long_row_of_blanks.csv", lines(ROWS[0] + ",,,,", ROWS[1]), 2)
# traps: 00-12
text("empty_columns_behind.csv", lines(*(r + ",,," for r in ROWS), header=HEADER + ",,,"), 3)
text("value_under_no_header.csv", lines(ROWS[0] + ",", ROWS[1] + ",x", header=HEADER + ","), 1, [(3, "G", "E1103")])
# traps: cell-10
text("blank_lines.csv", lines("", ROWS[0], "", "", ROWS[1], ""), 2)
# traps: 00-13
text("rows_of_commas.csv", lines(ROWS[0], ",,,,,", "　,,,,,", ROWS[1]), 2)
text("bad_row_after_blank_lines.csv", lines("", ROWS[0], "", "A2,0102,2023-02-30,,2,2023-08-10"), 1,
     [(5, "C", "E2104")])
# traps: cell-8
text("title_row.csv", "就業活動の一覧\r\n" + lines(*ROWS), 3, [(1, None, "I3011")])
# traps: 00-15
text("three_title_rows.csv", "就業活動の一覧\r\n令和5年度\r\n\r\n作成：窓口\r\n" + lines(*ROWS), 3,
     [(1, None, "I3011"), (2, None, "I3011"), (4, None, "I3011")])
# traps: 00-16
text("total_row.csv", lines(*ROWS, "合計,,,,7,"), 3, [(5, None, "I3011")])
# traps: cell-12
text("note_row.csv", lines(*ROWS, "※10月末現在,,,,,"), 3, [(5, None, "I3011")])
text("header_again.csv", lines(ROWS[0], HEADER, ROWS[1]), 2, [(3, None, "I3011")])
# traps: cell-9
text("header_over_two_rows.csv", "活動,,期間,,,\r\n番号,整理番号,開始日,終了日,形態,把握日\r\n" + "\r\n".join(ROWS), 3,
     [(1, None, "I3011")])
refused("data_without_header.csv", "\r\n".join(ROWS).encode(), "E1201")
refused("semicolons.csv", lines(*ROWS).replace(",", ";").encode(), "E1201")
refused("another_form.csv", "商品,単価,個数\r\nりんご,120,3\r\n".encode(), "E1201")
text("columns_in_another_order.csv", lines("2023-08-10,1,,2023-08-01,0101,A1",
                                           header=",".join(reversed(HEADER.split(",")))), 1)
text("spaces_in_the_header.csv", lines(*ROWS, header=" 活動番号 ,　整理番号,開始日　,終了日,形態,把握日"), 3)
text("line_end_in_the_header.csv", lines(ROWS[0], header='活動番号,整理番号,開始日,終了日,形態,"把握\n日"'), 1)
text("half_width_in_the_header.csv", lines(ROWS[0] + ",3", header=HEADER + ",週時間"), 1)
text("header_twice.csv", lines(ROWS[0] + ",", header=HEADER + ",終了日"), 0, [(None, "G", "E1203")], "E1203")
text("unknown_column.csv", lines(ROWS[0] + ",A", header=HEADER + ",血液型"), 0, [(None, "G", "E1202")], "E1202")
text("needed_column_missing.csv", lines("A1,0101,2023-08-01,,2023-08-10",
                                        header="活動番号,整理番号,開始日,終了日,把握日"), 0,
     [(None, None, "E1204")], "E1204")
refused("ten_thousand_columns.csv", (",".join("c%d" % i for i in range(10000)) + "\r\n"
                                     + ",".join("1" for i in range(10000))).encode(), "E1005")
refused("ten_million_columns.csv", b"," * 10_000_000 + b"\r\n" + b"1," * 1000 + b"\r\n", "E1005")

# --- dates ------------------------------------------------------------------


def date(name, value, rule=None, severity="error"):
    """One start date; the row is lost only to an error."""
    found = [] if rule is None else [(3, "C", rule)]
    text("date_%s.csv" % name, lines(ROWS[0], "A2,0102,%s,,2,2024-12-10" % value, ROWS[2]),
         2 if rule and severity == "error" else 3, found)


date("western_slashes", "2023/8/1")
date("western_points", "2023.8.1")
date("eight_digits", "20230801")
date("era_letter", "R5.8.1")
date("era_letter_zeros", "R05/08/01")
date("era_kanji", "令和5年8月1日")
date("first_year", "令和元年8月2日")
date("era_code", "5.5.8.1")
date("full_width", "Ｒ５．８．１")
date("serial", "45139")
date("with_a_time", "2023/8/1 10:30")
date("with_a_weekday", "2023-08-01(火)")
date("old_form_after_the_change", "平成31年5月1日")
date("showa_64_january_8", "昭和64年1月8日", "E2104")
date("showa_65", "昭和65年3月1日", "E2104")
date("heisei_before_it_began", "平成元年1月7日", "E2104")
date("reiwa_before_it_began", "令和元年4月30日", "E2104")
date("taisho_16", "大正16年1月1日", "E2104")
date("era_year_nought", "R0.5.1", "E2104")
date("february_30", "2023-02-30", "E2104")
# traps: 00-23
date("february_29_of_a_common_year", "2023/2/29", "E2104")
date("february_29_of_a_leap_year", "2024/2/29")
# traps: 00-24
date("31_november", "2023-11-31", "E2104")
date("month_13", "2023-13-01", "E2104")
date("month_0", "2023-00-10", "E2104")
# traps: excel-3
date("serial_of_a_day_that_never_was", "60", "E2104")
date("two_digit_year", "23.8.1", "E2119")
date("day_without_year", "8/1", "E2105")
date("an_era_year_only", "R5", "E2119")
date("words", "未定", "E2105")
date("far_future", "29999-01-01", "E2105")
date("a_number_as_excel_writes_it", "1.23E+11", "E2105")

# --- numbers and codes on the frailty check --------------------------------
CHECK = "整理番号,実施日,指輪っかテスト,イレブン1,握力右,握力左,ふくらはぎ周囲長,赤シール数"


def check(name, row, rows=2, found=()):
    text("check_%s.csv" % name, lines("0101,2023-07-22,2,1,22.5,21.0,33.0,1", row, header=CHECK), rows, found)


check("units", "0102,2023-07-22,2,1,22.5kg,２１．０㎏,33cm,1枚")
# traps: 06-1
check("decimal_comma", '0102,2023-07-22,2,1,"22,5",21,33,1')
# traps: 06-5
check("millimetres", "0102,2023-07-22,2,1,22.5,21,330,1", 2, [(3, "G", "W2112")])
check("code_outside", "0102,2023-07-22,7,1,22.5,21,33,1", 1, [(3, "C", "E2103")])
check("circled_code", "0102,2023-07-22,②,1,22.5,21,33,1")
check("tick_for_a_colour", "0102,2023-07-22,2,○,22.5,21,33,1", 1, [(3, "D", "E2103")])
check("cross_for_a_colour", "0102,2023-07-22,2,×,22.5,21,33,1", 1, [(3, "D", "E2103")])
check("blank_is_missing", "0102,2023-07-22,,,,,,")
check("three_missings", "0102,2023-07-22,無回答,不明,非該当,-,…,不明")
check("two_answers_for_one", '0102,2023-07-22,"1,2",1,22.5,21,33,1', 2, [(3, "C", "W2109")])
check("words_for_a_number", "0102,2023-07-22,2,1,強い,21,33,1", 1, [(3, "E", "E2101")])
check("not_a_count", "0102,2023-07-22,2,1,22.5,21,33,1.5", 1, [(3, "H", "E2101")])
check("more_seals_than_the_sheet", "0102,2023-07-22,2,1,22.5,21,33,23", 1, [(3, "H", "E3206")])
check("infinity", "0102,2023-07-22,2,1,inf,nan,33,1", 1, [(3, "E", "E2101"), (3, "F", "E2101")])
check("hexadecimal", "0102,2023-07-22,2,1,0x16,21,33,1", 1, [(3, "E", "E2101")])
# traps: excel-8
check("a_formula", "0102,2023-07-22,2,1,=1+21,21,33,1", 1, [(3, "E", "E2101")])
check("twice_the_same", "0101,2023-07-22,2,1,22.5,21.0,33.0,1", 1, [(3, None, "I3001")])
# traps: 06-9
check("twice_with_other_content", "0101,2023-07-22,2,1,25.5,21.0,33.0,1", 1, [(3, None, "E3003")])
check("no_number", ",2023-07-22,2,1,22.5,21.0,33.0,1", 1, [(3, "A", "E2108")])

# --- the baseline survey: several answers, ranges, years -------------------
SURVEY = "整理番号,調査版,記入日,希望活動1,希望時間（週）,働く理由,主観的健康,退職年,資格"


def survey(name, row, rows=2, found=()):
    text("survey_%s.csv" % name, lines("0101,2023A,2023-07-22,1,20,2;4,2,H30,3", row, header=SURVEY), rows, found)


# traps: cell-17
survey("answers_with_commas", '0102,2023A,2023-07-22,1,20,"2,4",2,H30,3')
# traps: cell-18
survey("answers_with_dots", "0102,2023A,2023-07-22,1,20,2・4,2,H30,3")
# traps: cell-19
survey("answers_with_japanese_commas", "0102,2023A,2023-07-22,1,20,2、4,2,H30,3")
# traps: cell-20
survey("answers_in_circles", "0102,2023A,2023-07-22,1,20,②④,2,H30,3")
survey("answers_run_together", "0102,2023A,2023-07-22,1,20,24,2,H30,3", 1, [(3, "F", "E2103")])
survey("a_range", "0102,2023A,2023-07-22,1,10～15,2,2,H30,3")
survey("a_range_upside_down", "0102,2023A,2023-07-22,1,15～10,2,2,H30,3", 1, [(3, "E", "E2101")])
# traps: excel-4
survey("a_range_turned_into_a_date", "0102,2023A,2023-07-22,1,10月15日,2,2,H30,3", 1, [(3, "E", "E2101")])
survey("a_two_digit_year", "0102,2023A,2023-07-22,1,20,2,2,30,3", 2, [(3, "H", "W2106")])
# traps: 05-9
survey("a_scale_left", "0102,2023A,2023-07-22,1,20,2,6,H30,3", 1, [(3, "G", "E2102")])
# traps: 05-1
survey("unknown_is_not_none", "0102,2023A,2023-07-22,88,20,2,2,H30,8")
# traps: 05-6
survey("no_answer_is_not_unknown", "0102,2023A,2023-07-22,99,20,2,2,H30,3")
survey("an_unknown_version", "0102,1999Z,2023-07-22,1,20,2,2,H30,3", 1, [(3, "B", "E2103")])

# traps: cell-21
text("survey_a_column_for_each_answer.csv", lines(
    "0101,2023A,2023-07-22,○,", header="整理番号,調査版,記入日,働く理由（収入）,働く理由（健康）"), 0,
     [(None, "D", "E1202")], "E1202")
# traps: 19-3
refused("counts_by_month_of_birth.csv", "生年月,件数\r\n1948-04,12\r\n1948-05,9\r\n".encode(), "E1201")

# --- the roster -------------------------------------------------------------
ROSTER = "自治体コード,機関コード,整理番号,氏名,フリガナ,性別,生年月日,初回接触日"
PERSON = "12217,W,0101,高橋　花子,タカハシ ハナコ,2,S33.4.5,2023-07-22"


def roster(name, row, rows=2, found=()):
    text("roster_%s.csv" % name, lines(PERSON, row, header=ROSTER), rows, found)


roster("half_width_kana", "12217,W,0102,髙橋 一郎,ﾀｶﾊｼ ｲﾁﾛｳ,1,S30.1.2,2023-07-22")
roster("six_digit_town", "122173,W,0102,佐藤一郎,サトウイチロウ,男,昭和30年1月2日,2023-07-22")
# traps: town-2
roster("wrong_check_digit", "122174,W,0102,佐藤一郎,サトウイチロウ,男,昭和30年1月2日,2023-07-22", 1,
       [(3, "A", "E2103")])
roster("unknown_character", "12217,W,0102,〓田一郎,ヨシダイチロウ,1,S30.1.2,2023-07-22", 2, [(3, "D", "W3236")])
# traps: 01-6
roster("birth_31_april", "12217,W,0102,佐藤一郎,サトウイチロウ,1,S23.4.31,2023-07-22", 1, [(3, "G", "E2104")])
# traps: 01-18
roster("year_of_birth_only", "12217,W,0102,佐藤一郎,サトウイチロウ,1,S30,2023-07-22", 2, [(3, "G", "W2106")])
roster("no_name", "12217,W,0102,,サトウイチロウ,1,S30.1.2,2023-07-22", 1, [(3, "D", "E2108")])
roster("variation_selector", "12217,W,0102,葛\U000e0100城一郎,カツラギイチロウ,1,S30.1.2,2023-07-22")
roster("joined_kana_marks", "12217,W,0102,神田,カンタ\u3099,1,S30.1.2,2023-07-22")
roster("formula_as_a_name", '12217,W,0102,"=HYPERLINK(""http://x"")",ナマエ,1,S30.1.2,2023-07-22')

# --- workbooks ---------------------------------------------------------------
def table(*rows):
    return [HEADER.split(",")] + [r.split(",") for r in rows]


def workbook(name, data, rows, found=(), refused=None):
    case(name + ".xlsx", data, rows, found, refused)


def bad_book(name, data, rule="E1007"):
    refused(name + ".xlsx", data, rule)


GOOD = sheet(*table(*ROWS))


def number(cell, value, style=""):
    return '<c r="%s"%s><v>%s</v></c>' % (cell, style, value)


def strings(*items):
    return {"xl/sharedStrings.xml": "<sst %s>%s</sst>" % (MAIN, "".join("<si>%s</si>" % i for i in items))}


def shared(cell, index):
    return '<c r="%s" t="s"><v>%s</v></c>' % (cell, index)


DAY = {"xl/styles.xml": '<styleSheet %s><cellXfs count="2"><xf numFmtId="0"/><xf numFmtId="14"/></cellXfs></styleSheet>'
       % MAIN}


def with_start(cell, **more):
    """The table whose second row's start is the given cell."""
    rows = table(*ROWS)
    rows[2][2] = cell
    return book(sheet(*rows), **more)


workbook("plain", book(GOOD), 3)
workbook("stored_not_packed", book(GOOD, pack=zipfile.ZIP_STORED), 3)
workbook("day_with_a_style", with_start(number("C3", 45140, ' s="1"'), extra=DAY.items()), 3)
workbook("day_without_a_style", with_start(number("C3", 45140)), 3)
workbook("day_of_1904", with_start(number("C3", 43678, ' s="1"'), extra=DAY.items(),
                                   properties='<workbookPr date1904="1"/>'), 3)
workbook("day_with_a_fraction", with_start(number("C3", "45140.4375", ' s="1"'), extra=DAY.items()), 3)
workbook("day_before_all_days", with_start(number("C3", -5, ' s="1"'), extra=DAY.items()), 2, [(3, "C", "E2105")])
workbook("day_29_february_1900", with_start(number("C3", 60, ' s="1"'), extra=DAY.items()), 2, [(3, "C", "E2104")])
workbook("formula_without_a_result", with_start('<c r="C3"><f>TODAY()</f></c>'), 2, [(3, "C", "E2114")])
workbook("formula_with_a_result", with_start('<c r="C3"><f>DATE(2023,8,2)</f><v>45140</v></c>'), 3)
workbook("formula_error", with_start('<c r="C3" t="e"><f>1/0</f><v>#DIV/0!</v></c>'), 2, [(3, "C", "E2115")])
workbook("boolean_for_a_day", with_start('<c r="C3" t="b"><v>1</v></c>'), 2, [(3, "C", "E2105")])
workbook("phonetic_run_in_a_string", book(
    sheet([shared("A1", 0)] + HEADER.split(",")[1:], *(r.split(",") for r in ROWS)),
    extra=strings('<t>活動番号</t><rPh sb="0" eb="4"><t>カツドウバンゴウ</t></rPh><phoneticPr fontId="1"/>').items()), 3)
workbook("rich_text", book(
    sheet([shared("A1", 0)] + HEADER.split(",")[1:], *(r.split(",") for r in ROWS)),
    extra=strings("<r><t>活動</t></r><r><rPr><b/></rPr><t>番号</t></r>").items()), 3)
workbook("merged_cells", book(sheet(*table(*ROWS), tail='<mergeCells count="1"><mergeCell ref="E2:E3"/></mergeCells>')),
         2, [(2, "E", "W1105"), (3, "E", "E2108")])
workbook("hidden_column", book(sheet(*table(*ROWS), head='<cols><col min="4" max="4" hidden="1"/></cols>')), 3,
         [(None, "D", "W1107")])
workbook("hidden_columns_at_a_stroke", book(sheet(
    *[["", ""] + r for r in table(*ROWS)], head='<cols><col min="1" max="4" hidden="1"/><col min="9" max="16384" '
                                                'hidden="1"/></cols>')), 3,
         [(None, "C", "W1107"), (None, "D", "W1107")])
workbook("hidden_under_merged_cells", book(sheet(
    *table(*ROWS), "D1,D1,D1,D1,D1,D1".split(","),
    tail='<mergeCells count="3"><mergeCell ref="C2:D2"/><mergeCell ref="D3:D4"/><mergeCell ref="A4:F5"/></mergeCells>')),
         2, [(2, "C", "W1105"), (3, "D", "W1105"), (4, "A", "W1105"), (4, "B", "E2108"), (4, "C", "E2108"),
             (4, "E", "E2108")])
workbook("merged_beside_the_table", book(sheet(
    *[[""] + r for r in table(*ROWS)], tail='<mergeCells count="1"><mergeCell ref="A2:B3"/></mergeCells>')), 1,
         [(2, "B", "W1105"), (2, "B", "E2108"), (3, "B", "E2108")])
workbook("results_not_calculated_yet", with_start(
    '<c r="C3"><f>B3+1</f><v>0</v></c>', workbook='<workbook %s xmlns:r="%s"><sheets><sheet name="a" sheetId="1" '
    'r:id="rId1"/></sheets><calcPr fullCalcOnLoad="1"/></workbook>' % (MAIN, REL)), 2, [(3, "C", "E2114")])
workbook("hidden_row", book(GOOD.replace('<row r="3">', '<row r="3" hidden="1">')), 3, [(3, None, "W1106")])
workbook("gaps_between_rows", book(sheet(*table(*ROWS)[:2]).replace(
    "</sheetData>", sheet_row(9, ROWS[1].split(",")) + sheet_row(12, "A3,0103,2023-02-30,,4,2023-08-10".split(","))
    + "</sheetData>")), 2, [(12, "C", "E2104")])
workbook("table_not_in_the_corner", book(sheet(*[["", ""] + r for r in table(*ROWS)], first=4)), 3)
workbook("empty_book_beside_data", book(sheet(), GOOD), 3)
refused("nothing_but_empty_sheets.xlsx", book(sheet(), sheet()), "E1002")
workbook("number_cells_for_codes", book(sheet(HEADER.split(","), [
    "A1", "0101", "2023-08-01", "", number("E2", 1), "2023-08-10"])), 1)
workbook("codes_with_a_tail_of_binary", book(sheet(HEADER.split(","), [
    "A1", "0101", "2023-08-01", "", number("E2", "1.0000000000000002"), "2023-08-10"])), 1)
workbook("cell_beyond_the_last_column", book(GOOD.replace('<row r="3">', '<row r="3"><c r="XFE3"><v>1</v></c>')), 0,
         [(None, None, "E1007")], "E1007")
workbook("row_beyond_the_last_row", book(GOOD.replace('<row r="4">', '<row r="1048577">').replace('r="A4"', 'r="A1048577"')), 0,
         [(None, None, "E1005")], "E1005")
bad_book("cut", book(GOOD)[:-200])
bad_book("half", book(GOOD)[:600])
bad_book("no_workbook_part", book(GOOD, drop=["xl/workbook.xml"]), "E1006")
bad_book("no_sheet_part", book(GOOD, drop=["xl/worksheets/sheet1.xml"]))
bad_book("no_relations", book(GOOD, drop=["xl/_rels/workbook.xml.rels"]))
bad_book("no_sheets_at_all", book(GOOD, workbook='<workbook %s><sheets/></workbook>' % MAIN), "E1006")
bad_book("sheet_is_not_xml", book("this is not XML"))
bad_book("sheet_ends_within", book(GOOD[:-60]))
bad_book("two_attributes_alike", book(GOOD.replace('<row r="3">', '<row r="3" r="4">')))
bad_book("broken_utf8_within", book(GOOD.encode().replace("把握日".encode(), b"\xe6\x8a\xff")))
bad_book("string_that_is_not_there", with_start(shared("C3", 7), extra=strings("<t>x</t>").items()))
bad_book("string_minus_one", with_start(shared("C3", -1), extra=strings("<t>x</t>").items()))
bad_book("rows_run_backwards", book(GOOD.replace('<row r="4">', '<row r="2">')))
bad_book("entity_of_another_file", book(
    GOOD.replace('<?xml version="1.0"?>', '<?xml version="1.0"?><!DOCTYPE x [<!ENTITY e SYSTEM "file:///etc/passwd">]>')
    .replace("A2<", "&e;<")))
bad_book("a_billion_laughs", book(
    GOOD.replace('<?xml version="1.0"?>', '<?xml version="1.0"?><!DOCTYPE x [<!ENTITY a "0000000000">%s]>' % "".join(
        '<!ENTITY %s "%s">' % (chr(97 + i), ("&%s;" % chr(96 + i)) * 10) for i in range(1, 10)))
    .replace("A2<", "&j;<")))
bad_book("very_deep", book(GOOD.replace("</sheetData>", "<a>" * 100000 + "</a>" * 100000 + "</sheetData>")), "E1005")


workbook("a_part_that_climbs", book(GOOD, extra={"../../../climbed.txt": "out of the folder"}.items()), 3)


def wrong_sum(data):
    spoiled = bytearray(data)
    for mark, offset in ((b"PK\x03\x04", 14), (b"PK\x01\x02", 16)):
        at = 0
        while (at := spoiled.find(mark, at)) >= 0:
            spoiled[at + offset] ^= 0xFF
            at += 4
    return bytes(spoiled)


bad_book("wrong_sums", wrong_sum(book(GOOD)))
bad_book("a_zip_of_nothing", b"PK\x05\x06" + b"\0" * 18, "E1006")


def swollen():
    """A sheet of 128 MB of blanks, packed to almost nothing."""
    return book(GOOD.replace("</sheetData>", " " * (128 << 20) + "</sheetData>"))


bad_book("swollen", swollen(), "E1005")
refused("a_zip_called.csv", book(GOOD, drop=["xl/workbook.xml"]), "E1006")
workbook("two_tables_of_two_kinds", book(GOOD, sheet(ROSTER.split(","), PERSON.split(","))), 4)


# --- saved by other programs -------------------------------------------------
# The scripts that had them written stand beside them.
OTHERS = os.path.join(os.path.dirname(os.path.abspath(__file__)), "..", "workbooks", "others")


def other(name, rows, found=(), refused=None):
    with open(os.path.join(OTHERS, name), "rb") as f:
        case(name, f.read(), rows, found, refused)


for book_name, code in (
        ("libreoffice_password.xlsx", "E1008"), ("officecrypto_agile.xlsx", "E1008"),
        ("officecrypto_standard.xlsx", "E1008"), ("libreoffice_password.xls", "E1009"), ("libreoffice.xls", "E1009"),
        ("sheetjs_1995.xls", "E1009"), ("sheetjs.xlsb", "E1006"), ("libreoffice.ods", "E1006"),
        ("libreoffice_2003.xml", "E1006"), ("sheetjs_page.xls", "E1006")):
    other(book_name, 0, [(None, None, code)], code)
other("libreoffice_many_sheets.xlsx", 6, [
    (1, None, "I3011"), (2, None, "I3011"), (7, None, "I3011"), (None, "X", "W1107"), (None, "Y", "W1107"),
    (3, None, "W1106"), (None, None, "E1201"), (None, None, "E1204")], "E1201")
other("libreoffice_two_rows.xlsx", 2, [(1, None, "I3011"), (4, "F", "E2115")])
other("libreoffice_1904.xlsx", 2, [(1, None, "I3011"), (4, "F", "E2115")])
other("libreoffice_merged_number.xlsx", 1, [(2, "B", "W1105"), (3, "B", "E2108"), (4, "B", "E2108")])
other("sheetjs_stored.xlsx", 3)
other("xlsxwriter.xlsx", 2, [(3, "F", "E2114")])
other("xlsxwriter_1904.xlsx", 2, [(3, "F", "E2114")])
other("openxlsx.xlsx", 3, [(4, None, "I3001"), (5, None, "I3001"), (6, None, "I3001")])


def write(folder):
    os.makedirs(folder, exist_ok=True)
    for name, c in CASES.items():
        with open(os.path.join(folder, name), "wb") as f:
            f.write(c.data)


def judge(results):
    seen = {}
    for line in open(results, encoding="utf-8"):
        o = json.loads(line)
        seen.setdefault(os.path.basename(o["file"]), []).append(o)
    for name, c in CASES.items():
        print(verdict(name, c, seen.get(name, [])))


def verdict(name, c, objects):
    if not objects:
        return "wrong %s: no result" % name
    found = sorted(((f["row"], f["column"], f["rule"]) for o in objects for f in o["findings"]), key=str)
    accepted = sum(o["accepted"] for o in objects)
    codes = [o["refused"] for o in objects if o["refused"]]
    whole = all(o["received"] == o["accepted"] + o["quarantined"] + o["duplicate"] for o in objects)
    if not whole:
        return "wrong %s: rows do not add up" % name
    if (accepted, codes[:1], found) != (c.rows, [c.refused] if c.refused else [], c.found):
        return "wrong %s: %d rows, %s, %s instead of %d rows, %s, %s" % (
            name, accepted, codes, found[:9], c.rows, c.refused, c.found[:9])
    return "ok " + name


if __name__ == "__main__":
    if sys.argv[1] == "write":
        write(sys.argv[2])
    else:
        judge(sys.argv[2])
