// Random sound specs of both modes, for the property tests.

import fc from "fast-check";
import { gradientMetrics, trainingMetrics } from "../../src/model/metrics/index.ts";
import { optimizers } from "../../src/model/optimizers/index.ts";

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

const sequences = { unroll: fc.integer({ min: 1, max: 32_768 }), batch: fc.integer({ min: 1, max: 64 }) };
const adding = fc.record(
  { kind: fc.constant("adding"), ...sequences, testBatch: fc.nat({ max: 64 }) },
  { requiredKeys: ["kind"] },
);
const latch = fc.record(
  {
    kind: fc.constant("latch"),
    ...sequences,
    testBatch: fc.nat({ max: 64 }),
    signal: fc.integer({ min: 1, max: 100 }),
    noise: fc.double({ min: 0, max: 10, noNaN: true }).map((x) => x + 0),
  },
  { requiredKeys: ["kind"] },
);

const series = fc.record(
  {
    kind: fc.constant("series"),
    ...sequences,
    testBatch: fc.nat({ max: 64 }),
    testShare: fc.constantFrom(0, 0.25, 0.9),
    // The first two prices, which are always of the training part, differ.
    series: fc.option(
      fc.array(
        fc
          .array(fc.integer({ min: 1, max: 1000 }), { minLength: 1, maxLength: 8 })
          .map((rest) => [0, ...rest]),
        { minLength: 1, maxLength: 3 },
      ),
    ),
  },
  { requiredKeys: ["kind"] },
);

/** Numbers that a training setting may be: none of them negative. */
const size = fc.double({ min: 0, max: 1e6, noNaN: true }).map((x) => x + 0);
const share = fc.double({ min: 0, max: 1, noNaN: true }).map((x) => x + 0);
const steps = fc.integer({ min: 1, max: 1_000_000 });

const training = fc.record(
  {
    optimizer: fc.constantFrom(...Object.keys(optimizers)),
    learningRate: size,
    momentum: share,
    clipNorm: fc.option(size),
    steps,
    targetLoss: size,
  },
  { requiredKeys: [] },
);

const anywhere = ["init.bias", "seed", "model.hidden", "model.activation"];
/** Axes that only a training sweep may have; momentum needs an optimiser that reads it. */
const inTraining = ["learningRate", "clipNorm", "steps", "targetLoss", "optimizer"].map(
  (setting) => `training.${setting}`,
);

function axesOf(params: readonly string[]): fc.Arbitrary<object[]> {
  return fc
    .uniqueArray(fc.constantFrom(...params), { maxLength: 3 })
    .chain((chosen) => fc.tuple(...chosen.map(axisOver)));
}

function axisOver(param: string): fc.Arbitrary<object> {
  if (param === "model.activation") return fc.constant({ param, values: ["tanh", "relu"] });
  if (param === "training.optimizer") return fc.constant({ param, values: ["adam", "sgd", "momentum"] });
  if (param === "training.momentum") {
    return fc.record({
      param: fc.constant(param),
      from: share,
      to: share,
      count: fc.integer({ min: 1, max: 9 }),
    });
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

const metricsFrom = (catalog: object) =>
  fc.uniqueArray(fc.constantFrom(...Object.keys(catalog)), { minLength: 1 });

const around = {
  version: fc.constant(1),
  name: oddText,
  seed: fc.integer({ min: 0, max: Number.MAX_SAFE_INTEGER }),
  replicates: fc.integer({ min: 1, max: 4096 }),
};

/** Mode, training settings, metrics and, for sweeps, axes that fit each other. */
const modes = (sweep: boolean) => {
  const axes = (params: readonly string[]) => (sweep ? axesOf(params) : fc.constant([]));
  const gradient = fc.record(
    {
      mode: fc.constant("gradient"),
      // Settings that this mode does not read may stand there all the same.
      training,
      metrics: metricsFrom(gradientMetrics),
      axes: axes(anywhere),
    },
    { requiredKeys: [] },
  );
  const trained = training.chain((settings) => {
    const momentum = settings.optimizer === "momentum" ? ["training.momentum"] : [];
    return fc.record(
      {
        mode: fc.constant("training"),
        training: fc.constant(settings),
        metrics: metricsFrom(trainingMetrics),
        axes: axes([...anywhere, ...inTraining, ...momentum]),
      },
      { requiredKeys: ["mode", "training"] },
    );
  });
  return fc.oneof(gradient, trained);
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
    task: fc.oneof(prices, adding, latch, series),
    init: drawnInit,
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
          inputs: fc.array(
            fc.integer({ min: 1, max: T }).chain((steps) => matrix(steps, I)),
            { minLength: B, maxLength: B },
          ),
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

/** A sound spec, with blanks or without, drawn or explicit, of either mode. */
export const anySpec: fc.Arbitrary<object> = fc.oneof(
  fc.tuple(drawnSpec, modes(true)).map(([spec, mode]) => ({ ...spec, ...mode })),
  fc.tuple(explicitSpec, modes(false)).map(([spec, mode]) => ({ ...spec, ...mode })),
);
