// Known answers of gated cells, and what no cell may change: closed forms, shapes, parameters at any unroll length.

import { describe, expect, it } from "vitest";
import { type CellName, cells } from "../../src/model/cells/index.ts";
import { countOf, parameterShapes } from "../../src/model/network.ts";
import { sizesOf } from "../../src/sweep/point.ts";
import { COMPLEX_STEP, LOG_CLOSED_FORM, LOG_ORTHOGONAL } from "./bounds.ts";
import { inspect, sound } from "./draw.ts";
import { drawGated, type GatedNetwork, gatedSpec } from "./plainGated.ts";

const names = Object.keys(cells) as CellName[];
const zero = { kind: "constant", value: 0 };
/** log10 σ(b), also where σ(b) itself is no number any more. */
const logSigmoid = (b: number) =>
  Math.min(b, 0) * Math.LOG10E - Math.log1p(Math.exp(-Math.abs(b))) * Math.LOG10E;

/** An LSTM of zero weights: only its forget gate's bias says anything. */
const zeroLstm = (forgetBias: number, unroll: number) => ({
  model: { cell: "lstm", hidden: 3 },
  task: { kind: "prices", unroll },
  init: { input: zero, recurrent: zero, forgetBias },
});

describe("an lstm with zero weights and forget bias b", () => {
  it("keeps σ(b)^T of its cell gradient, exactly, however long it is unrolled", async () => {
    for (const b of [-1000, -20, -1, 0, 1, 5, 40]) {
      for (const T of [1, 10, 1000]) {
        const { logStateGradient, metrics } = await inspect(zeroLstm(b, T));
        // ∂L/∂c_T = ∂L/∂h_T ∘ o ∘ tanh'(c_T) = ½ ∂L/∂h_T inside the step, and f = σ(b) at each of them.
        const expected = T * logSigmoid(b) + Math.log10(0.5);
        const allowed = LOG_CLOSED_FORM * Math.max(1, Math.abs(expected));
        expect(Math.abs(metrics.logGradientRatio - expected), `b = ${b}, T = ${T}`).toBeLessThan(allowed);
        // Step by step, too: below the last one, whose gradient is h's, each is σ(b) of the one after it.
        const steps = logStateGradient.slice(0, -1);
        for (let t = 1; t < steps.length; t++) {
          expect(Math.abs(steps[t] - steps[t - 1] + logSigmoid(b))).toBeLessThan(allowed);
        }
      }
    }
  });

  it("is told from one of another forget bias, and from one whose input gate has it (control)", async () => {
    const ratio = async (spec: unknown) => (await inspect(spec)).metrics.logGradientRatio;
    const [mine, other] = [await ratio(zeroLstm(1, 50)), await ratio(zeroLstm(1.001, 50))];
    expect(Math.abs(mine - other)).toBeGreaterThan(LOG_CLOSED_FORM * 1e3);
    const all = { ...zeroLstm(1, 50), init: { input: zero, recurrent: zero, bias: 1, forgetBias: 0 } };
    expect(Math.abs((await ratio(all)) - mine)).toBeGreaterThan(1);
  });

  it("reaches back further than any number goes, and is no zero", async () => {
    const { metrics } = await inspect(zeroLstm(-30, 2500));
    expect(metrics.logGradientRatio).toBeLessThan(-30_000);
    expect(Number.isFinite(metrics.logGradientRatio)).toBe(true);
  });
});

