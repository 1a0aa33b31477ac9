// The menu of exports: opened by its button, gone through with the arrow keys, each entry explained on hover and focus.

import { useSignal } from "@preact/signals";
import { useId, useLayoutEffect, useRef } from "preact/hooks";
import type { ExportKind } from "../../lab/share/export.ts";
import type { MapState } from "../map/mapState.ts";
import { type Exporting, exportingOf } from "./exporting.ts";

interface Entry {
  readonly title: string;
  readonly definition: string;
  readonly act: (exporting: Exporting) => void;
  /** Whether it needs results. */
  readonly needsResults: boolean;
}

const file = (kind: ExportKind, title: string, definition: string): Entry => ({
  title,
  definition,
  act: (exporting) => void exporting.save(kind),
  needsResults: true,
});

const ENTRIES: readonly Entry[] = [
  file(
    "png",
    "Picture (PNG)",
    "The map with its axes, legend and title, to be looked at or printed. The spec is in it: dropped on this page, it opens the sweep again.",
  ),
  file(
    "svg",
    "Picture (SVG)",
    "The same picture with texts that stay texts, for papers and slides. The spec is in it, too.",
  ),
  file(
    "view.csv",
    "Table of the view (CSV)",
    "One row per network that the map shows (its slice and panels), with the metric on the map.",
  ),
  file(
    "csv",
    "Table of all points (CSV)",
    "One row per network of the whole sweep, with every metric. Tables of more than 2 GB are not made: Zarr has no such end.",
  ),
  file(
    "npy",
    "Metric on the map (NPY)",
    "The metric on the map over the whole sweep, as NumPy’s array file: numpy.load opens it.",
  ),
  file(
    "zarr.zip",
    "All results (Zarr, zip)",
    "Every metric of every network with all coordinates and the spec, in float32: xarray and zarr open it, and so does this page.",
  ),
  {
    title: "Spec (JSON)",
    definition: "What is computed, without results: it runs again in the page and in the terminal.",
    act: (exporting) => exporting.saveSpec(),
    needsResults: false,
  },
  {
    title: "Copy link",
    definition: "A link that opens exactly this: the sweep, the metric, the colours and the open network.",
    act: (exporting) => void exporting.copy("link"),
    needsResults: false,
  },
  {
    title: "Copy as Python",
    definition:
      "A few lines that open the Zarr zip in xarray and plot this very map with the page’s colours.",
    act: (exporting) => void exporting.copy("python"),
    needsResults: true,
  },
];

export function ExportMenu({ map }: { map: MapState }) {
  const exporting = exportingOf(map);
  const isOpen = useSignal(false);
  const id = useId();
  const box = useRef<HTMLDivElement>(null);
  const button = useRef<HTMLButtonElement>(null);
  const close = () => {
    isOpen.value = false;
    button.current?.focus();
  };
  const left = (event: FocusEvent) => {
    if (!box.current?.contains(event.relatedTarget as Node | null)) isOpen.value = false;
  };
  // Before the next key comes, or else the second of two quick ones would be lost.
  useLayoutEffect(() => {
    if (isOpen.value) itemsIn(box.current)[0]?.focus();
  }, [isOpen.value]);
  return (
    <div ref={box} class="export">
      <button
        ref={button}
        type="button"
        aria-haspopup="menu"
        aria-expanded={isOpen.value}
        aria-controls={isOpen.value ? id : undefined}
        onClick={() => {
          isOpen.value = !isOpen.value;
        }}
        onBlur={left}
        onKeyDown={(event) => {
          if (isOpen.value || event.key !== "ArrowDown") return;
          event.preventDefault();
          isOpen.value = true;
        }}
      >
        Export
      </button>
      {isOpen.value ? (
        <div
          id={id}
          class="export-menu"
          role="menu"
          tabIndex={-1}
          aria-label="Export"
          onFocusOut={left}
          onKeyDown={(event) => {
            if (event.key === "Escape") close();
            else if (moveFocus(itemsIn(box.current), event.key)) event.preventDefault();
          }}
        >
          {ENTRIES.map(({ title, definition, act, needsResults }) => (
            <button
              key={title}
              type="button"
              role="menuitem"
              tabIndex={-1}
              disabled={needsResults && !exporting.hasResults}
              data-definition={definition}
              onClick={() => {
                close();
                act(exporting);
              }}
            >
              {title}
            </button>
          ))}
        </div>
      ) : null}
    </div>
  );
}

function itemsIn(box: HTMLElement | null): HTMLElement[] {
  return [...(box?.querySelectorAll<HTMLElement>('[role="menuitem"]:not(:disabled)') ?? [])];
}

/** Moves the focus among the entries of a menu; false for any other key. */
function moveFocus(items: readonly HTMLElement[], key: string): boolean {
  const at = items.indexOf(document.activeElement as HTMLElement);
  const last = items.length - 1;
  const to = { ArrowDown: at === last ? 0 : at + 1, ArrowUp: at <= 0 ? last : at - 1, Home: 0, End: last }[
    key
  ];
  if (to === undefined) return false;
  items[to]?.focus();
  return true;
}
