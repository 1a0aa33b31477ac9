// The kernels' own exp, tanh and sigmoid against float64, in units in the last place, from 1e-30 to far past saturation:
// a small program of AssemblyScript maps arrays through the very files that the kernels are compiled from.

import { expect, test } from "vitest";
import { ends, samples, sech2, sigmoid, type Truth, worstError } from "../pairs/activationTruth.ts";
import { ACTIVATION_ULP, TRAINING_SLOPE_FLOOR } from "../pairs/bounds.ts";
import { compiled, type Sources, sabotaged, sources } from "./engine.ts";

/** Of each function the statements that put φ(x) to `out` as a plain number, or as a pair. */
interface TestedFunction extends Truth {
  readonly code: string;
}

/** One of two results of a function, as a pair. */
const half = (call: string, address: string) =>
  `${call}; setPair(out, v128.load(${address}), i32x4.splat(0));`;
const floor = TRAINING_SLOPE_FLOOR;
const split = "const v = expBounded(f32x4.neg(f32x4.abs(x))); const n = expRounded(v);";

const functions = {
  // Pairs: what is smaller than float32's smallest number keeps an exponent of its own.
  expScaled: {
    code: "const v = f32x4.neg(f32x4.abs(x)); const n = expExponent(v); setPair(out, expMantissa(v, n), i32x4.trunc_sat_f32x4_s(n));",
    truth: (x: number) => Math.exp(-Math.abs(x)),
  },
  tanhValue: { code: "setPlain(pre, x); tanhWithSlope(pre, out, rest);", truth: Math.tanh },
  tanhSlope: { code: "setPlain(pre, x); tanhWithSlope(pre, rest, out);", truth: sech2 },
  sigmoidValue: { code: "setPlain(pre, x); sigmoidSides(pre, out, rest);", truth: sigmoid },
  sigmoidRest: { code: "setPlain(pre, x); sigmoidSides(pre, rest, out);", truth: (x: number) => sigmoid(-x) },
  // Plain numbers: what is smaller than the floor may be any number between 0 and it.
  expPlain: {
    code: `${split} const p = expPower(n); setPair(out, f32x4.add(p, f32x4.mul(p, expRest(expReduced(v, n)))), i32x4.splat(0));`,
    truth: (x: number) => Math.exp(-Math.abs(x)),
    floor,
  },
  tanhBothValue: { code: half("tanhBoth(x, pre, rest)", "pre"), truth: Math.tanh },
  tanhBothSlope: { code: half("tanhBoth(x, pre, rest)", "rest"), truth: sech2, floor },
  sigmoidBothValue: { code: half("sigmoidBoth(x, pre, rest)", "pre"), truth: sigmoid, floor },
  sigmoidBothSlope: {
    code: half("sigmoidBoth(x, pre, rest)", "rest"),
    truth: (x: number) => sech2(x / 2) / 4,
    floor,
  },
} satisfies Record<string, TestedFunction>;
type FunctionName = keyof typeof functions;
const names = Object.keys(functions) as FunctionName[];

/** A program that maps `count` numbers at an address, four at a time, through each of the functions. */
const program = `
import { sigmoidBoth, sigmoidSides } from "./activations/sigmoid.ts";
import { tanhBoth, tanhWithSlope } from "./activations/tanh.ts";
import { expBounded, expExponent, expMantissa, expPower, expReduced, expRest, expRounded } from "./exp.ts";
import { allocate, release } from "./regions.ts";
import { setPair, setPlain } from "./scaled.ts";
export { allocate, release };
const pre = memory.data(32, 16);
const rest = memory.data(32, 16);
${names
  .map(
    (name) => `export function ${name}(xs: usize, count: i32, results: usize): void {
  for (let i = 0; i < count; i += 4) {
    const x = v128.load(xs + <usize>i * 4);
    const out = results + <usize>i * 8;
    ${functions[name].code}
  }
}`,
  )
  .join("\n")}
`;

