// Telling files from outside apart: fetched with the first file that somebody opens.

export { recognise } from "../../store/import.ts";
export { sizeMistake } from "../../sweep/csv/table.ts";
