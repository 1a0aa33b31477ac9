// Random damage to sound specs: fields replaced by what does not belong there, removed, or added to.

import fc from "fast-check";
import { anySpec } from "./arbitrary.ts";

/** What is put where it does not belong. */
const junk = fc.oneof(
  fc.constantFrom<unknown>(
    null,
    undefined,
    -1,
    0.5,
    1e300,
    Number.NaN,
    Number.NEGATIVE_INFINITY,
    "",
    "explicit",
    "__proto__",
    "constructor",
    "toString",
    [],
    [[]],
    [[[]]],
    {},
    { kind: {} },
    { kind: "explicit" },
    { kind: { toString: 1 } },
    { param: "init.bias" },
    [null],
    [{}],
    [{ param: "nosuch", values: [1] }],
    [{ param: "training.momentum", values: [0.5] }],
    "training",
    ["outcome"],
    { optimizer: "momentum", steps: 0 },
    true,
    3n,
  ),
  fc.anything({ maxDepth: 3, withNullPrototype: true, withBigInt: true }),
);

/** One place of a spec, by fractions of the keys at each level, and what is put there. */
const damage = fc.record({
  route: fc.array(fc.double({ min: 0, max: 0.999, noNaN: true }), { minLength: 1, maxLength: 5 }),
  what: junk,
  how: fc.constantFrom("replace", "add", "remove"),
  key: fc.constantFrom("extra", "kind", "values", "hidden", "constructor", "0", "axes"),
});

/** A spec with some of its fields replaced, removed or added to. */
export const damagedSpec: fc.Arbitrary<unknown> = fc
  .tuple(anySpec, fc.array(damage, { minLength: 1, maxLength: 4 }))
  .map(([spec, damages]) => {
    const copy = structuredClone(spec) as Record<string, unknown>;
    for (const { route, what, how, key } of damages) {
      let node: Record<string, unknown> = copy;
      for (const [level, fraction] of route.entries()) {
        const keys = Object.keys(node);
        const chosen = keys[Math.floor(fraction * keys.length)];
        const next = chosen === undefined ? undefined : node[chosen];
        if (level < route.length - 1 && typeof next === "object" && next !== null) {
          node = next as Record<string, unknown>;
          continue;
        }
        if (how === "add" || chosen === undefined) node[key] = what;
        else if (how === "remove") delete node[chosen];
        else node[chosen] = what;
        break;
      }
    }
    return copy;
  });
