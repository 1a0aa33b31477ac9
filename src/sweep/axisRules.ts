// The rules of a sweep's axes: which fields can be one, which positions they may have, how many networks that makes.

import { type CellName, cells, readsActivation } from "../model/cells/index.ts";
import { initializers } from "../model/initializers/index.ts";
import { optimizers } from "../model/optimizers/index.ts";
import { axisValues, withField } from "./axis.ts";
import { allowedText, type Field, fieldAt } from "./fields.ts";
import { isExplicit } from "./init.ts";
import { type Mistake, type Parsed, showGiven } from "./mistakes.ts";
import type { AxisSpec, SweepSpec } from "./spec.ts";

/** The most points × replicates of one sweep: 4 GiB of results a metric, and every network still has a place that is an int32. */
export const MOST_NETWORKS = 2 ** 30;

/** Checks the axes: each varies a field that there is, within its range; `sound` tells which fields the schema found right. */
export function axesRules(
  spec: SweepSpec,
  broken: readonly string[],
  sound: (...paths: string[]) => boolean,
  shapesSound: boolean,
  parse: (input: unknown) => Parsed<SweepSpec>,
): Mistake[] {
  const mistakes: Mistake[] = [];
  const seen = new Set<string>();
  let networks = sound("replicates") ? spec.replicates : 1;
  // What one axis may be can depend on another; a broken one beside it is none to ask.
  const readable = { ...spec, axes: spec.axes.filter((_, index) => sound(`axes.${index}.param`)) };
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
    const field = axisField(readable, axis);
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
  if (/^(version|mode|name|axes|metrics|replicates)\b/.test(param) || param === "task.kind") return null;
  if (param.startsWith("training") && !readsTraining(spec, param)) return null;
  if (!cellReads(spec, param)) return null;
  const field = fieldAt(spec, param);
  return field !== null && (field.kind === "number" || field.kind === "choice") ? field : null;
}

/** Whether a field of `training` changes anything: only in that mode, and only where an optimiser reads it. */
function readsTraining({ mode, training, axes }: SweepSpec, param: string): boolean {
  if (mode === "gradient") return false;
  const setting = param.slice("training.".length);
  const chosen = axes.some((axis) => axis.param === "training.optimizer");
  return (
    setting !== "momentum" ||
    chosen ||
    optimizers[training.optimizer]?.reads.some((read) => read === setting) !== false
  );
}

/** Whether a field changes anything for the cell, or for one of those on an axis. */
function cellReads({ model, axes }: SweepSpec, param: string): boolean {
  const named = axes.find((axis) => axis.param === "model.cell")?.values;
  const names: readonly unknown[] = Array.isArray(named) ? named : [model?.cell];
  const known = names.flatMap((name) =>
    typeof name === "string" && Object.hasOwn(cells, name) ? [cells[name as CellName]] : [],
  );
  if (param === "model.activation") return known.length === 0 || known.some(readsActivation);
  if (param === "init.forgetBias")
    return known.length === 0 || known.some((cell) => cell.forgetGate !== null);
  return true;
}

function axisParamText(spec: SweepSpec, param: string, initSound: boolean): string {
  if (param.startsWith("training") && spec.mode !== "training")
    return `a field that mode "${spec.mode}" reads; training.* has no effect in it`;
  if (param === "training.momentum")
    return `a field that optimizer "${spec.training.optimizer}" reads; it has no momentum`;
  if (!cellReads(spec, param)) {
    return `a field that the cell ${spec.model.cell} reads; it has ${param === "init.forgetBias" ? "no forget gate" : "activations of its own"}`;
  }
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
