// The way to two sweeps side by side: a button near the map, and the places where the rest appears once its code is there.

import { signal } from "@preact/signals";
import type { ComponentChildren } from "preact";
import { later } from "../later/later.tsx";
import type { MapState } from "../map/mapState.ts";

/** Whether the choice of another sweep is open. */
const isChoosing = signal(false);

const BesideChoice = later(
  "The choice of another sweep",
  async () => (await import("./BesideChoice.tsx")).BesideChoice,
);
const BesideBar = later("The comparison", async () => (await import("./BesideBar.tsx")).BesideBar, {
  isSilent: true,
});
const BesideMap = later("The comparison", async () => (await import("./BesideMap.tsx")).BesideMap, {
  inPlace: <section class="beside-other" aria-busy="true" />,
});

const DEFINITION =
  "Puts another sweep beside this one: the same colours, the same window, and one cursor on both maps.";

export function CompareWith({ map }: { map: MapState }) {
  const isBeside = map.page.view.value.beside !== undefined;
  return (
    <button
      type="button"
      class="quiet"
      aria-expanded={isChoosing.value}
      data-definition={DEFINITION}
      onClick={() => {
        isChoosing.value = !isChoosing.value;
      }}
    >
      {isBeside ? "Compare with another…" : "Compare with…"}
    </button>
  );
}

/** The maps: the page's own, and the other one beside it. */
export function SideBySide({ map, children }: { map: MapState; children: ComponentChildren }) {
  const isBeside = map.page.view.value.beside !== undefined;
  return (
    <>
      {isChoosing.value ? (
        <BesideChoice
          page={map.page}
          close={() => {
            isChoosing.value = false;
          }}
        />
      ) : null}
      {isBeside ? <BesideBar map={map} /> : null}
      <div class={isBeside ? "beside-room" : "beside-alone"}>
        <div class={isBeside ? "beside-maps" : "beside-alone"}>
          {children}
          {isBeside ? <BesideMap map={map} /> : null}
        </div>
      </div>
    </>
  );
}
