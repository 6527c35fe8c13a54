#!/usr/bin/python3
"""Saves this folder's xlsxwriter* files with XlsxWriter 3.0 (Debian 12:
python3-xlsxwriter). Run in this folder.

It can't calculate: behind each formula it writes the result 0 and asks Excel
to calculate all when the workbook is opened. Taken as it stands that 0 is a
day: in a workbook of 1904 the 1st of January 1904. Everybody is invented.
"""
import datetime

import xlsxwriter

HEADER = "活動番号,整理番号,開始日,終了日,形態,把握日,業務内容".split(",")
MADE = datetime.datetime(2023, 10, 1)


def save(name, from_1904):
    book = xlsxwriter.Workbook(name, {"date_1904": from_1904})
    book.set_properties({"created": MADE})
    sheet = book.add_worksheet("就業活動")
    era = book.add_format({"num_format": "[$-411]ggge年m月d日"})
    day = book.add_format({"num_format": "yyyy/mm/dd"})
    zeros = book.add_format({"num_format": "0000"})
    sheet.write_row(0, 0, HEADER)
    for row in (1, 2, 3):
        sheet.write(row, 0, "A%d" % row)
        sheet.write(row, 1, 100 + row, zeros)
        sheet.write_datetime(row, 2, datetime.datetime(2023, 8, row), era)
        sheet.write(row, 4, row)
        if row == 2:
            sheet.write_formula(row, 5, "=C3+8", day)
        else:
            sheet.write_datetime(row, 5, datetime.datetime(2023, 8, 10), day)
        sheet.write_rich_string(row, 6, book.add_format({"bold": True}), "草", "取り")
    sheet.write_comment("G2", "メモ")
    sheet.add_table(0, 0, 3, 6, {"columns": [{"header": h} for h in HEADER]})
    book.close()


save("xlsxwriter.xlsx", False)
save("xlsxwriter_1904.xlsx", True)
