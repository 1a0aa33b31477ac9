// Random sound specs and random damage to them, for the property tests.

import fc from "fast-check";
import { metrics } from "../../src/model/metrics/index.ts";

const small = fc.integer({ min: 1, max: 3 });
const number = fc.double({ min: -1e6, max: 1e6, noNaN: true }).map((x) => x + 0);
const matrix = (rows: number, cols: number) =>
  fc.array(fc.array(number, { minLength: cols, maxLength: cols }), { minLength: rows, maxLength: rows });

/** Texts that addresses and JSON stumble over. */
export const oddText = fc.oneof(
  fc.string({ unit: "binary", maxLength: 20 }),
  fc.string({ maxLength: 20 }),
  fc.constantFrom(
    "",
    "1",
    "null",
    "true",
    '"quoted"',
    "[1]",
    "{}",
    "a=b&c",
    "%",
    "%zz",
    "#",
    "+",
    " 7 ",
    "\ud800",
    "é=ü",
    "1e999",
  ),
);

const drawnMatrix = fc.oneof(
  fc.record({ kind: fc.constantFrom("normal", "uniform", "xavier", "orthogonal", "identity"), gain: number }),
  fc.record({ kind: fc.constant("constant"), value: number }),
);

const drawnInit = fc.record(
  { recurrent: drawnMatrix, input: drawnMatrix, readout: drawnMatrix, bias: number, forgetBias: number },
  { requiredKeys: [] },
);

const prices = fc.record(
  {
    kind: fc.constant("prices"),
    unroll: fc.integer({ min: 1, max: 32_768 }),
    between: fc.constantFrom("zero", "hold"),
    cases: fc.constantFrom("notes", "everHigh"),
  },
  { requiredKeys: [] },
);

const axes = fc
  .uniqueArray(fc.constantFrom("init.bias", "seed", "model.hidden", "model.activation"), { maxLength: 3 })
  .chain((params) => fc.tuple(...params.map(axisOver)));

function axisOver(param: string): fc.Arbitrary<object> {
  if (param === "model.activation") {
    return fc.constant({ param, values: ["tanh", "relu"] });
  }
  return fc.oneof(
    fc.record({
      param: fc.constant(param),
      from: fc.integer({ min: 1, max: 50 }),
      to: fc.integer({ min: 1, max: 100 }),
      count: fc.integer({ min: 1, max: 40 }),
      scale: fc.constantFrom("linear", "log"),
    }),
    fc.record({
      param: fc.constant(param),
      values: fc.array(fc.integer({ min: 1, max: 100 }), { minLength: 1, maxLength: 5 }),
    }),
  );
}

const around = {
  version: fc.constant(1),
  name: oddText,
  seed: fc.integer({ min: 0, max: Number.MAX_SAFE_INTEGER }),
  replicates: fc.integer({ min: 1, max: 4096 }),
  metrics: fc.uniqueArray(fc.constantFrom(...Object.keys(metrics)), { minLength: 1 }),
};

const drawnSpec = fc.record(
  {
    ...around,
    model: fc.record(
      {
        cell: fc.constant("rnn"),
        activation: fc.constantFrom("tanh", "relu", "identity", "sigmoid"),
        hidden: fc.integer({ min: 1, max: 128 }),
      },
      { requiredKeys: [] },
    ),
    task: prices,
    init: drawnInit,
    axes,
  },
  { requiredKeys: [] },
);

const explicitSpec = fc
  .record({ H: small, B: small, T: small, I: small, O: small })
  .chain(({ H, B, T, I, O }) =>
    fc.record({
      ...around,
      model: fc.constant({ hidden: H }),
      task: fc.record(
        {
          kind: fc.constant("explicit"),
          inputs: fc.array(matrix(T, I), { minLength: B, maxLength: B }),
          targets: matrix(B, O),
          initialState: fc.option(matrix(B, H).map((h) => ({ h }))),
        },
        { requiredKeys: ["kind", "inputs", "targets"] },
      ),
      init: fc.oneof(
        drawnInit,
        fc.record({
          kind: fc.constant("explicit"),
          parameters: fc.record(
            {
              weight_ih: matrix(H, I),
              weight_hh: matrix(H, H),
              bias: matrix(1, H).map(([row]) => row),
              weight_out: matrix(O, H),
              bias_out: matrix(1, O).map(([row]) => row),
            },
            { requiredKeys: ["weight_ih", "weight_hh", "weight_out"] },
          ),
        }),
      ),
    }),
  );

/** A sound spec, with blanks or without, drawn or explicit. */
export const anySpec: fc.Arbitrary<object> = fc.oneof(drawnSpec, explicitSpec);

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
