// The page as a whole: what stands where. The map is the centre; the sweep's form and the inspector flank it.

import { useEffect, useMemo, useRef } from "preact/hooks";
import { BenchPage } from "./bench/BenchPage.tsx";
import { Definitions } from "./Definitions.tsx";
import { SpecForm } from "./form/SpecForm.tsx";
import { Inspector } from "./inspector/Inspector.tsx";
import { KeptPage } from "./kept/KeptPage.tsx";
import { watchPicture } from "./kept/watchPicture.ts";
import { MistakeBanner } from "./MistakeBanner.tsx";
import { CellsBar } from "./map/compare/CellsBar.tsx";
import { CompareBar } from "./map/compare/CompareBar.tsx";
import { Legend } from "./map/Legend.tsx";
import { MapHeader } from "./map/MapHeader.tsx";
import { MapView } from "./map/MapView.tsx";
import { MapState } from "./map/mapState.ts";
import { Slices } from "./map/Slices.tsx";
import { SlicePlots } from "./map/slice/SlicePlots.tsx";
import { PageHeader } from "./PageHeader.tsx";
import { PresetBar } from "./PresetBar.tsx";
import { Progress } from "./Progress.tsx";
import { Story } from "./Story.tsx";
import { SpecDraft } from "./state/draft.ts";
import type { Page } from "./state/page.ts";
import { TrustBar } from "./trust/TrustBar.tsx";
import { useOwnHeight } from "./useOwnHeight.ts";

export function PageView({ page }: { page: Page }) {
  const map = useMemo(() => new MapState(page), [page]);
  const draft = useMemo(() => new SpecDraft(page), [page]);
  useEffect(() => watchPicture(page, map), [page, map]);
  const { page: shown } = page.view.value;
  return (
    <>
      <PageHeader page={page} />
      {shown === "bench" ? (
        <BenchPage page={page} />
      ) : shown === "kept" ? (
        <KeptPage page={page} />
      ) : (
        <MapPage page={page} map={map} draft={draft} />
      )}
      <Definitions />
    </>
  );
}

function MapPage({ page, map, draft }: { page: Page; map: MapState; draft: SpecDraft }) {
  const panel = useRef<HTMLElement>(null);
  useOwnHeight(panel);
  const inspecting = page.point.value !== null;
  return (
    <main class={`layout ${inspecting ? "with-inspector" : ""}`}>
      <MistakeBanner page={page} />
      <PresetBar page={page} />
      <section ref={panel} class="map-panel panel" aria-label="The map">
        <MapHeader map={map} />
        <Story page={page} map={map} />
        <CompareBar map={map} />
        <CellsBar map={map} />
        <MapView map={map} />
        <Slices map={map} />
        <Legend map={map} colours={map.colours} />
        {map.difference.value === null ? null : <Legend map={map} colours={map.differenceColours} />}
        <TrustBar map={map} />
        <SlicePlots map={map} />
        <Progress page={page} />
      </section>
      {inspecting ? <Inspector map={map} /> : null}
      <SpecForm draft={draft} />
    </main>
  );
}
