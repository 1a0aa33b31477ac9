// The inspector: one network of the map, replayed in float64: what happened, drawn, and in numbers.

import { useEffect, useRef } from "preact/hooks";
import { parameterShapes } from "../../model/network.ts";
import { kindOf } from "../../model/tasks/index.ts";
import { unrollOf } from "../../sweep/point.ts";
import { formatValue } from "../format.ts";
import type { MapState } from "../map/mapState.ts";
import type { InspectedPoint } from "../state/inspecting.ts";
import { useWidth } from "../useWidth.ts";
import { definitions } from "./definitions.ts";
import { GradientBars } from "./GradientBars.tsx";
import { MetricTable, OutputTable } from "./PointTable.tsx";
import { gradientSentence } from "./sentence.ts";
import { UnrolledNetwork } from "./UnrolledNetwork.tsx";

export function Inspector({ map }: { map: MapState }) {
  const inspected = map.page.inspected.value;
  const panel = useRef<HTMLElement>(null);
  const box = useRef<HTMLDivElement>(null);
  const width = useWidth(box);
  useEffect(() => {
    // Where the panel stands below the map, a click on the map would otherwise seem to do nothing.
    const element = panel.current;
    if (element === null || element.getBoundingClientRect().top < innerHeight * 0.8) return;
    const calm = matchMedia("(prefers-reduced-motion: reduce)").matches;
    element.scrollIntoView({ behavior: calm ? "auto" : "smooth", block: "nearest" });
  }, []);
  if (inspected === null) return null;
  const close = () => map.page.changeView({ point: undefined });
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
        {width === 0 ? null : <Replay inspected={inspected} width={width} />}
      </div>
      {inspected.inspection === null ? null : (
        <>
          <OutputTable spec={inspected.spec} inspection={inspected.inspection} />
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
        d === axes.length - 1 && axis.values.length === 1 ? null : (
          <div key={axis.param}>
            <dt>
              {/* biome-ignore lint/a11y/noNoninteractiveTabindex: its definition is read on focus. */}
              <span class="term" tabIndex={0} data-definition={`${axis.description} (${axis.param})`}>
                {axis.title}
              </span>
            </dt>
            <dd>
              <data value={String(axis.values[inspected.indices[d]])}>
                {formatValue(axis.values[inspected.indices[d]])}
              </data>{" "}
              {axis.unit}
            </dd>
          </div>
        ),
      )}
    </dl>
  );
}

function Replay({ inspected, width }: { inspected: InspectedPoint; width: number }) {
  const { spec, inspection, failure } = inspected;
  const unroll = unrollOf(spec.task);
  const widths = kindOf(spec.task).widths(spec.task);
  const shapes = parameterShapes({ hidden: spec.model.hidden, ...widths });
  const parameters = Object.values(shapes).reduce(
    (sum, shape) => sum + shape.reduce<number>((a, b) => a * b, 1),
    0,
  );
  return (
    <>
      <p class="sentence" role="status" data-testid="sentence">
        {failure !== "" ? `The replay failed: ${failure}` : ""}
        {inspection === null ? "" : gradientSentence(inspection.metrics.logGradientRatio, unroll)}
      </p>
      <UnrolledNetwork spec={spec} width={width} />
      {inspection === null ? null : <GradientBars logs={inspection.logStateGradient} width={width} />}
      <p class="aside">
        {/* biome-ignore lint/a11y/noNoninteractiveTabindex: its definition is read on focus. */}
        <span class="term" tabIndex={0} data-definition={definitions.parameters}>
          {parameters} parameters
        </span>
        , the same in every copy: unrolling adds none.
      </p>
    </>
  );
}
