// The catalog of theories: one line each; the slice plots draw every one that says something of the networks at hand.

import { forgetGate } from "./forgetGate.ts";
import { linearGradientRatio, linearLyapunov } from "./linear.ts";
import type { Theory } from "./theory.ts";

export const theories = {
  linearGradientRatio,
  linearLyapunov,
  forgetGate,
} satisfies Record<string, Theory>;

export type TheoryName = keyof typeof theories;
export type { Theory, TheoryMatrix, TheoryPoint } from "./theory.ts";
