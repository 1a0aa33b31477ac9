// Zooming and panning a map. While a hand moves it only a camera does: the pictures there are shift and scale on the screen,
// nothing is computed. Once it rests the camera's view becomes the ranges of the sweep's axes, and so another sweep.

import { batch, computed, effect, signal } from "@preact/signals";
import { parseSpec, type SweepSpec } from "../../sweep/spec.ts";
import {
  type AxisRange,
  depthOf,
  movedPart,
  type Part,
  partOf,
  rangeOf,
  snappedPart,
  WHOLE,
  type ZoomAxis,
  zoomAxisOf,
  zoomedPart,
} from "../../sweep/window.ts";
import type { MapState } from "../map/mapState.ts";
import { wantsCalm } from "../motion.ts";
import {
  type Box,
  boxedPart,
  type Camera,
  near,
  type Place,
  type Ranges,
  specWith,
  type ZoomAxes,
} from "./camera.ts";
import { Layers } from "./layers.ts";

const AT_REST: Camera = { x: WHOLE, y: WHOLE };
/** A hand that rests for so long wants to see what is there. */
const REST_MS = 120;
const GLIDE_MS = 160;
/** Movements that follow each other within this time are one: one step back undoes them all. */
const BURST_MS = 700;
/** The camera gets no further away from what is computed: magnified by, and with so much beside it. */
const MOST_MAGNIFIED = 4;
const MOST_SMALLER = 0.45;
const MOST_BESIDE = 0.6;

export class MapZoom {
  readonly camera = signal<Camera>(AT_REST);
  /** Whether a hand holds the map, or the camera is on its way. */
  readonly isMoving = computed(() => this.camera.value !== AT_REST);
  readonly isZoomed = computed(() => this.map.page.view.value.home !== undefined);
  /** The axes as they were where one started. */
  private readonly start = computed<ZoomAxes>(() => {
    const { value: spec } = this.map.page.spec;
    const { x, y, factors } = this.map.page.arrangement.value;
    const present = {
      x: zoomAxisOf(spec, x, undefined, factors[x]),
      y: zoomAxisOf(spec, y, undefined, factors[y]),
    };
    const { home = [] } = this.map.page.view.value;
    const ranges = home.map(([from, to, count]) => ({ from, to, count, most: count }));
    const behind = ranges[present.x === null ? 0 : 1];
    return {
      x: present.x === null ? null : { ...present.x, ...ranges[0] },
      y: present.y === null ? null : { ...present.y, ...behind },
    };
  });
  readonly axes = computed<ZoomAxes>(() => {
    const { value: spec } = this.map.page.spec;
    const { x, y, factors } = this.map.page.arrangement.value;
    const { value: start } = this.start;
    return {
      x: zoomAxisOf(spec, x, start.x?.most, factors[x]),
      y: zoomAxisOf(spec, y, start.y?.most, factors[y]),
    };
  });
  /** Where one started, one range per axis that can be zoomed. */
  readonly home = computed<Ranges>(() => this.start.value);
  readonly canZoom = computed(() => this.axes.value.x !== null || this.axes.value.y !== null);
  /** Why it goes no deeper, or null where it does along one of the axes. */
  readonly depth = computed(() => {
    const axes = [this.axes.value.x, this.axes.value.y].filter((axis) => axis !== null);
    const depths = axes.map(depthOf);
    return depths.includes(null) || depths.length === 0
      ? null
      : depths.includes("float64")
        ? "float64"
        : "whole numbers";
  });
  /** Whether a dragged pointer selects a box. */
  readonly isBoxTool = signal(false);
  /** Whether a wheel was turned that only scrolled the page. */
  readonly isHinting = signal(false);
  /** The box that is being drawn. */
  readonly box = signal<Box | null>(null);
  readonly layers: Layers;
  private timer = 0;
  /** The sweep that this has made last: its camera may still be on the way. */
  private own: SweepSpec | null = null;
  private movedAt = Number.NEGATIVE_INFINITY;
  /** Whether the movement at hand has an entry in the history. */
  private hasEntry = false;

  constructor(private readonly map: MapState) {
    this.layers = new Layers(map);
    map.page.onLeaving(() => this.layers.take());
    effect(() => {
      // Another sweep, from wherever: the camera shows all of it.
      const { value: spec } = this.map.page.spec;
      if (spec !== this.own) this.rest();
    });
  }

  /** Makes the map larger by a factor about a place in what is looked at; smaller where the factor is below 1. */
  zoomBy(factor: number, at: Place): void {
    const { x, y } = this.axes.value;
    this.look((camera) => ({
      x: x === null ? camera.x : zoomedPart(x, camera.x, factor, at.x),
      y: y === null ? camera.y : zoomedPart(y, camera.y, factor, at.y),
    }));
  }

