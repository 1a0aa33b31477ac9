// Another metric on the map, and what else of the view it changes: asked for by the map's header and by a key.

import type { Page } from "./page.ts";

/** Colours the map by a metric of the sweep; limits of another one's colours are dropped. */
export function chooseMetric(page: Page, name: string): void {
  const { reduce } = page.view.value;
  // Outcomes are counted, sizes are averaged: the replicates stay reduced, each metric in its own way.
  const fits = name === "outcome" ? "fraction" : reduce === "fraction" ? "mean" : reduce;
  page.changeView({
    metric: name,
    limits: undefined,
    differenceLimits: undefined,
    ...(reduce === undefined ? {} : { reduce: fits }),
  });
}
