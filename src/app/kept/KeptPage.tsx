// The page of kept sweeps: what this browser has, how far each is, how much room they take.

import { useEffect } from "preact/hooks";
import { formatBytes } from "../../store/figure/format.ts";
import type { Page } from "../state/page.ts";
import { KeptCard } from "./KeptCard.tsx";
import type { KeptState } from "./keptState.ts";

/** A sweep that runs beside the list grows in it at this pace. */
const REFRESH_MS = 3000;

export function KeptPage({ page }: { page: Page }) {
  const { kept } = page;
  useEffect(() => {
    void kept.refresh();
    const timer = setInterval(() => void kept.refresh(), REFRESH_MS);
    return () => clearInterval(timer);
  }, [kept]);
  const { value: sweeps } = kept.sweeps;
  return (
    <main class="kept" data-testid="kept">
      <section class="panel kept-intro" aria-label="Kept sweeps">
        <h2>Sweeps kept in this browser</h2>
        <p>
          A sweep that runs for more than three seconds is kept while it runs, tile by tile: close the tab,
          and it goes on from there when it is next opened. Shorter ones are kept by the button <i>Keep</i>{" "}
          below the map.
        </p>
        <SpaceLine kept={kept} />
        <p class="kept-notice" role="status">
          {kept.notice.value}
        </p>
      </section>
      {sweeps === null ? null : sweeps.length === 0 ? (
        <p class="panel kept-none">
          {kept.isThere.value === false
            ? "This browser gives the page no files of its own (a private window, or an address that is not secure), so nothing can be kept. “Export” below the map saves results all the same."
            : "Nothing is kept yet."}
        </p>
      ) : (
        <ul class="kept-list">
          {sweeps.map((sweep) => (
            <KeptCard key={sweep.id} kept={kept} sweep={sweep} />
          ))}
        </ul>
      )}
    </main>
  );
}

const SPACE_DEFINITION =
  "What this page keeps in this browser, as the browser estimates it, and how much it allows. A number takes 4 bytes.";
const PERSISTENT_DEFINITION =
  "Where a disk fills up, a browser may clear what pages keep, unless it has agreed not to.";

function SpaceLine({ kept }: { kept: KeptState }) {
  const { value: space } = kept.space;
  if (space === null) return null;
  return (
    <p class="kept-space">
      {/* biome-ignore lint/a11y/noNoninteractiveTabindex: its definition is read on focus. */}
      <span tabIndex={0} data-definition={SPACE_DEFINITION}>
        {formatBytes(space.used)} used of {formatBytes(space.quota)}.
      </span>{" "}
      {space.isPersistent ? (
        // biome-ignore lint/a11y/noNoninteractiveTabindex: its definition is read on focus.
        <span tabIndex={0} data-definition={PERSISTENT_DEFINITION}>
          The browser keeps them until you delete them.
        </span>
      ) : (
        <button
          type="button"
          class="quiet"
          data-definition={PERSISTENT_DEFINITION}
          onClick={() => void kept.askForPersistence()}
        >
          Ask the browser never to clear them
        </button>
      )}
    </p>
  );
}
