// Two sweeps side by side: the other one's page and map, which follow the page's own in metric, colours, window and cursor.

import { batch, computed, effect, type ReadonlySignal, signal, untracked } from "@preact/signals";
import { connectLab } from "../../lab/connect.ts";
import type { MetricName } from "../../model/metrics/index.ts";
import { arrangementOf } from "../../store/figure/arrangement.ts";
import { formatAddress, parseAddress, type View } from "../../sweep/address.ts";
import { specInRanges } from "../../sweep/ranges.ts";
import { parseSpec, type SweepSpec } from "../../sweep/spec.ts";
import { kernels } from "../kernels.ts";
import type { Cell, Cursor } from "../map/cursor.ts";
import { MapState } from "../map/mapState.ts";
import { shaders } from "../shaders.ts";
import { keepView } from "../state/view.ts";
import { BesidePage } from "./besidePage.ts";
import { differences } from "./differs.ts";
import { givingWay } from "./givingWay.ts";
import { linkedIndex, linkOf } from "./linked.ts";
import { atHome, homeOf, inWindowOf, type Mapped, sharedRanges, withMetricsOf } from "./windowed.ts";

/** The sweep beside a map's own. */
export class BesideState {
  /** The other map. */
  readonly map: MapState;
  readonly page: BesidePage;
  /** The other sweep as its address says it, or null where none stands beside. */
  readonly other: ReadonlySignal<SweepSpec | null>;
  /** What the page's sweep has instead of what the other has. */
  readonly differs = computed(() => {
    const { value: other } = this.other;
    return other === null ? [] : differences(this.ownAtHome.value, other);
  });
  /** Whether both show the same metric, and so share a legend. */
  readonly isShared = computed(() => this.page.metric.value === this.own.page.metric.value);
  /** Whether the cursor finds the same values on the other map, rather than the same fractions. */
  readonly isByValues = computed(() => {
    const [a, b] = [this.axesOf(this.own), this.axesOf(this.map)];
    return linkOf(a.x, b.x) === "values" && linkOf(a.y, b.y) === "values";
  });
  private readonly ownAtHome = computed(() => atHome(this.mappedOf(this.own), this.own.page.view.value.home));
  /** The cursor that a link has made last: it is not to be linked back. */
  private made: Cursor | null = null;
  private readonly isFollowed = signal(false);
  private shown = "";

  constructor(readonly own: MapState) {
    const { page } = own;
    const isBusy = computed(() => {
      const { phase } = page.run.status.value;
      return page.bench.isRunning.value || phase === "running" || phase === "starting";
    });
    this.page = new BesidePage(givingWay(connectLab(shaders, kernels), isBusy), {
      open: (point) => this.swap(point),
      change: (change) => page.changeView(change),
      move: (window, home, goesOn) => this.move(window, home, goesOn),
    });
    this.map = new MapState(this.page);
    this.other = computed(() => {
      const { beside } = page.view.value;
      const parsed = beside === undefined ? null : parseAddress(beside);
      return parsed?.ok ? parsed.value.spec : null;
    });
    effect(() => this.follow());
    effect(() => {
      const isShown = this.isFollowed.value && this.isShared.value;
      own.colours.guests.value = isShown ? this.map.panels.value.map(({ painter }) => painter) : [];
    });
    effect(() => this.link(own, this.map));
    effect(() => this.link(this.map, own));
  }

  /** Begins to compute the other sweep and to show it. */
  start(): void {
    this.isFollowed.value = true;
  }

  /** Gives up what is not computed yet. */
  stop(): void {
    this.isFollowed.value = false;
    this.shown = "";
    this.page.run.cancel();
    this.map.cursor.value = null;
  }

  /** The two sweeps change places. @param point a network of the other sweep that is opened then */
  swap(point?: readonly number[]): void {
    const { page } = this.own;
    const { value: other } = this.other;
    if (other === null) return;
    const { spec } = this.page;
    const { home } = this.page.view.value;
    const { home: _, point: __, ...kept } = keepView(page.view.value, page.spec.value, spec.value);
    page.restore(spec.value, {
      ...kept,
      beside: formatAddress({ spec: this.ownAtHome.value, view: {} }),
      ...(home === undefined ? {} : { home }),
      ...(point === undefined ? {} : { point }),
    });
  }

