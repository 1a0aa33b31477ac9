// What every metric offers: its name's meaning, its unit, how to draw it, and its formula.

import type { GradientMeasurement } from "./measurement.ts";

/** A metric: one number per point. */
export interface Metric {
  readonly label: string;
  readonly unit: string;
  /** One sentence, shown one hover away from every number. */
  readonly definition: string;
  /** `diverging` metrics are centred on 0 (vanishing | preserved | exploding). */
  readonly scale: "diverging" | "sequential";
  /** Whether engines must measure the Jacobian's norm for it, which costs several more passes. */
  readonly needsJacobian: boolean;
  value(measurement: GradientMeasurement): number;
}
