// The hands on a panel of the map, as far as they move it: wheel, drag, pinch, double-click and box. A wheel over a map that is
// not in use scrolls the page, as everywhere else: it zooms with Ctrl (or a trackpad's pinch), and once the map has the focus.

import type { MapState } from "../map/mapState.ts";
import type { Place } from "./camera.ts";
import type { MapZoom } from "./mapZoom.ts";

/** A pointer that has not moved further than this is still a click, in CSS pixels. */
const CLICK_ROOM = 4;
/** A click waits so long for the second one of a double-click where opening the inspector would move the map away from under it. */
const DOUBLE_MS = 220;
/** How much a pixel of the wheel, or of a trackpad's pinch, zooms; a line of a mouse's wheel is so many pixels. */
const WHEEL_RATE = 0.0025;
const PINCH_RATE = 0.01;
const LINE_PIXELS = 32;
/** No single notch does more than this. */
const MOST_PIXELS = 220;
/** How long the page says how a wheel zooms. */
const HINT_MS = 1600;
/** A smaller box is a slip of the hand, as a share of the plot. */
const SMALLEST_BOX = 0.01;

/** The gestures on one panel. */
export class Gestures {
  /** Whether a pointer moves the map or draws a box at the moment. */
  isDragging = false;
  private readonly zoom: MapZoom;
  private readonly pointers = new Map<number, { x: number; y: number }>();
  private start: { readonly x: number; readonly y: number; readonly box: boolean } | null = null;
  private wasMoved = false;
  private clickTimer = 0;
  private hintTimer = 0;

  constructor(
    private readonly map: MapState,
    private readonly panel: number,
    private readonly frame: HTMLElement,
    private readonly plot: HTMLElement,
  ) {
    this.zoom = map.zoom;
  }

  /** Listens until the function that it returns is called. */
  listen(): () => void {
    const listening = new AbortController();
    const { signal: until } = listening;
    const { frame } = this;
    frame.addEventListener("wheel", (event) => this.wheel(event), { signal: until, passive: false });
    frame.addEventListener("pointerdown", (event) => this.down(event), { signal: until });
    frame.addEventListener("pointermove", (event) => this.move(event), { signal: until });
    frame.addEventListener("pointerup", (event) => this.up(event), { signal: until });
    frame.addEventListener("pointercancel", (event) => this.up(event), { signal: until });
    frame.addEventListener("dblclick", (event) => this.double(event), { signal: until });
    return () => {
      listening.abort();
      clearTimeout(this.clickTimer);
      clearTimeout(this.hintTimer);
    };
  }

  /** A click opens what is under it, unless the pointer has moved the map, or it turns out to be the first half of a double-click. */
  clicked(detail: number, open: () => void): void {
    clearTimeout(this.clickTimer);
    if (this.wasMoved || detail > 1) return;
    if (this.map.page.point.value !== null || !this.zoom.canZoom.value) open();
    else this.clickTimer = window.setTimeout(open, DOUBLE_MS);
  }

  private wheel(event: WheelEvent): void {
    const at = this.placeOf(event);
    if (!this.zoom.canZoom.value || at === null || event.deltaY === 0) return;
    const isPinch = event.ctrlKey || event.metaKey;
    if (!isPinch && !this.frame.contains(document.activeElement)) {
      this.showHint();
      return;
    }
    event.preventDefault();
    this.zoom.isHinting.value = false;
    const pixels = event.deltaY * (event.deltaMode === WheelEvent.DOM_DELTA_PIXEL ? 1 : LINE_PIXELS);
    const turned = Math.max(-MOST_PIXELS, Math.min(MOST_PIXELS, pixels));
    // A trackpad's pinch comes in small steps, a wheel with Ctrl in notches.
    const rate = isPinch && Math.abs(pixels) < 50 ? PINCH_RATE : WHEEL_RATE;
    this.zoom.zoomBy(Math.exp(-turned * rate), at);
  }

  private down(event: PointerEvent): void {
    this.wasMoved = this.pointers.size > 0 ? this.wasMoved : false;
    if (event.pointerType === "mouse" && event.button !== 0) return;
    const at = this.placeOf(event);
    if (at === null || !this.zoom.canZoom.value) return;
    this.pointers.set(event.pointerId, { x: event.clientX, y: event.clientY });
    if (this.pointers.size > 1) {
      // Two fingers: whatever one of them had begun is over.
      this.endBox(false);
      this.start = null;
      return;
    }
    const box = event.shiftKey || this.zoom.isBoxTool.value;
    // One finger on a map that shows all of it scrolls the page.
    const drags = event.pointerType !== "touch" || box || this.zoom.isZoomed.value;
    this.start = drags ? { x: event.clientX, y: event.clientY, box } : null;
  }

