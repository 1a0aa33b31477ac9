// The page's state: a sweep and a view of it, both in the address; everything on the screen follows from them.

import { batch, computed, type ReadonlySignal, signal } from "@preact/signals";
import type { Lab } from "../../lab/connect.ts";
import { linkOf, parseAddress, type View } from "../../sweep/address.ts";
import type { Mistake } from "../../sweep/mistakes.ts";
import type { SweepSpec } from "../../sweep/spec.ts";
import { type PresetName, presets } from "../presets/index.ts";
import { presetSpec } from "../presets/open.ts";
import { AddressBar } from "./addressBar.ts";
import { arrangementOf, shapeOf } from "./arrangement.ts";
import { type InspectedPoint, inspecting } from "./inspecting.ts";
import { SweepRun } from "./run.ts";
import { differenceOf, engineOf, keepView, metricOf, pointOf, sliceOf, viewMistakes } from "./view.ts";

const FIRST_VISIT = Object.keys(presets)[0] as PresetName;

/** The page, without its looks. */
export class Page {
  readonly spec = signal<SweepSpec>(presetSpec(FIRST_VISIT));
  readonly view = signal<View>({});
  /** What was wrong with the address that the user came with. */
  readonly addressMistakes = signal<readonly Mistake[]>([]);
  /** The fields that are too long for the address, which a link therefore lacks. */
  readonly linkLacks = signal<readonly string[]>([]);
  readonly shape = computed(() => shapeOf(this.spec.value));
  readonly metric = computed(() => metricOf(this.spec.value, this.view.value));
  readonly point = computed(() => pointOf(this.shape.value, this.view.value));
  readonly arrangement = computed(() => arrangementOf(this.spec.value, this.view.value));
  readonly slice = computed(() => sliceOf(this.arrangement.value, this.view.value));
  /** The panels A and B whose difference is drawn. */
  readonly difference = computed(() => differenceOf(this.arrangement.value, this.view.value));
  readonly engine = computed(() => engineOf(this.view.value));
  readonly run: SweepRun;
  readonly inspected: ReadonlySignal<InspectedPoint | null>;
  private readonly addressBar = new AddressBar((fragment) => this.read(fragment));

  constructor(lab: Promise<Lab>) {
    this.run = new SweepRun(lab);
    this.inspected = inspecting(lab, this.spec, this.point);
  }

  /** Reads the address and starts its sweep; without one, the first visit's. */
  open(): void {
    this.read(this.addressBar.fragment);
  }

  /** Another sweep: a new entry in the history, and a new run. */
  changeSpec(spec: SweepSpec): void {
    const view = keepView(this.view.value, this.spec.value, spec);
    this.addressBar.push(this.fragment(spec, view));
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

  /** Runs the same sweep again. */
  restart(): void {
    this.run.start(this.spec.value, this.engine.value);
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
      const parsed = parseAddress(fragment);
      if (!parsed.ok) mistakes.push(...parsed.mistakes);
      else {
        mistakes.push(...viewMistakes(parsed.value.spec, parsed.value.view));
        // A view that does not fit is no reason to lose a sound sweep.
        spec = parsed.value.spec;
        if (mistakes.length === 0) view = parsed.value.view;
      }
    }
    this.addressMistakes.value = mistakes;
    this.linkLacks.value = [];
    this.show(spec, view);
  }

  private show(spec: SweepSpec, view: View): void {
    const runsAlready =
      this.run.status.value.networks > 0 &&
      engineOf(view) === this.engine.value &&
      JSON.stringify(spec) === JSON.stringify(this.spec.value);
    // All at once: nobody is to see the new sweep beside the results of the old one.
    batch(() => {
      this.spec.value = spec;
      this.view.value = view;
      if (!runsAlready) this.restart();
    });
  }
}
