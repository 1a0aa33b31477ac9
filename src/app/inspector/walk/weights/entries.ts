// The single numbers of a network that can be changed by hand, and when it is small enough for that.

import { cells } from "../../../../model/cells/index.ts";
import {
  type ParameterName,
  type Parameters,
  parameterNames,
  parameterShapes,
} from "../../../../model/network.ts";
import { kindOf } from "../../../../model/tasks/index.ts";
import { sizesOf, unrollOf } from "../../../../sweep/point.ts";
import type { SweepSpec } from "../../../../sweep/spec.ts";

/** One number of one parameter. */
export interface Entry {
  readonly name: ParameterName;
  readonly index: number;
}

/** Past these a walk no longer keeps up with a hand that drags: some 50 ms on a slow core. */
const MOST_HIDDEN = 8;
const MOST_UNIT_STEPS = 2 ** 16;

/** Why weights cannot be changed by hand; null where they can. */
export function refusalOf(spec: SweepSpec): string | null {
  const { hidden, cell } = sizesOf(spec);
  if (hidden > MOST_HIDDEN) {
    return `Weights can be changed by hand in networks of up to ${MOST_HIDDEN} units; this one has ${hidden}.`;
  }
  const { batch } = kindOf(spec.task).data(spec.task, spec.seed);
  const unroll = unrollOf(spec.task);
  if (unroll * batch * hidden * cells[cell].gates.length > MOST_UNIT_STEPS) {
    return `Weights can be changed by hand where the whole walk can be repeated at every move; ${unroll} steps of ${batch} sequences are too many for that.`;
  }
  return null;
}

/** All numbers of a network in order; parameters that its cell lacks have none. */
export function entriesOf(parameters: Parameters): Entry[] {
  return parameterNames.flatMap((name) =>
    Array.from(parameters[name], (_, index): Entry => ({ name, index })),
  );
}

/** Rows and columns of a parameter; a vector is one column. */
export function shapeOf(spec: SweepSpec, name: ParameterName): { rows: number; columns: number } {
  const [rows, columns = 1] = parameterShapes(sizesOf(spec))[name] as readonly number[];
  return { rows, columns };
}

/** An entry as PyTorch writes it, and before it its gate where the cell has several. */
export function entryText(spec: SweepSpec, { name, index }: Entry): string {
  const { columns } = shapeOf(spec, name);
  const isMatrix = parameterShapes(sizesOf(spec))[name].length > 1;
  const row = Math.floor(index / columns);
  const { gates } = cells[spec.model.cell];
  const ofGates = gates.length > 1 && (name === "weight_ih" || name === "weight_hh" || name === "bias");
  const gate = ofGates ? `${gates[Math.floor(row / spec.model.hidden)].name}: ` : "";
  const place = isMatrix ? `${name}[${row}][${index % columns}]` : `${name}[${row}]`;
  return gate + place;
}

/** The parameters with one number changed. */
export function withEntry(parameters: Parameters, { name, index }: Entry, value: number): Parameters {
  const values = Float64Array.from(parameters[name]);
  values[index] = value;
  return { ...parameters, [name]: values };
}
