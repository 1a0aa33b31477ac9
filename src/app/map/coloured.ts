// The colours of one quantity over some panels: what it is, what values there are, where its scale ends, and who moves that.

import { computed, effect, type ReadonlySignal, signal } from "@preact/signals";
import { areLimitsOf } from "../../store/figure/along.ts";
import { type ColourChoice, ColourScale, type Limits } from "../../store/figure/colours.ts";
import { automaticLimits, joined } from "../../store/figure/limits.ts";
import type { Quantity } from "../../store/figure/quantity.ts";
import type { View } from "../../sweep/view.ts";
import type { MapPainter } from "./painter.ts";
import { joinedTallies } from "./tally.ts";

export class Coloured {
  /** The painters of another map whose values share this scale. */
  readonly guests = signal<readonly MapPainter[]>([]);
  private readonly allPainters = computed(() => [...this.painters.value, ...this.guests.value]);
  /** What all panels show, sampled. */
  readonly sample = computed(() => joined(this.allPainters.value.map(({ sample }) => sample.value)));
  /** How often each value occurs in all panels; counted for names only. */
  readonly tally = computed(() => joinedTallies(this.allPainters.value.map(({ tally }) => tally.value)));
  /** Limits that stay while other values are still to come: colours that shift with each of them would tell nothing. */
  readonly held = signal<Limits | null>(null);
  readonly automatic = computed(() => {
    const { range, scale } = this.quantity.value;
    return range ?? this.held.value ?? automaticLimits(scale, this.sample.value);
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

  /** Has the panels coloured with the scale, now and whenever it changes. */
  colour(): void {
    effect(() => {
      for (const painter of this.painters.value) painter.showScale(this.scale.value);
    });
  }
}

/** What a view chooses of the colours: the same value while it chooses the same, so that no map is coloured anew for nothing. */
export function colourChoiceOf(view: ReadonlySignal<View>): ReadonlySignal<ColourChoice> {
  const key = computed(() => {
    const { colours, patterns } = view.value;
    return JSON.stringify({ colours, patterns });
  });
  return computed(() => JSON.parse(key.value) as ColourChoice);
}
