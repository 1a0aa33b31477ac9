// What a JavaScript program gets of the lab, wherever it runs: specs, plans, the catalogs' names, stores and the types of
// all of them. Who can open engines adds the ways to run: in Node that is src/cli/library.ts.

import { type ActivationName, activations } from "../model/activations/index.ts";
import { type CellName, cells } from "../model/cells/index.ts";
import { type InitializerName, initializers } from "../model/initializers/index.ts";
import { type MetricName, metrics as metricCatalog } from "../model/metrics/index.ts";
import { type OptimizerName, optimizers } from "../model/optimizers/index.ts";
import { type TaskName, tasks } from "../model/tasks/index.ts";
import { type OutcomeName, outcomes as outcomeCatalog } from "../model/training/outcome.ts";
import { finalOutcomes } from "../sweep/view.ts";

export type { TaskSpec } from "../model/tasks/index.ts";
export type { ChunkStore, OpenStore } from "../store/chunkStore.ts";
export { MemoryStore } from "../store/memory.ts";
export type { Box, SweepResults } from "../store/results.ts";
export type { AxisValue } from "../sweep/axis.ts";
export { axisValues, specAt } from "../sweep/axis.ts";
export type { Chunk } from "../sweep/chunk.ts";
export type { EngineChoice, EngineName } from "../sweep/engineChoice.ts";
export { engineChoices, engineNames } from "../sweep/engineChoice.ts";
export type { Inspection } from "../sweep/inspection.ts";
export { sweepJsonSchema } from "../sweep/jsonSchema.ts";
export { metricsOf } from "../sweep/metricsOf.ts";
export type { Mistake, Parsed } from "../sweep/mistakes.ts";
export { mistakeText } from "../sweep/mistakes.ts";
export type { PlannedAxis, SweepPlan, TileLimits } from "../sweep/plan.ts";
export { planSweep } from "../sweep/plan.ts";
export type { AxisSpec, DrawnInit, ExplicitInit, MatrixInit, SweepSpec } from "../sweep/spec.ts";
export { parseSpec } from "../sweep/spec.ts";
export type { Tile } from "../sweep/tile.ts";
export { flatIndex } from "../sweep/tile.ts";
export type { TrainingInspection } from "../sweep/trainingInspection.ts";
export type { EngineReport } from "./events.ts";
export type { FinishedRun, InspectOptions, RunOptions, RunProgress } from "./openEngine.ts";
export { OpenEngine, SpecError } from "./openEngine.ts";
export type { ActivationName, CellName, InitializerName, MetricName, OptimizerName, OutcomeName, TaskName };

/** The values that `model.cell` may take, and so on for every choice of a spec. */
export const cellNames = Object.keys(cells) as readonly CellName[];
export const activationNames = Object.keys(activations) as readonly ActivationName[];
export const initializerNames = Object.keys(initializers) as readonly InitializerName[];
export const optimizerNames = Object.keys(optimizers) as readonly OptimizerName[];
export const taskNames = Object.keys(tasks) as readonly TaskName[];

/** What a metric is. */
export interface MetricFacts {
  readonly mode: "gradient" | "training";
  readonly label: string;
  readonly unit: string;
  /** One sentence. */
  readonly definition: string;
}

/** Every metric by its name. */
export const metrics: Readonly<Record<MetricName, MetricFacts>> = Object.fromEntries(
  Object.entries(metricCatalog).map(([name, { mode, label, unit, definition }]) => [
    name,
    { mode, label, unit, definition },
  ]),
) as Record<MetricName, MetricFacts>;

/** The numbers of the metric `outcome`, by name. */
export const outcomes: Readonly<Partial<Record<OutcomeName, number>>> = Object.fromEntries(
  finalOutcomes.map((name) => [name, outcomeCatalog[name].value]),
);
