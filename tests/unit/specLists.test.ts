// Lists in a spec where objects belong: JavaScript takes them for objects, the parser must not.

import { describe, expect, it } from "vitest";
import { parseSpec } from "../../src/sweep/spec.ts";

describe("a list where an object belongs", () => {
  it("is a mistake of its own and not an object full of defaults", () => {
    for (const [given, path] of [
      [[], ""],
      [{ model: [] }, "model"],
      [{ init: { recurrent: [] } }, "init.recurrent"],
      [{ axes: [[]] }, "axes.0"],
    ] as const) {
      const parsed = parseSpec(given);
      expect(parsed.ok).toBe(false);
      expect(!parsed.ok && parsed.mistakes.some((mistake) => mistake.path === path)).toBe(true);
    }
    // The control: the objects themselves are sound.
    expect(parseSpec({ model: {}, init: { recurrent: {} }, axes: [] }).ok).toBe(true);
  });
});
