// Trains the networks of one tile on the GPU, slice by slice. The whole run stays in GPU buffers; a few times a second
// the statistics so far are read back for the map, and networks that are done are dropped from the list.

import { optimizers } from "../../model/optimizers/index.ts";
import type { TileNetworks } from "../../sweep/tile.ts";
import { PREVIEW_MS, type RunControl } from "../engine.ts";
import { type ProgramKey, workgroupOf } from "./compose.ts";
import type { Device } from "./device.ts";
import type { Readback, Slicing } from "./dispatch.ts";
import { groupsOf } from "./layout.ts";
import { orderByUnroll } from "./pack.ts";
import { bindBuffers, readBack, type SharedBuffers, submitted, WrongCanary } from "./submit.ts";
import { TrainingCursor, type TrainingSlice } from "./trainingCursor.ts";
import {
  positionsOfTest,
  positionsPerStep,
  TRAINING_NETWORK_WORDS,
  TRAINING_RESULT,
  TRAINING_RESULT_WORDS,
  TRAINING_TRACE_WORDS,
  trainingStateLayout,
  trainingTapeStep,
} from "./trainingLayout.ts";
import { packTrainingNetworks } from "./trainingPack.ts";
import { TrainingResults } from "./trainingResults.ts";
import { canariesMatch } from "./unpack.ts";

/** The list of networks is written anew when fewer than this share of it is still in training. */
const WORTH_DROPPING = 0.8;
/** Looking at the state so far may take at most this share of the time. */
const LOOKING_SHARE = 0.05;

