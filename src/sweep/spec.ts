// The sweep as a plain value, and the one way in: whatever comes from a form, a URL, a file or a queue passes parseSpec.

import * as v from "valibot";
import type { ActivationName } from "../model/activations/index.ts";
import { type CellName, cells } from "../model/cells/index.ts";
import type { InitializerName } from "../model/initializers/index.ts";
import type { MetricName } from "../model/metrics/index.ts";
import type { OptimizerName } from "../model/optimizers/index.ts";
import type { TaskSpec } from "../model/tasks/index.ts";
import { allowedText, fieldAt, type SchemaIssue } from "./fields.ts";
import { trainingMetricsOf } from "./metricsOf.ts";
import { type Mistake, type Parsed, showGiven } from "./mistakes.ts";
import { rulesOf } from "./rules.ts";
import { sweepSchema } from "./schema.ts";

/** How one weight matrix is drawn: `gain × base draw`; for `constant` every entry is `value`. */
export type MatrixInit =
  | { readonly kind: Exclude<InitializerName, "constant">; readonly gain: number }
  | { readonly kind: "constant"; readonly value: number };

export interface DrawnInit {
  readonly recurrent: MatrixInit;
  readonly input: MatrixInit;
  readonly readout: MatrixInit;
  readonly bias: number;
  readonly forgetBias: number;
}

export interface ExplicitInit {
  readonly kind: "explicit";
  readonly parameters: {
    readonly weight_ih: readonly (readonly number[])[];
    readonly weight_hh: readonly (readonly number[])[];
    readonly bias?: readonly number[];
    readonly bias_hn?: readonly number[];
    readonly weight_out: readonly (readonly number[])[];
    readonly bias_out?: readonly number[];
  };
}

/** One axis as the user gave it: from, to, count, scale; or the values one by one. */
export interface AxisSpec {
  readonly param: string;
  readonly from?: number;
  readonly to?: number;
  readonly count?: number;
  readonly scale?: "linear" | "log";
  readonly values?: readonly (number | string)[];
}

/** A whole sweep; every blank is filled. */
export interface SweepSpec {
  readonly version: 1;
  readonly name: string;
  readonly mode: "gradient" | "training";
  readonly model: { readonly cell: CellName; readonly activation: ActivationName; readonly hidden: number };
  readonly task: TaskSpec;
  readonly init: DrawnInit | ExplicitInit;
  readonly training: {
    readonly optimizer: OptimizerName;
    readonly learningRate: number;
    readonly momentum: number;
    readonly clipNorm: number | null;
    readonly steps: number;
    readonly targetLoss: number;
  };
  readonly seed: number;
  readonly replicates: number;
  readonly axes: readonly AxisSpec[];
  readonly metrics: readonly MetricName[];
}

/**
 * Checks an unknown value and fills every blank with its default.
 * All mistakes are reported at once, each with its path, what was given and what is allowed.
 */
export function parseSpec(input: unknown): Parsed<SweepSpec> {
  const filled = fillMetrics(fillHidden(input));
  const result = v.safeParse(sweepSchema, filled);
  const mistakes = [
    ...listsForObjects(filled, "", filled),
    ...(result.success ? [] : mistakesFrom(filled, result.issues)),
  ];
  // The rules between fields run wherever the fields they read are sound, so that nothing has to be mended twice.
  const broken = mistakes.map((mistake) => mistake.path);
  if (result.output !== undefined && typeof result.output === "object" && result.output !== null) {
    mistakes.push(...rulesOf(result.output as SweepSpec, broken, parseSpec));
  }
  if (mistakes.length > 0 || !result.success) return { ok: false, mistakes };
  return { ok: true, value: result.output as SweepSpec };
}

/** With explicit parameters a blank `model.hidden` is what weight_hh says. */
function fillHidden(input: unknown): unknown {
  const spec = input as Partial<SweepSpec> | null | undefined;
  if (typeof spec !== "object" || spec === null) return input;
  const init = spec.init as ExplicitInit | undefined;
  const rows = init?.kind === "explicit" ? init.parameters?.weight_hh : undefined;
  const model = spec.model as { hidden?: number; cell?: unknown } | undefined;
  const blank =
    model === undefined || (typeof model === "object" && model !== null && model.hidden === undefined);
  if (!Array.isArray(rows) || !blank) return input;
  const cell = typeof model?.cell === "string" && Object.hasOwn(cells, model.cell) ? model.cell : "rnn";
  const gates = cells[cell as CellName].gates.length;
  return { ...spec, model: { ...model, hidden: Math.max(1, Math.round(rows.length / gates)) } };
}

/** Blank `metrics` are those that every sweep of the mode should have; the schema's default is that of mode gradient. */
function fillMetrics(input: unknown): unknown {
  const spec = input as Partial<SweepSpec> | null | undefined;
  if (typeof spec !== "object" || spec === null || spec.mode !== "training" || spec.metrics !== undefined) {
    return input;
  }
  return { ...spec, metrics: trainingMetricsOf(spec.task) };
}

/** A list where an object belongs: to the schema it is an object without fields, and would silently mean its defaults. */
function listsForObjects(input: unknown, path: string, value: unknown): Mistake[] {
  if (typeof value !== "object" || value === null) return [];
  const field = fieldAt(input, path);
  if (Array.isArray(value) && field?.kind === "group") {
    return [{ path, given: "a list", allowed: allowedText(field) }];
  }
  // Lists of numbers, however deep, hold no objects; the axes do.
  if (Array.isArray(value) ? path !== "axes" : field?.kind !== "group") return [];
  return Object.entries(value).flatMap(([key, item]) =>
    listsForObjects(input, path === "" ? key : `${path}.${key}`, item),
  );
}

function mistakesFrom(input: unknown, issues: readonly SchemaIssue[]): Mistake[] {
  const mistakes = new Map<string, Mistake>();
  for (const issue of issues) {
    const path = (issue.path ?? []).map((item) => String(item.key)).join(".");
    if (mistakes.has(path)) continue;
    mistakes.set(path, { path, given: showGiven(issue.input), allowed: allowedAt(input, path, issue) });
  }
  return [...mistakes.values()];
}

function allowedAt(input: unknown, path: string, issue: SchemaIssue): string {
  const field = fieldAt(input, path);
  if (field === null) {
    // A key that the schema does not know: name the ones it does.
    const parentPath = path.split(".").slice(0, -1).join(".");
    const parent = fieldAt(input, parentPath);
    return parent?.kind === "group"
      ? `no such field; known are ${parent.options.join(", ")}`
      : "no such field";
  }
  if (issue.type === "min_length") return `${allowedText(field)} of at least ${issue.requirement}`;
  if (field.kind === "list" && issue.type === "max_length") return `a list of at most ${issue.requirement}`;
  return `${allowedText(field)}${field.nullable ? ", or null" : ""}`;
}