interface MappedExports {
  readonly memory: WebAssembly.Memory;
  release(): void;
  allocate(bytes: number): number;
}

/** The functions of these sources, each from arrays to arrays. */
async function mapped(from: Sources): Promise<(name: FunctionName, xs?: readonly number[]) => number[]> {
  const module = await compiled({ ...from, "mapped.ts": program }, "mapped.ts");
  const stop = () => {
    throw new Error("the mapped functions stopped");
  };
  const exports = new WebAssembly.Instance(module, { env: { abort: stop } })
    .exports as unknown as MappedExports & Record<FunctionName, (...words: number[]) => void>;
  return (name, xs = samples) => {
    exports.release();
    const count = Math.ceil(xs.length / 4) * 4;
    const [input, output] = [exports.allocate(count * 4), exports.allocate(count * 8)];
    new Float32Array(exports.memory.buffer, input, count).set(xs);
    exports[name](input, count, output);
    const mantissas = new Float32Array(exports.memory.buffer, output, count * 2);
    const exponents = new Int32Array(exports.memory.buffer, output, count * 2);
    return xs.map((_, i) => {
      const at = Math.floor(i / 4) * 8 + (i % 4);
      return mantissas[at] * 2 ** exponents[at + 4];
    });
  };
}

const shipped = mapped(sources);

/** So dense that the few samples at which roundings add up are among them: a step of 2^-13 in [−16, 16]. */
const dense: readonly number[] = Array.from({ length: 2 ** 18 }, (_, i) => (i - 2 ** 17) / 2 ** 13);

for (const name of names) {
  test(`${name} is within ${ACTIVATION_ULP} ULP of float64 everywhere`, async () => {
    const found = worstError(functions[name], (await shipped)(name));
    console.info(`${name}: at most ${found.ulp.toFixed(2)} ULP, at x = ${found.x}`);
    expect(found.ulp, JSON.stringify(found)).toBeLessThanOrEqual(ACTIVATION_ULP);
  });

  test(`${name} is within ${ACTIVATION_ULP} ULP of float64 at a quarter of a million numbers in [−16, 16] too`, async () => {
    const found = worstError(functions[name], (await shipped)(name, dense), dense);
    expect(found.ulp, JSON.stringify(found)).toBeLessThanOrEqual(ACTIVATION_ULP);
  });

  test(`${name} is a finite number of at most 1 at the ends of float32 too`, async () => {
    const values = (await shipped)(name, ends);
    expect(
      values.every((value) => Number.isFinite(value) && Math.abs(value) <= 1),
      values.join(", "),
    ).toBe(true);
  });
}

test.each(["tanhValue", "tanhBothValue"] as const)("|%s| never exceeds 1", async (name) => {
  expect(Math.max(...(await shipped)(name).map(Math.abs))).toBeLessThanOrEqual(1);
});

const faults: readonly [what: string, path: string, passage: string, replacement: string, FunctionName][] = [
  ["a logarithm of 2 wrong in its sixth digit", "exp.ts", "0.693359375", "0.693358", "tanhBothSlope"],
  ["a coefficient of e^r left out", "exp.ts", "1 / 720", "0", "expScaled"],
  ["an exponential that goes on below its end", "exp.ts", "-87, -87", "-500, -500", "sigmoidBothSlope"],
  [
    "a slope with a factor wrong",
    "activations/tanh.ts",
    "f32x4.mul(onePlus, onePlus)));",
    "f32x4.mul(onePlus, constant(Constant.one))));",
    "tanhBothSlope",
  ],
  [
    "a pre-activation taken for its own tanh too early",
    "activations/tanh.ts",
    "0.000244140625",
    "0.25",
    "tanhValue",
  ],
];
test.each(faults)("control: %s is caught", async (_, path, passage, replacement, name) => {
  const wrong = await mapped(sabotaged(path, passage, replacement));
  // The comparison turned round: no number at all is as far off as can be.
  expect(worstError(functions[name], wrong(name)).ulp <= ACTIVATION_ULP).toBe(false);
});