describe("a linear rnn with an orthogonal recurrent matrix", () => {
  const linear = (gain: number, unroll: number) => ({
    model: { cell: "rnn", activation: "identity", hidden: 8 },
    task: { kind: "prices", unroll },
    init: { recurrent: { kind: "orthogonal", gain } },
  });

  it("preserves everything at any T, and scaled by c it gains T·log10 c", async () => {
    for (const T of [1, 7, 300]) {
      for (const c of [1, 0.5, 1.25]) {
        const { metrics } = await inspect(linear(c, T));
        const bound = LOG_ORTHOGONAL * T;
        expect(Math.abs(metrics.logGradientRatio - T * Math.log10(c))).toBeLessThan(bound);
        expect(Math.abs(metrics.lyapunov - Math.log(c))).toBeLessThan(bound);
      }
    }
    // Control: a matrix that is not orthogonal does neither.
    const normal = { ...linear(1, 7), init: { recurrent: { kind: "normal", gain: 1 } } };
    expect(Math.abs((await inspect(normal)).metrics.lyapunov)).toBeGreaterThan(0.01);
  });
});

describe.each(["gru", "lstm"] as const)("permuting the hidden units of a %s", (cell) => {
  const net = drawGated({ cell, hidden: 4, lengths: [6, 6], inputSize: 2, outputSize: 2, gain: 1, seed: 9 });
  const order = [2, 0, 3, 1];
  const byUnit = <T>(rows: T[]) => rows.map((_, r) => rows[Math.floor(r / 4) * 4 + order[r % 4]]);
  const columns = (rows: number[][]) => rows.map((row) => order.map((j) => row[j]));
  const permuted: GatedNetwork = {
    ...net,
    weight_ih: byUnit(net.weight_ih),
    weight_hh: columns(byUnit(net.weight_hh)),
    bias: byUnit(net.bias),
    bias_hn: net.bias_hn.length === 0 ? [] : byUnit(net.bias_hn),
    weight_out: columns(net.weight_out),
    h: columns(net.h),
    c: net.c.length === 0 ? [] : columns(net.c),
  };

  it("changes nothing that is measured", async () => {
    const [a, b] = [await inspect(gatedSpec(net)), await inspect(gatedSpec(permuted))];
    for (const [name, value] of Object.entries(a.metrics)) {
      const other = b.metrics[name as keyof typeof b.metrics] as number;
      expect(Math.abs(value - other), name).toBeLessThan(COMPLEX_STEP);
    }
    // Control: without its columns the matrix is another one.
    const half = { ...permuted, weight_hh: byUnit(net.weight_hh) };
    expect(Math.abs((await inspect(gatedSpec(half))).loss - a.loss)).toBeGreaterThan(COMPLEX_STEP);
  });
});

describe.each(names)("the parameters of the cell %s", (cell) => {
  const gates = { rnn: 1, gru: 3, lstm: 4 }[cell];
  const H = 5;
  const spec = (unroll: number, extra = {}) => ({
    model: { cell, hidden: H },
    task: { kind: "adding", unroll },
    ...extra,
  });

  it("are as many as in PyTorch, less its second bias, at every unroll length", async () => {
    // weight_ih [G·H][2], weight_hh [G·H][H], one bias per row, gru's bias_hn, readout [1][H] and its bias.
    const expected = gates * H * (2 + H + 1) + (cell === "gru" ? H : 0) + H + 1;
    for (const T of [1, 2, 30, 200]) {
      expect((await inspect(spec(T))).parameterCount).toBe(expected);
    }
    expect(countOf(parameterShapes(sizesOf(sound(spec(3)))))).toBe(expected);
    // Control: the count does see the sizes.
    expect(countOf(parameterShapes({ ...sizesOf(sound(spec(3))), hidden: H + 1 }))).not.toBe(expected);
  });

  it("are shown in PyTorch's shapes, gate by gate", async () => {
    const { gradient } = await inspect(spec(3));
    expect([gradient.weight_ih.length, (gradient.weight_ih[0] as number[]).length]).toEqual([gates * H, 2]);
    expect([gradient.weight_hh.length, (gradient.weight_hh[0] as number[]).length]).toEqual([gates * H, H]);
    expect(gradient.bias).toHaveLength(gates * H);
    expect("bias_hn" in gradient).toBe(cell === "gru");
    if (cell === "gru") expect(gradient.bias_hn).toHaveLength(H);
  });
});
