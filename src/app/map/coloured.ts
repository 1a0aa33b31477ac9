// The colours of one quantity over some panels: what it is, what values there are, where its scale ends, and who moves that.

import { computed, type ReadonlySignal } from "@preact/signals";
import { areLimitsOf } from "../../store/figure/along.ts";
import { type ColourChoice, ColourScale, type Limits } from "../../store/figure/colours.ts";
import { automaticLimits, joined } from "../../store/figure/limits.ts";
import type { Quantity } from "../../store/figure/quantity.ts";
import type { MapPainter } from "./painter.ts";
import { joinedTallies } from "./tally.ts";

export class Coloured {
  /** What all panels show, sampled. */
  readonly sample = computed(() => joined(this.painters.value.map(({ sample }) => sample.value)));
  /** How often each value occurs in all panels; counted for names only. */
  readonly tally = computed(() => joinedTallies(this.painters.value.map(({ tally }) => tally.value)));
  readonly automatic = computed(() => {
    const { range, scale } = this.quantity.value;
    return range ?? automaticLimits(scale, this.sample.value);
  });
  readonly limits = computed(() => {
    const { value: limits } = this.given;
    return limits !== undefined && areLimitsOf(this.quantity.value.scale, limits)
      ? limits
      : this.automatic.value;
  });
  readonly scale = computed(
    () => new ColourScale(this.quantity.value.scale, this.limits.value, this.choice.value),
  );

  /**
   * @param given the limits that the user set
   * @param change sets them; undefined for the automatic ones
   * @param choice what else of the colours the user chose
   */
  constructor(
    readonly quantity: ReadonlySignal<Quantity>,
    private readonly painters: ReadonlySignal<readonly MapPainter[]>,
    readonly given: ReadonlySignal<Limits | undefined>,
    readonly change: (limits: Limits | undefined) => void,
    readonly choice: ReadonlySignal<ColourChoice>,
  ) {}
}
