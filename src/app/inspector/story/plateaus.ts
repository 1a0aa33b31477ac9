// Losses at which training is known to rest, and what each of them means: those of the price tasks, and for every task the
// loss of an output that never changes.

import { kindOf } from "../../../model/tasks/index.ts";
import type { priceCases } from "../../../model/tasks/prices.ts";
import type { SweepSpec } from "../../../sweep/spec.ts";
import type { Facts } from "./facts.ts";

type Cases = keyof typeof priceCases;

interface Plateau {
  readonly loss: number;
  readonly cases: readonly Cases[];
  readonly meaning: string;
}

/** The best loss that the cases `everHigh` allow without a memory of yesterday. */
export const MEMORYLESS_LOSS = 0.125;
/** A loss this near to a plateau, as a share of it, rests on it. */
const NEAR = 0.02;

const CONSTANT = "the loss of the best constant output";

/** Each is the least squares optimum of what its meaning names; both sets of cases have the same four targets. */
const plateaus: readonly Plateau[] = [
  { loss: 0.1875, cases: ["notes", "everHigh"], meaning: CONSTANT },
  {
    loss: MEMORYLESS_LOSS,
    cases: ["everHigh"],
    meaning: "the best loss there is without a memory of yesterday",
  },
  { loss: 0.0625, cases: ["notes"], meaning: "the loss of the best straight line through today’s price" },
  { loss: 0.0625, cases: ["everHigh"], meaning: "the best loss of a linear function of both days" },
];

/** What the final loss is known to mean, or null. */
export function plateauText({ spec, finalLoss }: Facts): string | null {
  const { task } = spec;
  if (task.kind !== "prices") {
    const constant = constantLoss(spec);
    return Math.abs(finalLoss - constant) < NEAR * constant ? CONSTANT : null;
  }
  const found = plateaus.find(
    ({ loss, cases }) => cases.includes(task.cases) && Math.abs(finalLoss - loss) < NEAR * loss,
  );
  return found?.meaning ?? null;
}

/** The mean squared distance of the targets from their mean, each output by itself. */
function constantLoss({ task, seed }: SweepSpec): number {
  const { targets, outputSize, batch } = kindOf(task).data(task, seed);
  let sum = 0;
  for (let o = 0; o < outputSize; o++) {
    const own = targets.filter((_, i) => i % outputSize === o);
    const mean = own.reduce((a, b) => a + b, 0) / batch;
    sum += own.reduce((a, b) => a + (b - mean) ** 2, 0);
  }
  return sum / (batch * outputSize);
}
