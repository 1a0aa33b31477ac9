// A whole training run of one network: full-batch gradient descent, one update after another.
// Each step: loss and gradient by backpropagation through time, the norm clipped, the optimiser's update.

import type { Floats, FloatsKind } from "../floats.ts";
import type { GradientEvaluator } from "../gradient.ts";
import { eachParameter, type ParameterName, type Parameters, parameterNames } from "../network.ts";
import { log2Of, powerOfTwo, SCALED_ZERO, type Scaled, scaledTogether } from "../scaled.ts";
import { clipFactor } from "./clip.ts";
import { LARGEST_LOG2_GRADIENT, LARGEST_LOG2_PARAMETER, type TrainingSettings } from "./settings.ts";
import { TrainingStatistics } from "./statistics.ts";

export class Training {
  /** The parameters as trained so far; the run's own copies. */
  readonly parameters: Record<ParameterName, Floats>;
  readonly statistics: TrainingStatistics;
  /** ‖g‖ of the last step, before clipping. */
  gradientNorm: Scaled = SCALED_ZERO;
  private readonly moments: Record<ParameterName, Floats[]>;
  private readonly clipped: Record<ParameterName, Floats>;

  /** @param kind the precision in which parameters, moments and the clipped gradient are kept */
  constructor(
    private readonly evaluator: GradientEvaluator,
    start: Parameters,
    private readonly unroll: number,
    private readonly settings: TrainingSettings,
    kind: FloatsKind = Float64Array,
  ) {
    const each = <T>(make: (values: Floats) => T) => eachParameter((name) => make(start[name]));
    this.parameters = each((values) => kind.from(values));
    this.clipped = each(({ length }) => new kind(length));
    this.moments = each(({ length }) =>
      Array.from({ length: settings.optimizer.moments }, () => new kind(length)),
    );
    this.statistics = new TrainingStatistics(settings.steps, settings.targetLoss);
  }

  get isOver(): boolean {
    return this.statistics.isOver;
  }

  /** One step: the loss and gradient at the present parameters, then, unless the run is over, their update. */
  advance(): void {
    this.step();
    if (this.isOver) this.statistics.testLoss = this.evaluator.testLossOf(this.parameters, this.unroll);
  }

  private step(): void {
    const { evaluator, settings, statistics, unroll } = this;
    const { loss } = evaluator.evaluate(this.parameters, unroll, { jacobian: false, trace: false });
    statistics.observeLoss(loss);
    if (statistics.isOver) return;

    this.gradientNorm = evaluator.wholeGradientNorm();
    statistics.observeGradient(this.gradientNorm);
    const factor = clipFactor(this.gradientNorm, settings.clipNorm);
    if (log2Of(this.gradientNorm) + log2Of(factor) > LARGEST_LOG2_GRADIENT) {
      statistics.diverge();
      return;
    }
    statistics.observeUpdate();
    for (const name of parameterNames) {
      const { values, exponent } = evaluator.gradient[name];
      scaledTogether(values, exponent, factor, this.clipped[name]);
      settings.optimizer.update(
        this.parameters[name],
        this.clipped[name],
        this.moments[name],
        settings,
        statistics.step,
      );
      if (largest(this.parameters[name]) > powerOfTwo(LARGEST_LOG2_PARAMETER)) statistics.diverge();
    }
  }
}

function largest(values: Floats): number {
  let most = 0;
  for (let i = 0; i < values.length; i++) most = Math.max(most, Math.abs(values[i]));
  return most;
}
