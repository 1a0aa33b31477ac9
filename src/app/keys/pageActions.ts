// What the keys of the page do, one by one. Each says whether there was anything to do: a key that did nothing stays the
// browser's own.

import { type PresetName, presets } from "../presets/index.ts";
import { presetOf, presetSpec } from "../presets/open.ts";
import { chooseMetric } from "../state/metricChoice.ts";
import type { Page } from "../state/page.ts";
import { focusForm, focusInspector, focusMap } from "./focus.ts";
import type { PageKeys } from "./pageKeys.ts";
import type { ShortcutAt } from "./shortcuts.ts";

type Action = (keys: PageKeys) => boolean;

export const pageActions: Readonly<Record<ShortcutAt<"page">, Action>> = {
  help: (keys) => keys.showHelp(),
  undo: ({ undo }) => undo.undo(),
  redo: ({ undo }) => undo.redo(),
  pause: onMap(({ page }) => pauseOrResume(page)),
  nextMetric: onMap(({ page }) => stepMetric(page, 1)),
  lastMetric: onMap(({ page }) => stepMetric(page, -1)),
  nextPreset: onMap(({ page }) => stepPreset(page, 1)),
  lastPreset: onMap(({ page }) => stepPreset(page, -1)),
  goToMap: ({ page }) => {
    if (page.view.value.page !== undefined) page.goTo("map");
    // At once, so that the keys behind this one reach it; or behind the drawing, which a change of the page has asked for.
    if (!focusMap()) setTimeout(focusMap);
    return true;
  },
  goToInspector: onMap(focusInspector),
  goToForm: onMap(focusForm),
  table: onMap((keys) => keys.toggleTable()),
  mapPage: ({ page }) => goTo(page, "map"),
  storyPage: ({ page }) => goTo(page, "story"),
  galleryPage: ({ page }) => goTo(page, "gallery"),
  keptPage: ({ page }) => goTo(page, "kept"),
  benchPage: ({ page }) => goTo(page, "bench"),
  close: onMap(({ page }) => {
    if (page.point.value === null) return false;
    page.changeView({ point: undefined });
    return focusMap();
  }),
};

/** An action that means something only where the map is shown. */
function onMap(action: Action): Action {
  return (keys) => keys.page.view.value.page === undefined && action(keys);
}

function goTo(page: Page, name: Parameters<Page["goTo"]>[0]): boolean {
  page.goTo(name);
  return true;
}

function pauseOrResume({ run }: Page): boolean {
  const { phase, isFull } = run.status.value;
  if (phase === "running") run.pause();
  else if (phase === "paused" && !isFull) run.resume();
  else return false;
  return true;
}

function stepMetric(page: Page, step: number): boolean {
  const { metrics } = page.spec.value;
  if (metrics.length < 2) return false;
  chooseMetric(page, stepped(metrics, page.metric.value, step));
  return true;
}

function stepPreset(page: Page, step: number): boolean {
  const names = Object.keys(presets) as PresetName[];
  page.changeSpec(presetSpec(stepped(names, presetOf(page.spec.value)?.name, step)));
  return true;
}

/** The next one in a list that goes round; from none of it, the first or the last. */
function stepped<T>(list: readonly T[], from: T | undefined, step: number): T {
  const at = from === undefined ? -1 : list.indexOf(from);
  if (at < 0) return step > 0 ? list[0] : list[list.length - 1];
  return list[(at + step + list.length) % list.length];
}
