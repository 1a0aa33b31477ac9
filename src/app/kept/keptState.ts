// The sweeps that this browser keeps, as the page lists them, and the room that they take.

import { signal } from "@preact/signals";
import type { Lab } from "../../lab/connect.ts";
import type { KeptSweep } from "../../lab/kept/about.ts";
import { messageOf } from "../../sweep/mistakes.ts";
import { isolated } from "../isolated.ts";

/** The room in this browser for everything that this page keeps, in bytes. */
export interface Space {
  readonly used: number;
  readonly quota: number;
  /** Whether the browser has promised not to clear it by itself. */
  readonly isPersistent: boolean;
}

/** How a notice begins that the next list makes untrue. */
const UNLISTED = "The kept sweeps cannot be listed:";

/** The list of kept sweeps. */
export class KeptState {
  /** Null until it is known. */
  readonly sweeps = signal<readonly KeptSweep[] | null>(null);
  readonly space = signal<Space | null>(null);
  /** Whether this browser keeps sweeps at all; null until it is known. */
  readonly isThere = signal<boolean | null>(null);
  /** What did not work, or how asking for permanent room went. */
  readonly notice = signal("");

  constructor(private readonly lab: Promise<Lab>) {}

  /** Asks only whether sweeps are kept here: all that the map has to know. */
  look(): void {
    this.lab
      .then(({ kept }) => kept.isThere())
      .then((isThere) => {
        this.isThere.value = isThere;
      })
      .catch(() => undefined);
  }

  /** Reads the list anew. */
  async refresh(): Promise<void> {
    try {
      const { kept } = await this.lab;
      const [isThere, sweeps, space] = await Promise.all([kept.isThere(), kept.list(), readSpace()]);
      this.isThere.value = isThere;
      this.sweeps.value = sweeps;
      this.space.value = space;
      if (this.notice.value.startsWith(UNLISTED)) this.notice.value = "";
    } catch (error) {
      this.notice.value = `${UNLISTED} ${messageOf(error)}`;
    }
  }

  /** Gives a sweep another name; an empty one changes nothing. */
  rename(id: string, name: string): Promise<void> {
    const trimmed = name.trim().slice(0, LONGEST_NAME);
    return this.change(async ({ kept }) => {
      if (trimmed !== "") await kept.rename(id, trimmed);
    });
  }

  /** Gives a sweep the picture by which it is known; one without is merely listed without. */
  setPicture(id: string, picture: string): void {
    void this.lab.then(({ kept }) => kept.picture(id, picture)).catch(() => undefined);
  }

  /** Deletes a sweep with all its results; one that runs stays. */
  remove({ id, name }: KeptSweep): Promise<void> {
    return this.change(async ({ kept }) => {
      const isGone = await kept.remove(id);
      this.notice.value = isGone
        ? `“${isolated(titleOf(name))}” is deleted.`
        : `“${isolated(titleOf(name))}” runs, here or in another tab: cancel it there first.`;
    });
  }

  /** Asks the browser not to clear what is kept when the disk fills up. */
  askForPersistence(): Promise<void> {
    return this.change(async () => {
      const isGranted = (await navigator.storage?.persist?.()) === true;
      this.notice.value = isGranted
        ? "The browser keeps these sweeps until you delete them."
        : "The browser did not agree: it may clear kept sweeps where the disk fills up. Export what matters.";
    });
  }

  private async change(work: (lab: Lab) => Promise<void>): Promise<void> {
    this.notice.value = "";
    try {
      await work(await this.lab);
    } catch (error) {
      this.notice.value = `That did not work: ${messageOf(error)}`;
    }
    await this.refresh();
  }
}

const LONGEST_NAME = 200;

/** What a sweep without a name is called. */
export function titleOf(name: string): string {
  return name === "" ? "unnamed sweep" : name;
}

/** Not every browser tells. */
async function readSpace(): Promise<Space | null> {
  const estimate = await navigator.storage?.estimate?.();
  if (estimate?.usage === undefined || estimate.quota === undefined) return null;
  const isPersistent = (await navigator.storage.persisted?.()) === true;
  return { used: estimate.usage, quota: estimate.quota, isPersistent };
}
