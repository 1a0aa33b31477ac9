// The check of a sample against the reference, as the page sees it: one at a time, of the results that are there, and gone
// with them.

import { effect, signal } from "@preact/signals";
import { RunCancelled } from "../../engine/engine.ts";
import type { Lab } from "../../lab/connect.ts";
import { fetched } from "../../lab/fetched.ts";
import type { VerifyReport } from "../../lab/verify/report.ts";
import { MemoryStore } from "../../store/memory.ts";
import { memoryResults } from "../../store/memoryResults.ts";
import { messageOf } from "../../sweep/mistakes.ts";
import type { SweepRun } from "../state/run.ts";

/** Enough to meet a fault that one network in a hundred has, few enough to wait for. */
export const CHECKED_POINTS = 200;

/** Why the results of a large sweep are not checked here, and what to do. */
const NOT_HELD =
  "this sweep has more networks than the page holds, and only the mean and the maximum of a pixel’s points stay here. Export it as a zip, unpack that and let “verify” in the terminal check it, or check a part of it: fewer positions on its axes.";

export type Check =
  | { readonly phase: "none" | "cancelled" }
  | { readonly phase: "running"; readonly done: number; readonly points: number }
  | { readonly phase: "done"; readonly report: VerifyReport }
  | { readonly phase: "failed"; readonly message: string };

export class TrustState {
  readonly check = signal<Check>({ phase: "none" });
  private control: AbortController | null = null;
  /** Every check has a seed of its own, so that a second one looks at other networks. */
  private seed = 0;

  constructor(
    private readonly lab: Promise<Lab>,
    private readonly run: SweepRun,
  ) {
    effect(() => {
      // Other results: what was said of the ones before is of no interest any more.
      void run.store.value;
      this.give(null);
      this.check.value = { phase: "none" };
    });
  }

  /** Checks a sample of the results so far; a check that still runs is given up. */
  start(): void {
    const store = this.run.store.peek();
    if (store === null) return;
    if (!(store instanceof MemoryStore)) {
      this.check.value = { phase: "failed", message: NOT_HELD };
      return;
    }
    const control = new AbortController();
    this.give(control);
    this.seed++;
    const tell = (check: Check) => {
      if (control === this.control) this.check.value = check;
    };
    tell({ phase: "running", done: 0, points: CHECKED_POINTS });
    Promise.all([this.lab, fetched(() => import("../../lab/verify/verify.ts"))])
      .then(([lab, { verifyResults }]) =>
        verifyResults(memoryResults(store), {
          points: CHECKED_POINTS,
          seed: this.seed,
          referenceRun: lab.recompute,
          inFlight: lab.threads,
          signal: control.signal,
          onProgress: (done, points) => tell({ phase: "running", done, points }),
        }),
      )
      .then((report) => tell({ phase: "done", report }))
      .catch((error: unknown) =>
        tell(
          control.signal.aborted || error instanceof RunCancelled
            ? { phase: "cancelled" }
            : { phase: "failed", message: messageOf(error) },
        ),
      );
  }

  cancel(): void {
    if (this.check.value.phase !== "running") return;
    this.give(null);
    this.check.value = { phase: "cancelled" };
  }

  /** Gives up what runs, also on the threads, and lets another check take its place. */
  private give(next: AbortController | null): void {
    if (this.control !== null && !this.control.signal.aborted) {
      this.control.abort();
      if (this.check.peek().phase === "running") void this.lab.then((lab) => lab.cancelRecompute());
    }
    this.control = next;
  }
}
