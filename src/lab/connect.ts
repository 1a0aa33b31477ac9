// The page's side of the lab: starts the worker threads, joins them, and hands out plain functions.

import * as Comlink from "comlink";
import type { EngineChoice } from "../engine/engine.ts";
import type { WalkedNetwork } from "../engine/walk.ts";
import type { Inspection } from "../sweep/inspection.ts";
import type { Parsed } from "../sweep/mistakes.ts";
import { messageOf } from "../sweep/mistakes.ts";
import type { SweepSpec } from "../sweep/spec.ts";
import type { BenchEvent } from "./bench/events.ts";
import type { LabEvent } from "./events.ts";
import type { KeptSweep } from "./kept/about.ts";
import type { Kernels } from "./kernels.ts";
import type { Keeping, Known } from "./known.ts";
import type { ShaderSources } from "./lateWebgpu.ts";
import { ownScript } from "./ownScripts.ts";
import type { ExportOrder } from "./share/export.ts";
import type { Imported, ImportSource } from "./share/importResults.ts";
import type { ExportSource, Reader } from "./share/pageSource.ts";
import type { ThumbnailEvent } from "./thumbnail.ts";
import type { Recomputed, ReferenceRun } from "./verify/recompute.ts";
import { recomputeOn } from "./verify/threads.ts";
import type { LabWorker, PageBenchOrder } from "./worker.ts";
import workerAddress from "./worker.ts?worker&url";

/** The lab, as the page sees it. */
export interface Lab {
  /**
   * Runs a sweep to its end, going on where it is kept already; a sweep that still runs is cancelled first. All outcomes
   * arrive as events.
   * @param keep when it is kept
   * @param known what the page has of it already, and does not have to be told again
   */
  run(
    spec: SweepSpec,
    choice: EngineChoice,
    keep: Keeping,
    listener: (event: LabEvent) => void,
    known?: Known | null,
  ): Promise<void>;
  pause(): Promise<void>;
  resume(): Promise<void>;
  cancel(): Promise<void>;
  /** Everything about one network, replayed in float64: the spec's own values, its axes ignored. */
  inspect(spec: SweepSpec, replicate: number): Promise<Inspection>;
  /**
   * The gradient's walk back through time in one network, of one sequence or of all together (null). A walk that still runs is
   * cancelled, and rejects.
   */
  walk(spec: SweepSpec, replicate: number, sequence: number | null): Promise<WalkedNetwork>;
  /** One network once more, in float64, on a compute thread: what stored results are checked against. */
  readonly recompute: ReferenceRun;
  /** Gives up what is being recomputed, which then rejects. */
  cancelRecompute(): Promise<void>;
  /**
   * A small sweep beside whatever runs, on the inspecting thread alone; one that still runs is cancelled first, and rejects.
   */
  thumbnail(spec: SweepSpec, told: (event: ThumbnailEvent) => void): Promise<void>;
  cancelThumbnail(): Promise<void>;
  /** How many compute threads there are. */
  readonly threads: number;
  /** Times every engine there is; all outcomes arrive as events. No sweep is to run meanwhile. */
  bench(order: PageBenchOrder, listener: (event: BenchEvent) => void): Promise<void>;
  cancelBench(): Promise<void>;
  /** After an event "full": how the sweep goes on. */
  decide(choice: "try again" | "go on unkept"): Promise<void>;
  /** Keeps the sweep at hand, also one that is done. */
  keep(): Promise<void>;
  /** The sweeps that this browser keeps. */
  readonly kept: KeptSweeps;
  /** The file of an export, made beside the page; `told` hears the share that is done. */
  export(source: ExportSource, order: ExportOrder, told: (share: number) => void): Promise<Blob>;
  /** Makes results from outside a kept sweep; all mistakes of them at once. */
  importResults(source: ImportSource, told: (share: number) => void): Promise<Parsed<Imported>>;
  close(): void;
}

/** The sweeps that this browser keeps. */
export interface KeptSweeps {
  /** Whether it keeps any. */
  isThere(): Promise<boolean>;
  list(): Promise<readonly KeptSweep[]>;
  rename(id: string, name: string): Promise<void>;
  /** Gives a sweep its picture, as a data URL. */
  picture(id: string, picture: string): Promise<void>;
  /** Deletes a sweep; false where one that runs has it. */
  remove(id: string): Promise<boolean>;
}