  /** Which cell of the other map belongs to one of this map, or null where it has none there. */
  linked(from: MapState, to: MapState, cell: Cell): Cell | null {
    const [a, b] = [this.axesOf(from), this.axesOf(to)];
    const x = linkedIndex(a.x, cell.x, b.x);
    const y = linkedIndex(a.y, cell.y, b.y);
    if (x < 0 || y < 0) return null;
    return { x, y, panel: cell.panel < to.panels.value.length ? cell.panel : 0 };
  }

  private follow(): void {
    const { value: other } = this.other;
    if (other === null || !this.isFollowed.value) return;
    const { page } = this.own;
    const view = page.view.value;
    const spec = withMetricsOf(other, page.spec.value);
    const { x, y } = arrangementOf(spec, {});
    const isZoomed = view.home !== undefined;
    const windowed = isZoomed
      ? inWindowOf({ spec, x, y }, this.mappedOf(this.own))
      : { spec, home: undefined };
    const shown = this.viewFor(windowed.spec, windowed.home);
    const key = JSON.stringify([windowed.spec, view.engine]);
    untracked(() =>
      batch(() => {
        if (key === this.shown) this.page.look(shown);
        else this.page.restore(windowed.spec, shown);
        this.shown = key;
      }),
    );
  }

  /** The page's view, as far as it makes sense for the other sweep. */
  private viewFor(spec: SweepSpec, home: View["home"]): View {
    const { page, colours } = this.own;
    const { engine, reduce, quantile, fraction, cells, colours: map, patterns } = page.view.value;
    const { value: metric } = page.metric;
    const isSame = spec.metrics.some((name: MetricName) => name === metric);
    const view: { readonly [K in keyof View]: View[K] | undefined } = {
      metric: isSame ? metric : undefined,
      limits: isSame ? colours.limits.value : undefined,
      engine,
      cells,
      colours: map,
      patterns,
      home,
      ...(isSame && spec.replicates > 1 ? { reduce, quantile, fraction } : {}),
    };
    return Object.fromEntries(Object.entries(view).filter(([, value]) => value !== undefined));
  }

  private move(window: SweepSpec, home: View["home"], goesOn: boolean): void {
    const { page, zoom } = this.own;
    if (home === undefined) {
      zoom.goHome();
      return;
    }
    const own = this.mappedOf(this.own);
    const { x, y } = this.page.arrangement.value;
    const ranges = sharedRanges({ spec: window, x, y }, own);
    const parsed = parseSpec(specInRanges(own.spec, ranges));
    if (ranges.size > 0 && parsed.ok) {
      page.changeWindow(parsed.value, page.view.value.home ?? homeOf(own), goesOn);
    }
  }

  private link(from: MapState, to: MapState): void {
    const { value: cursor } = from.cursor;
    if (cursor !== null && cursor === this.made) return;
    untracked(() => {
      if (!this.isFollowed.value) return;
      const { value: before } = to.cursor;
      if (cursor === null) {
        // Only a cursor that came from here goes with this one.
        if (before !== null && before === this.made) to.cursor.value = null;
        return;
      }
      const cell = this.linked(from, to, cursor);
      this.made = cell === null ? null : { ...cell, by: "pointer" };
      to.cursor.value = this.made;
    });
  }

  private mappedOf({ page }: MapState): Mapped {
    const { x, y } = page.arrangement.value;
    return { spec: page.spec.value, x, y };
  }

  private axesOf(map: MapState) {
    const { x, y } = map.page.arrangement.value;
    return { x: map.axes.value[x], y: map.axes.value[y] };
  }
}

const states = new WeakMap<MapState, BesideState>();

/** The sweep beside a map's own; there is one lab for it, however often it is opened. */
export function besideOf(map: MapState): BesideState {
  let state = states.get(map);
  if (state === undefined) {
    state = new BesideState(map);
    states.set(map, state);
  }
  return state;
}
