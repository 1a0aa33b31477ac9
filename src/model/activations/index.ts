// The catalog of activations: one line each; the keys are the allowed values of `model.activation`.

import type { Activation } from "./activation.ts";
import { identity } from "./identity.ts";
import { relu } from "./relu.ts";
import { sigmoid } from "./sigmoid.ts";
import { tanh } from "./tanh.ts";

export const activations = { tanh, relu, identity, sigmoid } satisfies Record<string, Activation>;

export type ActivationName = keyof typeof activations;
export type { Activation } from "./activation.ts";
