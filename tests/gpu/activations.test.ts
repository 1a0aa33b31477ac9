// Our own exp, tanh and sigmoid against float64, in units in the last place, from 1e-30 to far past saturation.

import { expect, test } from "vitest";
import { findAdapter, sabotaged, shaders } from "./adapter.ts";
import { ACTIVATION_ULP } from "./bounds.ts";

/** Functions under test: WGSL expression of (x, 0) giving a Scaled4, and the truth in float64. */
const functions = {
  expScaled: { wgsl: "expScaled(-abs(x))", truth: (x: number) => Math.exp(-Math.abs(x)) },
  tanhValue: { wgsl: "tanhValue(x, vec4i(0))", truth: Math.tanh },
  tanhDerivative: { wgsl: "tanhDerivative(x, vec4i(0))", truth: (x: number) => sech2(x) },
  sigmoidValue: { wgsl: "sigmoidValue(x, vec4i(0))", truth: (x: number) => 1 / (1 + Math.exp(-x)) },
  sigmoidDerivative: { wgsl: "sigmoidDerivative(x, vec4i(0))", truth: (x: number) => sech2(x / 2) / 4 },
} as const;
type FunctionName = keyof typeof functions;

function sech2(x: number): number {
  const e = Math.exp(-2 * Math.abs(x));
  return (4 * e) / (1 + e) ** 2;
}

/** Dense around the joints of the formulas, sparse far out, both signs, every value a float32. */
const samples: readonly number[] = [
  ...Array.from({ length: 4000 }, (_, i) => (i - 2000) / 200),
  ...Array.from({ length: 2000 }, (_, i) => (i - 1000) / 10),
  ...Array.from({ length: 400 }, (_, i) => 10 ** (-30 + i / 12)).flatMap((x) => [x, -x]),
  ...[0.625, 2 ** -12, 0.34657359, 44, 88, 89, 104].flatMap((x) => [
    x,
    -x,
    x * (1 + 2 ** -23),
    x * (1 - 2 ** -23),
  ]),
]
  .filter((x) => Math.abs(x) <= 300)
  .map(Math.fround);

async function evaluate(name: FunctionName, sources: Readonly<Record<string, string>>) {
  const device = await (await findAdapter()).requestDevice();
  const code = `${["scaled", "exp", "activations/activation", "activations/tanh", "activations/sigmoid"]
    .map((path) => sources[`${path}.wgsl`])
    .join("\n")}
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
  const input = device.createBuffer({ size: samples.length * 4, usage: STORAGE | COPY_DST });
  const output = device.createBuffer({ size: samples.length * 8, usage: STORAGE | COPY_SRC });
  const readback = device.createBuffer({ size: samples.length * 8, usage: MAP_READ | COPY_DST });
  device.queue.writeBuffer(input, 0, new Float32Array(samples));
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
  pass.dispatchWorkgroups(Math.ceil(samples.length / 64));
  pass.end();
  encoder.copyBufferToBuffer(output, 0, readback, 0, samples.length * 8);
  device.queue.submit([encoder.finish()]);
  await readback.mapAsync(GPUMapMode.READ);
  const bytes = readback.getMappedRange().slice(0);
  device.destroy();
  const [mantissas, exponents] = [new Float32Array(bytes), new Int32Array(bytes)];
  return samples.map((_, i) => mantissas[2 * i] * 2 ** exponents[2 * i + 1]);
}

/** The largest error in units in the last place of the true value's own binade. */
function worst(name: FunctionName, values: readonly number[]) {
  let found = { x: 0, actual: 0, expected: 0, ulp: 0 };
  for (const [i, x] of samples.entries()) {
    const expected = functions[name].truth(x);
    const unit = 2 ** (Math.floor(Math.log2(Math.abs(expected))) - 23);
    const ulp = expected === values[i] ? 0 : Math.abs(values[i] - expected) / unit;
    if (!(ulp <= found.ulp)) found = { x, actual: values[i], expected, ulp };
  }
  return found;
}

for (const name of Object.keys(functions) as FunctionName[]) {
  test(`${name} is within ${ACTIVATION_ULP} ULP of float64 everywhere`, async () => {
    const found = worst(name, await evaluate(name, shaders));
    console.info(`${name}: at most ${found.ulp.toFixed(2)} ULP, at x = ${found.x}`);
    expect(found.ulp, JSON.stringify(found)).toBeLessThanOrEqual(ACTIVATION_ULP);
  });
}

test("|tanh| never exceeds 1", async () => {
  expect(Math.max(...(await evaluate("tanhValue", shaders)).map(Math.abs))).toBeLessThanOrEqual(1);
});

test("control: a coefficient that is wrong in its fifth digit is caught", async () => {
  const wrong = sabotaged("activations/tanh.wgsl", "0.3333333317", "0.3333500000");
  expect(worst("tanhValue", await evaluate("tanhValue", wrong)).ulp).toBeGreaterThan(ACTIVATION_ULP);
});
