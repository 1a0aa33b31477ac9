// Vectors that live for one step of one network: products, input terms, δ.

import { allocate } from "./regions.ts";
import { BLOCK, hidden, parts, rows, V } from "./sizes.ts";

/** W_hh h_(t−1) [rows], W_ih x_t + b [rows], δ into either [rows], and what goes by the weights [parts · hidden]. */
export let products: usize = 0;
export let inputTerm: usize = 0;
export let toInput: usize = 0;
export let toRecurrent: usize = 0;
export let behind: usize = 0;

/** @returns whether there was memory for them */
export function allocateScratch(): bool {
  const bytes = <usize>(rows + BLOCK) * V;
  products = allocate(bytes);
  inputTerm = allocate(bytes);
  toInput = allocate(bytes);
  toRecurrent = allocate(bytes);
  behind = allocate(<usize>(parts * hidden + BLOCK) * V);
  return behind != 0;
}
