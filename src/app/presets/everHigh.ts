// A task that needs memory, with yesterday's price held: constant input drives the unit into saturation.

import type { Preset } from "./preset.ts";
import { scalarInit, scalarMetrics } from "./scalar.ts";

export const everHigh: Preset = {
  title: "A task that needs memory",
  group: "gradients",
  story: [
    "Tomorrow is high if any day was high: no network can solve that from today’s price alone, and yesterday’s price is held on every day between.",
    "A bias of 0.5 and the held price leave no sequence at zero: the unit saturates, and for every positive weight the gradient that would have to carry the memory vanishes; nothing explodes anywhere.",
    "Compare it with the first map, which differs in nothing but its inputs and its bias; switch the metric to saturation to see why.",
  ],
  points: [
    { label: "Weight 0.5, 50 days", at: [200, 49] },
    { label: "Weight 1.2, 50 days", at: [256, 49] },
    { label: "Weight −1.5, 50 days", at: [40, 49] },
  ],
  spec: {
    version: 1,
    name: "Ever high, held × unroll",
    model: { cell: "rnn", activation: "tanh", hidden: 1 },
    task: { kind: "prices", unroll: 50, between: "hold", cases: "everHigh" },
    init: { ...scalarInit, bias: 0.5 },
    axes: [
      { param: "init.recurrent.value", from: -2, to: 2, count: 321 },
      { param: "task.unroll", from: 1, to: 100, count: 100 },
    ],
    metrics: scalarMetrics,
  },
};
