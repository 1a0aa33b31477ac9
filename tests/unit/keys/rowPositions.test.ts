// The row under the cursor as a table: short rows whole, long ones with their ends, the cursor's neighbours, and evenly else.

import fc from "fast-check";
import { expect, test } from "vitest";
import { MOST_ROWS, NEIGHBOURS, rowPositions } from "../../../src/app/map/row/rowPositions.ts";

const row = fc
  .integer({ min: 1, max: 5000 })
  .chain((count) => fc.tuple(fc.constant(count), fc.nat({ max: count - 1 })));

/** What is wrong with the positions listed of a row. */
function faults(positions: readonly number[], count: number, at: number): string[] {
  const listed = new Set(positions);
  const near = Array.from({ length: 2 * NEIGHBOURS + 1 }, (_, i) => at - NEIGHBOURS + i);
  const widest = Math.max(0, ...positions.slice(1).map((p, i) => p - positions[i]));
  const even = Math.ceil(count / (MOST_ROWS - 2 * NEIGHBOURS - 2)) + 1;
  return [
    positions.length === Math.min(count, MOST_ROWS) ? "" : "number of rows",
    listed.size === positions.length ? "" : "twice",
    positions.every((p, i) => Number.isInteger(p) && p >= 0 && p < count && (i === 0 || p > positions[i - 1]))
      ? ""
      : "order",
    near.every((p) => p < 0 || p >= count || listed.has(p)) ? "" : "neighbours",
    listed.has(0) && listed.has(count - 1) ? "" : "ends",
    widest <= even ? "" : "gap",
  ].filter((fault) => fault !== "");
}

test("a row's table has its ends, the cursor's neighbours, and no wide gaps", () => {
  fc.assert(
    fc.property(row, ([count, at]) => {
      expect(faults(rowPositions(count, at), count, at)).toEqual([]);
    }),
  );
});

test("each fault is found (control)", () => {
  const good = rowPositions(1000, 500);
  expect(
    faults(
      good.filter((p) => p !== 500),
      1000,
      500,
    ),
  ).toEqual(["number of rows", "neighbours"]);
  expect(faults(good.with(0, 1), 1000, 500)).toEqual(["ends"]);
  expect(faults(good.with(3, good[2]), 1000, 500)).toContain("twice");
  const firsts = Array.from({ length: MOST_ROWS }, (_, i) => i);
  expect(faults(firsts.with(-1, 999), 1000, 8)).toEqual(["gap"]);
});
