#!/usr/bin/env python3
"""workbook_of.py FILE.xlsx LINE...: a workbook of one sheet, a row per line with
its cells between commas; every cell is an inline string. The same lines give
the same bytes. broken_files.py makes its workbooks of the same parts."""
import io
import sys
import zipfile

CONTENT = ('<?xml version="1.0"?><Types xmlns="http://schemas.openxmlformats.org/package/2006/content-types">'
           '<Default Extension="xml" ContentType="application/xml"/></Types>')
MAIN = 'xmlns="http://schemas.openxmlformats.org/spreadsheetml/2006/main"'
REL = "http://schemas.openxmlformats.org/officeDocument/2006/relationships"
RELS = ('<Relationships xmlns="http://schemas.openxmlformats.org/package/2006/relationships">'
        '<Relationship Id="rId1" Type="%s/officeDocument" Target="xl/workbook.xml"/></Relationships>' % REL)


def column(i):
    return chr(ord("A") + i)


def inline(cell, value):
    value = value.replace("&", "&amp;").replace("<", "&lt;")
    return '<c r="%s" t="inlineStr"><is><t>%s</t></is></c>' % (cell, value)


def sheet_row(number, values):
    return '<row r="%d">%s</row>' % (number, "".join(
        v if v.startswith("<c ") else inline(column(i) + str(number), v)
        for i, v in enumerate(values) if v != ""))


def sheet(*rows, tail="", head="", first=1):
    body = "".join(sheet_row(i, r) for i, r in enumerate(rows, first))
    return '<?xml version="1.0"?><worksheet %s>%s<sheetData>%s</sheetData>%s</worksheet>' % (MAIN, head, body, tail)


def relations(n_sheets, extra):
    targets = [("rId%d" % i, "worksheet", "worksheets/sheet%d.xml" % i) for i in range(1, n_sheets + 1)]
    targets += [(kind, kind, kind + ".xml") for kind in ("sharedStrings", "styles") if "xl/%s.xml" % kind in extra]
    return '<Relationships xmlns="http://schemas.openxmlformats.org/package/2006/relationships">%s</Relationships>' % (
        "".join('<Relationship Id="%s" Type="%s/%s" Target="%s"/>' % (i, REL, kind, t) for i, kind, t in targets))


def book(*sheets, workbook=None, extra=(), drop=(), pack=zipfile.ZIP_DEFLATED, properties=""):
    """The bytes of a workbook of these sheet parts."""
    parts = {"[Content_Types].xml": CONTENT, "_rels/.rels": RELS}
    names = "".join('<sheet name="表%d" sheetId="%d" r:id="rId%d"/>' % (i, i, i) for i in range(1, len(sheets) + 1))
    parts["xl/workbook.xml"] = workbook or '<workbook %s xmlns:r="%s">%s<sheets>%s</sheets></workbook>' % (
        MAIN, REL, properties, names)
    parts["xl/_rels/workbook.xml.rels"] = relations(len(sheets), dict(extra))
    for i, part in enumerate(sheets, 1):
        parts["xl/worksheets/sheet%d.xml" % i] = part
    parts.update(extra)
    out = io.BytesIO()
    with zipfile.ZipFile(out, "w", pack) as z:
        for name, content in parts.items():
            if name not in drop:
                z.writestr(zipfile.ZipInfo(name), content, pack)
    return out.getvalue()


if __name__ == "__main__":
    with open(sys.argv[1], "wb") as f:
        f.write(book(sheet(*(line.split(",") for line in sys.argv[2:]))))