  /** Moves the view by fractions of what is looked at, to the right and up. */
  panBy(right: number, up: number): void {
    const { x, y } = this.axes.value;
    this.look((camera) => ({
      x: x === null ? camera.x : movedPart(x, camera.x, right * (camera.x[1] - camera.x[0])),
      y: y === null ? camera.y : movedPart(y, camera.y, up * (camera.y[1] - camera.y[0])),
    }));
  }

  /** Moves the view so that a place of the picture (fractions of it) is its middle; along an axis without one it stays. */
  centreAt(x: number | null, y: number | null): void {
    const axes = this.axes.value;
    const middle = (axis: ZoomAxis | null, part: Part, at: number | null): Part =>
      axis === null || at === null ? part : movedPart(axis, part, at - (part[0] + part[1]) / 2);
    this.look((camera) => ({ x: middle(axes.x, camera.x, x), y: middle(axes.y, camera.y, y) }));
  }

  /** Shows a box between two places in what is looked at. */
  showBox(a: Place, b: Place): void {
    const { x, y } = this.axes.value;
    this.look(({ x: across, y: up }) => ({
      x: boxedPart(x, across, [Math.min(a.x, b.x), Math.max(a.x, b.x)]),
      y: boxedPart(y, up, [Math.min(a.y, b.y), Math.max(a.y, b.y)]),
    }));
    this.commit();
  }

  /** Zooms as `zoomBy` does, but so that the eye can follow; at once for those who want no motion. */
  glideBy(factor: number, at: Place): void {
    if (wantsCalm()) {
      this.zoomBy(factor, at);
      return;
    }
    const began = performance.now();
    let done = 0;
    const step = () => {
      const share = Math.min(1, (performance.now() - began) / GLIDE_MS);
      this.zoomBy(factor ** (share - done), at);
      done = share;
      if (share < 1) requestAnimationFrame(step);
      else this.commit();
    };
    step();
  }

  /** Goes to given ranges. */
  goTo(ranges: Ranges): void {
    this.moved();
    batch(() => {
      this.show(ranges);
      this.rest();
    });
  }

  /** Goes to where one started. */
  goHome(): void {
    if (this.isZoomed.value) this.goTo(this.home.value);
    else this.rest();
  }

  /** What is looked at becomes the sweep. @param isHeld whether the hand goes on moving: the view stays where it is to the last bit */
  commit(isHeld = false): void {
    clearTimeout(this.timer);
    const { value: camera } = this.camera;
    const { x, y } = this.axes.value;
    if (camera === AT_REST) return;
    const range = (axis: ZoomAxis | null, part: Part) =>
      axis === null ? null : rangeOf(axis, isHeld ? part : snappedPart(axis, part));
    const ranges = { x: range(x, camera.x), y: range(y, camera.y) };
    const left = (axis: ZoomAxis | null, part: Part, to: AxisRange | null): Part => {
      if (axis === null || to === null) return part;
      const [start, end] = partOf(axis, to);
      return [(part[0] - start) / (end - start), (part[1] - start) / (end - start)];
    };
    batch(() => {
      if (!this.show(ranges) || !isHeld) this.rest();
      else this.camera.value = { x: left(x, camera.x, ranges.x), y: left(y, camera.y, ranges.y) };
    });
  }

  /** Shows all of the picture that there is. */
  private rest(): void {
    clearTimeout(this.timer);
    this.camera.value = AT_REST;
  }

  private look(next: (camera: Camera) => Camera): void {
    this.moved();
    this.camera.value = next(this.camera.value);
    if (this.isFar(this.camera.value.x) || this.isFar(this.camera.value.y)) this.commit(true);
    clearTimeout(this.timer);
    this.timer = window.setTimeout(() => this.commit(), REST_MS);
  }

  private moved(): void {
    const now = performance.now();
    if (now - this.movedAt > BURST_MS) this.hasEntry = false;
    this.movedAt = now;
  }

  private isFar([start, end]: Part): boolean {
    const width = end - start;
    return (
      width < 1 / MOST_MAGNIFIED ||
      width > 1 / MOST_SMALLER ||
      start < -MOST_BESIDE * width ||
      end > 1 + MOST_BESIDE * width
    );
  }

  /** Makes ranges the sweep's; false where they are its own, or none that a sweep may have. */
  private show(ranges: Ranges): boolean {
    const { page } = this.map;
    const { x, y } = page.arrangement.value;
    const { value: spec } = page.spec;
    const { value: kept } = this.home;
    const isHome = near(ranges.x, kept.x) && near(ranges.y, kept.y);
    const next = specWith(spec, x, y, isHome ? kept : ranges);
    if (JSON.stringify(next) === JSON.stringify(spec) || !parseSpec(next).ok) return false;
    const home = [kept.x, kept.y].flatMap((range) =>
      range === null ? [] : [[range.from, range.to, range.count] as const],
    );
    this.own = next;
    page.changeWindow(next, isHome ? undefined : home, this.hasEntry);
    this.hasEntry = true;
    return true;
  }
}
