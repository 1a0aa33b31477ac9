// The page as a whole: what stands where. The map is the centre; the sweep's form and the inspector flank it.

import { useEffect, useMemo, useRef } from "preact/hooks";
import { CompareWith, SideBySide } from "./beside/BesideDoor.tsx";
import { Definitions } from "./Definitions.tsx";
import { useDropped } from "./dropping.ts";
import { SeriesFile } from "./form/series/seriesFile.ts";
import { watchPicture } from "./kept/watchPicture.ts";
import { Help } from "./keys/HeaderKeys.tsx";
import { PageKeys } from "./keys/pageKeys.ts";
import {
  BenchPage,
  ExportMenu,
  ExportNotice,
  GalleryPage,
  Inspector,
  KeptPage,
  SlicePlots,
  SpecForm,
  TrustBar,
} from "./later/parts.tsx";
import { MistakeBanner } from "./MistakeBanner.tsx";
import { CellsBar } from "./map/compare/CellsBar.tsx";
import { CompareBar } from "./map/compare/CompareBar.tsx";
import { Legend } from "./map/Legend.tsx";
import { MapHeader } from "./map/MapHeader.tsx";
import { MapView } from "./map/MapView.tsx";
import { MapState } from "./map/mapState.ts";
import { RowTable } from "./map/row/RowTable.tsx";
import { Slices } from "./map/Slices.tsx";
import { NewVersion } from "./offline/NewVersion.tsx";
import { PageHeader } from "./PageHeader.tsx";
import { PresetBar } from "./PresetBar.tsx";
import { Progress } from "./Progress.tsx";
import { isCovered } from "./predict/asked.ts";
import { Asked, PredictBar, PredictFirst } from "./predict/Predict.tsx";
import { Story } from "./Story.tsx";
import { OpenedNotice } from "./share/OpenedNotice.tsx";
import { Opening } from "./share/opening.ts";
import { SpecDraft } from "./state/draft.ts";
import type { Page } from "./state/page.ts";
import { StoryDoor } from "./story/StoryDoor.tsx";
import { TheoryBar } from "./theory/TheoryBar.tsx";
import { useOwnHeight } from "./useOwnHeight.ts";
import { ZoomControls } from "./zoom/ZoomControls.tsx";

/** @param brand what index.html has put there of the page's header */
export function PageView({ page, brand }: { page: Page; brand: Element }) {
  const map = useMemo(() => new MapState(page), [page]);
  const keys = useMemo(() => new PageKeys(page), [page]);
  const draft = useMemo(() => new SpecDraft(page), [page]);
  const prices = useMemo(() => new SeriesFile(draft), [draft]);
  const opening = useMemo(() => new Opening(page, prices), [page, prices]);
  const held = useDropped(opening.take);
  useEffect(() => watchPicture(page, map), [page, map]);
  const { page: shown } = page.view.value;
  return (
    <>
      <PageHeader page={page} opening={opening} keys={keys} brand={brand} />
      {held ? <div class="drop-veil">{DROP}</div> : null}
      <NewVersion />
      <OpenedNotice opening={opening} />
      {shown === "bench" ? (
        <BenchPage page={page} />
      ) : shown === "kept" ? (
        <KeptPage page={page} />
      ) : shown === "gallery" ? (
        <GalleryPage page={page} />
      ) : shown === "story" ? (
        <StoryDoor page={page} map={map} />
      ) : isCovered(page.spec.value, page.arrangement.value, page.view.value) ? (
        <Asked map={map}>
          <SpecForm draft={draft} file={prices} />
        </Asked>
      ) : (
        <MapPage page={page} map={map} keys={keys} draft={draft} prices={prices} />
      )}
      <Help keys={keys} />
      <Definitions />
    </>
  );
}

/** What can be dropped, wherever one is. */
const DROP =
  "Drop it: a spec, a picture exported here, results (a zip or a .zarr folder), a CSV file of prices, one or two bench reports";

interface MapPageParts {
  readonly page: Page;
  readonly map: MapState;
  readonly keys: PageKeys;
  readonly draft: SpecDraft;
  readonly prices: SeriesFile;
}

function MapPage({ page, map, keys, draft, prices }: MapPageParts) {
  const panel = useRef<HTMLElement>(null);
  useOwnHeight(panel);
  const inspecting = page.point.value !== null;
  return (
    <main class={`layout ${inspecting ? "with-inspector" : ""}`}>
      <MistakeBanner page={page} />
      <PresetBar page={page} />
      <section ref={panel} class="map-panel panel" aria-label="The map">
        <MapHeader map={map}>
          <PredictFirst map={map} />
          <CompareWith map={map} />
          <ExportMenu map={map} />
        </MapHeader>
        <ExportNotice map={map} />
        <Story page={page} map={map} />
        <PredictBar map={map} />
        <CompareBar map={map} />
        <CellsBar map={map} />
        <SideBySide map={map}>
          <MapView map={map} />
        </SideBySide>
        <ZoomControls map={map} />
        <Slices map={map} />
        <Legend map={map} colours={map.colours} />
        {map.difference.value === null ? null : <Legend map={map} colours={map.differenceColours} />}
        <TheoryBar map={map} />
        <TrustBar map={map} />
        <SlicePlots map={map} />
        <RowTable map={map} keys={keys} />
        <Progress page={page} />
      </section>
      {inspecting ? <Inspector map={map} /> : null}
      <SpecForm draft={draft} file={prices} />
    </main>
  );
}
