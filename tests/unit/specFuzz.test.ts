// Random specs, sound and damaged: parseSpec never throws, never rejects without a reason, and what it accepts is whole.

import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { MOST_NETWORKS } from "../../src/sweep/axisRules.ts";
import { parseSpec } from "../../src/sweep/spec.ts";
import { anySpec } from "./arbitrary.ts";
import { damagedSpec } from "./damagedSpec.ts";

// Thousands of cases take seconds on a busy core.
describe("parseSpec", { timeout: 60_000 }, () => {
  it("accepts every sound spec, and what it returns parses to itself", () => {
    fc.assert(
      fc.property(anySpec, (spec) => {
        const parsed = parseSpec(spec);
        if (!parsed.ok) {
          // The one rule that these random specs may break is the total size.
          expect(parsed.mistakes.map((m) => m.path)).toEqual(["axes"]);
          expect(parsed.mistakes[0].allowed).toContain(String(MOST_NETWORKS));
          return;
        }
        expect(parseSpec(parsed.value)).toEqual(parsed);
        expect(structuredClone(parsed.value)).toEqual(parsed.value);
      }),
      { numRuns: 500 },
    );
  });

  it("never throws at damaged specs; every rejection says where, what and what instead", () => {
    let rejected = 0;
    fc.assert(
      fc.property(damagedSpec, (spec) => {
        const parsed = parseSpec(spec);
        if (parsed.ok) {
          expect(structuredClone(parsed.value)).toEqual(parsed.value);
          return;
        }
        rejected++;
        expect(parsed.mistakes.length).toBeGreaterThan(0);
        for (const { path, given, allowed } of parsed.mistakes) {
          expect(typeof path).toBe("string");
          expect(given.length).toBeGreaterThan(0);
          expect(given.length).toBeLessThanOrEqual(120);
          expect(allowed.length).toBeGreaterThan(0);
        }
        expect(structuredClone(parsed.mistakes)).toEqual(parsed.mistakes);
      }),
      { numRuns: 3000 },
    );
    // Control: most damage does damage, so the property was put to the test.
    expect(rejected).toBeGreaterThan(1500);
  });

  it("does not ask a cell that is no name for what it reads", () => {
    // Found by the property above: an object without a prototype has no text.
    const cell = [Object.create(null)];
    const axes = [{ param: "init.bias", values: [1] }];
    for (const model of [{ cell }, { cell: "gru" }]) {
      const parsed = parseSpec({ model, axes });
      expect(parsed.ok).toBe(model.cell === "gru");
    }
  });

  it("never throws at anything at all", () => {
    const anything = fc.anything({
      withBigInt: true,
      withDate: true,
      withMap: true,
      withNullPrototype: true,
    });
    fc.assert(
      fc.property(anything, (input) => {
        const parsed = parseSpec(input);
        expect(parsed.ok || parsed.mistakes.length > 0).toBe(true);
      }),
      { numRuns: 1500 },
    );
  });
});
