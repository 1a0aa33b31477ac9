// Characters as strokes: looked up, put together from letters and marks, and a box for what nobody has drawn.

import { letters } from "./letters.ts";
import { lowered, marks, raised, signs } from "./signs.ts";

/** A character as the way of a pen, and what of it should lie on whole pixels where it is drawn. */
export interface Glyph {
  /** From this character to the next, in units of which an em has 20. */
  readonly advance: number;
  /** Polylines, y upwards from the baseline. */
  readonly strokes: readonly (readonly (readonly [x: number, y: number])[])[];
  /** Where vertical and horizontal lines, and the utmost points of arcs, lie. */
  readonly xs: readonly number[];
  readonly ys: readonly number[];
}

/** Units in an em; heights of capitals and small letters. */
export const EM = 20;
export const CAPITAL = 14;
export const SMALL = 10;
export const DESCENT = 4;

/** Between the strokes of a character and its end, on each side. */
const SIDE = 1.75;
const SPACE = 5.6;
/** Raised and lowered characters are so much smaller, and stand so high. */
const SMALLER = 0.62;
const RAISED = 6.4;
const LOWERED = -2.6;
/** A capital lifts its marks by so much. */
const LIFT = 3.6;

type Drawn = { width: number; path: string };

function drawn(table: string): Map<string, Drawn> {
  const lines = table.trim().split("\n");
  return new Map(
    lines.map((line) => {
      const [character, width, ...path] = line.split(" ");
      return [character, { width: Number(width), path: path.join(" ") }];
    }),
  );
}

const table = new Map([...drawn(letters), ...drawn(signs)]);
const markTable = drawn(marks);
const BOX: Drawn = { width: 8, path: "M 0 0 L 8 0 L 8 14 L 0 14 L 0 0" };

const cache = new Map<string, Glyph>();

/** The characters of a text: letters each with its marks. What has no form of its own (controls, directions) is left out. */
export function charactersOf(text: string): string[] {
  const plain = text
    .normalize("NFC")
    .replace(/[\t\n\r]+/g, " ")
    .replace(/[\p{Cc}\p{Cf}\p{Cs}]/gu, "");
  const whole = plain.match(/\P{M}\p{M}*|\p{M}+/gu) ?? [];
  // ≠ has a form of its own, é is put together.
  return whole.map((one) => (table.has(one) ? one : one.normalize("NFD")));
}

/** One of these characters as strokes. */
export function glyphOf(character: string): Glyph {
  let glyph = cache.get(character);
  if (glyph === undefined) {
    glyph = made(character);
    cache.set(character, glyph);
  }
  return glyph;
}

/** Whether a character has been drawn, or is shown as a box. */
export function isDrawn(character: string): boolean {
  const [base, ...over] = character;
  return (isSpace(base) || copyOf(base) !== null) && over.every((mark) => markTable.has(mark));
}

const isSpace = (character: string) => /^\p{Zs}$/u.test(character);

function made(character: string): Glyph {
  const [base, ...over] = character;
  if (isSpace(base))
    return { advance: base === " " || base === "\u00a0" ? SPACE : SPACE / 2, strokes: [], xs: [], ys: [] };
  // A mark takes the place of the dot.
  const copy = copyOf(base === "i" && over.length > 0 ? "ı" : base) ?? { of: BOX, scale: 1, lift: 0 };
  const body = traced(
    copy.of.path,
    (x) => SIDE + x * copy.scale,
    (y) => y * copy.scale + copy.lift,
  );
  const advance = copy.of.width * copy.scale + 2 * SIDE;
  const isHigh = body.strokes.some((stroke) => stroke.some(([, y]) => y > SMALL + 1)) && base !== "i";
  const parts = over.flatMap((mark) => {
    const lift = isHigh && !"\u0327\u0328".includes(mark) ? LIFT : 0;
    const path = markTable.get(mark)?.path;
    return path === undefined
      ? []
      : [
          traced(
            path,
            (x) => advance / 2 + x,
            (y) => y + lift,
          ),
        ];
  });
  return { ...body, advance, strokes: [...body.strokes, ...parts.flatMap(({ strokes }) => strokes)] };
}

function copyOf(character: string): { of: Drawn; scale: number; lift: number } | null {
  const own = table.get(character);
  if (own !== undefined) return { of: own, scale: 1, lift: 0 };
  for (const [{ from, to }, lift] of [
    [raised, RAISED],
    [lowered, LOWERED],
  ] as const) {
    const of = from.includes(character) ? table.get(to[from.indexOf(character)]) : undefined;
    if (of !== undefined) return { of, scale: SMALLER, lift };
  }
  return null;
}

/** Degrees between the points that stand for an arc. */
const ARC_STEP = 15;

function traced(
  path: string,
  toX: (x: number) => number,
  toY: (y: number) => number,
): Omit<Glyph, "advance"> {
  const strokes: [number, number][][] = [];
  const xs = new Set<number>();
  const ys = new Set<number>();
  let isUp = true;
  const put = (x: number, y: number) => {
    if (isUp) strokes.push([]);
    isUp = false;
    strokes[strokes.length - 1].push([toX(x), toY(y)]);
  };
  let last: [number, number] = [0, 0];
  for (const [, command, rest] of path.matchAll(/([MLA])([^MLA]*)/g)) {
    const [a, b, rx, ry, from, to] = rest.trim().split(" ").map(Number);
    if (command === "M") isUp = true;
    if (command === "L" && last[0] === a) xs.add(toX(a));
    if (command === "L" && last[1] === b) ys.add(toY(b));
    if (command !== "A") {
      put(a, b);
      last = [a, b];
      continue;
    }
    const steps = Math.max(2, Math.ceil(Math.abs(to - from) / ARC_STEP));
    for (let i = 0; i <= steps; i++) {
      const angle = ((from + ((to - from) * i) / steps) * Math.PI) / 180;
      last = [a + rx * Math.cos(angle), b + ry * Math.sin(angle)];
      put(...last);
    }
    for (let quarter = Math.ceil(Math.min(from, to) / 90); quarter * 90 <= Math.max(from, to); quarter++) {
      const [cos, sin] = [
        [1, 0],
        [0, 1],
        [-1, 0],
        [0, -1],
      ][((quarter % 4) + 4) % 4];
      if (cos !== 0) xs.add(toX(a + rx * cos));
      if (sin !== 0) ys.add(toY(b + ry * sin));
    }
  }
  return { strokes, xs: [...xs].sort((p, q) => p - q), ys: [...ys].sort((p, q) => p - q) };
}