  private move(event: PointerEvent): void {
    const before = this.pointers.get(event.pointerId);
    if (before === undefined) return;
    const now = { x: event.clientX, y: event.clientY };
    if (this.pointers.size === 2) this.pinch(event.pointerId, before, now);
    else if (this.start !== null) this.drag(event, this.start, before, now);
    this.pointers.set(event.pointerId, now);
  }

  private drag(
    event: PointerEvent,
    start: { readonly x: number; readonly y: number; readonly box: boolean },
    before: { x: number; y: number },
    now: { x: number; y: number },
  ): void {
    if (!this.isDragging) {
      if (Math.hypot(now.x - start.x, now.y - start.y) <= CLICK_ROOM) return;
      this.isDragging = true;
      this.wasMoved = true;
      this.map.cursor.value = null;
      this.frame.setPointerCapture(event.pointerId);
      this.frame.classList.add("map-grabbed");
    }
    const { width, height } = this.plot.getBoundingClientRect();
    if (start.box) {
      const [a, b] = [this.inside(start), this.inside(now)];
      const { x, y } = this.zoom.axes.value;
      // Along an axis that cannot be zoomed a box is as long as the map.
      this.zoom.box.value = {
        panel: this.panel,
        a: { x: x === null ? 0 : a.x, y: y === null ? 0 : a.y },
        b: { x: x === null ? 1 : b.x, y: y === null ? 1 : b.y },
      };
    } else this.zoom.panBy(-(now.x - before.x) / width, (now.y - before.y) / height);
  }

  private pinch(id: number, before: { x: number; y: number }, now: { x: number; y: number }): void {
    const other = [...this.pointers].find(([key]) => key !== id)?.[1];
    if (other === undefined) return;
    this.wasMoved = true;
    this.map.cursor.value = null;
    const apart = (a: { x: number; y: number }) => Math.max(20, Math.hypot(a.x - other.x, a.y - other.y));
    const { width, height } = this.plot.getBoundingClientRect();
    const middle = this.inside({ x: (now.x + other.x) / 2, y: (now.y + other.y) / 2 });
    this.zoom.zoomBy(apart(now) / apart(before), middle);
    this.zoom.panBy(-(now.x - before.x) / 2 / width, (now.y - before.y) / 2 / height);
  }

  private up(event: PointerEvent): void {
    if (!this.pointers.delete(event.pointerId)) return;
    if (this.isDragging && this.zoom.box.value === null) this.zoom.commit();
    this.endBox(event.type === "pointerup");
    this.isDragging = false;
    this.start = null;
    this.frame.classList.remove("map-grabbed");
  }

  private endBox(isTaken: boolean): void {
    const { value: box } = this.zoom.box;
    if (box === null) return;
    this.zoom.box.value = null;
    const isLarge = Math.abs(box.a.x - box.b.x) > SMALLEST_BOX && Math.abs(box.a.y - box.b.y) > SMALLEST_BOX;
    if (isTaken && isLarge) this.zoom.showBox(box.a, box.b);
  }

  private double(event: MouseEvent): void {
    const at = this.placeOf(event);
    if (at === null || this.wasMoved || !this.zoom.canZoom.value) return;
    clearTimeout(this.clickTimer);
    event.preventDefault();
    this.zoom.glideBy(event.shiftKey || event.altKey ? 1 / 2 : 2, at);
  }

  private showHint(): void {
    this.zoom.isHinting.value = true;
    clearTimeout(this.hintTimer);
    this.hintTimer = window.setTimeout(() => {
      this.zoom.isHinting.value = false;
    }, HINT_MS);
  }

  /** The place under a pointer, or null where it is beside the plot. */
  private placeOf(event: MouseEvent): Place | null {
    const place = this.inside({ x: event.clientX, y: event.clientY });
    const box = this.plot.getBoundingClientRect();
    const isIn =
      event.clientX >= box.left &&
      event.clientX <= box.right &&
      event.clientY >= box.top &&
      event.clientY <= box.bottom;
    return isIn ? place : null;
  }

  private inside({ x, y }: { x: number; y: number }): Place {
    const box = this.plot.getBoundingClientRect();
    const share = (value: number) => Math.min(1, Math.max(0, value));
    return { x: share((x - box.left) / box.width), y: share(1 - (y - box.top) / box.height) };
  }
}
