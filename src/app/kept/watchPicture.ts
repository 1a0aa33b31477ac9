// Takes the picture of a kept sweep while it runs, now and then, and at its end.

import { effect } from "@preact/signals";
import type { MapState } from "../map/mapState.ts";
import type { Page } from "../state/page.ts";
import { pictureOf } from "./keptPicture.ts";

/** A sweep that runs for hours is to have a picture before its end; taking one costs a few milliseconds. */
const EVERY_MS = 10_000;
/** The last tiles are still to be drawn when a sweep is done. */
const SETTLED_MS = 500;

/** Watches until the function that it returns is called. */
export function watchPicture(page: Page, map: MapState): () => void {
  const take = () => {
    const { keptId } = page.run.status.peek();
    const canvas = map.panels.peek()[0]?.canvas.peek();
    if (keptId === null || canvas == null) return;
    const picture = pictureOf(canvas);
    if (picture !== "") page.kept.setPicture(keptId, picture);
  };
  let soon: ReturnType<typeof setTimeout> | undefined;
  const timer = setInterval(() => {
    if (page.run.status.peek().phase === "running") take();
  }, EVERY_MS);
  const stop = effect(() => {
    const { phase, keptId } = page.run.status.value;
    if (keptId === null || phase === "running" || phase === "starting") return;
    clearTimeout(soon);
    soon = setTimeout(take, SETTLED_MS);
  });
  return () => {
    clearInterval(timer);
    clearTimeout(soon);
    stop();
  };
}
