// Says where numbers run out: where float32 can no longer tell neighbouring points apart, and the way on; and where the
// reference's float64 cannot either.

import { mergedAxes } from "../../sweep/resolution.ts";
import type { MapState } from "../map/mapState.ts";

const WHY =
  "The engines webgpu and cpu hold every weight in float32, which has 7 digits: neighbouring columns or rows become one and the same network there. The reference holds 16 digits, and is slower.";

export function ResolutionNotice({ map }: { map: MapState }) {
  const { page } = map;
  const spec = page.spec.value;
  const { x, y } = page.arrangement.value;
  const runs = page.run.status.value.engine?.name ?? page.engine.value;
  const isReference = runs === "reference";
  const merged = mergedAxes(spec, "float32").filter((d) => d === x || d === y);
  const names = merged.map((d) => map.axes.value[d].title).join(" and ");
  return (
    <>
      {merged.length > 0 && !isReference ? (
        <p class="zoom-notice" role="status" data-testid="float32-notice">
          {/* biome-ignore lint/a11y/noNoninteractiveTabindex: its definition is read on focus. */}
          <span class="term" tabIndex={0} data-definition={WHY}>
            Float32 no longer tells neighbouring points apart here
          </span>{" "}
          ({names}).{" "}
          <button type="button" class="way-on" onClick={() => page.changeView({ engine: "reference" })}>
            Compute in float64 (reference)
          </button>
        </p>
      ) : null}
      {isReference && merged.length > 0 ? (
        <p class="zoom-notice">
          Computed in float64: float32 would not tell neighbouring points apart here ({names}).
        </p>
      ) : null}
      {map.zoom.depth.value === "float64" ? (
        <p class="zoom-notice" role="status">
          This is as deep as it goes: neighbouring points differ by the last digits of float64 alone.
        </p>
      ) : null}
    </>
  );
}
