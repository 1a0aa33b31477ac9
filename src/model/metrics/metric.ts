// What every metric offers: its name's meaning, its unit, how to draw it, and its formula.

import type { TrainingMeasurement } from "../training/measurement.ts";
import type { GradientMeasurement } from "./measurement.ts";

/** A metric: one number per point. */
interface AnyMetric {
  readonly label: string;
  readonly unit: string;
  /** One sentence, shown one hover away from every number. */
  readonly definition: string;
  /**
   * `diverging` metrics are centred on 0 (vanishing | preserved | exploding); `logarithmic` ones span many decades;
   * `outcome` is not a size but one of the named outcomes.
   */
  readonly scale: "diverging" | "sequential" | "logarithmic" | "outcome";
}

/** A metric of a network at its initial weights. */
export interface GradientMetric extends AnyMetric {
  readonly mode: "gradient";
  /** Whether engines must measure the Jacobian's norm for it, which costs several more passes. */
  readonly needsJacobian: boolean;
  value(measurement: GradientMeasurement): number;
}

/** A metric of a whole training run; of a run under way it tells the state so far. */
export interface TrainingMetric extends AnyMetric {
  readonly mode: "training";
  value(measurement: TrainingMeasurement): number;
}

export type Metric = GradientMetric | TrainingMetric;
