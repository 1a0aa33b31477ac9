// How much room a text takes, and what is done where there is less: cut with an ellipsis, or broken into lines. Measured with
// the figures' own letters, which are as wide as those of the usual sans-serifs: so an SVG's text fits as well.

import { charactersOf, EM, glyphOf } from "./glyphs.ts";

/** Bold strokes are thicker, and each character so much wider, in units of which an em has 20. */
export const BOLD_EXTRA = 0.7;

/** The width of a text, in the unit of its size. */
export function widthOf(text: string, size: number, isBold = false): number {
  const units = charactersOf(text).reduce(
    (sum, character) => sum + glyphOf(character).advance + (isBold ? BOLD_EXTRA : 0),
    0,
  );
  return (units * size) / EM;
}

/** The text, or as much of its beginning as there is room for, and an ellipsis. */
export function cut(text: string, room: number, size: number, isBold = false): string {
  if (widthOf(text, size, isBold) <= room) return text;
  const characters = charactersOf(text);
  // By halves: a name may have thousands of characters.
  let [fits, tooMany] = [0, characters.length];
  const shortened = (count: number) => `${characters.slice(0, count).join("").trimEnd()}…`;
  while (tooMany - fits > 1) {
    const count = Math.floor((fits + tooMany) / 2);
    if (widthOf(shortened(count), size, isBold) <= room) fits = count;
    else tooMany = count;
  }
  return fits === 0 ? "…" : shortened(fits);
}

/** The text in at most `most` lines, broken between words; what does not fit is cut. */
export function wrapped(text: string, room: number, size: number, most: number, isBold = false): string[] {
  // A single character stays with the word before it: no line begins with × or ends the text with a T of its own.
  const glued = text.replace(/\s(?=\S(?:\s|$))/gu, "\u00a0");
  const words = glued.split(/[ \t\n\r]+/).filter((word) => word !== "");
  const lines: string[] = [];
  let line = "";
  while (words.length > 0) {
    const longer = line === "" ? words[0] : `${line} ${words[0]}`;
    if (widthOf(longer, size, isBold) <= room) {
      line = longer;
      words.shift();
    } else if (lines.length === most - 1) {
      line = [line, ...words].join(" ").trim();
      words.length = 0;
    } else if (line === "") {
      const start = partOf(words[0], room, size, isBold);
      lines.push(start);
      words[0] = words[0].slice(start.length);
    } else {
      lines.push(line);
      line = "";
    }
  }
  return line === "" ? lines : [...lines, cut(line, room, size, isBold)];
}

/** As much of a word as fits a line, at least one character. */
function partOf(word: string, room: number, size: number, isBold: boolean): string {
  const characters = [...word];
  let [fits, tooMany] = [1, characters.length];
  while (tooMany - fits > 1) {
    const count = Math.floor((fits + tooMany) / 2);
    if (widthOf(characters.slice(0, count).join(""), size, isBold) <= room) fits = count;
    else tooMany = count;
  }
  return characters.slice(0, fits).join("");
}
