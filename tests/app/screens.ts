// The main screens of the page, a line each: how one comes to them, and what of them varies from run to run.

import type { Page } from "playwright";
import { presetSpec } from "../../src/app/presets/open.ts";
import { sceneSpec, sceneView } from "../../src/app/story/scenes.ts";
import { formatAddress, type View } from "../../src/sweep/address.ts";
import type { SweepSpec } from "../../src/sweep/spec.ts";
import { keep, phase } from "./site.ts";

/** A screen of the page. */
export interface Screen {
  /** The fragment of its address, with its `#`; blank: the first visit. */
  readonly fragment: string;
  /** What has to be there before the picture is taken. */
  readonly ready: (page: Page) => Promise<unknown>;
  /** What is scrolled into sight, as a selector; blank: the page's beginning. */
  readonly sight?: string;
  /** Whether its wide pictures are also kept in full size, to be shown elsewhere. */
  readonly full?: true;
}

const scalar = presetSpec("scalar");
/** The scale's ends are given where a picture's colours are to be computed. */
export const LIMITS = [-20, 20] as const;

/** The address of a sweep as the engine that is everywhere computes it. */
const link = (spec: SweepSpec, view: View = {}) =>
  `#${formatAddress({ spec, view: { engine: "cpu", ...view } })}`;
const done = (page: Page) => phase(page, "done");
const shows = (selector: string) => (page: Page) => page.waitForSelector(selector);

/** One line for every screen; its name is the name of its pictures. */
export const screens = {
  "first-visit": { fragment: "", ready: done, full: true },
  "theory-and-point": {
    fragment: link(scalar, { theory: ["linearEdge"], point: [240, 49], limits: LIMITS }),
    ready: async (page) => {
      await done(page);
      await page.waitForSelector("[data-metric]");
      await page.waitForSelector('[data-testid="theory-lines"]', { state: "attached" });
    },
  },
  point: {
    fragment: link(scalar, { point: [240, 49] }),
    ready: shows("[data-metric]"),
    sight: ".inspector",
  },
  training: { fragment: link(presetSpec("clipping")), ready: done },
  zoomed: {
    fragment: link(
      {
        ...scalar,
        axes: [{ param: "init.recurrent.value", from: 0.5, to: 1.5, count: 321 }, scalar.axes[1]],
      } as SweepSpec,
      {
        home: [
          [-2, 2, 321],
          [1, 100, 100],
        ],
      },
    ),
    ready: done,
  },
  story: {
    fragment: `#${formatAddress({ spec: sceneSpec(2), view: { ...sceneView(2), engine: "cpu" } })}`,
    ready: async (page) => {
      await page.waitForSelector('[data-scene="2"]');
      await done(page);
    },
  },
  gallery: {
    fragment: link(scalar, { page: "gallery" }),
    // Of the thumbnails, those in sight are computed one after another.
    ready: (page) =>
      page.waitForFunction(() => document.querySelectorAll('[data-thumbnail="done"]').length >= 9),
    full: true,
  },
  beside: {
    fragment: link(scalar, { beside: formatAddress({ spec: presetSpec("relu"), view: {} }) }),
    ready: async (page) => {
      await done(page);
      await page.waitForSelector('[data-testid="beside-progress"][data-phase="done"]');
    },
  },
  covered: { fragment: link(scalar, { predict: "asked" }), ready: shows('[data-testid="cover"]') },
  bench: { fragment: link(scalar, { page: "bench" }), ready: shows('[data-testid="bench"]') },
  kept: {
    fragment: link(scalar),
    ready: async (page) => {
      await done(page);
      await keep(page);
      await page.locator('[data-testid="is-kept"]').click();
      await page.waitForSelector(".kept-picture img");
    },
  },
} as const satisfies Record<string, Screen>;

export type ScreenName = keyof typeof screens;

/** Durations, rates, dates, sizes, and what is said of the machine: they are other ones in every run. */
export const VARYING = [".progress-text", ".engine", ".kept-when", ".kept-space", ".bench-engines"];
