// Hostile and random CSV texts: nothing throws, freezes or reaches a prototype, and every refusal has its reason.

import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { MOST_MISTAKES } from "../../src/sweep/csv/fewMistakes.ts";
import { ALL_COLUMNS, columnsMeant, pricesIn } from "../../src/sweep/csv/prices.ts";
import { readCsv } from "../../src/sweep/csv/table.ts";
import type { Mistake } from "../../src/sweep/mistakes.ts";
import { parseSpec } from "../../src/sweep/spec.ts";
import { CSV_MS } from "./bounds.ts";

/** Reads everything there is to read; the mistakes of a refusal, or null. */
function refusal(text: string): readonly Mistake[] | null {
  const table = readCsv(text);
  if (!table.ok) return table.mistakes;
  for (const wanted of ["", "*", "1", ...table.value.names]) {
    const meant = columnsMeant(table.value, wanted);
    const prices = meant.ok ? pricesIn(table.value, meant.value) : meant;
    if (!prices.ok) sane(prices.mistakes);
  }
  const all = columnsMeant(table.value, ALL_COLUMNS);
  const prices = all.ok ? pricesIn(table.value, all.value) : all;
  if (!prices.ok) return prices.mistakes;
  // What is accepted are numbers that a spec can hold; whether they can be scaled is the spec's own rule.
  expect(prices.value.flat().every(Number.isFinite)).toBe(true);
  const parsed = parseSpec({ task: { kind: "series", series: prices.value } });
  if (!parsed.ok) expect(parsed.mistakes.every(({ path }) => path.startsWith("task.series"))).toBe(true);
  return null;
}

function sane(mistakes: readonly Mistake[]): void {
  expect(mistakes.length).toBeGreaterThan(0);
  expect(mistakes.length).toBeLessThanOrEqual(MOST_MISTAKES);
  for (const { path, given, allowed } of mistakes) {
    expect([path, given, allowed].every((text) => text.length > 0 && text.length <= 1200)).toBe(true);
  }
}

const odd = fc.constantFrom(
  "__proto__",
  "constructor",
  "toString",
  "<img src=x onerror=alert(1)>",
  "</script>",
  '"',
  '""',
  '"a""b"',
  "\n",
  "\r\n",
  "\r",
  "1e308",
  "-0",
  ".",
  ",",
  ";",
  "\t",
  "NaN",
  "Infinity",
  "1,5",
  "1.234,5",
  "=1+1",
  "\u0000",
  "\ufeff",
  "\ud800",
  "Close",
);
const cell = fc.oneof(
  { weight: 20, arbitrary: fc.integer({ min: -50, max: 50 }).map(String) },
  odd,
  fc.string({ maxLength: 8 }),
  fc.string({ unit: "binary", maxLength: 8 }),
);
const text = fc
  .tuple(fc.constantFrom(",", ";", "\t"), fc.array(fc.array(cell, { maxLength: 5 }), { maxLength: 12 }))
  .map(([separator, rows]) => rows.map((cells) => cells.join(separator)).join("\n"));
/** A column of prices, which is mostly to be taken. */
const prices = fc
  .array(fc.integer({ min: 1, max: 10_000 }), { minLength: 3, maxLength: 40 })
  .map((rows) => rows.join("\n"));

describe("reading a CSV text", { timeout: 60_000 }, () => {
  it("never throws, never leaves a prototype changed, and gives a reason with every refusal", () => {
    const keys = Object.getOwnPropertyNames(Object.prototype).toSorted();
    let refused = 0;
    let accepted = 0;
    fc.assert(
      fc.property(fc.oneof(text, prices, fc.string(), fc.string({ unit: "binary" })), (source) => {
        const mistakes = refusal(source);
        if (mistakes === null) accepted++;
        else {
          refused++;
          sane(mistakes);
        }
      }),
      { numRuns: 3000 },
    );
    expect(Object.getOwnPropertyNames(Object.prototype).toSorted()).toEqual(keys);
    expect(({} as Record<string, unknown>).polluted).toBeUndefined();
    // Control: both ways were taken.
    expect(Math.min(refused, accepted)).toBeGreaterThan(20);
  });

  it("reads back what was written, whatever the separator, the quotes and the line ends", () => {
    const names = fc.array(fc.string({ maxLength: 10 }), { minLength: 2, maxLength: 4 });
    fc.assert(
      fc.property(
        fc.array(
          fc.double({ min: -1e6, max: 1e6, noNaN: true }).map((x) => x + 0),
          { minLength: 2, maxLength: 30 },
        ),
        names,
        fc.constantFrom(",", ";", "\t"),
        fc.constantFrom("\n", "\r\n", "\r"),
        (prices, words, separator, end) => {
          fc.pre(new Set(prices).size > 1);
          const quoted = (word: string) => `"${word.replaceAll('"', '""')}"`;
          const lines = prices.map((price, i) =>
            [quoted(words[i % words.length]), String(price)].join(separator),
          );
          const source = [`${quoted(words[0])}${separator}my price`, ...lines].join(end);
          const table = readCsv(source);
          if (!table.ok) throw new Error(JSON.stringify(table.mistakes));
          const meant = columnsMeant(table.value, "my price");
          expect(meant.ok && pricesIn(table.value, meant.value)).toEqual({ ok: true, value: [prices] });
        },
      ),
      { numRuns: 300 },
    );
  });

  const million = 1_000_000;
  it.each([
    ["fifty megabytes", "1\n".repeat(25 * million)],
    ["separators", ",".repeat(19 * million)],
    ["separators behind a quote", `"a"${",".repeat(19 * million)}`],
    ["quotes", '"'.repeat(19 * million)],
    ["line ends", "\n".repeat(19 * million)],
    ["one endless number", `${"1".repeat(19 * million)}\n2`],
    ["thousands without end", `${"1,111".repeat(3 * million)};2\n3;4`],
    ["rows without end", "1\n".repeat(9 * million)],
    ["mistakes without end", `Close\n${"1\n2\nx\n".repeat(33_000)}`],
  ])("is over within a moment, also of %s", (_, source) => {
    const start = performance.now();
    expect(refusal(source)).not.toBeNull();
    expect(performance.now() - start).toBeLessThan(CSV_MS);
  });
});
