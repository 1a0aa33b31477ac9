// How a CSV file is written: which character separates its cells, and which one its decimals.

import { type DecimalSign, isNumber } from "./numbers.ts";
import { type CsvRecord, recordsOf } from "./records.ts";

/** In this order where two fit equally well: commas also stand in dates and numbers. */
const SEPARATORS = ["\t", ";", ","] as const;
export type Separator = (typeof SEPARATORS)[number];

/** Records that are looked at to find the separator. */
const LOOKED_AT = 20;

/** The separator that cuts the most of the first records into equally many cells, a comma where none does. */
export function separatorOf(text: string): Separator {
  let best: { separator: Separator; agreeing: number } = { separator: ",", agreeing: 0 };
  for (const separator of SEPARATORS) {
    const widths: number[] = [];
    for (const { cells } of recordsOf(text, separator)) {
      if (widths.push(cells.length) === LOOKED_AT) break;
    }
    const agreeing = Math.max(
      0,
      ...widths.map((width) => (width < 2 ? 0 : widths.filter((other) => other === width).length)),
    );
    if (agreeing > best.agreeing) best = { separator, agreeing };
  }
  return best.separator;
}

/** The decimal sign with which more cells are numbers. Beside commas as separators it is a point. */
export function decimalSignOf(records: readonly CsvRecord[], separator: Separator): DecimalSign {
  if (separator === ",") return ".";
  let [onlyWithComma, onlyWithPoint, commas] = [0, 0, 0];
  for (const { cells } of records) {
    for (const cell of cells) {
      if (!/[.,]/.test(cell)) continue;
      const [comma, point] = [isNumber(cell, ","), isNumber(cell, ".")];
      if (comma && !point) onlyWithComma++;
      if (point && !comma) onlyWithPoint++;
      if (comma && cell.includes(",")) commas++;
    }
  }
  // 1,234 could be either; who separates cells by something else has a reason not to use the comma for it.
  if (onlyWithComma === onlyWithPoint) return commas > 0 ? "," : ".";
  return onlyWithComma > onlyWithPoint ? "," : ".";
}
