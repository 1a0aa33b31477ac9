// Walks one network's gradient back through time, several sequences side by side, and notes what every step did to it.

import type { State } from "../cells/cell.ts";
import { cells } from "../cells/index.ts";
import type { GradientProblem } from "../gradient.ts";
import { type Parameters, parameterShapes } from "../network.ts";
import { Passage } from "../passage.ts";
import { readBack, readOut } from "../readout.ts";
import {
  log10Of,
  NO_EXPONENT,
  SCALED_ZERO,
  ScaledAccumulator,
  scaled,
  scaledSqrt,
  scaledSum,
  scaledTimes,
  toNumber,
} from "../scaled.ts";
import { forwardSequence, stepsOf } from "../sequence.ts";
import type { Tape } from "../tape.ts";
import { Openness } from "./openness.ts";
import { StepBack } from "./stepBack.ts";
import { StripSum } from "./strip.ts";
import { UNIT_HEAD, UNITS_KEPT, WAYS_KEPT, type Walk } from "./walk.ts";

/** One sequence on its way: its tape, and its gradient, which is that of the step the walk has come to. */
interface Walked {
  readonly b: number;
  readonly length: number;
  readonly tape: Tape;
  readonly gradient: State;
}

/** A walk in pieces, so that whoever runs it can stop between them: a sequence forward, or one step back of all of them. */
export class Walker {
  private readonly passage: Passage;
  private readonly walked: Walked[] = [];
  private readonly openness: Openness;
  private readonly step: StepBack;
  private readonly strip: StripSum;
  private readonly result: Omit<Walk, "loss" | "strip">;
  private squaredError = SCALED_ZERO;
  private t: number;

  /** @param sequences those of the batch whose gradients are walked together */
  constructor(
    private readonly problem: GradientProblem,
    private readonly parameters: Parameters,
    private readonly unroll: number,
    private readonly sequences: readonly number[],
  ) {
    const { sizes, activation } = problem;
    const { hidden } = sizes;
    const cell = cells[sizes.cell];
    const gates = cell.gates.length;
    this.t = unroll;
    this.passage = new Passage(cell, activation, hidden, Float64Array);
    this.openness = new Openness(cell, activation, hidden);
    this.step = new StepBack(cell, hidden, parameters.weight_hh);
    this.strip = new StripSum(unroll, hidden, 1 + 2 * gates);
    const rows = unroll + 1;
    const numbers = (width: number) => new Float64Array(rows * width).fill(Number.NaN);
    this.result = {
      cell: sizes.cell,
      hidden,
      unroll,
      sequences,
      logNorm: numbers(1),
      logThroughUnits: numbers(1),
      logThroughWeights: numbers(1),
      pathShares: numbers(gates + 2),
      wayIds: new Int32Array(rows * WAYS_KEPT),
      wayShares: numbers(WAYS_KEPT),
      unitIds: new Int32Array(rows * UNITS_KEPT),
      unitNumbers: numbers(UNITS_KEPT * (UNIT_HEAD + 2 * gates)),
      saturated: new Int32Array(rows * gates),
      shut: new Int32Array(rows * gates),
    };
  }

  get isOver(): boolean {
    return this.t === 0;
  }

  /** What was found; whole once the walk is over. */
  get walk(): Walk {
    const { data, sizes } = this.problem;
    const loss = toNumber(scaledTimes(this.squaredError, 1 / (data.batch * sizes.outputSize)));
    return { ...this.result, loss, strip: this.strip.strip };
  }

  /** One piece further. */
  advance(): void {
    if (this.walked.length < this.sequences.length) {
      this.walked.push(this.forward(this.sequences[this.walked.length]));
      if (this.walked.length === this.sequences.length) this.noteNorm(this.unroll);
    } else {
      this.back(this.t);
      this.t--;
    }
  }

