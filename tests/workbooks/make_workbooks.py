#!/usr/bin/python3
"""Writes the workbooks of this folder that no library writes for us.

Each holds one idea, named by its file. Run it in this folder after a change.
The files are the same bytes every time, but for openpyxl.xlsx, which is
written by openpyxl 3 (Debian: python3-openpyxl) and bears its time.
"""
import struct
import zipfile

MAIN = "http://schemas.openxmlformats.org/spreadsheetml/2006/main"
REL = "http://schemas.openxmlformats.org/officeDocument/2006/relationships"
PACKAGE = "http://schemas.openxmlformats.org/package/2006/relationships"
HEAD = '<?xml version="1.0" encoding="UTF-8" standalone="yes"?>\n'


def rels(*rows):
    return (HEAD + f'<Relationships xmlns="{PACKAGE}">' +
            "".join(f'<Relationship Id="{i}" Type="{REL}/{t}" Target="{x}"/>'
                    for i, t, x in rows) + "</Relationships>")


def sheet(rows, before="", after=""):
    return (HEAD + f'<worksheet xmlns="{MAIN}">{before}<sheetData>{rows}'
            f'</sheetData>{after}</worksheet>')


STYLES = HEAD + f'''<styleSheet xmlns="{MAIN}"><numFmts count="3">
<numFmt numFmtId="164" formatCode="0000"/>
<numFmt numFmtId="165" formatCode="[$-411]ggge&quot;年&quot;m&quot;月&quot;d&quot;日&quot;;@"/>
<numFmt numFmtId="166" formatCode="0.0&quot;kg&quot;"/></numFmts>
<cellStyleXfs count="1"><xf numFmtId="14"/></cellStyleXfs>
<cellXfs count="7"><xf numFmtId="0"/><xf numFmtId="14"/><xf numFmtId="164"/>
<xf numFmtId="165"/><xf numFmtId="166"/><xf numFmtId="22"/><xf numFmtId="9"/>
</cellXfs></styleSheet>'''


def book(name, sheets, strings=None, pr="", extra=None, flags=None):
    """sheets: [(title, xml, attributes)]"""
    parts = {
        "[Content_Types].xml": HEAD + "<Types/>",
        "_rels/.rels": rels(("rId1", "officeDocument", "xl/workbook.xml")),
        "xl/workbook.xml":
            HEAD + f'<workbook xmlns="{MAIN}" xmlns:r="{REL}">{pr}<sheets>' +
            "".join(f'<sheet name="{t}" sheetId="{i}" {a} r:id="rId{i}"/>'
                    for i, (t, _, a) in enumerate(sheets, 1)) +
            "</sheets></workbook>",
        "xl/_rels/workbook.xml.rels":
            rels(*[(f"rId{i}", "worksheet", f"worksheets/sheet{i}.xml")
                   for i in range(1, len(sheets) + 1)],
                 ("rId90", "styles", "styles.xml"),
                 *([("rId91", "sharedStrings", "/xl/sharedStrings.xml")]
                   if strings else [])),
        "xl/styles.xml": STYLES,
    }
    for i, (_, xml, _) in enumerate(sheets, 1):
        parts[f"xl/worksheets/sheet{i}.xml"] = xml
    if strings:
        parts["xl/sharedStrings.xml"] = strings
    parts.update(extra or {})
    write_zip(name, parts)


def write_zip(name, parts):
    with zipfile.ZipFile(name, "w", zipfile.ZIP_DEFLATED) as z:
        for path, text in parts.items():
            info = zipfile.ZipInfo(path, (1980, 1, 1, 0, 0, 0))
            info.compress_type = zipfile.ZIP_DEFLATED
            z.writestr(info, text)


def cells(row, *texts):
    return (f'<row r="{row}">' + "".join(
        f'<c t="inlineStr"><is><t>{t}</t></is></c>' for t in texts) + "</row>")


