// The walk back through time of one inspected network: at which step it stands, its numbers, and those of the network with changed
// weights. Requests to the lab go one after another, and of those that come meanwhile only the last one counts.

import { computed, effect, type ReadonlySignal, signal, untracked } from "@preact/signals";
import type { WalkedNetwork } from "../../../engine/walk.ts";
import type { Parameters } from "../../../model/network.ts";
import { kindOf } from "../../../model/tasks/index.ts";
import { explicitInit } from "../../../sweep/init.ts";
import { messageOf } from "../../../sweep/mistakes.ts";
import { sizesOf, unrollOf } from "../../../sweep/point.ts";
import type { SweepSpec } from "../../../sweep/spec.ts";
import type { Page } from "../../state/page.ts";

/** A network to walk through: a spec's own initial weights, or those that training came to. */
export interface Walked {
  readonly spec: SweepSpec;
  readonly replicate: number;
  /** Whether it is the trained network of a spec in mode training. */
  readonly isTrained: boolean;
}

export class Walking {
  readonly unroll: number;
  /** How many sequences there are. */
  readonly batch: number;
  /** The step that the walk stands at, 1…T; null where no walk is shown. */
  readonly t: ReadonlySignal<number | null>;
  /** The sequence that is walked; null for all together. */
  readonly sequence = computed(() => {
    const { walkSequence } = this.page.view.value;
    return walkSequence === undefined || walkSequence >= this.batch ? null : walkSequence;
  });
  /** The weights as the user has changed them; null for the network as it is. */
  readonly edited = signal<Parameters | null>(null);
  /** The walks of both, null while they are not there. */
  readonly original = signal<WalkedNetwork | null>(null);
  readonly changed = signal<WalkedNetwork | null>(null);
  /** Why there is no walk. */
  readonly failure = signal("");
  /** What is looked at: the changed network where there is one. */
  readonly shown = computed(() => this.changed.value ?? this.original.value);
  private readonly isOpen = computed(() => this.t.value !== null);
  private isAsking = false;
  private isStopped = false;
  /** What `original` and `changed` are of. */
  private originalOf: number | null | undefined;
  private changedOf: readonly [Parameters, number | null] | null = null;

  constructor(
    readonly page: Page,
    readonly network: Walked,
  ) {
    const { task, seed } = network.spec;
    this.unroll = unrollOf(task);
    this.batch = kindOf(task).data(task, seed).batch;
    this.t = computed(() => {
      const { walk, walkTrained } = page.view.value;
      const isMine = (walkTrained === true) === network.isTrained;
      return walk === undefined || !isMine ? null : Math.min(walk, this.unroll);
    });
  }

  /** Follows the view until the returned function is called. */
  start(): () => void {
    this.isStopped = false;
    const stop = effect(() => {
      // Read, so that a change of either is followed.
      this.sequence.value;
      this.edited.value;
      if (this.isOpen.value) untracked(() => void this.ask());
    });
    return () => {
      this.isStopped = true;
      stop();
    };
  }

  /** Goes to a step, or away (null). */
  goTo(t: number | null): void {
    const walk = t === null ? undefined : Math.max(1, Math.min(this.unroll, t));
    const walkTrained = walk !== undefined && this.network.isTrained ? true : undefined;
    this.page.changeView({ walk, walkTrained, ...(t === null ? { walkSequence: undefined } : {}) });
  }

  choose(sequence: number | null): void {
    this.page.changeView({ walkSequence: sequence ?? undefined });
  }

  /** The spec of the network with changed weights. */
  specOf(parameters: Parameters): SweepSpec {
    const { spec } = this.network;
    return { ...spec, init: explicitInit(parameters, sizesOf(spec)) };
  }

  private async ask(): Promise<void> {
    if (this.isAsking) return;
    this.isAsking = true;
    try {
      while (!this.isStopped && (await this.askNext()));
    } catch (error) {
      // Asked for again when there is a reason to. Another network's walk cancels this one; then nobody looks at it.
      this.originalOf = undefined;
      this.changedOf = null;
      if (!this.isStopped && this.isOpen.peek()) this.failure.value = messageOf(error);
    } finally {
      this.isAsking = false;
    }
  }

  /** One request, where one is due; false where everything is there. */
  private async askNext(): Promise<boolean> {
    const [sequence, edited] = [this.sequence.value, this.edited.value];
    const { spec, replicate } = this.network;
    if (edited === null && this.changed.value !== null) {
      this.changed.value = null;
      this.changedOf = null;
    }
    if (this.originalOf !== sequence) {
      this.originalOf = sequence;
      this.failure.value = "";
      this.original.value = null;
      this.original.value = await (await this.page.lab).walk(spec, replicate, sequence);
      return true;
    }
    if (edited === null || (this.changedOf?.[0] === edited && this.changedOf[1] === sequence)) return false;
    this.changedOf = [edited, sequence];
    const walked = await (await this.page.lab).walk(this.specOf(edited), 0, sequence);
    // Taken back meanwhile: then it is nobody's.
    if (this.edited.value !== null) this.changed.value = walked;
    return true;
  }
}
