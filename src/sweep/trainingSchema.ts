// The schema of `training`: what a run of gradient descent is told. Past a momentum of 1 old gradients would grow
// without end, until they overflow.

import * as v from "valibot";
import { LARGEST_ENTRY } from "../model/entry.ts";
import { type OptimizerName, optimizers } from "../model/optimizers/index.ts";

const atLeastZero = (title: string, description: string, fallback: number, most = LARGEST_ENTRY) =>
  v.optional(
    v.pipe(v.number(), v.minValue(0), v.maxValue(most), v.title(title), v.description(description)),
    fallback,
  );

/** `training` of a spec. */
export const trainingSchema = v.strictObject({
  optimizer: v.optional(
    v.pipe(
      v.picklist(Object.keys(optimizers) as OptimizerName[]),
      v.title("Optimiser"),
      v.description("How a gradient becomes an update; the same as in torch.optim."),
    ),
    "sgd",
  ),
  learningRate: atLeastZero("Learning rate η", "Factor on every update.", 0.1),
  momentum: atLeastZero(
    "Momentum μ",
    "Share of the last update that is kept; only the optimiser momentum reads it.",
    0,
    1,
  ),
  clipNorm: v.optional(
    v.nullable(
      v.pipe(
        v.number(),
        v.minValue(0),
        v.maxValue(LARGEST_ENTRY),
        v.title("Clip norm"),
        v.description("A longer gradient is shortened to this norm; null for no clipping."),
        v.metadata({ unit: "loss per parameter unit" }),
      ),
    ),
    null,
  ),
  steps: v.optional(
    v.pipe(
      v.number(),
      v.integer(),
      v.minValue(1),
      v.maxValue(1_000_000),
      v.title("Training steps"),
      v.description("Updates of a whole run, each from the gradient of all sequences together."),
      v.metadata({ unit: "updates" }),
    ),
    500,
  ),
  targetLoss: atLeastZero("Target loss", "Training has converged once the loss is at most this.", 0.001),
});
