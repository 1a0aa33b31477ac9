// Puts a structure's data, base draws and networks into the layout that the kernels read.

import { cells } from "../../model/cells/index.ts";
import type { Floats } from "../../model/floats.ts";
import type { Parameters, Sizes } from "../../model/network.ts";
import type { TaskData } from "../../model/tasks/index.ts";
import type { TileNetworks } from "../../sweep/tile.ts";
import { orderByUnroll } from "../order.ts";
import { groupsOf, NETWORK_WORDS, weightLayout } from "./layout.ts";

/** The length of a sequence that has as many steps as are asked for: no network is unrolled further. */
const ENDLESS = 2 ** 24;

/**
 * Targets [O][B], the initial state's parts [H][B] each, lengths [B] and sequences [rows][B], then the table as it is. B runs
 * over the sequences of training and after them those of the test, each padded with zeros to fours.
 */
export function packData(data: TaskData, { hidden, outputSize, cell }: Sizes): Float32Array<ArrayBuffer> {
  const { parts } = cells[cell];
  const sets = data.test === null ? [data] : [data, data.test];
  const padded = sets.reduce((sum, { batch }) => sum + groupsOf(batch) * 4, 0);
  const rows = data.sequences.length / data.batch;
  const lengthsAt = outputSize + parts.length * hidden;
  const tableAt = (lengthsAt + 1 + rows) * padded;
  const packed = new Float32Array(tableAt + Math.ceil((data.table?.length ?? 0) / 4) * 4);
  packed.fill(ENDLESS, lengthsAt * padded, (lengthsAt + 1) * padded);
  let first = 0;
  for (const { batch, targets, initialState, lengths, sequences } of sets) {
    const put = (source: Float64Array | null | undefined, width: number, at: number) => {
      if (source === null || source === undefined) return;
      for (let b = 0; b < batch; b++) {
        for (let row = 0; row < width; row++) {
          packed[(at + row) * padded + first + b] = source[b * width + row];
        }
      }
    };
    put(targets, outputSize, 0);
    parts.forEach((part, p) => {
      put(initialState[part], hidden, outputSize + p * hidden);
    });
    put(lengths, 1, lengthsAt);
    put(sequences, rows, lengthsAt + 1);
    first += groupsOf(batch) * 4;
  }
  if (data.table !== null) packed.set(data.table, tableAt);
  return packed;
}

/** Base draws of several replicates, one after another. */
export function packWeights(bases: readonly Parameters[], sizes: Sizes): Float32Array<ArrayBuffer> {
  const at = weightLayout(sizes);
  const { hidden } = sizes;
  const packed = new Float32Array(at.stride * bases.length);
  for (const [r, base] of bases.entries()) {
    const one = packed.subarray(r * at.stride, (r + 1) * at.stride);
    one[at.largestIh] = largest(base.weight_ih);
    one[at.largestBias] = largest(base.bias);
    one.set(base.weight_ih, at.ih);
    one.set(base.weight_hh, at.hh);
    for (let row = 0; row < base.weight_hh.length / hidden; row++) {
      const [gate, i] = [Math.floor(row / hidden), row % hidden];
      for (let j = 0; j < hidden; j++) {
        one[at.hhTransposed + (gate * hidden + j) * hidden + i] = base.weight_hh[row * hidden + j];
      }
    }
    one.set(base.bias, at.bias);
    one.set(base.bias_hn, at.biasHn);
    one.set(base.weight_out, at.out);
    one.set(base.bias_out, at.outBias);
  }
  return packed;
}

/** The networks in the order in which lanes take them: by unroll length, so that neighbours end together. */
export function packNetworks(networks: TileNetworks, firstReplicate: number): Uint32Array<ArrayBuffer> {
  const { count, unroll, replicate, recurrent, input, readout, bias, forgetBias } = networks;
  const words = new Uint32Array(count * NETWORK_WORDS);
  const floats = new Float32Array(words.buffer);
  for (const [n, place] of orderByUnroll(unroll).entries()) {
    const at = n * NETWORK_WORDS;
    words[at] = unroll[place];
    words[at + 1] = replicate[place] - firstReplicate;
    floats[at + 2] = recurrent[place];
    floats[at + 3] = input[place];
    floats[at + 4] = readout[place];
    floats[at + 5] = bias[place];
    words[at + 6] = place;
    floats[at + 7] = forgetBias[place];
  }
  return words;
}

function largest(values: Floats): number {
  let most = 0;
  for (let i = 0; i < values.length; i++) most = Math.max(most, Math.abs(Math.fround(values[i])));
  return most;
}
