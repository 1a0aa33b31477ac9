// What every dispatch has in common: its bind group, a submit that is checked and timed, and the way back of results.

import type { Device } from "./device.ts";
import type { SlotBuffers } from "./slot.ts";

/** Structure-wide buffers of a tile: the task's data, and the base draws from `firstReplicate` on. */
export interface SharedBuffers {
  readonly data: GPUBuffer;
  readonly weights: GPUBuffer;
  readonly firstReplicate: number;
}

/** Thrown where results came back without their canaries: they must not count. */
export class WrongCanary extends Error {
  constructor() {
    super("the GPU returned results that its shader did not write (canary mismatch); they were thrown away");
    this.name = "WrongCanary";
  }
}

const ERROR_SCOPES = ["validation", "out-of-memory", "internal"] as const;
/** Bytes of a slice's uniforms. */
const SLICE_SIZE = 32;

/** The buffers of a tile in the order of shaders/bindings.wgsl. */
export function bindBuffers(device: Device, buffers: SlotBuffers, shared: SharedBuffers): GPUBindGroup {
  const storage = [
    buffers.networks,
    shared.weights,
    shared.data,
    buffers.tape,
    buffers.tapeExponent,
    buffers.state,
    buffers.results,
    buffers.trace,
  ].map((buffer, index) => ({ binding: index + 1, resource: { buffer } }));
  const uniform = { binding: 0, resource: { buffer: buffers.slices, size: SLICE_SIZE } };
  return device.gpuDevice.createBindGroup({
    layout: device.bindGroupLayout,
    entries: [uniform, ...storage],
  });
}

/**
 * Encodes, submits and awaits one piece of work; returns how long it took, in ms.
 * @param encode is given how its compute pass begins
 * @param meanwhile what the host does while the GPU works
 * @throws Error where the GPU refused it, DeviceLost
 */
export async function submitted(
  device: Device,
  encode: (encoder: GPUCommandEncoder, pass: GPUComputePassDescriptor) => void,
  meanwhile?: () => void,
): Promise<number> {
  const { gpuDevice, stopwatch } = device;
  const stamps = stopwatch?.take();
  // Scopes are opened and closed without a pause in between, so that two tiles in flight cannot mix them up.
  for (const scope of ERROR_SCOPES) gpuDevice.pushErrorScope(scope);
  const encoder = gpuDevice.createCommandEncoder();
  encode(encoder, stamps === undefined ? {} : (stopwatch?.passOf(stamps) ?? {}));
  if (stamps !== undefined) stopwatch?.resolve(encoder, stamps);
  const started = device.startClock();
  gpuDevice.queue.submit([encoder.finish()]);
  const errors = Promise.all(ERROR_SCOPES.map(() => gpuDevice.popErrorScope()));
  const done = gpuDevice.queue.onSubmittedWorkDone();
  meanwhile?.();
  await device.orLost(done);
  const ms = device.stopClock(started);
  const error = (await device.orLost(errors)).find((found) => found !== null);
  if (error) throw new Error(`WebGPU refused a tile: ${error.message}`);
  if (stamps !== undefined) stopwatch?.read(stamps);
  return ms;
}

/** A copy of the first words of a readback buffer. @throws DeviceLost */
export async function readBack(device: Device, buffer: GPUBuffer, words: number): Promise<Uint32Array> {
  await device.orLost(buffer.mapAsync(GPUMapMode.READ, 0, words * 4));
  const copy = new Uint32Array(buffer.getMappedRange(0, words * 4)).slice();
  buffer.unmap();
  return copy;
}
