// Training runs as the lab does them: specs of plain networks, and what the reference tells of their runs.

import { ReferenceEngine } from "../../src/engine/reference.ts";
import type { Inspection } from "../../src/sweep/inspection.ts";
import type { SweepSpec } from "../../src/sweep/spec.ts";
import type { TrainingInspection } from "../../src/sweep/trainingInspection.ts";
import { sound, specOf } from "./draw.ts";
import type { PlainNetwork } from "./plainNetwork.ts";

/** The spec of a run from a plain network. */
export function trainingSpecOf(net: PlainNetwork, training: object): SweepSpec {
  return { ...sound({ mode: "training", training }), ...pick(specOf(net)) };
}

function pick({ model, task, init }: SweepSpec) {
  return { model, task, init };
}

/** The inspection of a training spec, with its story. */
export async function told(
  input: unknown,
  replicate = 0,
): Promise<Inspection & { readonly training: TrainingInspection }> {
  const inspection = await new ReferenceEngine().inspect(sound(input), replicate);
  const { training } = inspection;
  if (training === undefined) throw new Error("a run in training mode has a story to tell");
  return { ...inspection, training };
}

/** The story of one run. */
export async function storyOf(input: unknown, replicate = 0): Promise<TrainingInspection> {
  return (await told(input, replicate)).training;
}

/** The scalar network of the notes on their four cases: one unit, input and output weight as given, no biases. */
export function scalarRun(
  weight: number,
  training: object,
  options: { activation?: string; unroll?: number; input?: number; readout?: number; task?: object } = {},
): object {
  const { activation = "relu", unroll = 1, input = 1, readout = 1, task = {} } = options;
  return {
    mode: "training",
    model: { activation, hidden: 1 },
    task: { kind: "prices", unroll, ...task },
    init: {
      recurrent: { kind: "constant", value: weight },
      input: { kind: "constant", value: input },
      readout: { kind: "constant", value: readout },
    },
    training,
  };
}
