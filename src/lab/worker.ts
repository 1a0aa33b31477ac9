// The lab's worker thread, spoken to through Comlink. One of them coordinates, one replays single
// networks for the inspector, the others compute tiles of the engine cpu and of the reference.

import * as Comlink from "comlink";
import { CpuEngine } from "../engine/cpu/cpu.ts";
import type { EngineChoice, EngineName, Preview } from "../engine/engine.ts";
import type { EngineMeter } from "../engine/meter.ts";
import type { Chunk } from "../sweep/chunk.ts";
import type { SweepPlan } from "../sweep/plan.ts";
import type { SweepSpec } from "../sweep/spec.ts";
import type { Tile } from "../sweep/tile.ts";
import { ArrivingEngines } from "./arriving.ts";
import type { BenchOrder } from "./bench/bench.ts";
import type { BenchEvent } from "./bench/events.ts";
import { RunSwitch } from "./control.ts";
import type { LabEvent } from "./events.ts";
import { fetched } from "./fetched.ts";
import { inspectingWork } from "./inspectingWork.ts";
import { openShelf, type PageShelf } from "./kept/openShelf.ts";
import type { PageKeeper } from "./kept/pageKeeper.ts";
import type { Kernels } from "./kernels.ts";
import type { Keeping, KnownTiles, ReadKnown } from "./known.ts";
import { LateReference } from "./lateReference.ts";
import { LateWebgpu, openLate, type ShaderSources } from "./lateWebgpu.ts";
import { openCpu } from "./openCpu.ts";
import { EnginePool, type TileWorker } from "./pool.ts";
import { SweepSession } from "./session.ts";
import { shelfWork } from "./shelfWork.ts";
import { TileKeeper } from "./tileKeeper.ts";
import type { Recomputed } from "./verify/recompute.ts";

const reference = new LateReference();
const tiles = new TileKeeper(reference);
/** The coordinator's: the compute threads, and the engines that use them, and what a bench makes engines of its own from. */
let workers: readonly TileWorker[] = [];
let sources: ShaderSources = async () => ({});
let arrive: (kernels: Kernels) => void = () => {};
const arrived = new Promise<Kernels>((resolve) => {
  arrive = resolve;
});
let benching: RunSwitch | null = null;
let engines: ArrivingEngines | null = null;
let session: SweepSession | null = null;
/** Where sweeps are kept; null where this browser keeps none. */
let shelf: Promise<PageShelf | null> = Promise.resolve(null);
/** What keeps the current run, also once it is over. */
let keeper: PageKeeper | null = null;
/** The run of the session, until it has let go of all that it held. */
let running: Promise<void> = Promise.resolve();
let rechecking = new RunSwitch();
/** By engine: gives up the control of its run before. One engine may take over from another in the midst of a run. */
const releases = new Map<EngineName, () => void>();

