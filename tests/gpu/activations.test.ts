// Our own exp, tanh and sigmoid against float64, in units in the last place, from 1e-30 to far past saturation.

import { expect, test } from "vitest";
import { ends, samples, sech2, type Truth, worstError } from "../pairs/activationTruth.ts";
import { ACTIVATION_ULP, TRAINING_SLOPE_FLOOR } from "../pairs/bounds.ts";
import { findAdapter, sabotaged, shaders } from "./adapter.ts";

/** Functions under test: WGSL expression of (x, 0) giving a Scaled4, and the truth in float64. */
const functions = {
  expScaled: { wgsl: "expScaled(-abs(x))", truth: (x: number) => Math.exp(-Math.abs(x)) },
  tanhValue: { wgsl: "tanhValue(x, vec4i(0))", truth: Math.tanh },
  tanhDerivative: { wgsl: "tanhDerivative(x, vec4i(0))", truth: (x: number) => sech2(x) },
  sigmoidValue: { wgsl: "sigmoidValue(x, vec4i(0))", truth: (x: number) => 1 / (1 + Math.exp(-x)) },
  sigmoidDerivative: { wgsl: "sigmoidDerivative(x, vec4i(0))", truth: (x: number) => sech2(x / 2) / 4 },
  // The training kernels' own, plain numbers: what is smaller than `floor` may be any number between 0 and it.
  expParts: {
    wgsl: "plain(expParts(-abs(x)).power * (1.0 + expParts(-abs(x)).rest))",
    truth: (x: number) => Math.exp(-Math.abs(x)),
    floor: TRAINING_SLOPE_FLOOR,
  },
  expMinusOne: {
    wgsl: "plain((expParts(-abs(x)).power - 1.0) + expParts(-abs(x)).power * expParts(-abs(x)).rest)",
    truth: (x: number) => Math.expm1(-Math.abs(x)),
  },
  tanhState: { wgsl: "plain(tanhState(x))", truth: Math.tanh },
  tanhBothValue: { wgsl: "plain(tanhBoth(x).value)", truth: Math.tanh },
  tanhBothSlope: {
    wgsl: "plain(tanhBoth(x).slope)",
    truth: (x: number) => sech2(x),
    floor: TRAINING_SLOPE_FLOOR,
  },
  sigmoidState: {
    wgsl: "plain(sigmoidState(x))",
    truth: (x: number) => 1 / (1 + Math.exp(-x)),
    floor: TRAINING_SLOPE_FLOOR,
  },
  sigmoidBothValue: {
    wgsl: "plain(sigmoidBoth(x).value)",
    truth: (x: number) => 1 / (1 + Math.exp(-x)),
    floor: TRAINING_SLOPE_FLOOR,
  },
  sigmoidBothSlope: {
    wgsl: "plain(sigmoidBoth(x).slope)",
    truth: (x: number) => sech2(x / 2) / 4,
    floor: TRAINING_SLOPE_FLOOR,
  },
} satisfies Record<string, TestedFunction>;
type FunctionName = keyof typeof functions;

interface TestedFunction extends Truth {
  readonly wgsl: string;
}

const worst = (name: FunctionName, values: readonly number[]) => worstError(functions[name], values);