  /** One sequence forward, and what the readout sends back to its last state. */
  private forward(b: number): Walked {
    const { passage, parameters, problem, unroll } = this;
    const { sizes, data } = problem;
    const shapes = parameterShapes(sizes);
    const length = stepsOf(data, b, unroll);
    const tape = passage.newTape(length);
    const inputTerm = new Float64Array(shapes.bias[0]);
    forwardSequence({ passage, tape, data, inputTerm }, parameters, unroll, b, length);
    const read = readOut(parameters, problem, tape, length, b, Float64Array);
    this.squaredError = scaledSum(this.squaredError, read.squaredError);
    const gradient = passage.newState();
    // What the readout's own weights get is of no interest here.
    const unread = {
      weight_out: new ScaledAccumulator(sizes.outputSize * sizes.hidden),
      bias_out: new ScaledAccumulator(sizes.outputSize),
    };
    readBack(read, parameters, problem, unread, gradient[0]);
    return { b, length, tape, gradient };
  }

  /** Step t of all sequences. */
  private back(t: number): void {
    const { step, passage, parameters } = this;
    const carried = step.start(this.walked.map(({ gradient }) => gradient));
    const running = this.walked.filter(({ length }) => t <= length);
    this.openness.read(
      running.map(({ tape }) => tape),
      t,
      carried.filter((_, s) => t <= this.walked[s].length),
    );
    for (const { length, tape, gradient } of this.walked) {
      if (t > length) step.hold(gradient);
      else {
        passage.backward(parameters, tape, t, gradient);
        step.pass(passage.recurrentDelta, passage.direct, gradient);
      }
    }
    this.noteNorm(t - 1);
    this.note(t);
  }

  /** log10 ‖∂L/∂s_t‖ of the gradients as they are now. */
  private noteNorm(t: number): void {
    let squared = SCALED_ZERO;
    for (const { gradient } of this.walked) {
      for (const { mantissas, exponent } of gradient) {
        if (exponent === NO_EXPONENT) continue;
        let sum = 0;
        for (const x of mantissas) sum += x * x;
        squared = scaledSum(squared, scaled(sum, 2 * exponent));
      }
    }
    this.result.logNorm[t] = log10Of(scaledSqrt(squared));
  }

  /** Row t of everything else. */
  private note(t: number): void {
    const { result, step, openness, strip } = this;
    const { hidden } = result;
    const gates = openness.saturated.length;
    step.finish();
    result.logThroughUnits[t] = log10Of(step.between) - result.logNorm[t];
    result.logThroughWeights[t] = result.logNorm[t - 1] - log10Of(step.between);
    result.pathShares.set(step.pathShares, t * (gates + 2));
    result.wayIds.set(step.ways.ids, t * WAYS_KEPT);
    result.wayShares.set(step.ways.shares, t * WAYS_KEPT);
    result.unitIds.set(step.units.ids, t * UNITS_KEPT);
    result.saturated.set(openness.saturated, t * gates);
    result.shut.set(openness.shut, t * gates);
    const width = UNIT_HEAD + 2 * gates;
    for (const [place, unit] of step.units.ids.entries()) {
      if (unit < 0) continue;
      const at = (t * UNITS_KEPT + place) * width;
      result.unitNumbers[at] = step.arriving[unit];
      result.unitNumbers[at + 1] = step.leaving[unit];
      for (let q = 0; q < gates; q++) {
        result.unitNumbers[at + UNIT_HEAD + q] = openness.slope[q * hidden + unit];
        result.unitNumbers[at + UNIT_HEAD + gates + q] = openness.value[q * hidden + unit];
      }
    }
    for (let unit = 0; unit < hidden; unit++) {
      strip.add(0, t, unit, step.arriving[unit]);
      for (let q = 0; q < gates; q++) {
        strip.add(1 + q, t, unit, openness.slope[q * hidden + unit]);
        strip.add(1 + gates + q, t, unit, openness.value[q * hidden + unit]);
      }
    }
  }
}
