// A tangent one step forward with an exponent for every number, on the scaled tape: what Lanczos needs beside the way back.

import { gruScaledTangent } from "./cells/gru.ts";
import { lstmScaledTangent } from "./cells/lstm.ts";
import { rnnScaledTangent } from "./cells/rnn.ts";
import { isActive } from "./data.ts";
import { timesBlocked } from "./passage.ts";
import { choose, exponentAt, mantissaOf, normaliseInto, PAIR, setPair } from "./scaled.ts";
import { agree, gateStride, gradientPairs, keptAt, recurrentPairs, stateInto, statePairs, stepAt } from "./scaledPass.ts";
import { products, toInput } from "./scratch.ts";
import { blockedRows, Cell, cell, hasLengths, hidden, parts, rows, slotBlocked, V } from "./sizes.ts";

const beforePair = memory.data(32, 16);

/** The tangent in `gradientPairs` from s_(t−1) to s_t. */
export function scaledTangent(slot: usize, group: i32, t: i32): void {
  const now = stepAt(t);
  const before = stepAt(t - 1);
  const stride = gateStride();
  const exponent = agree(gradientPairs, hidden, toInput);
  timesBlocked(slot + slotBlocked, blockedRows(), hidden, toInput, products);
  for (let row = 0; row < rows; row++) {
    setPair(recurrentPairs + <usize>row * PAIR, v128.load(products + <usize>row * V), exponent);
  }
  for (let u = 0; u < hidden; u++) {
    const at = <usize>u * PAIR;
    const keeps = keptAt(now, u);
    const recurrent = recurrentPairs + at;
    const tangent = gradientPairs + at;
    const out = statePairs + at;
    if (cell == Cell.lstm) {
      lstmScaledTangent(keeps, stride, keptAt(before, u) + 4 * stride, recurrent, tangent, stride, out);
    } else if (cell == Cell.gru) {
      stateInto(beforePair, before, u, 0);
      gruScaledTangent(keeps, stride, beforePair, recurrent, tangent, out);
    } else rnnScaledTangent(keeps, recurrent, out);
  }
  const active = isActive(group, t);
  for (let i = 0; i < parts * hidden; i++) {
    const at = <usize>i * PAIR;
    const pair = statePairs + at;
    normaliseInto(pair, mantissaOf(pair), exponentAt(pair));
    if (hasLengths) choose(gradientPairs + at, pair, gradientPairs + at, active);
    else setPair(gradientPairs + at, mantissaOf(pair), exponentAt(pair));
  }
}