/**
 * Starts the lab: one coordinating worker, one that replays single networks, and one compute worker per core.
 * @param shaders brings the WGSL sources by path; asked for only where there is an adapter to use
 * @param kernels those of the engine cpu, once they are there; nothing but that engine waits for them
 */
export async function connectLab(shaders: ShaderSources, kernels: Promise<Kernels>): Promise<Lab> {
  const threads = Array.from({ length: 2 + computeThreads() }, startWorker);
  const [coordinator, inspecting, ...computing] = threads.map((thread) => Comlink.wrap<LabWorker>(thread));
  const ports = computing.map((remote) => {
    const { port1, port2 } = new MessageChannel();
    void remote.listen(Comlink.transfer(port1, [port1]));
    return port2;
  });
  const opened = coordinator.open(Comlink.transfer(ports, ports), Comlink.proxy(shaders));
  void equip(coordinator, computing, kernels);
  await opened;
  return {
    run(spec, choice, keep, listener, known = null) {
      const told = Comlink.proxy(listener);
      if (known === null) return coordinator.run(spec, choice, keep, told);
      const { read, ...tiles } = known;
      return coordinator.run(spec, choice, keep, told, tiles, Comlink.proxy(read));
    },
    pause: () => coordinator.pause(),
    resume: () => coordinator.resume(),
    cancel: () => coordinator.cancel(),
    inspect: (spec, replicate) => inspecting.inspect(spec, replicate) as Promise<Inspection>,
    walk: (spec, replicate, sequence) => inspecting.walk(spec, replicate, sequence) as Promise<WalkedNetwork>,
    recompute: recomputeOn(
      computing.map((thread) => ({
        recompute: (spec, replicate) => thread.recompute(spec, replicate) as Promise<Recomputed>,
      })),
    ),
    cancelRecompute: async () => {
      await Promise.all(computing.map((thread) => thread.cancelRecompute()));
    },
    thumbnail: async (spec, told) => inspecting.thumbnail(spec, await kernels, Comlink.proxy(told)),
    cancelThumbnail: () => inspecting.cancelThumbnail(),
    threads: computing.length,
    bench: (order, listener) => coordinator.bench(order, Comlink.proxy(listener)),
    cancelBench: () => coordinator.cancelBench(),
    decide: (choice) => coordinator.decide(choice),
    keep: () => coordinator.keep(),
    kept: {
      isThere: () => coordinator.hasShelf(),
      list: () => coordinator.keptSweeps(),
      rename: (id, name) => coordinator.renameKept(id, name),
      picture: (id, picture) => coordinator.picture(id, picture),
      remove: (id) => coordinator.removeKept(id),
    },
    export: ({ reader, ...source }, order, told) =>
      inspecting.export(source, reader === undefined ? null : lent(reader), order, Comlink.proxy(told)),
    importResults: (source, told) =>
      coordinator.importResults(source, Comlink.proxy(told)) as Promise<Parsed<Imported>>,
    close() {
      for (const thread of threads) thread.terminate();
    },
  };
}

/** What the page has in memory stays there, and is read box by box. */
function lent(reader: Reader): Reader {
  return Comlink.proxy({
    read: async (metric, box) => {
      const values = await reader.read(metric, box);
      return Comlink.transfer(values, [values.buffer as ArrayBuffer]);
    },
    holds: (box) => reader.holds(box),
  } satisfies Reader);
}

/**
 * Gives every compute thread the kernels of the engine cpu, and then tells the coordinator that it has that engine. The
 * threads get them from the page itself: not every browser hands a compiled module on through a further port.
 */
async function equip(
  coordinator: Comlink.Remote<LabWorker>,
  computing: readonly Comlink.Remote<LabWorker>[],
  kernels: Promise<Kernels>,
): Promise<void> {
  try {
    const compiled = await kernels;
    if (!("missing" in compiled)) await Promise.all(computing.map((thread) => thread.equip(compiled)));
    await coordinator.bringCpu(compiled);
  } catch (error) {
    const why = messageOf(error);
    await coordinator.bringCpu({ missing: `its threads did not take its kernels (${why})` });
  }
}

/** Past this many threads the memory they take costs more than they bring. */
const MOST_THREADS = 32;

/** One compute worker per core; a browser that does not tell its cores is taken to have two. */
function computeThreads(): number {
  return Math.min(Math.max(navigator.hardwareConcurrency || 2, 1), MOST_THREADS);
}

function startWorker(): Worker {
  return new Worker(ownScript(workerAddress), { type: "module", name: "vanishing-point" });
}
