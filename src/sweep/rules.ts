// The rules between fields, which no single field's schema can know: shapes that must agree, axes that must exist.

import { cells } from "../model/cells/index.ts";
import { gradientMetrics, trainingMetrics } from "../model/metrics/index.ts";
import { type ParameterName, parameterNames, parameterShapes } from "../model/network.ts";
import { kindOf } from "../model/tasks/index.ts";
import { axesRules } from "./axisRules.ts";
import { isExplicit } from "./init.ts";
import { type Mistake, type Parsed, showGiven } from "./mistakes.ts";
import { sizesOf } from "./point.ts";
import type { ExplicitInit, SweepSpec } from "./spec.ts";

/**
 * Checks the rules between fields.
 * @param broken paths that the schema already found wrong; a rule that reads one is silent
 * @param parse the parser itself, to check the spec at the values of a choice axis
 */
export function rulesOf(
  spec: SweepSpec,
  broken: readonly string[],
  parse: (input: unknown) => Parsed<SweepSpec>,
): Mistake[] {
  const sound = (...paths: string[]) =>
    !paths.some((path) =>
      broken.some((b) => b === "" || b === path || b.startsWith(`${path}.`) || path.startsWith(`${b}.`)),
    );
  const mistakes: Mistake[] = [];
  const explicitInit = sound("init") && isExplicit(spec.init) ? spec.init : null;
  if (sound("task")) {
    mistakes.push(
      ...kindOf(spec.task)
        .mistakes(spec.task)
        .map((m) => ({ ...m, path: `task.${m.path}` })),
    );
  }
  const shapesSound = mistakes.length === 0;
  if (sound("model", "task", "init") && shapesSound) {
    mistakes.push(...stateShape(spec));
    if (explicitInit !== null) mistakes.push(...parameterShapesOf(explicitInit, spec));
  }
  if (Array.isArray(spec.axes)) mistakes.push(...axesRules(spec, broken, sound, shapesSound, parse));
  if (sound("metrics", "mode")) mistakes.push(...metricsOfMode(spec));
  if (sound("metrics") && new Set(spec.metrics).size !== spec.metrics.length) {
    mistakes.push({ path: "metrics", given: showGiven(spec.metrics), allowed: "each metric once" });
  }
  return mistakes;
}

function metricsOfMode({ mode, metrics: names }: SweepSpec): Mistake[] {
  const catalog = { gradient: gradientMetrics, training: trainingMetrics }[mode];
  return names.flatMap((name, i) =>
    Object.hasOwn(catalog, name)
      ? []
      : [
          {
            path: `metrics.${i}`,
            given: showGiven(name),
            allowed: `in mode "${mode}" one of ${Object.keys(catalog).join(", ")}`,
          },
        ],
  );
}

/** Every part of a given initial state is one that the cell has, as [B][H]. */
function stateShape({ task, model }: SweepSpec): Mistake[] {
  if (task.kind !== "explicit") return [];
  return Object.entries(task.initialState ?? {}).flatMap(([part, matrix]) => {
    if (matrix === undefined) return [];
    const path = `task.initialState.${part}`;
    if (!cells[model.cell].parts.some((own) => own === part)) {
      const having = Object.entries(cells).flatMap(([name, { parts }]) => (parts.length > 1 ? [name] : []));
      const allowed = `nothing: cell "${model.cell}" has no c (${having.join(", ")} has)`;
      return [{ path, given: showGiven(matrix), allowed }];
    }
    return matrixShape(path, matrix, task.inputs.length, model.hidden, ["B", "H"]);
  });
}

function parameterShapesOf({ parameters }: ExplicitInit, spec: SweepSpec): Mistake[] {
  const { cell } = spec.model;
  const gates = cells[cell].gates.length;
  const rows = gates === 1 ? "H" : `${gates}·H`;
  const letters: Record<ParameterName, readonly string[]> = {
    weight_ih: [rows, "I"],
    weight_hh: [rows, "H"],
    bias: [rows],
    bias_hn: ["H"],
    weight_out: ["O", "H"],
    bias_out: ["O"],
  };
  const shapes = parameterShapes(sizesOf(spec));
  return parameterNames.flatMap((name) => {
    const path = `init.parameters.${name}`;
    const shape: readonly number[] = shapes[name];
    const values = parameters[name];
    if (values === undefined) return [];
    if (shape.length === 2) {
      return matrixShape(path, values as readonly (readonly number[])[], shape[0], shape[1], letters[name]);
    }
    if (values.length === shape[0]) return [];
    const given = `${values.length} numbers`;
    const allowed =
      shape[0] === 0
        ? `nothing: the cell ${cell} has no such parameter`
        : `${shape[0]} numbers [${letters[name][0]}]`;
    return [{ path, given, allowed }];
  });
}

function matrixShape(
  path: string,
  matrix: readonly (readonly number[])[],
  rows: number,
  cols: number,
  letters: readonly string[],
): Mistake[] {
  const mistakes: Mistake[] = [];
  if (matrix.length !== rows) {
    mistakes.push({
      path,
      given: `${matrix.length} rows`,
      allowed: `${rows} rows of ${cols} [${letters.join("][")}]`,
    });
  }
  matrix.forEach((row, i) => {
    if (row.length !== cols) {
      mistakes.push({
        path: `${path}.${i}`,
        given: `${row.length} numbers`,
        allowed: `${cols} numbers [${letters[1]}]`,
      });
    }
  });
  return mistakes;
}
