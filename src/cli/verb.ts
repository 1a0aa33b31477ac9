// What every verb of the terminal offers: its help and its work.

import type { OptionKind } from "./args.ts";

/** A verb. `run` resolves when all is done and throws Exit otherwise. */
export interface Verb {
  /** What stands behind the verb, e.g. `FILE…`. */
  readonly operands: string;
  /** One sentence for the list of verbs. */
  readonly summary: string;
  /** What it prints or writes, in whole sentences. */
  readonly description: string;
  readonly options: Readonly<Record<string, OptionKind>>;
  readonly examples: readonly string[];
  run(words: readonly string[]): Promise<void>;
}
