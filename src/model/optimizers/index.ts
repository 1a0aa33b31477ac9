// The catalog of optimisers: one line each; the keys are the allowed values of `training.optimizer`.

import { adam } from "./adam.ts";
import { momentum } from "./momentum.ts";
import type { Optimizer } from "./optimizer.ts";
import { sgd } from "./sgd.ts";

export const optimizers = { sgd, momentum, adam } satisfies Record<string, Optimizer>;

export type OptimizerName = keyof typeof optimizers;
export type { Optimizer, OptimizerSettings } from "./optimizer.ts";
