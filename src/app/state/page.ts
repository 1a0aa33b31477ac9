// The page's state: a sweep and a view of it, both in the address; everything on the screen follows from them.

import { batch, computed, effect, type ReadonlySignal, signal } from "@preact/signals";
import type { Lab } from "../../lab/connect.ts";
import { arrangementOf, factorsOf, shapeOf } from "../../store/figure/arrangement.ts";
import { differenceOf, metricOf, pointOf, sliceOf, viewMistakes } from "../../store/figure/viewed.ts";
import { linkOf, parseAddress, type View } from "../../sweep/address.ts";
import type { Mistake } from "../../sweep/mistakes.ts";
import { differInRanges } from "../../sweep/ranges.ts";
import type { SweepSpec } from "../../sweep/spec.ts";
import { BenchState } from "../bench/benchState.ts";
import { KeptState } from "../kept/keptState.ts";
import { type PresetName, presets } from "../presets/index.ts";
import { presetSpec } from "../presets/open.ts";
import { sceneSpec, sceneView } from "../story/scenes.ts";
import { TrustState } from "../trust/trustState.ts";
import { AddressBar, type FragmentBar } from "./addressBar.ts";
import { type InspectedPoint, inspecting } from "./inspecting.ts";
import { SweepRun } from "./run.ts";
import { inScene, onPage, SHORT_LINKS, saysNoSweep } from "./shortLinks.ts";
import { steady } from "./steady.ts";
import { engineOf, keepingOf, keepView, showsMap, viewInWindow } from "./view.ts";

const FIRST_VISIT = Object.keys(presets)[0] as PresetName;

/** What can be shown in the window. */
export type PageName = "map" | "story" | "gallery" | "bench" | "kept";

/** The page, without its looks. */
export class Page {
  readonly spec = signal<SweepSpec>(presetSpec(FIRST_VISIT));
  readonly view = signal<View>({});
  /** What was wrong with the address that the user came with. */
  readonly addressMistakes = signal<readonly Mistake[]>([]);
  /** The fields that are too long for the address, which a link therefore lacks. */
  readonly linkLacks = signal<readonly string[]>([]);
  readonly shape = computed(() => shapeOf(this.spec.value));
  /** How many positions of each dimension share one on the map. */
  readonly factors = computed(() => factorsOf(this.spec.value));
  readonly metric = computed(() => metricOf(this.spec.value, this.view.value));
  readonly point = steady(() => pointOf(this.shape.value, this.view.value));
  readonly arrangement = steady(() => arrangementOf(this.spec.value, this.view.value, this.factors.value));
  readonly slice = steady(() => sliceOf(this.arrangement.value, this.view.value));
  /** The panels A and B whose difference is drawn. */
  readonly difference = steady(() => differenceOf(this.arrangement.value, this.view.value));
  readonly engine = computed(() => engineOf(this.view.value));
  readonly run: SweepRun;
  readonly bench: BenchState;
  readonly kept: KeptState;
  readonly trust: TrustState;
  readonly inspected: ReadonlySignal<InspectedPoint | null>;
  /** Whether the sweep is yet to be run (again): another page is shown, or a bench was given the machine. */
  private isStale = false;
  private leaving: () => void = () => {};
  private readonly addressBar: FragmentBar;

  constructor(
    readonly lab: Promise<Lab>,
    bar?: FragmentBar,
  ) {
    this.addressBar = bar ?? new AddressBar((fragment) => this.read(fragment));
    this.run = new SweepRun(lab);
    this.inspected = inspecting(lab, this.spec, this.point);
    this.bench = new BenchState(lab);
    this.kept = new KeptState(lab);
    this.trust = new TrustState(lab, this.run);
    // The machine is free again: a sweep that gave way takes its turn.
    effect(() => {
      if (!this.bench.isRunning.value && this.isStale && showsMap(this.view.peek())) this.restart();
    });
  }

  /** Reads the address and starts its sweep; without one, the first visit's. */
  open(): void {
    this.kept.look();
    this.read(this.addressBar.fragment);
  }

  /** Another sweep: a new entry in the history, and a new run. */
  changeSpec(spec: SweepSpec): void {
    const view = keepView(this.view.value, this.spec.value, spec);
    this.addressBar.push(this.fragment(spec, view));
    this.show(spec, view);
  }

  /**
   * The same sweep in another window of its axes; all that is shown of it stays.
   * @param goesOn whether it is one movement with the window before, whose entry in the history it takes
   */
  changeWindow(spec: SweepSpec, home: View["home"], goesOn: boolean): void {
    const view = viewInWindow(this.view.value, this.spec.value, spec, home);
    const fragment = this.fragment(spec, view);
    if (goesOn) this.addressBar.replace(fragment);
    else this.addressBar.push(fragment);
    this.show(spec, view);
  }

  /** Sets who is told that the map is about to show another window of the same axes. */
  onLeaving(listener: () => void): void {
    this.leaving = listener;
  }

  /** A sweep from a file, on the map: a new entry in the history, and a run that shows what is kept of it, if anything is. */
  openSweep(spec: SweepSpec, view: View): void {
    this.addressBar.push(this.fragment(spec, view));
    this.addressMistakes.value = [];
    // Also where the same sweep is on the map: its results may be others now.
    this.isStale = true;
    this.show(spec, view);
  }

  /** Another view of the same sweep; a field set to undefined goes back to its default. */
  changeView(change: { readonly [K in keyof View]: View[K] | undefined }): void {
    const entries = Object.entries({ ...this.view.value, ...change });
    const view: View = Object.fromEntries(entries.filter(([, value]) => value !== undefined));
    const engineBefore = this.engine.value;
    this.view.value = view;
    this.addressBar.replace(this.fragment());
    if (this.engine.value !== engineBefore) this.restart();
  }