async function evaluate(
  name: FunctionName,
  sources: Readonly<Record<string, string>>,
  xs: readonly number[] = samples,
) {
  const device = await (await findAdapter()).requestDevice();
  const code = `${["scaled", "exp", "activations/activation", "activations/tanh", "activations/sigmoid"]
    .map((path) => sources[`${path}.wgsl`])
    .join("\n")}
fn plain(x: vec4f) -> Scaled4 { return Scaled4(x, vec4i(0)); }
@group(0) @binding(0) var<storage, read> xs: array<f32>;
@group(0) @binding(1) var<storage, read_write> out: array<vec2u>;
@compute @workgroup_size(64)
fn main(@builtin(global_invocation_id) id: vec3u) {
  if (id.x >= arrayLength(&xs)) { return; }
  let x = vec4f(xs[id.x]);
  let y = ${functions[name].wgsl};
  out[id.x] = vec2u(bitcast<u32>(y.mantissa.x), bitcast<u32>(y.exponent.x));
}`;
  const { STORAGE, COPY_DST, COPY_SRC, MAP_READ } = GPUBufferUsage;
  const input = device.createBuffer({ size: xs.length * 4, usage: STORAGE | COPY_DST });
  const output = device.createBuffer({ size: xs.length * 8, usage: STORAGE | COPY_SRC });
  const readback = device.createBuffer({ size: xs.length * 8, usage: MAP_READ | COPY_DST });
  device.queue.writeBuffer(input, 0, new Float32Array(xs));
  const module = device.createShaderModule({ code });
  const pipeline = device.createComputePipeline({ layout: "auto", compute: { module, entryPoint: "main" } });
  const bindGroup = device.createBindGroup({
    layout: pipeline.getBindGroupLayout(0),
    entries: [input, output].map((buffer, binding) => ({ binding, resource: { buffer } })),
  });
  const encoder = device.createCommandEncoder();
  const pass = encoder.beginComputePass();
  pass.setPipeline(pipeline);
  pass.setBindGroup(0, bindGroup);
  pass.dispatchWorkgroups(Math.ceil(xs.length / 64));
  pass.end();
  encoder.copyBufferToBuffer(output, 0, readback, 0, xs.length * 8);
  device.queue.submit([encoder.finish()]);
  await readback.mapAsync(GPUMapMode.READ);
  const bytes = readback.getMappedRange().slice(0);
  device.destroy();
  const [mantissas, exponents] = [new Float32Array(bytes), new Int32Array(bytes)];
  return xs.map((_, i) => mantissas[2 * i] * 2 ** exponents[2 * i + 1]);
}

for (const name of Object.keys(functions) as FunctionName[]) {
  test(`${name} is within ${ACTIVATION_ULP} ULP of float64 everywhere`, async () => {
    const found = worst(name, await evaluate(name, shaders));
    console.info(`${name}: at most ${found.ulp.toFixed(2)} ULP, at x = ${found.x}`);
    expect(found.ulp, JSON.stringify(found)).toBeLessThanOrEqual(ACTIVATION_ULP);
  });
}

test.each(["tanhValue", "tanhState", "tanhBothValue"] as const)("|%s| never exceeds 1", async (name) => {
  expect(Math.max(...(await evaluate(name, shaders)).map(Math.abs))).toBeLessThanOrEqual(1);
});

test.each(["tanhState", "tanhBoth", "sigmoidState", "sigmoidBoth"] as const)(
  "%s is a finite number at the ends of float32 too",
  async (name) => {
    const names = name.endsWith("Both") ? ([`${name}Value`, `${name}Slope`] as const) : ([name] as const);
    for (const one of names as readonly FunctionName[]) {
      const values = await evaluate(one, shaders, ends);
      expect(
        values.every((value) => Number.isFinite(value) && Math.abs(value) <= 1),
        `${one} ${values}`,
      ).toBe(true);
    }
  },
);

test("control: a coefficient that is wrong in its fifth digit is caught", async () => {
  const wrong = sabotaged("activations/tanh.wgsl", "0.3333333317", "0.3333500000");
  expect(worst("tanhValue", await evaluate("tanhValue", wrong)).ulp).toBeGreaterThan(ACTIVATION_ULP);
});

test("control: a slope from a logarithm of 2 that is wrong in its sixth digit is caught", async () => {
  const wrong = sabotaged("exp.wgsl", "0.693359375", "0.693358");
  expect(worst("tanhBothSlope", await evaluate("tanhBothSlope", wrong)).ulp).toBeGreaterThan(ACTIVATION_ULP);
});
