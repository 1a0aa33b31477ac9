// The catalog of verbs: one line each; the keys are the words of the command line.

import { bench } from "./bench.ts";
import { inspect } from "./inspect.ts";
import { run } from "./run.ts";
import { schema } from "./schema.ts";
import type { Verb } from "./verb.ts";

export const verbs = { inspect, run, bench, schema } satisfies Record<string, Verb>;

export type VerbName = keyof typeof verbs;
