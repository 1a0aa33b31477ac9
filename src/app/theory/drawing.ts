// Computes the curves of a panel beside everything else the page does: a few milliseconds at a time, the dear ones last. Until a
// curve is there for the present window, the one of the window before stays where it belongs in it.

import { signal } from "@preact/signals";
import { type Border, type BorderName, borders } from "../../model/theory/borders/index.ts";
import { type BorderCurve, borderCurve } from "../../store/figure/borders/borderCurves.ts";
import type { AxisWindow, BorderPlane } from "../../store/figure/borders/borderPlane.ts";

/** Curves are computed this long at a time. */
const SLICE_MS = 4;

/** A curve and the window that it was computed for. */
export interface DrawnCurve {
  readonly curve: BorderCurve;
  readonly window: readonly AxisWindow[];
}

/** The curves of one panel. */
export class BorderDrawing {
  readonly curves = signal<readonly DrawnCurve[]>([]);

  /** Draws borders of the networks under a panel, until the signal says that others are asked for. */
  async draw(plane: BorderPlane | null, names: readonly BorderName[], stop: AbortSignal): Promise<void> {
    const { window = [] } = plane ?? {};
    const isSameMap = (drawn: DrawnCurve) =>
      drawn.window.map(({ param }) => param).join() === window.map(({ param }) => param).join();
    this.curves.value = this.curves.value.filter(
      (drawn) => plane !== null && names.includes(drawn.curve.name) && isSameMap(drawn),
    );
    if (plane === null) return;
    const isDear = (name: BorderName) => Number((borders[name] as Border).isDear === true);
    for (const name of names.toSorted((a, b) => isDear(a) - isDear(b))) {
      const curve = await inSlices(borderCurve(plane, name), stop);
      if (curve === null) return;
      this.curves.value = [
        ...this.curves.value.filter((drawn) => drawn.curve.name !== name),
        { curve, window },
      ];
    }
  }
}

/** The result of steps that are taken a slice of time at a time; null where they were stopped. */
async function inSlices<T>(steps: Generator<void, T>, stop: AbortSignal): Promise<T | null> {
  for (;;) {
    if (stop.aborted) return null;
    const start = performance.now();
    do {
      const { done, value } = steps.next();
      if (done === true) return value;
    } while (performance.now() - start < SLICE_MS);
    await new Promise((go) => setTimeout(go));
  }
}

/** How shares of one window along an axis become shares of another: factor and offset. */
export function reframed(from: AxisWindow, to: AxisWindow): readonly [factor: number, offset: number] {
  const width = to.high - to.low;
  return [(from.high - from.low) / width, (from.low - to.low) / width];
}
