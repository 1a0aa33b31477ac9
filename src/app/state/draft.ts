// The spec as it stands in the form: it may be wrong, nothing of it is lost, and a sound one becomes the sweep.

import { computed, effect, signal } from "@preact/signals";
import { parseSpec, type SweepSpec } from "../../sweep/spec.ts";
import type { Page } from "./page.ts";

/** A sound change becomes the sweep after this pause in the typing. */
const SETTLE_MS = 350;

/** A spec under the user's hands. */
export class SpecDraft {
  /** A plain value of the spec's form; single fields may hold whatever was typed. */
  readonly raw = signal<unknown>({});
  readonly parsed = computed(() => parseSpec(this.raw.value));
  readonly mistakes = computed(() => (this.parsed.value.ok ? [] : this.parsed.value.mistakes));
  private timer = 0;

  constructor(readonly page: Page) {
    effect(() => this.follow(page.spec.value));
  }

  /** Takes the draft with a change; a sound one becomes the sweep. */
  edit(raw: unknown): void {
    this.raw.value = raw;
    clearTimeout(this.timer);
    this.timer = window.setTimeout(() => this.commit(), SETTLE_MS);
  }

  /** Replaces the whole draft by a spec from outside; in a sound one the blanks are filled, so that all fields show. */
  replace(raw: unknown): void {
    const parsed = parseSpec(raw);
    this.edit(parsed.ok ? parsed.value : raw);
  }

  private commit(): void {
    const { value: parsed } = this.parsed;
    if (!parsed.ok || same(parsed.value, this.page.spec.value)) return;
    this.page.changeSpec(parsed.value);
  }

  /** The sweep changed: the draft follows, unless it is what changed it. */
  private follow(spec: SweepSpec): void {
    const parsed = this.parsed.peek();
    if (parsed.ok && same(parsed.value, spec)) return;
    clearTimeout(this.timer);
    this.raw.value = spec;
  }
}

function same(a: SweepSpec, b: SweepSpec): boolean {
  return JSON.stringify(a) === JSON.stringify(b);
}
