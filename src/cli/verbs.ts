// The catalog of verbs: one line each; the keys are the words of the command line.

import { bench } from "./bench.ts";
import { exportVerb } from "./export.ts";
import { inspect } from "./inspect.ts";
import { run } from "./run.ts";
import { schema } from "./schema.ts";
import type { Verb } from "./verb.ts";
import { verify } from "./verify.ts";

export const verbs = { inspect, run, export: exportVerb, verify, bench, schema } satisfies Record<
  string,
  Verb
>;

export type VerbName = keyof typeof verbs;
