// What units do over time, small enough to be drawn: a few hundred columns of steps, each the mean of its steps.

/** More columns than this are more than an inspector has pixels for. */
export const MOST_COLUMNS = 360;

/** Units × time; column c holds the steps c·n + 1 … (c + 1)·n, of which the last column may have fewer. */
export interface Strip {
  readonly columns: number;
  readonly stepsPerColumn: number;
  /** Quantities, each [columns][H]: the unit's share of ∂L/∂s_t, then φ' and then φ of each gate. */
  readonly layers: readonly Float32Array<ArrayBuffer>[];
}

/** Adds up steps in any order. */
export class StripSum {
  readonly strip: Strip;

  constructor(
    private readonly unroll: number,
    private readonly hidden: number,
    layers: number,
  ) {
    const stepsPerColumn = Math.ceil(unroll / MOST_COLUMNS);
    const columns = Math.ceil(unroll / stepsPerColumn);
    this.strip = {
      columns,
      stepsPerColumn,
      layers: Array.from({ length: layers }, () => new Float32Array(columns * hidden)),
    };
  }

  /** Step t of one quantity and unit. */
  add(layer: number, t: number, unit: number, value: number): void {
    const { stepsPerColumn, layers } = this.strip;
    const column = Math.floor((t - 1) / stepsPerColumn);
    const steps = Math.min(stepsPerColumn, this.unroll - column * stepsPerColumn);
    layers[layer][column * this.hidden + unit] += value / steps;
  }
}
