// Reading prices out of a CSV file: fetched with the first file that somebody opens.

export { ALL_COLUMNS, pricesIn, usualColumn } from "../../../sweep/csv/prices.ts";
export { readCsv, sizeMistake } from "../../../sweep/csv/table.ts";