# Furigana stand in the shared string beside the text, and are not the text.
book("phonetic.xlsx", [("名簿", sheet(
    '<row r="1"><c r="A1" t="s"><v>0</v></c><c r="C1" t="s"><v>1</v></c></row>'),
    "")],
    strings=HEAD + f'''<sst xmlns="{MAIN}"><si><t>高橋花子</t><rPh sb="0" eb="2">
<t>タカハシ</t></rPh><rPh sb="2" eb="4"><t>ハナコ</t></rPh><phoneticPr fontId="1"/></si>
<si><r><rPr><b/></rPr><t xml:space="preserve">鈴木 </t></r><r><t>一郎</t></r>
<rPh sb="0" eb="2"><t>スズキ</t></rPh></si></sst>''')

# Every type of cell.
book("types.xlsx", [("types", sheet(
    '<row r="1">'
    '<c r="A1"><v>18.100000000000001</v></c>'       # 15 digits are shown
    '<c r="B1" s="2"><v>12</v></c>'                 # 0000
    '<c r="C1" s="1"><v>45110</v></c>'              # 14: a date
    '<c r="D1" s="3"><v>43586</v></c>'              # ggge年m月d日
    '<c r="E1" s="4"><v>18.5</v></c>'               # 0.0"kg" is no date
    '<c r="F1" s="5"><v>45110.4375</v></c>'         # 10:30
    '<c r="G1" s="6"><v>0.99</v></c>'               # 99%
    '<c r="H1" t="b"><v>1</v></c><c r="I1" t="b"><v>0</v></c>'
    '<c r="J1" t="d"><v>2023-07-22T00:00:00</v></c>'
    '<c r="K1" t="str"><f>A1&amp;"x"</f><v>18.1x</v></c>'
    '<c r="L1"><f>1+1</f><v>2</v></c>'
    '<c r="M1" s="1"><v>60</v></c>'                 # 29 February 1900
    '<c r="N1" t="inlineStr"><is><r><t>一</t></r><r><t>二</t></r>'
    '<rPh sb="0" eb="1"><t>イチ</t></rPh></is></c>'
    '<c r="O1"><v>1.2345678901E+10</v></c>'
    '<c r="P1" t="inlineStr"><is><t>二_x000D_行</t></is></c>'
    '<c r="Q1" s="1"/>'
    '</row>'), "")])
book("from_1904.xlsx", [("types", sheet(
    '<row r="1"><c r="A1" s="1"><v>43648</v></c></row>'), "")],
    pr='<workbookPr date1904="1"/>')

# A formula without its result, and error values.
book("no_result.xlsx", [("計算", sheet(
    cells(1, "番号", "数") +
    '<row r="2"><c r="A2" t="inlineStr"><is><t>x</t></is></c>'
    '<c r="B2"><f>SUM(A1:A9)</f><v></v></c></row>'
    '<row r="3"><c r="A3"><f>1+1</f></c><c r="B3" t="e"><v>#N/A</v></c></row>'
    '<row r="4"><c r="A4" t="str"><f>""</f><v></v></c><c r="B4"><v>4</v></c></row>'),
    "")])

# Rows and cells without addresses, prefixes, gaps, an empty sheet, a hidden one.
book("many_sheets.xlsx", [
    ("空", sheet('<row r="3"><c r="B3" s="1"/></row>'), ""),
    ("名簿", (HEAD + f'<x:worksheet xmlns:x="{MAIN}"><x:cols><x:col min="2" '
              'max="2" hidden="1"/></x:cols><x:sheetData><x:row><x:c><x:v>1'
              '</x:v></x:c><x:c><x:v>2</x:v></x:c></x:row><x:row r="5" '
              'hidden="1"><x:c r="B5"><x:v>3</x:v></x:c></x:row></x:sheetData>'
              '<x:mergeCells count="1"><x:mergeCell ref="A5:A6"/>'
              '</x:mergeCells></x:worksheet>'), ""),
    ("隠し", sheet(cells(1, "a")), 'state="hidden"')])

# Broken and hostile.
book("bomb_entity.xlsx", [("a", HEAD.strip() + '<!DOCTYPE x [<!ENTITY a "aaaa">]>'
     f'<worksheet xmlns="{MAIN}"><sheetData>{cells(1, "&amp;a;")}</sheetData>'
     '</worksheet>', "")])
