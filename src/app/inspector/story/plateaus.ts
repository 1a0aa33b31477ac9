// Losses at which training of the price tasks is known to rest, and what each of them means.

import type { priceCases } from "../../../model/tasks/prices.ts";
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

/** Each is the least squares optimum of what its meaning names; both sets of cases have the same four targets. */
const plateaus: readonly Plateau[] = [
  { loss: 0.1875, cases: ["notes", "everHigh"], meaning: "the loss of the best constant output" },
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
  if (task.kind !== "prices") return null;
  const found = plateaus.find(
    ({ loss, cases }) => cases.includes(task.cases) && Math.abs(finalLoss - loss) < NEAR * loss,
  );
  return found?.meaning ?? null;
}
