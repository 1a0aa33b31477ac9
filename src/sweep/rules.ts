// The rules between fields, which no single field's schema can know: shapes that must agree, axes that must exist.

import { initializers } from "../model/initializers/index.ts";
import { kindOf } from "../model/tasks/index.ts";
import { axisValues, withField } from "./axis.ts";
import { allowedText, type Field, fieldAt } from "./fields.ts";
import { type Mistake, type Parsed, showGiven } from "./mistakes.ts";
import type { AxisSpec, ExplicitInit, SweepSpec } from "./spec.ts";

/** The most points × replicates of one sweep: its results are held in memory, 8 bytes a metric. */
export const MOST_NETWORKS = 2 ** 26;

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
  if (sound("metrics") && new Set(spec.metrics).size !== spec.metrics.length) {
    mistakes.push({ path: "metrics", given: showGiven(spec.metrics), allowed: "each metric once" });
  }
  return mistakes;
}

export function isExplicit(init: SweepSpec["init"]): init is ExplicitInit {
  return "kind" in init && init.kind === "explicit";
}

function stateShape({ task, model }: SweepSpec): Mistake[] {
  return task.kind !== "explicit" || task.initialState === null
    ? []
    : matrixShape("task.initialState.h", task.initialState.h, task.inputs.length, model.hidden, ["B", "H"]);
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

function axesRules(
  spec: SweepSpec,
  broken: readonly string[],
  sound: (...paths: string[]) => boolean,
  shapesSound: boolean,
  parse: (input: unknown) => Parsed<SweepSpec>,
): Mistake[] {
  const mistakes: Mistake[] = [];
  const seen = new Set<string>();
  let networks = sound("replicates") ? spec.replicates : 1;
  spec.axes.forEach((axis, index) => {
    const at = `axes.${index}`;
    if (!sound(at)) return;
    const before = mistakes.length;
    if (seen.has(axis.param)) {
      mistakes.push({
        path: `${at}.param`,
        given: showGiven(axis.param),
        allowed: "each parameter on one axis only",
      });
    }
    seen.add(axis.param);
    mistakes.push(...axisShape(axis, at));
    networks *= axis.values?.length ?? axis.count ?? 1;
    const { param } = axis;
    if (broken.some((b) => b === "" || b === param || param.startsWith(`${b}.`))) return;
    const field = axisField(spec, axis);
    if (field === null) {
      mistakes.push({
        path: `${at}.param`,
        given: showGiven(axis.param),
        allowed: axisParamText(spec, axis.param, sound("init")),
      });
    } else if (mistakes.length === before) {
      mistakes.push(...axisRange(axis, at, field));
      const whole = shapesSound && sound("model", "task", "init");
      if (mistakes.length === before && whole) mistakes.push(...axisSpecs(spec, axis, at, field, parse));
    }
  });
  if (networks > MOST_NETWORKS) {
    mistakes.push({
      path: "axes",
      given: `${networks} networks (all positions × replicates)`,
      allowed: `at most ${MOST_NETWORKS} networks`,
    });
  }
  return mistakes;
}

/** Either `values`, or `from`, `to` and `count`. */
function axisShape(axis: AxisSpec, at: string): Mistake[] {
  const ranged = ["from", "to", "count", "scale"].filter((key) => axis[key as keyof AxisSpec] !== undefined);
  if (axis.values !== undefined) {
    return ranged.map((key) => ({
      path: `${at}.${key}`,
      given: showGiven(axis[key as keyof AxisSpec]),
      allowed: "nothing beside values",
    }));
  }
  const missing = ["from", "to", "count"].filter((key) => axis[key as keyof AxisSpec] === undefined);
  const mistakes = missing.map((key) => ({
    path: `${at}.${key}`,
    given: "nothing",
    allowed: key === "count" ? "a number of positions, or give values" : "a number, or give values",
  }));
  const { from, to, scale } = axis;
  if (scale === "log" && from !== undefined && to !== undefined && !(Math.sign(from) * Math.sign(to) > 0)) {
    mistakes.push({
      path: `${at}.scale`,
      given: `"log" from ${from} to ${to}`,
      allowed: 'a log axis between two numbers of one sign, neither 0; or "linear"',
    });
  }
  return mistakes;
}

/** The field an axis varies, or null where it cannot be an axis. */
function axisField(spec: SweepSpec, axis: AxisSpec): Field | null {
  const { param } = axis;
  if (/^(version|mode|name|axes|metrics|replicates|training)\b/.test(param) || param === "task.kind")
    return null;
  const field = fieldAt(spec, param);
  return field !== null && (field.kind === "number" || field.kind === "choice") ? field : null;
}

function axisParamText(spec: SweepSpec, param: string, initSound: boolean): string {
  if (param.startsWith("training"))
    return `a field that mode "${spec.mode}" reads; training.* has no effect in it`;
  const recurrent =
    !initSound || isExplicit(spec.init)
      ? ""
      : `init.recurrent.${initializers[spec.init.recurrent.kind].scale}, `;
  return `the dotted path of a numeric field or a choice of this spec, e.g. ${recurrent}model.hidden, seed`;
}

function axisRange(axis: AxisSpec, at: string, field: Field): Mistake[] {
  const allowed = allowedText(field);
  const fits = (value: number | string, exact: boolean) =>
    field.kind === "number"
      ? typeof value === "number" &&
        value >= field.min &&
        value <= field.max &&
        (!exact || !field.integer || Number.isInteger(value))
      : typeof value === "string" && field.options.includes(value);
  if (axis.values !== undefined) {
    return axis.values.flatMap((value, i) =>
      fits(value, true) ? [] : [{ path: `${at}.values.${i}`, given: showGiven(value), allowed }],
    );
  }
  if (field.kind === "choice") {
    return [{ path: `${at}.values`, given: "nothing", allowed: `values, each ${allowed}` }];
  }
  return (["from", "to"] as const).flatMap((key) =>
    fits(axis[key] as number, false) ? [] : [{ path: `${at}.${key}`, given: showGiven(axis[key]), allowed }],
  );
}

/** Positions that change a network's structure must each give a sound spec: sizes fit, kinds know their fields. */
function axisSpecs(
  spec: SweepSpec,
  axis: AxisSpec,
  at: string,
  field: Field,
  parse: (input: unknown) => Parsed<SweepSpec>,
): Mistake[] {
  if (field.kind !== "choice" && axis.param !== "model.hidden") return [];
  const values = axisValues(spec, axis);
  const tried = new Set<number | string>();
  return values.flatMap((value, i) => {
    if (tried.has(value)) return [];
    tried.add(value);
    const result = parse({ ...withField(spec, axis.param, value), axes: [] });
    if (result.ok) return [];
    return result.mistakes.map((mistake) => ({
      path: axis.values === undefined ? at : `${at}.values.${i}`,
      given: `${showGiven(value)}, which makes ${mistake.path} ${mistake.given}`,
      allowed: mistake.allowed,
    }));
  });
}