book("bomb_inflate.xlsx", [("a", sheet(cells(1, "a") +
     "<row r='2'>" + " " * 60_000_000 + "</row>"), "")])
book("too_wide.xlsx", [("a", sheet(
     '<row r="1"><c r="XFD1"><v>1</v></c></row>'), "")])
book("long_cell.xlsx", [("a", sheet(cells(1, "x" * 70000)), "")])
book("not_xml.xlsx", [("a", HEAD + "<worksheet><sheetData></worksheet>", "")])
book("rows_go_back.xlsx", [("a", sheet(cells(5, "a") + cells(4, "b")), "")])
book("no_such_string.xlsx", [("a", sheet(
     '<row r="1"><c r="A1" t="s"><v>7</v></c></row>'), "")])
write_zip("word.docx", {
    "_rels/.rels": rels(("rId1", "officeDocument", "word/document.xml")),
    "word/document.xml": HEAD + "<document/>"})
book("plain.xlsx", [("a", sheet(cells(1, "a", "b") + cells(2, "1", "2")), "")])
plain = open("plain.xlsx", "rb").read()
open("cut.xlsx", "wb").write(plain[:len(plain) // 2])
at = plain.index(b"xl/worksheets/sheet1.xml") + len("xl/worksheets/sheet1.xml") + 9
open("bad_crc.xlsx", "wb").write(
    plain[:at] + bytes([plain[at] ^ 0x55]) + plain[at + 1:])

# [MS-CFB] as Excel wraps an encrypted workbook: one sector each of FAT and
# directory, the two streams are empty here.
def entry(name, kind):
    utf16 = name.encode("utf-16le") + b"\0\0" if name else b""
    return (utf16.ljust(64, b"\0") + struct.pack("<HBB", len(utf16), kind, 1) +
            struct.pack("<III", 0xffffffff, 0xffffffff, 1 if kind == 5 else 0xffffffff) +
            bytes(36) + struct.pack("<IQ", 0xfffffffe, 0))


header = (bytes.fromhex("d0cf11e0a1b11ae1") + bytes(16) +
          struct.pack("<HHHHH", 0x3e, 3, 0xfffe, 9, 6) + bytes(6) +
          struct.pack("<IIIIIIIIII", 0, 1, 1, 0, 4096, 0xfffffffe, 0,
                      0xfffffffe, 0, 0)).ljust(512, b"\xff")
fat = struct.pack("<II", 0xfffffffd, 0xfffffffe).ljust(512, b"\xff")
open("word.doc", "wb").write(
    header + fat + entry("Root Entry", 5) + entry("WordDocument", 2) +
    entry("\x05SummaryInformation", 2) + entry("", 0))

try:
    import datetime
    import openpyxl
except ImportError:
    raise SystemExit("openpyxl is not here: openpyxl.xlsx stays as it is")
w = openpyxl.Workbook()
s = w.active
s.title = "就業活動"
s.append(["就業活動の一覧"])
s.append(["活動番号", "整理番号", "開始日", "終了日", "形態", "把握日"])
s.append(["A1", "0101", datetime.date(2023, 8, 1), None, 1, datetime.date(2023, 8, 10)])
s.append(["A2", "0102", datetime.datetime(2023, 8, 2, 9, 30), None, "雇用", "R5.8.10"])
s.append(["A3", "0103", "=C3", None, 1, datetime.date(2023, 8, 10)])
s.append(["A4", "0104", datetime.date(2023, 8, 1), None, 1, None])
s.append(["合計", None, None, None, 4, None])
s.merge_cells("A1:F1")
s.merge_cells("F5:F6")
s.column_dimensions["D"].hidden = True
s.row_dimensions[4].hidden = True
t = w.create_sheet("同意書")
t.append(["整理番号", "同意書版", "同意日", "追跡調査", "他データ突合", "撤回日"])
t.append(["0101", "v1", datetime.date(2023, 7, 22), True, False, None])
w.create_sheet("空")
m = w.create_sheet("メモ")
m.append(["担当のメモ"])
w.save("openpyxl.xlsx")
