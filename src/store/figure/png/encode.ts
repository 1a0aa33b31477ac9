// Pixels as a PNG file: 8 bits each of red, green and blue, every row filtered in the way that leaves least of it.

import { zlibSync } from "fflate";
import type { Bytes } from "../../folder.ts";
import type { Pixels } from "../figure.ts";
import { chunk, SIGNATURE } from "./chunks.ts";

/** A text of a PNG file: a keyword of 1 to 79 Latin characters, and what it says in any characters. */
export type PngTexts = ReadonlyMap<string, string>;

const CHANNELS = 3;
/** Filters that are tried, by the numbers that the format gives them. */
const NONE = 0;
const LEFT = 1;
const ABOVE = 2;

/**
 * A PNG file of opaque pixels.
 * @param perInch how many of them are printed to an inch
 */
export function encodePng(pixels: Pixels, texts: PngTexts, perInch: number): Bytes {
  const header = new Uint8Array(13);
  const view = new DataView(header.buffer);
  view.setUint32(0, pixels.columns);
  view.setUint32(4, pixels.rows);
  // 8 bits, true colour, deflate, the five filters, not interlaced.
  header.set([8, 2, 0, 0, 0], 8);
  return joined([
    Uint8Array.from(SIGNATURE),
    chunk("IHDR", header),
    chunk("pHYs", density(perInch)),
    ...[...texts].map(([keyword, text]) => chunk("iTXt", internationalText(keyword, text))),
    chunk("IDAT", zlibSync(filtered(pixels), { level: 6 })),
    chunk("IEND", new Uint8Array()),
  ]);
}

function density(perInch: number): Uint8Array {
  const data = new Uint8Array(9);
  const view = new DataView(data.buffer);
  const perMetre = Math.round(perInch / 0.0254);
  view.setUint32(0, perMetre);
  view.setUint32(4, perMetre);
  data[8] = 1;
  return data;
}

/** Not compressed, so that any program finds it; no language and no translated keyword. */
function internationalText(keyword: string, text: string): Uint8Array {
  const encoder = new TextEncoder();
  return joined([encoder.encode(keyword), new Uint8Array(5), encoder.encode(text)]);
}

/** Each row with the number of its filter before it; the best is taken to be the one with the least sum of distances from 0. */
function filtered({ columns, rows, rgba }: Pixels): Uint8Array {
  const length = columns * CHANNELS;
  const out = new Uint8Array((length + 1) * rows);
  let above = new Uint8Array(length);
  let row = new Uint8Array(length);
  const tried = [ABOVE, LEFT, NONE].map((filter) => ({ filter, bytes: new Uint8Array(length) }));
  for (let y = 0; y < rows; y++) {
    for (let x = 0, from = y * columns * 4, to = 0; x < columns; x++, from += 4) {
      row[to++] = rgba[from];
      row[to++] = rgba[from + 1];
      row[to++] = rgba[from + 2];
    }
    let least = Number.POSITIVE_INFINITY;
    for (const { filter, bytes } of tried) {
      // Nothing is less than a row that repeats the one above it, as most rows of a map do.
      if (least === 0) break;
      let sum = 0;
      for (let i = 0; i < length; i++) {
        const guess =
          filter === LEFT ? (i < CHANNELS ? 0 : row[i - CHANNELS]) : filter === ABOVE ? above[i] : 0;
        const byte = (row[i] - guess) & 0xff;
        bytes[i] = byte;
        sum += byte < 128 ? byte : 256 - byte;
      }
      if (sum >= least) continue;
      least = sum;
      out[y * (length + 1)] = filter;
      out.set(bytes, y * (length + 1) + 1);
    }
    [above, row] = [row, above];
  }
  return out;
}

function joined(parts: readonly Uint8Array[]): Bytes {
  const bytes = new Uint8Array(parts.reduce((sum, { length }) => sum + length, 0));
  let at = 0;
  for (const part of parts) {
    bytes.set(part, at);
    at += part.length;
  }
  return bytes;
}