  /**
   * A state that the page was in before. As with any change, another sweep or page is a new entry in the history, so that
   * Back leads to what was seen last, and another view the same one; a sweep starts or goes on as after Back.
   */
  restore(spec: SweepSpec, view: View): void {
    const isSameEntry = spec === this.spec.value && view.page === this.view.value.page;
    const fragment = this.fragment(spec, view);
    if (isSameEntry) this.addressBar.replace(fragment);
    else this.addressBar.push(fragment);
    this.show(spec, view);
  }

  /** A scene of the story, counted from 1, with its own sweep: a new entry in the history. */
  goToScene(number: number): void {
    const [spec, view] = [sceneSpec(number), inScene(number, this.view.value)];
    this.addressBar.push(this.fragment(spec, view));
    this.addressMistakes.value = [];
    this.show(spec, view);
  }

  /** The address of a scene, for a link. */
  linkToScene(number: number): string {
    return `#${linkOf({ spec: sceneSpec(number), view: inScene(number, this.view.value) }).fragment}`;
  }

  /** The map, or another page in its place: a new entry in the history; sweep and view stay as they are, but for the story's. */
  goTo(page: PageName): void {
    if (page === "story") {
      if (this.view.value.page !== "story") this.goToScene(1);
      return;
    }
    const view = onPage(this.view.value, page);
    this.addressBar.push(this.fragment(this.spec.value, view));
    this.show(this.spec.value, view);
  }

  /** The address of the same sweep and view on a page, for a link. */
  linkTo(page: PageName): string {
    if (page === "story") return this.linkToScene(1);
    return `#${linkOf({ spec: this.spec.value, view: onPage(this.view.value, page) }).fragment}`;
  }

  /** The address of the same sweep and view with a network in the inspector, for a link. */
  linkToPoint(point: readonly number[]): string {
    return `#${linkOf({ spec: this.spec.value, view: { ...this.view.value, point } }).fragment}`;
  }

  /** Times the engines; a sweep that is not done gives way and is run anew when the map is next looked at. */
  startBench(): void {
    const { phase } = this.run.status.value;
    if (phase === "running" || phase === "paused" || phase === "starting") {
      this.run.cancel();
      this.isStale = true;
    }
    const { benchLength, benchHidden } = this.view.value;
    this.bench.start({ quick: benchLength !== "full", hidden: benchHidden });
  }

  /** Runs the same sweep again, or goes on with it where it is kept. A bench that runs is cancelled: its times would be wrong. */
  restart(): void {
    this.isStale = false;
    this.bench.cancel();
    this.run.start(this.spec.value, this.engine.value, keepingOf(this.view.value));
  }

  /** Runs the sweep from its beginning, and deletes what is kept of it. */
  async runAnew(): Promise<void> {
    const { keptId } = this.run.status.value;
    if (keptId !== null) await (await this.lab).kept.remove(keptId);
    this.restart();
  }

  /** The permalink of what the page shows now. */
  permalink(): string {
    return `${location.href.replace(/#.*$/, "")}#${this.fragment()}`;
  }

  private fragment(spec = this.spec.value, view = this.view.value): string {
    const { fragment, lacks } = linkOf({ spec, view });
    // A list that is equal to the one before must not be news to anyone.
    if (lacks.join() !== this.linkLacks.value.join()) this.linkLacks.value = lacks;
    return fragment;
  }

  private read(fragment: string): void {
    const mistakes: Mistake[] = [];
    let spec = presetSpec(FIRST_VISIT);
    let view: View = {};
    if (fragment !== "") {
      const parsed = parseAddress(SHORT_LINKS.includes(fragment) ? `view.page=${fragment}` : fragment);
      if (!parsed.ok) mistakes.push(...parsed.mistakes);
      else {
        mistakes.push(...viewMistakes(parsed.value.spec, parsed.value.view, factorsOf(parsed.value.spec)));
        // A view that does not fit is no reason to lose a sound sweep.
        if (!saysNoSweep(fragment)) spec = parsed.value.spec;
        if (mistakes.length === 0) view = parsed.value.view;
        // A link to the story alone opens a scene with its own sweep.
        if (view.page === "story" && saysNoSweep(fragment)) {
          spec = sceneSpec(view.scene ?? 1);
          view = sceneView(view.scene ?? 1);
        }
      }
    }
    this.addressMistakes.value = mistakes;
    this.linkLacks.value = [];
    this.show(spec, view);
  }

  private show(spec: SweepSpec, view: View): void {
    const isSame = JSON.stringify(spec) === JSON.stringify(this.spec.value);
    const runsAlready =
      !this.isStale && this.run.status.value.networks > 0 && engineOf(view) === this.engine.value && isSame;
    const isRecallable = !this.isStale;
    // All at once: nobody is to see the new sweep beside the results of the old one.
    batch(() => {
      if (!isSame && differInRanges(spec, this.spec.value)) this.leaving();
      this.spec.value = spec;
      this.view.value = view;
      if (runsAlready) return;
      // What gave way to a bench waits for its end; another sweep is worth more than the bench.
      this.isStale = !showsMap(view) || (isSame && this.bench.isRunning.value);
      if (this.isStale) return;
      if (isRecallable) {
        this.bench.cancel();
        this.run.show(spec, this.engine.value, keepingOf(view));
      } else this.restart();
    });
  }
}
