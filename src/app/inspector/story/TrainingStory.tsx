// The story of one training run: what else is worth knowing, the curves, and the network unrolled before and after.

import { formatCount } from "../../../store/figure/format.ts";
import type { Inspection } from "../../../sweep/inspection.ts";
import type { TrainingInspection } from "../../../sweep/trainingInspection.ts";
import { GradientBars } from "../GradientBars.tsx";
import { UnrolledNetwork } from "../UnrolledNetwork.tsx";
import { entriesOf, type Facts } from "./facts.ts";
import { Horizon } from "./Horizon.tsx";
import { notes } from "./notes.ts";
import { TrainingCurves } from "./TrainingCurves.tsx";

export interface TrainingStoryProps {
  readonly inspection: Inspection;
  readonly training: TrainingInspection;
  readonly facts: Facts;
  readonly width: number;
}

export function TrainingStory({ inspection, training, facts, width }: TrainingStoryProps) {
  const { spec } = facts;
  const before = inspection.logStateGradient;
  const after = training.after.logStateGradient;
  const weightOf = ({ weight_hh }: TrainingInspection["parameters"]) =>
    spec.model.hidden === 1 ? entriesOf(weight_hh)[0] : null;
  const phases = [
    { title: "Before training", logs: before, weight: weightOf(training.initialParameters) },
    {
      title: facts.updates === 1 ? "After one update" : `After ${formatCount(facts.updates)} updates`,
      logs: after,
      weight: weightOf(training.parameters),
    },
  ];
  return (
    <>
      <ul class="notes">
        {notes(facts).map((note) => (
          <li key={note}>{note}</li>
        ))}
      </ul>
      <TrainingCurves training={training} targetLoss={spec.training.targetLoss} width={width} />
      <Horizon training={training} />
      {phases.map(({ title, logs, weight }) => (
        <section key={title} class="phase">
          <h3>{title}</h3>
          <UnrolledNetwork spec={spec} width={width} weight={weight} />
          <GradientBars logs={logs} width={width} compared={[...before, ...after]} />
        </section>
      ))}
    </>
  );
}
