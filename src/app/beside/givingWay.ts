// A lab of its own for the sweep beside the page's: the page's sweep comes first, and this one waits or pauses as long as that
// is on its way.

import { effect, type ReadonlySignal } from "@preact/signals";
import type { Lab } from "../../lab/connect.ts";

/** A lab whose runs begin once nobody else is busy, and pause while somebody is. */
export function givingWay(opened: Promise<Lab>, isBusy: ReadonlySignal<boolean>): Promise<Lab> {
  return opened.then((lab) => {
    let turn = 0;
    effect(() => {
      void (isBusy.value ? lab.pause() : lab.resume());
    });
    return {
      ...lab,
      async run(...order) {
        const own = ++turn;
        await whenFree(isBusy);
        // Another sweep has been asked for meanwhile.
        if (own === turn) await lab.run(...order);
      },
      async cancel() {
        turn++;
        await lab.cancel();
      },
    };
  });
}

function whenFree(isBusy: ReadonlySignal<boolean>): Promise<void> {
  return new Promise((resolve) => {
    const stop = effect(() => {
      if (isBusy.value) return;
      resolve();
      queueMicrotask(() => stop());
    });
  });
}