/** Trains `networks` to their end. @param look is shown the results so far @throws OutOfMemory, DeviceLost, WrongCanary */
export async function dispatchTraining(
  device: Device,
  key: ProgramKey,
  shared: SharedBuffers,
  networks: TileNetworks,
  control: RunControl,
  slicing: Slicing,
  look: ((results: Uint32Array, share: number) => void) | null,
): Promise<Readback> {
  const { gpuDevice } = device;
  const program = await device.program(key);
  const { count } = networks;
  const longestUnroll = networks.unroll.reduce((longest, unroll) => Math.max(longest, unroll), 1);
  const steps = networks.steps.reduce((most, own) => Math.max(most, own), 1);
  const moments = key.optimizer === null ? 0 : optimizers[key.optimizer].moments;
  const stateWords = trainingStateLayout(key, moments).stride;
  const trace = key.trace ? (steps + 1) * TRAINING_TRACE_WORDS : 0;
  const resultWords = count * TRAINING_RESULT_WORDS;
  const stateRead = key.trace ? stateWords : 0;
  const readbackWords = resultWords + stateRead + trace;
  const slot = await device.slots.take();
  try {
    const rows = count * (longestUnroll + 1);
    const buffers = await device.orLost(
      slot.fit({
        networks: count * TRAINING_NETWORK_WORDS,
        tape: rows * trainingTapeStep(key) * 4,
        tapeExponent: rows * 4,
        state: count * stateWords,
        results: resultWords,
        trace,
        readback: readbackWords,
      }),
    );
    const bindGroup = bindBuffers(device, buffers, shared);
    let places = orderByUnroll(networks.unroll);
    const list = () => {
      const packed = packTrainingNetworks(networks, places, shared.firstReplicate);
      gpuDevice.queue.writeBuffer(buffers.networks, 0, packed);
    };
    list();
    const pass = (encoder: GPUCommandEncoder, timed: GPUComputePassDescriptor) => {
      const groups = Math.ceil(places.length / workgroupOf(key.hidden).networks);
      // Workgroups are counted in rows of at most the limit that every adapter has.
      const width = Math.min(groups, 65535);
      const compute = encoder.beginComputePass(timed);
      compute.setPipeline(program.pipelines.training);
      compute.setBindGroup(0, bindGroup, [0]);
      compute.dispatchWorkgroups(width, Math.ceil(groups / width));
      compute.end();
    };

    const cursor = new TrainingCursor(positionsPerStep(groupsOf(key.batch), longestUnroll), steps);
    let looked = performance.now();
    let pause = PREVIEW_MS;
    let seen: Uint32Array | null = null;
    // While the GPU works on the next slice, the host looks at what the last one left.
    const meanwhile = () => {
      if (seen === null) return;
      const started = performance.now();
      look?.(seen, cursor.share);
      pause = Math.max(PREVIEW_MS, (performance.now() - started) / LOOKING_SHARE);
      seen = null;
    };
    for (let isFirst = true; !cursor.isDone && places.length > 0; isFirst = false) {
      await control.ready();
      if (device.isLost) await device.lost;
      const slice = cursor.take(slicing.fixedSteps ?? program.pacer.next(places.length));
      gpuDevice.queue.writeBuffer(buffers.slices, 0, packSlice(slice, places.length, longestUnroll, count));
      const isLooking = cursor.isDone || performance.now() - looked > pause;
      const encode = (encoder: GPUCommandEncoder, timed: GPUComputePassDescriptor) => {
        if (isFirst) {
          // Moments and gradients begin at zero; cleared results hold no canaries.
          encoder.clearBuffer(buffers.state, 0, count * stateWords * 4);
          encoder.clearBuffer(buffers.results, 0, resultWords * 4);
          encoder.clearBuffer(buffers.trace);
        }
        pass(encoder, timed);
        if (isLooking) encoder.copyBufferToBuffer(buffers.results, 0, buffers.readback, 0, resultWords * 4);
      };

      program.pacer.took(slice.work, places.length, await submitted(device, encode, meanwhile));
      if (!isLooking) continue;
      looked = performance.now();
      seen = await readBack(device, buffers.readback, resultWords);
      if (!canariesMatch(seen, count, TRAINING_RESULT_WORDS, TRAINING_RESULT.last)) throw new WrongCanary();
      const results = new TrainingResults(seen, false);
      const left = places.filter((place) => !results.isOver(place));
      if (left.length === 0 || left.length < places.length * WORTH_DROPPING) {
        places = left;
        if (left.length > 0) list();
      }
    }

    if (key.testBatch > 0) {
      // All networks are over; each is asked once more, for what it makes of sequences it has never seen.
      places = orderByUnroll(networks.unroll);
      list();
      const test = new TrainingCursor(positionsOfTest(groupsOf(key.testBatch), longestUnroll), 0);
      while (!test.isDone) {
        await control.ready();
        if (device.isLost) await device.lost;
        const slice = test.take(slicing.fixedSteps ?? program.pacer.next(count));
        gpuDevice.queue.writeBuffer(buffers.slices, 0, packSlice(slice, count, longestUnroll, count, true));
        program.pacer.took(slice.work, count, await submitted(device, pass));
      }
    }

    await submitted(device, (encoder) => {
      encoder.copyBufferToBuffer(buffers.results, 0, buffers.readback, 0, resultWords * 4);
      if (!key.trace) return;
      encoder.copyBufferToBuffer(buffers.state, 0, buffers.readback, resultWords * 4, stateWords * 4);
      encoder.copyBufferToBuffer(
        buffers.trace,
        0,
        buffers.readback,
        (resultWords + stateWords) * 4,
        trace * 4,
      );
    });
    const copy = await readBack(device, buffers.readback, readbackWords);
    if (!canariesMatch(copy, count, TRAINING_RESULT_WORDS, TRAINING_RESULT.last)) throw new WrongCanary();
    return {
      results: copy.subarray(0, resultWords),
      state: copy.subarray(resultWords, resultWords + stateRead),
      trace: copy.subarray(resultWords + stateRead),
    };
  } finally {
    device.slots.give(slot);
  }
}

/** The uniforms of a slice. */
function packSlice(
  { firstStep, lastStep, firstPosition, endPosition }: TrainingSlice,
  networks: number,
  longestUnroll: number,
  capacity: number,
  isTest = false,
): Uint32Array<ArrayBuffer> {
  // A test is none of the run's steps, the first of which would start it anew.
  const [first, last] = isTest ? [1, 1] : [firstStep, lastStep];
  return Uint32Array.of(
    networks,
    longestUnroll,
    capacity,
    first,
    last,
    firstPosition,
    endPosition,
    isTest ? 1 : 0,
  );
}
