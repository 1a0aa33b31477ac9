// Asks a task's shader for every input of a network unrolled over T steps, test sequences included.

import { groupsOf } from "../../src/engine/webgpu/layout.ts";
import { packData } from "../../src/engine/webgpu/pack.ts";
import type { TaskData, TaskName } from "../../src/model/tasks/index.ts";
import { findAdapter } from "./adapter.ts";

/** The two ways in which kernels ask: by themselves, and after the group's rows were taken into registers. */
export const ways = ["Input", "Prepared"] as const;
export type Way = (typeof ways)[number];

const HIDDEN = 3;

/** x_t[k] of sequence b as the shader gives it; `set` is the data itself or its test. */
export interface ShaderInputs {
  at(set: "training" | "test", t: number, b: number, k: number): number;
}

/** All inputs of a task, from the given sources. */
export async function shaderInputs(
  kind: TaskName,
  data: TaskData,
  unroll: number,
  way: Way,
  sources: Readonly<Record<string, string>>,
): Promise<ShaderInputs> {
  const { inputSize, outputSize, batch } = data;
  const groups = groupsOf(batch) + groupsOf(data.test?.batch ?? 0);
  const count = unroll * inputSize * groups;
  const prepare = way === "Prepared" ? `${kind}Prepare(group);` : "";
  const code = `const INPUTS: u32 = ${inputSize}u;
const OUTPUTS: u32 = ${outputSize}u;
const HIDDEN: u32 = ${HIDDEN}u;
const BATCH: u32 = ${batch}u;
const GROUPS: u32 = ${groupsOf(batch)}u;
const DATA_GROUPS: u32 = ${groups}u;
const DATA_SEQUENCES_AT: u32 = (OUTPUTS + HIDDEN + 1u) * DATA_GROUPS;
@group(0) @binding(0) var<storage, read> data: array<vec4f>;
@group(0) @binding(1) var<storage, read_write> out: array<vec4f>;
${sources["tasks/counter.wgsl"]}
${sources[`tasks/${kind}.wgsl`]}
@compute @workgroup_size(64)
fn main(@builtin(global_invocation_id) id: vec3u) {
  if (id.x >= ${count}u) { return; }
  let group = id.x % DATA_GROUPS;
  let k = id.x / DATA_GROUPS % INPUTS;
  let t = id.x / DATA_GROUPS / INPUTS + 1u;
  ${prepare}
  out[id.x] = ${kind}${way}(t, ${unroll}u, k, group);
}`;
  const values = await run(
    code,
    packData(data, { hidden: HIDDEN, inputSize, outputSize, cell: "rnn" }),
    count,
  );
  return {
    at(set, t, b, k) {
      const group = (set === "test" ? groupsOf(batch) : 0) + Math.floor(b / 4);
      return values[(((t - 1) * inputSize + k) * groups + group) * 4 + (b % 4)];
    },
  };
}

async function run(code: string, packed: Float32Array<ArrayBuffer>, count: number): Promise<Float32Array> {
  const device = await (await findAdapter()).requestDevice();
  const { STORAGE, COPY_DST, COPY_SRC, MAP_READ } = GPUBufferUsage;
  const input = device.createBuffer({ size: packed.byteLength, usage: STORAGE | COPY_DST });
  const output = device.createBuffer({ size: count * 16, usage: STORAGE | COPY_SRC });
  const readback = device.createBuffer({ size: count * 16, usage: MAP_READ | COPY_DST });
  device.queue.writeBuffer(input, 0, packed);
  const module = device.createShaderModule({ code });
  const { messages } = await module.getCompilationInfo();
  const errors = messages.filter(({ type }) => type === "error");
  if (errors.length > 0)
    throw new Error(errors.map(({ lineNum, message }) => `${lineNum}: ${message}`).join("\n"));
  const pipeline = device.createComputePipeline({ layout: "auto", compute: { module, entryPoint: "main" } });
  const bindGroup = device.createBindGroup({
    layout: pipeline.getBindGroupLayout(0),
    entries: [input, output].map((buffer, binding) => ({ binding, resource: { buffer } })),
  });
  const encoder = device.createCommandEncoder();
  const pass = encoder.beginComputePass();
  pass.setPipeline(pipeline);
  pass.setBindGroup(0, bindGroup);
  pass.dispatchWorkgroups(Math.ceil(count / 64));
  pass.end();
  encoder.copyBufferToBuffer(output, 0, readback, 0, count * 16);
  device.queue.submit([encoder.finish()]);
  await readback.mapAsync(GPUMapMode.READ);
  const values = new Float32Array(readback.getMappedRange().slice(0));
  device.destroy();
  return values;
}
