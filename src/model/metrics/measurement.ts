// What an engine measures of one network; every gradient metric is a formula of these, in one place for all engines.

import type { Scaled } from "../scaled.ts";

/** The parameter groups whose gradient norms are told apart. */
export const parameterGroups = {
  input: { label: "input weights", parameters: ["weight_ih"] },
  recurrent: { label: "recurrent weights", parameters: ["weight_hh"] },
  bias: { label: "bias", parameters: ["bias"] },
  readout: { label: "readout (weights and bias)", parameters: ["weight_out", "bias_out"] },
} as const;

export type ParameterGroup = keyof typeof parameterGroups;

/** The measured quantities of one network at its initial weights. */
export interface GradientMeasurement {
  readonly loss: Scaled;
  /** ‖∂L/∂s_0‖ over batch and units. */
  readonly firstStateGradient: Scaled;
  /** ‖∂L/∂s_T‖ over batch and units. */
  readonly lastStateGradient: Scaled;
  readonly gradientNorm: Readonly<Record<ParameterGroup, Scaled>>;
  /** The largest ‖∂s_T/∂s_0‖₂ among the sequences; null unless a metric asked for it. */
  readonly jacobianNorm: Scaled | null;
  /** Mean |h_T| over batch and units. */
  readonly meanAbsState: Scaled;
  readonly unroll: number;
}
