// Of several pixels that share one on the screen, the one with the greatest value is seen.

import { expect, test } from "vitest";
import { greatestIn } from "../../src/app/map/greatest.ts";

const { NaN: nan, NEGATIVE_INFINITY: minus, POSITIVE_INFINITY: plus } = Number;

/** Which of six pixels, in two rows of three, is seen in their left four; `drawn` tells those that have a colour. */
function seen(values: readonly number[], drawn = [1, 1, 1, 1, 1, 1]): number {
  const source = Int32Array.from(values, (_, i) => i);
  const box = { left: 0, top: 0, right: 2, bottom: 2 };
  return greatestIn({ source, width: 3 }, { at: (flat) => values[flat] }, Uint32Array.from(drawn), box);
}

test("the greatest value goes before all others, and nothing from beyond the box", () => {
  expect(seen([0, 1, 99, 30, 2, 99])).toBe(3);
  expect(seen([0, 1, 99, 1, 2, 99])).toBe(4);
  expect(seen([minus, minus, 9, plus, 5, 9])).toBe(3);
});

test("a number goes before NaN, and either before what is not there yet", () => {
  expect(seen([nan, minus, 9, nan, nan, 9])).toBe(1);
  expect(seen([7, 7, 9, nan, 7, 9], [0, 0, 1, 1, 0, 1])).toBe(3);
  expect(seen([7, nan, 9, nan, minus, 9], [0, 1, 1, 1, 1, 1])).toBe(4);
  // The control: with nothing drawn, whatever is seen has no colour either.
  expect(seen([1, 2, 9, 3, 4, 9], [0, 0, 1, 0, 0, 1])).toBe(0);
});
