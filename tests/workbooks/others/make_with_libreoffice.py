#!/usr/bin/python3
"""Saves this folder's libreoffice_* files with LibreOffice 7.4 (Debian 12:
libreoffice-calc, python3-uno), which must be listening:

    soffice --headless --accept='socket,host=localhost,port=2002;urp;'

Run in this folder. LibreOffice writes the hour into its files, so the bytes
differ each time. The password is always himitsu. Everybody is invented.
"""
import hashlib
import os

import uno
from com.sun.star.beans import NamedValue, PropertyValue

XLSX, XLS = "Calc MS Excel 2007 XML", "MS Excel 97"
HEADER = "活動番号,整理番号,開始日,終了日,形態,把握日,業務内容".split(",")
ROWS = [row.split(",") for row in (
    "A1,0101,2023-08-01,,1,2023-08-10,送迎",
    "A2,0102,2023-08-02,,2,2023-08-10,㈱グリーン　介護",
    "A3,0103,2023-08-03,,4,2023-08-10,草取り")]
CHECK = ("整理番号,実施日,会場,計上事業,指輪っかテスト," + ",".join("イレブン%d" % i for i in range(1, 12))
         + ",握力右,握力左,片足立ち上がり,ふくらはぎ周囲長,SMI,滑舌タ,咬筋,赤シール数,未測定理由").split(",")

local = uno.getComponentContext()
resolver = local.ServiceManager.createInstanceWithContext("com.sun.star.bridge.UnoUrlResolver", local)
office = resolver.resolve("uno:socket,host=localhost,port=2002;urp;StarOffice.ComponentContext")
desktop = office.ServiceManager.createInstanceWithContext("com.sun.star.frame.Desktop", office)


def prop(name, value):
    p = PropertyValue()
    p.Name, p.Value = name, value
    return p


def named(**values):
    """What LibreOffice calls encryption data."""
    pairs = []
    for name, value in values.items():
        v = NamedValue()
        v.Name, v.Value = name, value
        pairs.append(v)
    return uno.Any("[]com.sun.star.beans.NamedValue", tuple(pairs))


def agile(password):
    return named(OOXPassword=password, CryptoType="StrongEncryptionDataSpace")


def rc4(password):
    """MS-OFFCRYPTO 2.3.6.2, as the dialog of LibreOffice hands it on."""
    salt = bytes(range(16))
    start = hashlib.md5(password.encode("utf-16-le")).digest()[:5]
    key = hashlib.md5((start + salt) * 16).digest()
    return named(STD97EncryptionKey=uno.ByteSequence(key), STD97UniqueID=uno.ByteSequence(salt))


def new_book():
    return desktop.loadComponentFromURL("private:factory/scalc", "_blank", 0, (prop("Hidden", True),))


def save(book, name, form, **more):
    target = uno.systemPathToFileUrl(os.path.join(os.getcwd(), "libreoffice" + name))
    book.storeToURL(target, (prop("FilterName", form), *(prop(k, v) for k, v in more.items())))


def fill(sheet, rows, first=0):
    for r, row in enumerate(rows, first):
        for c, value in enumerate(row):
            if value != "":
                sheet.getCellByPosition(c, r).setString(value)


def pattern(book, code):
    japan = uno.createUnoStruct("com.sun.star.lang.Locale")
    japan.Language, japan.Country = "ja", "JP"
    key = book.NumberFormats.queryKey(code, japan, False)
    return book.NumberFormats.addNew(code, japan) if key == -1 else key


def show(book, sheet, column, row, content, code):
    """A number or a formula, and how it is shown."""
    cell = sheet.getCellByPosition(column, row)
    cell.setFormula(str(content))
    cell.NumberFormat = pattern(book, code)


def plain():
    book = new_book()
    fill(book.Sheets[0], [HEADER] + ROWS)
    save(book, ".xls", XLS)
    save(book, "_password.xls", XLS, EncryptionData=rc4("himitsu"))
    save(book, "_password.xlsx", XLSX, EncryptionData=agile("himitsu"))
    save(book, ".ods", "calc8")
    save(book, "_2003.xml", "MS Excel 2003 XML")
    book.Sheets[0].getCellRangeByPosition(1, 1, 1, 3).merge(True)
    save(book, "_merged_number.xlsx", XLSX)
    book.close(True)


def two_rows():
    """Two rows of headers, days as days, formulas with results, one #N/A."""
    book = new_book()
    sheet = book.Sheets[0]
    fill(sheet, [["活動", "", "期間"], ["番号"] + HEADER[1:]])
    fill(sheet, ROWS, 2)
    for columns in ((0, 1), (2, 3)):
        sheet.getCellRangeByPosition(columns[0], 0, columns[1], 0).merge(True)
    for r in range(2, 5):
        show(book, sheet, 2, r, "2023-08-0%d" % (r - 1), "YYYY/MM/DD")
    show(book, sheet, 5, 2, "=C3+9", "[$-411]ge.m.d")
    show(book, sheet, 5, 3, "=NA()", "General")
    show(book, sheet, 5, 4, '=TEXT(C5+7;"YYYY-MM-DD")', "General")
    save(book, "_two_rows.xlsx", XLSX)
    book.NullDate = uno.createUnoStruct("com.sun.star.util.Date", 1, 1, 1904)
    save(book, "_1904.xlsx", XLSX)
    book.close(True)


def checks(book, sheet):
    """Numbers with zeros in front, a hidden row and two hidden columns."""
    fill(sheet, [CHECK] + [["", "", "パレット柏", "環境整備"]] * 2)
    values = [2, 1, 0, 1, 1, 0, 1, 1, 0, 1, 1, 1, 22.5, 21, 1, 33, 6.1, 6.2, 1]
    for r in (1, 2):
        show(book, sheet, 0, r, 11 + r, "0000")
        show(book, sheet, 1, r, 45129, "YYYY/M/D" if r == 1 else "General")
        for c, value in enumerate(values, 4):
            sheet.getCellByPosition(c, r).Value = value
        sheet.getCellByPosition(23, r).setFormula("=COUNTIF(F%d:P%d;1)-5" % (r + 1, r + 1))
    sheet.Rows[2].IsVisible = False
    sheet.Columns[23].IsVisible = sheet.Columns[24].IsVisible = False


def many_sheets():
    book = new_book()
    names = ["就業活動（8月）", "同意書", "フレイル", "空のシート", "メモ", "集計"]
    for i, name in enumerate(names[1:], 1):
        book.Sheets.insertNewByName(name, i)
    book.Sheets[0].Name = names[0]
    sheets = [book.Sheets[i] for i in range(len(names))]
    fill(sheets[0], [["就業活動　令和5年8月分"], ["", "", "", "", "", "作成：窓口"], HEADER] + ROWS
         + [["合計", "", "", "", "7"]])
    sheets[0].getCellRangeByPosition(0, 0, 6, 0).merge(True)
    fill(sheets[1], ["整理番号,同意書版,同意日,追跡調査,他データ突合,二次利用,撤回日".split(","),
                     ["0101", "v1", "", "1", "1", "0", ""]])
    show(book, sheets[1], 2, 1, 45129, 'GGGE"年"M"月"D"日"')
    checks(book, sheets[2])
    fill(sheets[4], [["担当 鈴木まで"]])
    fill(sheets[5], ["催事番号,整理番号,出欠,方式".split(","), ["E1", "0101", "1", "1"]])
    sheets[5].IsVisible = False
    save(book, "_many_sheets.xlsx", XLSX)
    book.close(True)


plain()
two_rows()
many_sheets()
