// What a walk draws into the gradient bars: the step it stands at, the bars of changed weights, and where float32 ends.

import { LOG_LARGEST, LOG_SMALLEST, LOG_SMALLEST_NORMAL } from "../../../model/walk/float32.ts";

/** What is to be marked. */
export interface Marks {
  /** The step from t back to t − 1. */
  readonly t: number;
  /** log10 ‖∂L/∂s_t‖ of the network with changed weights, t = 0…T; null where none is changed. */
  readonly changed: ArrayLike<number> | null;
}

/** Where the bars stand. */
export interface BarsPlace {
  x(t: number): number;
  y(log: number): number;
  readonly left: number;
  readonly right: number;
  readonly top: number;
  readonly bottom: number;
  /** The width of a drawn bar, which stands for `nth` steps. */
  readonly wide: number;
  readonly nth: number;
}

const LIMITS = [
  { log: LOG_SMALLEST_NORMAL, label: "2⁻¹²⁶" },
  { log: LOG_SMALLEST, label: "2⁻¹⁴⁹" },
  { log: LOG_LARGEST, label: "2¹²⁸" },
];

export function BarsMarks({
  marks,
  logs,
  place,
}: {
  marks: Marks;
  logs: readonly number[];
  place: BarsPlace;
}) {
  const { t, changed } = marks;
  const { x, left, right, top, bottom, nth } = place;
  const y = (log: number) => Math.min(bottom, Math.max(top, place.y(log)));
  const shown = changed ?? logs;
  const visible = LIMITS.filter(({ log }) => place.y(log) > top + 8 && place.y(log) < bottom);
  // Where two lines are as good as one, so is their label.
  const isLegible = (i: number) =>
    i === 0 || Math.abs(place.y(visible[i].log) - place.y(visible[i - 1].log)) > 12;
  const thin = Math.max(1, place.wide * 0.45);
  return (
    <g class="walk-marks">
      {visible.map(({ log, label }, i) => (
        <g key={label} class="float32-limit">
          <line x1={left} x2={right} y1={place.y(log)} y2={place.y(log)} />
          {isLegible(i) ? (
            // A gradient that vanishes leaves room on the left, one that explodes on the right.
            <text
              x={log < 0 ? left + 4 : right - 4}
              y={place.y(log) - 3}
              text-anchor={log < 0 ? "start" : "end"}
            >
              float32 ends: {label}
            </text>
          ) : null}
        </g>
      ))}
      {changed === null
        ? null
        : Array.from(changed, (log, at) =>
            (at % nth !== 0 && at !== changed.length - 1) || !Number.isFinite(log) ? null : (
              <rect
                key={at}
                class="bar-changed"
                x={x(at) - thin / 2}
                width={thin}
                y={Math.min(y(log), bottom - 1.5)}
                height={Math.max(1.5, bottom - y(log))}
              />
            ),
          )}
      <line class="walk-at" x1={x(t)} x2={x(t)} y1={top} y2={bottom} />
      <path class="walk-from" d={`M${x(t)} ${bottom + 1}l-5 7h10z`} />
      {Number.isFinite(shown[t]) && Number.isFinite(shown[t - 1]) ? (
        <line class="walk-step" x1={x(t)} y1={y(shown[t])} x2={x(t - 1)} y2={y(shown[t - 1])} />
      ) : null}
    </g>
  );
}