const labWorker = {
  /** A compute thread: can compute tiles of the engine cpu from now on. */
  equip: (kernels: WebAssembly.Module): void => tiles.add(new CpuEngine(kernels)),

  /** A compute thread: keeps the plan whose tiles it will be asked for by that engine, and the control of its run. */
  async prepare(engine: EngineName, plan: SweepPlan, control: Comlink.Remote<ThreadControl>): Promise<void> {
    releases.get(engine)?.();
    let asked = Promise.resolve();
    releases.set(engine, () => {
      // A tile of the run before may still wait for its answer, which must reach it, or this thread would wait for ever.
      void asked.catch(() => undefined).then(() => control[Comlink.releaseProxy]());
    });
    await tiles.prepare(engine, plan, {
      ready() {
        asked = control.ready();
        return asked;
      },
      preview: (preview) =>
        void control.preview(Comlink.transfer(preview, buffersOf(preview.chunk))).catch(() => undefined),
    });
  },

  /** A compute thread: one tile. */
  runTile: async (engine: EngineName, planId: string, tile: Tile): Promise<Chunk> =>
    moved(await tiles.runTile(engine, planId, tile)),

  /** A compute thread: one network once more, in float64, beside whatever else it does. */
  async recompute(spec: SweepSpec, replicate: number): Promise<Recomputed> {
    const control = rechecking;
    const { recompute } = await fetched(() => import("./verify/recompute.ts"));
    return recompute(spec, replicate, control);
  },

  /** A compute thread: gives up what it recomputes. */
  cancelRecompute(): void {
    rechecking.cancel();
    rechecking = new RunSwitch();
  },

  /** The coordinator: gets the ports of the compute threads and what brings the shaders' sources. */
  open(ports: readonly MessagePort[], shaders: ShaderSources): void {
    shelf = openShelf();
    workers = ports.map((port): TileWorker => {
      const remote = Comlink.wrap<LabWorker>(port);
      return {
        prepare: async (engine, next, control) => {
          const steered: ThreadControl = {
            ready: () => control.ready(),
            preview: (preview) => control.preview?.(preview),
          };
          const proxied = Comlink.proxy(steered) as unknown as Comlink.Remote<ThreadControl>;
          await remote.prepare(engine, next, proxied);
        },
        runTile: (engine, planId, tile) => remote.runTile(engine, planId, tile) as Promise<Chunk>,
      };
    });
    sources = shaders;
    const webgpu = new LateWebgpu(shaders);
    engines = new ArrivingEngines(new EnginePool(reference, workers), (byName) => webgpu.atHand(byName));
  },

  /** The coordinator: every compute thread has the kernels of the engine cpu, or there are none. */
  bringCpu(kernels: Kernels): void {
    const cpu = openCpu(kernels);
    opened().bringCpu("missing" in cpu ? cpu : new EnginePool(cpu, workers));
    arrive(kernels);
  },

  /**
   * The coordinator: runs a sweep to its end, and goes on where it is kept already. A sweep that still runs is cancelled first.
   * @param keep when it is kept
   * @param known tiles that the page has already, …
   * @param readKnown … and the way to what is in them, for the keeper
   */
  async run(
    spec: SweepSpec,
    choice: EngineChoice,
    keep: Keeping,
    listener: (event: LabEvent) => void,
    known: KnownTiles | null = null,
    readKnown: ReadKnown | null = null,
  ): Promise<void> {
    session?.cancel();
    const tell = (event: LabEvent) => {
      if (current !== session && event.kind !== "cancelled") return;
      listener("chunk" in event ? { ...event, chunk: moved(event.chunk) } : event);
    };
    const before = running;
    const current: SweepSession = new SweepSession(tell, {
      sketch: true,
      known: known === null || readKnown === null ? null : { ...known, read: readKnown },
      keepsKnown: keep === "always",
      keeper: async () => {
        // The run before may be of the same sweep, whose results only one may write.
        await before.catch(() => undefined);
        keeper?.letGo();
        keeper = (await shelf)?.keeper(tell, keep) ?? null;
        return keeper;
      },
    });
    session = current;
    running = opened()
      .atHandFor(choice)
      .then((atHand) => current.run(spec, choice, atHand));
    await running;
  },

  /** The coordinator: after an event "full". */
  decide: (choice: "try again" | "go on unkept"): void => session?.decide(choice),

  /** The coordinator: keeps the sweep at hand, also one that is done. */
  keep: async (): Promise<void> => keeper?.keepNow(),

  ...shelfWork(
    () => shelf,
    (id) => keeper?.giveUp(id),
  ),

  /**
   * The coordinator: times engines of its own, on the same compute threads as the sweeps', which must rest meanwhile. A bench
   * that still runs is cancelled first.
   */
  async bench(order: PageBenchOrder, listener: (event: BenchEvent) => void): Promise<void> {
    benching?.cancel();
    const control = new RunSwitch();
    benching = control;
    const { benchEngineIds, openBenchEngines, runBench } = await fetched(() => import("./bench/page.ts"));
    const kernels = await arrived;
    const openGpu = (meter: EngineMeter) => openLate(sources, meter);
    const at = await openBenchEngines({ wanted: benchEngineIds, kernels, workers, openGpu });
    await runBench({ ...order, reference }, at, control, listener);
    at.close();
  },
  cancelBench: (): void => benching?.cancel(),

  pause: (): void => session?.pause(),
  resume: (): void => session?.resume(),
  cancel: (): void => session?.cancel(),

  ...inspectingWork(reference, moved),

  /** Connects a further port, through which the coordinator reaches a compute thread. */
  listen(port: MessagePort): void {
    Comlink.expose(labWorker, port);
  },
};

export type LabWorker = typeof labWorker;

/** A bench as the page orders it: the reference is here already. */
export type PageBenchOrder = Omit<BenchOrder, "reference">;

/** The coordinator's control as a compute thread calls it. */
interface ThreadControl {
  ready(): Promise<void>;
  preview(preview: Preview): void;
}

function opened(): ArrivingEngines {
  if (engines === null) throw new Error("the lab's coordinator was not opened");
  return engines;
}

/** Marks a chunk's arrays to be moved to the receiver, not copied. */
function moved(chunk: Chunk): Chunk {
  return Comlink.transfer(chunk, buffersOf(chunk));
}

function buffersOf(chunk: Chunk): ArrayBuffer[] {
  return Object.values(chunk.metrics).map((values) => values.buffer);
}

Comlink.expose(labWorker);
