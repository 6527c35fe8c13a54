// Saves this folder's sheetjs* and officecrypto* files with SheetJS 0.20.3 and
// officecrypto-tool 0.0.19 (npm install @e965/xlsx officecrypto-tool). Run in
// this folder. The password is himitsu. Everybody is invented.
"use strict";
const fs = require("fs");
const office = require("officecrypto-tool");
const xlsx = require("@e965/xlsx");

const header = "活動番号,整理番号,開始日,終了日,形態,把握日,業務内容".split(",");
const rows = [
  "A1,0101,2023-08-01,,1,2023-08-10,送迎",
  "A2,0102,2023-08-02,,2,2023-08-10,㈱グリーン　介護",
  "A3,0103,2023-08-03,,4,2023-08-10,草取り",
].map((row) => row.split(","));

function save(name, type, more) {
  const book = xlsx.utils.book_new();
  xlsx.utils.book_append_sheet(
    book, xlsx.utils.aoa_to_sheet([header, ...rows]), "就業活動");
  const bytes = xlsx.write(book, { type: "buffer", bookType: type, ...more });
  if (name !== null) fs.writeFileSync(name, bytes);
  return bytes;
}

save("sheetjs.xlsb", "xlsb", { compression: true });
save("sheetjs_stored.xlsx", "xlsx", { compression: false, bookSST: true });
save("sheetjs_page.xls", "html");
save("sheetjs_1995.xls", "biff5");
const plain = save(null, "xlsx", { compression: true });
// Each sheet with its own salt, so the bytes differ each time.
fs.writeFileSync("officecrypto_agile.xlsx",
  office.encrypt(plain, { password: "himitsu" }));
fs.writeFileSync("officecrypto_standard.xlsx",
  office.encrypt(plain, { password: "himitsu", type: "standard" }));
