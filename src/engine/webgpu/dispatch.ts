// Runs the networks of one tile on the GPU, slice by slice, and reads the results back. No host round trip inside a
// slice, one submit per slice; what the last slice leaves is copied for reading in the same submit.

import type { TileNetwork } from "../../sweep/tile.ts";
import type { RunControl } from "../engine.ts";
import { type ProgramKey, workgroupOf } from "./compose.ts";
import type { Device } from "./device.ts";
import { microSteps, NO_EXPONENT_I32, RESULT_WORDS, stateLayout, traceLayout } from "./layout.ts";
import { packNetworks } from "./pack.ts";
import { canariesMatch } from "./unpack.ts";

/** Structure-wide buffers of a tile: the task's data, and the base draws from `firstReplicate` on. */
export interface SharedBuffers {
  readonly data: GPUBuffer;
  readonly weights: GPUBuffer;
  readonly firstReplicate: number;
}

/** What came back: the results, and for an inspected network its state and trace. */
export interface Readback {
  readonly results: Uint32Array;
  readonly state: Uint32Array;
  readonly trace: Uint32Array;
}

/** Thrown where results came back without their canaries: they must not count. */
export class WrongCanary extends Error {
  constructor() {
    super("the GPU returned results that its shader did not write (canary mismatch); they were thrown away");
    this.name = "WrongCanary";
  }
}

const ERROR_SCOPES = ["validation", "out-of-memory", "internal"] as const;

/** How a tile is cut into dispatches; tests fix it, the engine leaves it to the program's pacer. */
export interface Slicing {
  readonly fixedSteps?: number;
}

/** Runs `networks` on the device and returns what they left. @throws OutOfMemory, DeviceLost, WrongCanary */
export async function dispatchTile(
  device: Device,
  key: ProgramKey,
  shared: SharedBuffers,
  networks: readonly TileNetwork[],
  control: RunControl,
  slicing: Slicing = {},
): Promise<Readback> {
  const { gpuDevice } = device;
  const program = await device.program(key);
  const count = networks.length;
  const longestUnroll = networks.reduce((longest, { unroll }) => Math.max(longest, unroll), 1);
  const trace = key.trace ? traceLayout(key, longestUnroll).words : 0;
  const stateWords = key.trace ? stateLayout(key).stride : 0;
  const resultWords = count * RESULT_WORDS;
  const slot = await device.takeSlot();
  try {
    const words = { trace, readback: resultWords + stateWords + trace };
    const buffers = await device.orLost(slot.fit(key, count, longestUnroll, words));
    const entries = [
      buffers.slice,
      buffers.networks,
      shared.weights,
      shared.data,
      buffers.tape,
      buffers.tapeExponent,
      buffers.state,
      buffers.results,
      buffers.trace,
    ].map((buffer, binding) => ({ binding, resource: { buffer } }));
    const bindGroup = gpuDevice.createBindGroup({ layout: device.bindGroupLayout, entries });
    gpuDevice.queue.writeBuffer(buffers.networks, 0, packNetworks(networks, shared.firstReplicate));
    if (trace > 0) gpuDevice.queue.writeBuffer(buffers.trace, 0, emptyTrace(trace));

    const groups = Math.ceil(count / workgroupOf(key.hidden).networks);
    const total = microSteps(key, longestUnroll, key.jacobian, key.trace);
    for (let done = 0; done < total; ) {
      await control.ready();
      if (device.isLost) await device.lost;
      const steps = Math.min(slicing.fixedSteps ?? program.pacer.next(count), total - done);
      const slice = new Uint32Array([count, steps, longestUnroll, done === 0 ? 1 : 0]);
      gpuDevice.queue.writeBuffer(buffers.slice, 0, slice);
      // Scopes are opened and closed without a pause in between, so that two tiles in flight cannot mix them up.
      for (const scope of ERROR_SCOPES) gpuDevice.pushErrorScope(scope);
      const encoder = gpuDevice.createCommandEncoder();
      if (done === 0) encoder.clearBuffer(buffers.results, 0, resultWords * 4);
      const pass = encoder.beginComputePass();
      pass.setPipeline(program.pipeline);
      pass.setBindGroup(0, bindGroup);
      // Workgroups are counted in rows of at most the limit that every adapter has.
      const width = Math.min(groups, 65535);
      pass.dispatchWorkgroups(width, Math.ceil(groups / width));
      pass.end();
      done += steps;
      if (done === total) {
        encoder.copyBufferToBuffer(buffers.results, 0, buffers.readback, 0, resultWords * 4);
        if (trace > 0) {
          encoder.copyBufferToBuffer(buffers.state, 0, buffers.readback, resultWords * 4, stateWords * 4);
          encoder.copyBufferToBuffer(
            buffers.trace,
            0,
            buffers.readback,
            (resultWords + stateWords) * 4,
            trace * 4,
          );
        }
      }
      const started = device.startClock();
      gpuDevice.queue.submit([encoder.finish()]);
      const errors = Promise.all(ERROR_SCOPES.map(() => gpuDevice.popErrorScope()));
      await device.orLost(gpuDevice.queue.onSubmittedWorkDone());
      program.pacer.took(steps, count, device.stopClock(started));
      const error = (await device.orLost(errors)).find((found) => found !== null);
      if (error) throw new Error(`WebGPU refused a tile: ${error.message}`);
    }

    const size = words.readback * 4;
    await device.orLost(buffers.readback.mapAsync(GPUMapMode.READ, 0, size));
    const copy = new Uint32Array(buffers.readback.getMappedRange(0, size)).slice();
    buffers.readback.unmap();
    if (!canariesMatch(copy, count)) throw new WrongCanary();
    return {
      results: copy.subarray(0, resultWords),
      state: copy.subarray(resultWords, resultWords + stateWords),
      trace: copy.subarray(resultWords + stateWords),
    };
  } finally {
    device.giveSlot(slot);
  }
}

/** A trace in which every step's sum is an exact zero. */
function emptyTrace(words: number): Uint32Array<ArrayBuffer> {
  const empty = new Uint32Array(words);
  for (let at = 1; at < words; at += 2) empty[at] = NO_EXPONENT_I32 >>> 0;
  return empty;
}
