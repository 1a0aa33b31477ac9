// One number given by the user inside an array: an input, a target, a weight.

import * as v from "valibot";

/** Past this size float32 kernels could overflow in a single product; nobody's data is that large unscaled. */
export const LARGEST_ENTRY = 1e9;

export const entry = v.pipe(v.number(), v.minValue(-LARGEST_ENTRY), v.maxValue(LARGEST_ENTRY));
