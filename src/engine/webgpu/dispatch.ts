// Runs the networks of one tile on the GPU, slice by slice, and reads the results back. No host round trip inside a
// slice, one submit per slice; what the last slice leaves is copied for reading in the same submit.

import type { TileNetworks } from "../../sweep/tile.ts";
import type { RunControl } from "../engine.ts";
import { type ProgramKey, workgroupOf } from "./compose.ts";
import type { Device } from "./device.ts";
import { NETWORK_WORDS, RESULT_WORDS, stateLayout, tapeStep, traceLayout } from "./layout.ts";
import { packNetworks } from "./pack.ts";
import { MOST_SLICES, SLICE_BYTES } from "./slot.ts";
import { StageQueue, type StageSlice } from "./stages.ts";
import { bindBuffers, readBack, type SharedBuffers, submitted, WrongCanary } from "./submit.ts";
import { canariesMatch } from "./unpack.ts";

/** What came back: the results, and for an inspected network its state and trace. */
export interface Readback {
  readonly results: Uint32Array;
  readonly state: Uint32Array;
  readonly trace: Uint32Array;
}

/** How a tile is cut into submits; tests fix it, the engine leaves it to the program's pacer. */
export interface Slicing {
  /** Forward steps (or their worth) per submit. */
  readonly fixedSteps?: number;
}

/** Runs `networks` on the device and returns what they left. @throws OutOfMemory, DeviceLost, WrongCanary */
export async function dispatchTile(
  device: Device,
  key: ProgramKey,
  shared: SharedBuffers,
  networks: TileNetworks,
  control: RunControl,
  slicing: Slicing = {},
): Promise<Readback> {
  const { gpuDevice } = device;
  const program = await device.program(key);
  const { count } = networks;
  const longestUnroll = networks.unroll.reduce((longest, unroll) => Math.max(longest, unroll), 1);
  const trace = key.trace ? traceLayout(key, longestUnroll).words : 0;
  const stateWords = key.trace ? stateLayout(key).stride : 0;
  const resultWords = count * RESULT_WORDS;
  const slot = await device.slots.take();
  try {
    const rows = count * (longestUnroll + 1);
    const step = tapeStep(key);
    const readbackWords = resultWords + stateWords + trace;
    const buffers = await device.orLost(
      slot.fit({
        networks: count * NETWORK_WORDS,
        tape: rows * step.numbers * 4,
        tapeExponent: rows * step.exponents * 4,
        state: count * stateLayout(key).stride,
        results: resultWords,
        trace,
        readback: readbackWords,
      }),
    );
    const bindGroup = bindBuffers(device, buffers, shared);
    gpuDevice.queue.writeBuffer(buffers.networks, 0, packNetworks(networks, shared.firstReplicate));

    const groups = Math.ceil(count / workgroupOf(key.hidden).networks);
    // Workgroups are counted in rows of at most the limit that every adapter has.
    const width = Math.min(groups, 65535);
    const queue = new StageQueue(key, longestUnroll, key.jacobian);
    for (let isFirst = true; !queue.isEmpty; isFirst = false) {
      await control.ready();
      if (device.isLost) await device.lost;
      const slices = queue.take(slicing.fixedSteps ?? program.pacer.next(count), MOST_SLICES);
      gpuDevice.queue.writeBuffer(buffers.slices, 0, packSlices(slices, count, longestUnroll));
      const ms = await submitted(device, (encoder, timed) => {
        if (isFirst) {
          // A cleared state holds exact zeros; cleared results hold no canaries.
          encoder.clearBuffer(buffers.state, 0, count * stateLayout(key).stride * 4);
          encoder.clearBuffer(buffers.results, 0, resultWords * 4);
          encoder.clearBuffer(buffers.trace);
        }
        const pass = encoder.beginComputePass(timed);
        for (const [index, { stage }] of slices.entries()) {
          pass.setPipeline(program.pipelines[stage]);
          pass.setBindGroup(0, bindGroup, [index * SLICE_BYTES]);
          pass.dispatchWorkgroups(width, Math.ceil(groups / width));
        }
        pass.end();
        if (queue.isEmpty) {
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
      });
      program.pacer.took(
        slices.reduce((sum, { work }) => sum + work, 0),
        count,
        ms,
      );
    }

    const copy = await readBack(device, buffers.readback, readbackWords);
    if (!canariesMatch(copy, count)) throw new WrongCanary();
    return {
      results: copy.subarray(0, resultWords),
      state: copy.subarray(resultWords, resultWords + stateWords),
      trace: copy.subarray(resultWords + stateWords),
    };
  } finally {
    device.slots.give(slot);
  }
}

/** The uniforms of a submit's slices, each in its own part. */
function packSlices(
  slices: readonly StageSlice[],
  networks: number,
  longestUnroll: number,
): Uint32Array<ArrayBuffer> {
  const words = new Uint32Array((slices.length * SLICE_BYTES) / 4);
  for (const [index, { group, first, last, iteration }] of slices.entries()) {
    words.set([networks, longestUnroll, group, first, last, iteration], (index * SLICE_BYTES) / 4);
  }
  return words;
}
