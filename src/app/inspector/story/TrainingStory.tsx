// The story of one training run: what else is worth knowing, the curves, and the network unrolled before and after.

import { useMemo } from "preact/hooks";
import { formatCount } from "../../../store/figure/format.ts";
import type { Inspection } from "../../../sweep/inspection.ts";
import type { ExplicitInit, SweepSpec } from "../../../sweep/spec.ts";
import type { TrainingInspection } from "../../../sweep/trainingInspection.ts";
import type { Page } from "../../state/page.ts";
import { Steps } from "../Steps.tsx";
import { entriesOf, type Facts } from "./facts.ts";
import { Horizon } from "./Horizon.tsx";
import { notes } from "./notes.ts";
import { TrainingCurves } from "./TrainingCurves.tsx";

export interface TrainingStoryProps {
  readonly page: Page;
  readonly inspection: Inspection;
  readonly training: TrainingInspection;
  readonly facts: Facts;
  readonly replicate: number;
  readonly width: number;
}

export function TrainingStory({ page, inspection, training, facts, replicate, width }: TrainingStoryProps) {
  const { spec } = facts;
  const before = inspection.logStateGradient;
  const after = training.after.logStateGradient;
  const compared = useMemo(() => [...before, ...after], [before, after]);
  const trained = useMemo(() => trainedSpec(spec, training), [spec, training]);
  const weightOf = ({ weight_hh }: TrainingInspection["parameters"]) =>
    spec.model.hidden === 1 ? entriesOf(weight_hh)[0] : null;
  const phases = [
    {
      title: "Before training",
      spec,
      isTrained: false,
      logs: before,
      weight: weightOf(training.initialParameters),
    },
    {
      title: facts.updates === 1 ? "After one update" : `After ${formatCount(facts.updates)} updates`,
      spec: trained,
      isTrained: true,
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
      {phases.map(({ title, ...phase }) => (
        <section key={title} class="phase">
          <h3>{title}</h3>
          <Steps
            {...phase}
            page={page}
            replicate={phase.isTrained ? 0 : replicate}
            compared={compared}
            width={width}
          />
        </section>
      ))}
    </>
  );
}

/** The same network with the weights that training came to. */
function trainedSpec(spec: SweepSpec, { parameters }: TrainingInspection): SweepSpec {
  return {
    ...spec,
    init: { kind: "explicit", parameters: parameters as ExplicitInit["parameters"] },
  };
}
