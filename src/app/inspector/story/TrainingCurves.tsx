// How the run went: the loss and the gradient's norm at every step, on log scales one above the other, read by pointer or keys.

import { useSignal } from "@preact/signals";
import { scaleLinear } from "d3-scale";
import type { TargetedKeyboardEvent, TargetedPointerEvent } from "preact";
import { formatCount, formatNumber } from "../../../store/figure/format.ts";
import type { TrainingInspection } from "../../../sweep/trainingInspection.ts";
import { shortcutOf } from "../../keys/shortcuts.ts";
import { definitions } from "../definitions.ts";
import { Curve, type Mark } from "./Curve.tsx";

const LEFT = 52;
/** Half of a tick's label. */
const RIGHT = 26;
const LOSS_HEIGHT = 150;
const GRADIENT_HEIGHT = 96;
const AXIS_HEIGHT = 38;
const GAP = 26;

export function TrainingCurves({
  training,
  targetLoss,
  width,
}: {
  training: TrainingInspection;
  targetLoss: number;
  width: number;
}) {
  const chosen = useSignal<number | null>(null);
  const { loss, gradientNorm, stepsToTarget, horizon } = training;
  const steps = gradientNorm.length;
  const x = scaleLinear([0, steps], [LEFT, Math.max(LEFT + 1, width - RIGHT)]);
  const top = 20;
  const second = top + LOSS_HEIGHT + GAP;
  const bottom = second + GRADIENT_HEIGHT;
  const marks: Mark[] = [
    ...(Number.isNaN(stepsToTarget) ? [] : [{ step: stepsToTarget, kind: "target" as const }]),
    ...(typeof horizon === "number" ? [{ step: horizon, kind: "horizon" as const }] : []),
  ];
  const choose = (event: TargetedPointerEvent<SVGSVGElement>) => {
    const at = x.invert(event.clientX - event.currentTarget.getBoundingClientRect().left);
    chosen.value = at < -0.5 || at > steps + 0.5 ? null : Math.min(steps, Math.max(0, Math.round(at)));
  };
  const key = (event: TargetedKeyboardEvent<SVGSVGElement>) => {
    const now = chosen.value ?? 0;
    const far = Math.max(1, Math.round(steps / 20));
    const to: Record<string, number> = {
      ArrowLeft: now - (event.shiftKey ? far : 1),
      ArrowRight: now + (event.shiftKey ? far : 1),
      Home: 0,
      End: steps,
    };
    if (shortcutOf("steps", event) === null) return;
    event.preventDefault();
    chosen.value = Math.min(steps, Math.max(0, to[event.key]));
  };
  const ticks = x.ticks(Math.max(2, Math.floor(width / 90))).filter(Number.isInteger);
  return (
    <figure class="bars curves">
      <svg
        width={width}
        height={bottom + AXIS_HEIGHT}
        tabindex={0}
        role="application"
        aria-roledescription="line chart"
        aria-label="Loss and gradient norm at each training step, on log scales; the arrow keys read them out, with Shift further at a time."
        onPointerMove={choose}
        onPointerLeave={() => {
          chosen.value = null;
        }}
        onKeyDown={key}
      >
        <Curve
          values={loss}
          title="loss"
          definition={definitions.lossCurve}
          x={x}
          top={top}
          height={LOSS_HEIGHT}
          line={{ value: targetLoss, label: "target" }}
          marks={marks}
          chosen={chosen.value}
        />
        {/* The k-th update is made from the gradient at the loss after k − 1. */}
        <Curve
          values={gradientNorm}
          title="gradient norm ‖g‖"
          definition={definitions.gradientNorm}
          x={x}
          top={second}
          height={GRADIENT_HEIGHT}
          line={null}
          marks={marks}
          chosen={chosen.value}
        />
        {ticks.map((tick) => (
          <g key={tick} transform={`translate(${x(tick)} ${bottom})`}>
            <line class="tick" y2={4} />
            <text class="tick-label" y={16} text-anchor="middle">
              {formatCount(tick)}
            </text>
          </g>
        ))}
        <text class="axis-title" x={(LEFT + width - RIGHT) / 2} y={bottom + 32} text-anchor="middle">
          training steps
        </text>
      </svg>
      <figcaption aria-live="polite">
        {chosen.value === null ? <Key marks={marks} /> : <Read training={training} step={chosen.value} />}
      </figcaption>
    </figure>
  );
}

/** What the vertical marks mean. */
function Key({ marks }: { marks: readonly Mark[] }) {
  if (marks.length === 0) return <>Move over the curves, or use the arrow keys, to read them.</>;
  return (
    <>
      {marks.map(({ kind, step }) => (
        <span key={kind} class={`curve-key curve-key-${kind}`}>
          {kind === "target"
            ? `target reached at step ${formatCount(step)}`
            : `float32 parts at step ${formatCount(step)}`}
        </span>
      ))}
    </>
  );
}

function Read({ training, step }: { training: TrainingInspection; step: number }) {
  const loss = training.loss[step];
  const norm = training.gradientNorm[step];
  const wasThere = !Number.isNaN(loss);
  return (
    <>
      {`step ${step}: `}
      {wasThere ? `loss ${formatNumber(loss, 4)} squared target units` : "the run had diverged"}
      {norm === undefined || Number.isNaN(norm)
        ? ""
        : `; ‖g‖ ${formatNumber(norm, 4)} loss per parameter unit`}
    </>
  );
}
