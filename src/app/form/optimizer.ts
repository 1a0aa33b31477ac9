// What the form knows of optimisers: which numbers the chosen ones read, and what a freshly chosen one needs.

import { type OptimizerName, optimizers } from "../../model/optimizers/index.ts";
import { valueAt, withValue } from "./value.ts";

/** The momentum of nearly every text and default; 0 would make the optimiser plain descent under another name. */
const USUAL_MOMENTUM = 0.9;

/** Whether an optimiser of the draft reads a setting: the chosen one, or one of those on an axis. */
export function readsSetting(raw: unknown, setting: string): boolean {
  return optimizersOf(raw).some((name) => optimizers[name].reads.some((read) => read === setting));
}

/** A draft with another optimiser, or with optimisers on an axis; one that needs momentum and has none gets the usual. */
export function withUsualMomentum(raw: unknown): unknown {
  const missing = readsSetting(raw, "momentum") && valueAt(raw, "training.momentum") === 0;
  return missing ? withValue(raw, "training.momentum", USUAL_MOMENTUM) : raw;
}

function optimizersOf(raw: unknown): OptimizerName[] {
  const axes = valueAt(raw, "axes");
  const axis = Array.isArray(axes)
    ? axes.find((one) => valueAt(one, "param") === "training.optimizer")
    : undefined;
  const values = valueAt(axis, "values");
  const names = Array.isArray(values) ? values : [valueAt(raw, "training.optimizer")];
  return names.filter((name): name is OptimizerName => Object.hasOwn(optimizers, String(name)));
}
