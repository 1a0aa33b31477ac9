// Ctrl-C and SIGTERM: the first one ends a run in good order, a second one at once.

import { constants } from "node:os";
import type { EngineChoice } from "../engine/engine.ts";
import type { EnginesAtHand } from "../lab/choose.ts";
import type { SweepSession } from "../lab/session.ts";
import type { SweepSpec } from "../sweep/spec.ts";

/** A run that was told to stop ends within this time, even in the middle of a very long tile: nothing of that tile is kept. */
const STOP_MS = 300;
/** One Ctrl-C may come twice, from the terminal and from the process that started this one; a person takes longer. */
const SAME_MS = 100;

const signals = ["SIGINT", "SIGTERM"] as const;

/** The exit code of a process that a signal ended. */
export function signalCode(signal: NodeJS.Signals): number {
  return 128 + constants.signals[signal];
}

/** Runs a sweep to its end, or until it is told to stop; gives back the signal that told so. */
export async function runUntilStopped(
  session: SweepSession,
  spec: SweepSpec,
  choice: EngineChoice,
  engines: EnginesAtHand,
): Promise<NodeJS.Signals | null> {
  let stopped: { readonly signal: NodeJS.Signals; readonly at: number } | null = null;
  let stop: (signal: NodeJS.Signals) => void = () => {};
  const isOver = new Promise<void>((resolve) => {
    stop = (signal) => {
      if (stopped === null) {
        stopped = { signal, at: performance.now() };
        session.cancel();
        setTimeout(resolve, STOP_MS);
      } else if (performance.now() - stopped.at > SAME_MS) process.exit(signalCode(signal));
    };
  });
  for (const signal of signals) process.on(signal, stop);
  await Promise.race([session.run(spec, choice, engines), isOver]);
  const told = stopped as { readonly signal: NodeJS.Signals } | null;
  // What is left to do after a first Ctrl-C (a tile that is just being written) can still be cut short by a second one.
  if (told === null) for (const signal of signals) process.off(signal, stop);
  return told?.signal ?? null;
}
