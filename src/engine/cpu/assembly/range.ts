// When numbers leave the range in which they are plain float32: states and gradients, whose common power of two then
// moves, and the gates of a network, which is then gone through once more with an exponent for every number.

import { isTraining, slotLeft } from "./sizes.ts";

const SMALLEST: f32 = 5.9604644775390625e-8;
const LARGEST: f32 = 16777216;

/** Whether a size has left 2^±24, but is not zero. */
@inline
export function isFar(size: v128): v128 {
  return v128.or(isTiny(size), f32x4.gt(size, f32x4.splat(LARGEST)));
}

/** Whether it has left it downwards. */
@inline
export function isTiny(size: v128): v128 {
  return v128.and(f32x4.lt(size, f32x4.splat(SMALLEST)), f32x4.gt(size, f32x4.splat(0)));
}

/** Past this |a| of a gate the product of three derivatives and a gradient of moderate size could leave float32. */
const LARGEST_GATE: f32 = 12;
/** So could tanh'(c) past this |c|, which is multiplied with one gate only. */
const LARGEST_CELL: f32 = 25;
/** States smaller than 2^-60 times gradients of moderate size could. */
const SMALLEST_STATE: f32 = 8.673617379884035e-19;

@inline
export function larger(a: v128, b: v128): v128 {
  return f32x4.pmax(a, b);
}

/** Marks a slot whose gates or states are out of that range; training needs no such numbers. */
@inline
export function leaveGates(slot: usize, largestPre: v128, largestState: v128): void {
  if (isTraining) return;
  const leaves = v128.or(f32x4.gt(largestPre, f32x4.splat(LARGEST_GATE)), isLost(largestState));
  if (v128.any_true(leaves)) store<i32>(slot + slotLeft, 1);
}

/** The same for the cells of an lstm. */
@inline
export function leaveCells(slot: usize, largestCell: v128): void {
  if (isTraining) return;
  const leaves = v128.or(f32x4.gt(largestCell, f32x4.splat(LARGEST_CELL)), isLost(largestCell));
  if (v128.any_true(leaves)) store<i32>(slot + slotLeft, 1);
}

@inline
function isLost(size: v128): v128 {
  return v128.and(f32x4.lt(size, f32x4.splat(SMALLEST_STATE)), f32x4.gt(size, f32x4.splat(0)));
}
