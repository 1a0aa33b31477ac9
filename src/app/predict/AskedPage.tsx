// The page while a prediction is asked for: the question and a covered map to draw on. It is a page of its own, and not the
// map with something over it, so that nothing that tells of results can be on it.

import type { ComponentChildren } from "preact";
import { useRef } from "preact/hooks";
import { metrics } from "../../model/metrics/index.ts";
import { MistakeBanner } from "../MistakeBanner.tsx";
import type { MapState } from "../map/mapState.ts";
import { Slices } from "../map/Slices.tsx";
import { PresetBar } from "../PresetBar.tsx";
import { Progress } from "../Progress.tsx";
import { describe } from "../Story.tsx";
import { useOwnHeight } from "../useOwnHeight.ts";
import { useArrival } from "./arrival.ts";
import { CoveredMap } from "./CoveredMap.tsx";
import { DrawingTools } from "./DrawingTools.tsx";
import { predictionOf } from "./prediction.ts";
import { TeacherTools } from "./TeacherTools.tsx";
import "../style/predict.css";

/** @param children the sweep's form */
export function AskedPage({ map, children }: { map: MapState; children: ComponentChildren }) {
  const prediction = predictionOf(map);
  const panel = useRef<HTMLElement>(null);
  const question = useRef<HTMLHeadingElement>(null);
  useOwnHeight(panel);
  useArrival(question);
  const { page } = map;
  const spec = page.spec.value;
  const { label, definition, unit } = metrics[page.metric.value];
  return (
    <main class="layout">
      <MistakeBanner page={page} />
      <PresetBar page={page} />
      <section ref={panel} class="map-panel panel" aria-label="The map, covered" data-testid="asked">
        <div class="map-header">
          <h2>{spec.name === "" ? "A sweep of your own" : spec.name}</h2>
          {/* biome-ignore lint/a11y/noNoninteractiveTabindex: its definition is read on focus. */}
          <span class="term" tabIndex={0} data-definition={`${definition} Unit: ${unit}.`}>
            {label}
          </span>
        </div>
        <h3 ref={question} class="predict-question" tabIndex={-1} dir="auto" data-testid="question">
          {prediction.question.value}
        </h3>
        {page.view.value.question === undefined ? (
          <p class="predict-scene">{prediction.ownQuestion.value.hint}</p>
        ) : null}
        <CoveredMap prediction={prediction} />
        <DrawingTools prediction={prediction} />
        <Slices map={map} />
        <p class="predict-scene">{describe(map)}</p>
        <TeacherTools prediction={prediction} />
        <Progress page={page} />
      </section>
      {children}
    </main>
  );
}
