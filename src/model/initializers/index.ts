// The catalog of initialisers: one line each; the keys are the allowed values of `init.*.kind`.

import { constant } from "./constant.ts";
import { identity } from "./identity.ts";
import type { Initializer } from "./initializer.ts";
import { normal } from "./normal.ts";
import { orthogonal } from "./orthogonal.ts";
import { uniform } from "./uniform.ts";
import { xavier } from "./xavier.ts";

export const initializers = {
  normal,
  uniform,
  xavier,
  orthogonal,
  identity,
  constant,
} satisfies Record<string, Initializer>;

export type InitializerName = keyof typeof initializers;
export type { Initializer } from "./initializer.ts";
