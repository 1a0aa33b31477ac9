// The rules between fields, which no single field's schema can know: shapes that must agree, axes that must exist.

import { gradientMetrics, trainingMetrics } from "../model/metrics/index.ts";
import { kindOf } from "../model/tasks/index.ts";
import { axesRules } from "./axisRules.ts";
import { isExplicit } from "./init.ts";
import { type Mistake, type Parsed, showGiven } from "./mistakes.ts";
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

/** Cells whose state has a part c beside h. */
const CELLS_WITH_C: ReadonlySet<string> = new Set(["lstm"]);

/** Every part of a given initial state is one that the cell has, as [B][H]. */
function stateShape({ task, model }: SweepSpec): Mistake[] {
  if (task.kind !== "explicit") return [];
  return Object.entries(task.initialState ?? {}).flatMap(([part, matrix]) => {
    if (matrix === undefined) return [];
    const path = `task.initialState.${part}`;
    if (part === "c" && !CELLS_WITH_C.has(model.cell)) {
      const having = [...CELLS_WITH_C].join(", ");
      return [
        { path, given: showGiven(matrix), allowed: `nothing: cell "${model.cell}" has no c (${having} has)` },
      ];
    }
    return matrixShape(path, matrix, task.inputs.length, model.hidden, ["B", "H"]);
  });
}

function parameterShapesOf({ parameters }: ExplicitInit, spec: SweepSpec): Mistake[] {
  const H = spec.model.hidden;
  const { inputSize: I, outputSize: O } = kindOf(spec.task).widths(spec.task);
  const at = "init.parameters";
  const vector = (name: string, values: readonly number[] | undefined, length: number, letter: string) =>
    values === undefined || values.length === length
      ? []
      : [
          {
            path: `${at}.${name}`,
            given: `${values.length} numbers`,
            allowed: `${length} numbers [${letter}]`,
          },
        ];
  return [
    ...matrixShape(`${at}.weight_ih`, parameters.weight_ih, H, I, ["H", "I"]),
    ...matrixShape(`${at}.weight_hh`, parameters.weight_hh, H, H, ["H", "H"]),
    ...vector("bias", parameters.bias, H, "H"),
    ...matrixShape(`${at}.weight_out`, parameters.weight_out, O, H, ["O", "H"]),
    ...vector("bias_out", parameters.bias_out, O, "O"),
  ];
}

function matrixShape(
  path: string,
  matrix: readonly (readonly number[])[],
  rows: number,
  cols: number,
  letters: readonly [string, string],
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
