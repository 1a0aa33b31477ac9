// One weight to be dragged, or typed.

import { LARGEST_ENTRY } from "../../../../model/entry.ts";
import { formatNumber } from "../../../../store/figure/format.ts";

/** The least range a slider has on either side of 0, and how far beyond the weight's own size it goes. */
const LEAST_RANGE = 2;
const BEYOND = 1.5;

export interface WeightSliderProps {
  readonly label: string;
  readonly definition: string;
  /** The network's own weight, and what it is now. */
  readonly original: number;
  readonly value: number;
  onChange(value: number): void;
}

export function WeightSlider({ label, definition, original, value, onChange }: WeightSliderProps) {
  const range = Math.max(LEAST_RANGE, BEYOND * Math.abs(original));
  const change = (text: string) => {
    const given = Number(text);
    if (text.trim() !== "" && Number.isFinite(given) && Math.abs(given) <= LARGEST_ENTRY) onChange(given);
  };
  return (
    <div class="weight-slider" data-weight={label}>
      {/* biome-ignore lint/a11y/noNoninteractiveTabindex: its definition is read on focus. */}
      <span class="term" tabIndex={0} data-definition={definition}>
        {label}
      </span>
      <input
        type="range"
        min={-range}
        max={range}
        step="any"
        value={value}
        aria-label={`${label}, slider`}
        aria-valuetext={formatNumber(value, 3)}
        onInput={(event) => change(event.currentTarget.value)}
      />
      <input
        type="text"
        inputMode="decimal"
        value={String(Number(value.toPrecision(4)))}
        aria-label={`${label}, number`}
        class={value === original ? "" : "weight-changed"}
        onChange={(event) => change(event.currentTarget.value)}
      />
    </div>
  );
}
