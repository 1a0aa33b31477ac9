// The parts of the page that are not needed for the first map, each in a file of its own that is fetched later.

import { later } from "./later.tsx";

const FORM_IN_PLACE = (
  <div class="spec-form panel">
    <h2>The sweep</h2>
  </div>
);

export const SpecForm = later(
  "The form of the sweep",
  async () => (await import("../form/SpecForm.tsx")).SpecForm,
  { afterMap: true, inPlace: FORM_IN_PLACE },
);
export const ExportMenu = later(
  "The menu of exports",
  async () => (await import("../share/ExportMenu.tsx")).ExportMenu,
  {
    afterMap: true,
    inPlace: (
      <div class="export">
        <button type="button" disabled>
          Export
        </button>
      </div>
    ),
  },
);
export const ExportNotice = later(
  "What an export does",
  async () => (await import("../share/ExportNotice.tsx")).ExportNotice,
  { afterMap: true, isSilent: true },
);
export const Glossed = later("The glossary", async () => (await import("../Glossed.tsx")).Glossed, {
  afterMap: true,
  isSilent: true,
  inPlace: ({ text }) => text,
});
export const SlicePlots = later(
  "The slices of the map",
  async () => (await import("../map/slice/SlicePlots.tsx")).SlicePlots,
  { afterMap: true, inPlace: <section class="slice-plots slice-plots-in-place" /> },
);
export const TrustBar = later(
  "The check against the reference",
  async () => (await import("../trust/TrustBar.tsx")).TrustBar,
  { afterMap: true, inPlace: <section class="trust trust-in-place" /> },
);
export const TrustOverlay = later(
  "What the map shows of trust",
  async () => (await import("../trust/TrustOverlay.tsx")).TrustOverlay,
  { afterMap: true, isSilent: true },
);
export const Inspector = later(
  "The inspector",
  async () => (await import("../inspector/Inspector.tsx")).Inspector,
  {
    inPlace: <aside class="inspector panel" aria-busy="true" />,
  },
);
export const BenchPage = later("The bench", async () => (await import("../bench/BenchPage.tsx")).BenchPage, {
  inPlace: <main aria-busy="true" />,
});
export const KeptPage = later(
  "The list of kept sweeps",
  async () => (await import("../kept/KeptPage.tsx")).KeptPage,
  { inPlace: <main aria-busy="true" /> },
);
export const GalleryPage = later(
  "The gallery",
  async () => (await import("../gallery/GalleryPage.tsx")).GalleryPage,
  { inPlace: <main aria-busy="true" /> },
);
