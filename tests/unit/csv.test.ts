// CSV files as people have them: what is read, which column is taken, and everything that is wrong with a bad one at once.

import { describe, expect, it } from "vitest";
import { columnsMeant, pricesIn, usualColumn } from "../../src/sweep/csv/prices.ts";
import { type CsvTable, readCsv } from "../../src/sweep/csv/table.ts";
import { mistakeText } from "../../src/sweep/mistakes.ts";

function tableOf(text: string): CsvTable {
  const parsed = readCsv(text);
  if (!parsed.ok) throw new Error(parsed.mistakes.map(mistakeText).join("\n"));
  return parsed.value;
}

/** The prices of a column, of the usual one where none is named, or what is wrong. */
function read(text: string, column?: string): number[][] | string[] {
  const table = readCsv(text);
  if (!table.ok) return table.mistakes.map(mistakeText);
  const usual = { ok: true, value: [usualColumn(table.value)] } as const;
  const meant = column === undefined ? usual : columnsMeant(table.value, column);
  const prices = meant.ok ? pricesIn(table.value, meant.value) : meant;
  return prices.ok ? prices.value : prices.mistakes.map(mistakeText);
}

describe("a CSV file is read", () => {
  it.each([
    ["with a header", "Date,Close\n2020-01-01,1.5\n2020-01-02,2\n"],
    ["without a header", "2020-01-01,1.5\n2020-01-02,2"],
    ["of numbers alone", "1.5\n2\n"],
    ["with Windows' line ends and byte order mark", "\ufeffDate,Close\r\n2020-01-01,1.5\r\n2020-01-02,2\r\n"],
    ["with old Macs' line ends", "Date,Close\r2020-01-01,1.5\r2020-01-02,2\r"],
    ["with semicolons", "Date;Close\n2020-01-01;1.5\n2020-01-02;2\n"],
    ["with semicolons and decimal commas", "Datum;Kurs\n1.1.2020;1,5\n2.1.2020;2\n"],
    ["with tabs and decimal commas", "Datum\tKurs\n1.1.2020\t1,5\n2.1.2020\t2,0\n"],
    ["with quoted cells", '"Date","Close"\n"Jan 1, 2020","1.5"\n"Jan ""2"", 2020","2"\n'],
    ["with line ends in quoted cells", 'Note,Close\n"two\nlines",1.5\nx,2\n'],
    ["with spaces around its cells", " Date , Close \n 2020-01-01 , 1.5 \n 2020-01-02 , 2 \n"],
    ["with empty lines", "Date,Close\n\n2020-01-01,1.5\n,\n2020-01-02,2\n\n\n"],
    ["with exponents and signs", "Close\n+15e-1\n2e0\n"],
  ])("%s", (_, text) => {
    expect(read(text)).toEqual([[1.5, 2]]);
  });

  it("with thousands separated, in either writing", () => {
    expect(read('Close\n"1,234.5"\n"12,345,678"\n')).toEqual([[1234.5, 12345678]]);
    expect(read("Datum;Kurs\na;1.234,5\nb;12.345.678\n")).toEqual([[1234.5, 12345678]]);
    // 1,234 alone could be either; beside semicolons the comma is the decimal sign.
    expect(read("Kurs;Menge\n1,234;7\n5,678;8\n", "Kurs")).toEqual([[1.234, 5.678]]);
    // Control: beside commas it is not.
    expect(read('Price\n"1,234"\n"5,678"\n')).toEqual([[1234, 5678]]);
  });

  it("with a young company's empty cells before its first price", () => {
    expect(read("Date,Old,New\na,1,\nb,2,\nc,3,7\nd,4,8\n", "New")).toEqual([[7, 8]]);
    expect(read("Date,Old,New\na,1,\nb,2,\nc,3,7\nd,4,8\n", "*")).toEqual([
      [1, 2, 3, 4],
      [7, 8],
    ]);
    expect(read("a,1,\nb,2,\nc,3,7\nd,4,8\n", "3")).toEqual([[7, 8]]);
  });
});

describe("the order of a CSV file's rows", () => {
  const rows = (...dates: string[]) =>
    `Date,Close\n${dates.map((date, i) => `${date},${i + 1}`).join("\n")}\n`;

  it("is turned around where dates, year first, run backwards, empty cells of a young company too", () => {
    expect(read(rows("2020-03-01", "2020-02-01", "2020-01-31"))).toEqual([[3, 2, 1]]);
    expect(read(rows("2020/03/01 10:00", "2020/02/01 10:00", "2020/02/01 09:00"))).toEqual([[3, 2, 1]]);
    expect(read("Date,Close\n2020-03-01,1\n2020-02-01,2\n2020-01-01,\n")).toEqual([[2, 1]]);
    expect(read("Date,Close\n2020-03-01,x\n2020-02-01,2\n2020-01-01,3\n")).toEqual([
      'row 2, column "Close": given "x"; allowed: a number',
    ]);
  });

  it("stays where dates run forwards, are all the same, or do not tell (control)", () => {
    for (const dates of [
      ["2020-01-31", "2020-02-01", "2020-03-01"],
      ["2020-03-01", "2020-03-01", "2020-03-01"],
      ["2020-03-01", "2020-01-01", "2020-02-01"],
      ["03/01/2020", "02/01/2020", "01/01/2020"],
      ["2020-03-01", "yesterday", "2020-01-01"],
    ]) {
      expect(read(rows(...dates))).toEqual([[1, 2, 3]]);
    }
  });
});

