// A network's parameters: scale × base draw, into a slot.

import { block } from "./passage.ts";
import {
  atBias,
  atBiasHn,
  atHh,
  atOut,
  atOutBias,
  cell,
  Cell,
  hidden,
  padded,
  rows,
  slotBlocked,
  slotParameters,
  parameters,
} from "./sizes.ts";

/** A network as the host lists it: where its base draw stands, its scales, and the settings of its training. */
export namespace Network {
  export const base: usize = 0;
  export const recurrent: usize = 4;
  export const input: usize = 8;
  export const readout: usize = 12;
  export const bias: usize = 16;
  export const forgetBias: usize = 20;
  export const settings: usize = 24;
  export const bytes: usize = 64;
}

/** The parameters of a listed network into a slot. `bias_hn` and `bias_out` are taken as they are. */
export function loadNetwork(slot: usize, network: usize): void {
  const base = <usize>load<u32>(network, Network.base);
  for (let at = parameters; at < padded; at++) store<f32>(slot + slotParameters + <usize>at * 4, 0);
  scale(slot, base, 0, atHh, load<f32>(network, Network.input));
  scale(slot, base, atHh, atBias, load<f32>(network, Network.recurrent));
  scale(slot, base, atBias, atBiasHn, load<f32>(network, Network.bias));
  if (cell == Cell.lstm) {
    const forget = atBias + hidden;
    scale(slot, base, forget, forget + hidden, load<f32>(network, Network.forgetBias));
  }
  scale(slot, base, atBiasHn, atOut, 1);
  scale(slot, base, atOut, atOutBias, load<f32>(network, Network.readout));
  scale(slot, base, atOutBias, <usize>parameters, 1);
  blockWeights(slot);
}

/** W_hh into blocks of rows, after it has changed. */
export function blockWeights(slot: usize): void {
  block(slot + slotParameters + atHh * 4, rows, hidden, slot + slotBlocked);
}

function scale(slot: usize, base: usize, first: usize, end: usize, factor: f32): void {
  for (let at = first * 4; at < end * 4; at += 4) store<f32>(slot + slotParameters + at, load<f32>(base + at) * factor);
}
