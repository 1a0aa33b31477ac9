// The place where broken JSON breaks, checked against JSON.parse as to whether it does.

import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { brokenJsonAt } from "../../../src/cli/json.ts";

function isJson(text: string): boolean {
  try {
    JSON.parse(text);
    return true;
  } catch {
    return false;
  }
}

describe("brokenJsonAt", () => {
  it("finds nothing in JSON", () => {
    fc.assert(
      fc.property(fc.json(), fc.nat(3), (text, indent) => {
        expect(brokenJsonAt(text)).toBeNull();
        expect(brokenJsonAt(JSON.stringify(JSON.parse(text), null, indent))).toBeNull();
      }),
    );
  });

  it("agrees with JSON.parse about texts with one character changed", () => {
    const odd = fc.constantFrom(...'{}[]",:0123456789.-+eEtfn \\\n\u0001\u0085é😀');
    fc.assert(
      fc.property(fc.json(), fc.nat(), odd, fc.boolean(), (text, where, character, replace) => {
        const at = where % text.length;
        const changed = text.slice(0, at) + character + text.slice(replace ? at + 1 : at);
        expect(brokenJsonAt(changed) === null).toBe(isJson(changed));
      }),
      { numRuns: 500 },
    );
  });

  it.each([
    ['{"a": 1,}', 1, 9, "another item after the comma"],
    ['{"a" 1}', 1, 6, '":" after the key'],
    ["[1\n 2]", 2, 2, '"," or "]"'],
    ['{\r\n"a": [1, 01]}', 2, 11, '"," or "]"'],
    ["", 1, 1, "a value: a number, a string, an object or a list"],
    ['"a\nb"', 1, 3, "the closing double quote of a string"],
    ["{} {}", 1, 4, "the end of the file"],
  ])("%j breaks at line %i, column %i", (text, line, column, expected) => {
    expect(brokenJsonAt(text)).toEqual({ line, column, expected });
  });
});