describe("the column of a CSV file", () => {
  const yahoo = "Date,Open,High,Low,Close,Adj Close,Volume\nx,1,2,3,4,5,6\ny,2,3,4,5,6,7\n";

  it("is the one named as prices are, else the last one of numbers", () => {
    expect(read(yahoo)).toEqual([[4, 5]]);
    expect(read(yahoo.replace(",Close", ",Klose"))).toEqual([[5, 6]]);
    expect(read(yahoo.replaceAll("Close", "Klose"))).toEqual([[6, 7]]);
    expect(read("PRICE,n\n1,5\n2,6\n")).toEqual([[1, 2]]);
  });

  it("is chosen by name, in any case, or by number", () => {
    expect(read(yahoo, "High")).toEqual([[2, 3]]);
    expect(read(yahoo, "high")).toEqual([[2, 3]]);
    expect(read(yahoo, "7")).toEqual([[6, 7]]);
    // A name that is a number goes before the place.
    expect(read("x,1\n5,7\n6,8\n", "1")).toEqual([[7, 8]]);
    expect(read("a,2,1\nq,7,x\nr,8,y\ns,9,z\n", "2")).toEqual([[2, 7, 8, 9]]);
  });

  it("that is none, or holds text, is refused with those that are there", () => {
    expect(read(yahoo, "Clos")).toEqual([
      'column: given "Clos"; allowed: the name or number of a column of numbers (2 "Open", 3 "High", 4 "Low", 5 "Close", 6 "Adj Close", 7 "Volume"), or * for all of them',
    ]);
    expect(read(yahoo, "8")).toHaveLength(1);
    expect(read(yahoo, "Date")).toEqual([
      'column "Date": given text; allowed: a column of numbers: "Open", "High", "Low", "Close", "Adj Close", "Volume"',
    ]);
  });

  it("of dates or words is not offered", () => {
    expect(tableOf("Date,Ticker,Close\n2020-01-01,ABC,1\n2020-01-02,ABC,2\n").numeric).toEqual([2]);
  });
});

describe("a bad CSV file", () => {
  it.each([
    ["empty", "", "file: given no rows; allowed: at least 2 rows, each with a price"],
    ["blank", " \n\n \n", "file: given no rows; allowed: at least 2 rows, each with a price"],
    [
      "one row",
      "Close\n5\n",
      "file: given one row below the header; allowed: at least 2 rows, each with a price",
    ],
    [
      "text",
      "Call me\nIshmael.\n",
      "file: given no column of numbers; allowed: a column of prices, one per row",
    ],
    ["one price", "a,b\n1,\n2,7\n", 'column "b": given 1 price; allowed: at least 2 prices'],
    [
      "constant",
      "Date,Close\na,5\nb,5\nc,5\n",
      'column "Close": given the same number 5 in all 3 rows; allowed: prices that change, to be scaled',
    ],
    [
      "a hole",
      "Date,Close\na,1\nb,\nc,2\n",
      'row 3, column "Close": given an empty cell; allowed: a number; only rows before a company\'s first price may be empty',
    ],
    ["a word", "Close\n1\n2\nn/a\n", 'row 4, column "Close": given "n/a"; allowed: a number'],
    ["NaN", "Close\n1\n2\nNaN\n", 'row 4, column "Close": given "NaN"; allowed: a number'],
    ["Infinity", "Close\n1\n2\nInfinity\n", 'row 4, column "Close": given "Infinity"; allowed: a number'],
    [
      "overflow",
      "Close\n1\n2\n1e999\n",
      'row 4, column "Close": given "1e999"; allowed: a number from -1000000000000000 to 1000000000000000',
    ],
    [
      "decimal commas among commas",
      "Close\n1,5\n2,5\n",
      "row 2: given 2 cells; allowed: 1 cells, as in the first row",
    ],
    [
      "a quote without an end",
      'Close\n1\n"2\n3\n',
      'row 3: given a quoted cell without an end; allowed: a closing " after at most 10000 characters',
    ],
    [
      "binary",
      "PK\u0003\u0004\0\0",
      "file: given a binary file, or a text in UTF-16; allowed: a text file in UTF-8, as a spreadsheet exports it as CSV",
    ],
    [
      "too many rows",
      "1\n2\n".repeat(50_001),
      "file: given more than 100000 rows; allowed: at most 100000 rows",
    ],
    ["too many columns", "1,".repeat(300), "row 1: given more than 256 cells; allowed: at most 256 columns"],
  ])("(%s) is refused with a reason", (_, text, said) => {
    expect(read(text, text.startsWith("a,b") ? "b" : undefined)).toContain(said);
  });

  it("has all its mistakes told at once, row by row, and at most 20 of them", () => {
    expect(read("Close\n1\nx\n2\n\n3\ny\n4\n")).toEqual([
      'row 3, column "Close": given "x"; allowed: a number',
      'row 7, column "Close": given "y"; allowed: a number',
    ]);
    const many = read(`Close\n${"1\n2\n3\nx\n".repeat(500)}`);
    expect(many).toHaveLength(20);
    expect(many[19]).toBe("further rows: given 481 more mistakes; allowed: the same as above");
    expect(read(`Close\n${"1\n2\n3\nx\n".repeat(20)}`)).toHaveLength(20);
  });

  it("with 16 columns may be 16 companies, and no more", () => {
    const wide = (columns: number) =>
      `${Array.from({ length: columns }, (_, i) => i).join()}\n${"99,".repeat(columns)}`;
    expect(read(wide(16), "*")).toHaveLength(16);
    expect(read(wide(17), "*")).toEqual(["file: given 17 columns of numbers; allowed: at most 16 companies"]);
  });
});
