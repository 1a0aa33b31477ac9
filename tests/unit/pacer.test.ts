// How much the next submit may hold when the list of networks has changed since the last one.

import { expect, it } from "vitest";
import { Pacer } from "../../src/engine/webgpu/pacer.ts";

it("holds no more steps for the few networks that are left than a tenth of a second would at the old pace", () => {
  const pacer = new Pacer();
  // 8000 networks, nearly all of which were done: 1000 steps took 100 ms, as they will for the 80 that are left.
  pacer.took(1000, 8000, 100);
  expect(pacer.next(80)).toBe(1000);
  // Where fewer are indeed faster, the pace grows from submit to submit.
  pacer.took(1000, 80, 5);
  expect(pacer.next(80)).toBe(8000);
});

it("holds as many steps fewer as there are networks more", () => {
  const pacer = new Pacer();
  pacer.took(1000, 80, 100);
  expect(pacer.next(8000)).toBe(10);
});
