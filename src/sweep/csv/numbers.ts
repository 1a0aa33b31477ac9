// Numbers as people and spreadsheets write them: 1234.5, 1,234.5 or, where the comma is the decimal sign, 1.234,5.

export type DecimalSign = "." | ",";

const WITH: Readonly<Record<DecimalSign, RegExp>> = {
  ".": /^[+-]?(?:\d{1,3}(?:,\d{3})+(?:\.\d*)?|\d+\.?\d*|\.\d+)(?:[eE][+-]?\d+)?$/,
  ",": /^[+-]?(?:\d{1,3}(?:\.\d{3})+(?:,\d*)?|\d+,?\d*|,\d+)(?:[eE][+-]?\d+)?$/,
};

/** Whether a cell is written as a number. */
export function isNumber(cell: string, decimal: DecimalSign): boolean {
  return WITH[decimal].test(cell);
}

/** A cell's number; NaN where it is none, infinite where it is too large. */
export function numberOf(cell: string, decimal: DecimalSign): number {
  if (!isNumber(cell, decimal)) return Number.NaN;
  return Number(decimal === "." ? cell.replaceAll(",", "") : cell.replaceAll(".", "").replace(",", "."));
}
