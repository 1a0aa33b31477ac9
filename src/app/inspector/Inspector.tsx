// The inspector: one network of the map, replayed in float64: what happened, drawn, and in numbers.

import { useEffect, useMemo, useRef } from "preact/hooks";
import { formatCount } from "../../store/figure/format.ts";
import { valueText } from "../../store/figure/shownAxis.ts";
import { unrollOf } from "../../sweep/point.ts";
import type { SweepSpec } from "../../sweep/spec.ts";
import { focusMap } from "../keys/focus.ts";
import type { MapState } from "../map/mapState.ts";
import { scrollToShow } from "../motion.ts";
import type { InspectedPoint } from "../state/inspecting.ts";
import type { Page } from "../state/page.ts";
import { useWidth } from "../useWidth.ts";
import { ArrowHeads } from "./ArrowHeads.tsx";
import { OutputTable } from "./OutputTable.tsx";
import { ParameterCount } from "./ParameterCount.tsx";
import { MetricTable } from "./PointTable.tsx";
import { Steps } from "./Steps.tsx";
import { gradientSentence } from "./sentence.ts";
import { diagnosis } from "./story/diagnosis.ts";
import { type Facts, factsOf } from "./story/facts.ts";
import { OutcomeBadge } from "./story/OutcomeBadge.tsx";
import { ParameterTable } from "./story/ParameterTable.tsx";
import { TrainingStory } from "./story/TrainingStory.tsx";

export function Inspector({ map }: { map: MapState }) {
  const inspected = map.page.inspected.value;
  const panel = useRef<HTMLElement>(null);
  const box = useRef<HTMLDivElement>(null);
  const width = useWidth(box);
  useEffect(() => {
    // Where the panel stands below the map, a click on the map would otherwise seem to do nothing.
    const element = panel.current;
    if (element === null || element.getBoundingClientRect().top < innerHeight * 0.8) return;
    scrollToShow(element);
  }, []);
  if (inspected === null) return null;
  const close = () => {
    map.page.changeView({ point: undefined });
    // A button that goes away with its panel would leave the keyboard nowhere.
    focusMap();
  };
  return (
    <section ref={panel} class="inspector panel" aria-labelledby="inspector-title" data-testid="inspector">
      <header>
        <h2 id="inspector-title">This network</h2>
        <button type="button" class="quiet" onClick={close} aria-label="Close the inspector">
          Close
        </button>
      </header>
      <PointPlace map={map} inspected={inspected} />
      <div ref={box} class="inspector-drawing">
        {width === 0 ? null : <Replay page={map.page} inspected={inspected} width={width} />}
      </div>
      {inspected.inspection === null ? null : (
        <>
          <OutputTable spec={inspected.spec} inspection={inspected.inspection} />
          {inspected.inspection.training === undefined ? null : (
            <ParameterTable training={inspected.inspection.training} />
          )}
          <MetricTable inspection={inspected.inspection} />
        </>
      )}
    </section>
  );
}

/** Where on the axes the point lies. */
function PointPlace({ map, inspected }: { map: MapState; inspected: InspectedPoint }) {
  const axes = map.axes.value;
  return (
    <dl class="place">
      {axes.map((axis, d) =>
        d === axes.length - 1 && axis.all.length === 1 ? null : (
          <div key={axis.param}>
            <dt>
              {/* biome-ignore lint/a11y/noNoninteractiveTabindex: its definition is read on focus. */}
              <span class="term" tabIndex={0} data-definition={`${axis.description} (${axis.param})`}>
                {axis.title}
              </span>
            </dt>
            <dd>
              <data value={String(axis.all[inspected.indices[d]])}>
                {valueText(axis.all, inspected.indices[d])}
              </data>{" "}
              {axis.unit}
            </dd>
          </div>
        ),
      )}
    </dl>
  );
}

function Replay({ page, inspected, width }: { page: Page; inspected: InspectedPoint; width: number }) {
  const { spec, inspection } = inspected;
  const { training } = inspection ?? {};
  const replicate = inspected.indices[inspected.indices.length - 1];
  // A run may have a million steps: they are gone through once, not at every drawing.
  const facts = useMemo(
    () => (inspection && training ? factsOf(spec, inspection, training) : null),
    [spec, inspection, training],
  );
  return (
    <>
      <ArrowHeads />
      <Sentence inspected={inspected} facts={facts} />
      {inspection === null || training === undefined || facts === null ? (
        <Steps
          page={page}
          spec={spec}
          replicate={replicate}
          isTrained={false}
          weight={feedbackWeight(spec)}
          logs={inspection?.logStateGradient ?? null}
          width={width}
        />
      ) : (
        <TrainingStory
          page={page}
          inspection={inspection}
          training={training}
          facts={facts}
          replicate={replicate}
          width={width}
        />
      )}
      <ParameterCount spec={spec} />
    </>
  );
}

/** What happened, in one sentence; while a long run is replayed, that it is. */
function Sentence({ inspected, facts }: { inspected: InspectedPoint; facts: Facts | null }) {
  const { spec, inspection, failure } = inspected;
  const { training } = inspection ?? {};
  const trains = spec.mode === "training" && failure === "";
  return (
    <>
      {training === undefined ? null : <OutcomeBadge training={training} />}
      <p class="sentence" role="status" data-testid="sentence">
        {failure !== "" ? `The replay failed: ${failure}` : ""}
        {inspection === null && trains
          ? `Replaying its ${formatCount(spec.training.steps)} training steps in float64…`
          : ""}
        {inspection === null
          ? ""
          : facts === null
            ? gradientSentence(inspection.metrics.logGradientRatio, unrollOf(spec.task))
            : diagnosis(facts)}
      </p>
    </>
  );
}

/** The number on the loop, where the spec gives the whole recurrent matrix as one number. */
function feedbackWeight({ model, init }: SweepSpec): number | null {
  if (model.hidden !== 1 || "kind" in init || init.recurrent.kind !== "constant") return null;
  return init.recurrent.value;
}
