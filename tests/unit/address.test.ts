// Permalinks: what is formatted reads back as it was, and what is mistyped is told.

import fc from "fast-check";
import { describe, expect, it } from "vitest";
import {
  type Address,
  formatAddress,
  LONGEST_ADDRESS,
  linkOf,
  parseAddress,
  type View,
} from "../../src/sweep/address.ts";
import { engineChoices } from "../../src/sweep/engineChoice.ts";
import { parseSpec } from "../../src/sweep/spec.ts";
import { finalOutcomes, LONGEST_QUESTION, mergings, predictions, reductions } from "../../src/sweep/view.ts";
import { anySpec, oddText } from "./arbitrary.ts";
import { sound } from "./draw.ts";

const indices = fc.array(fc.nat({ max: 70_000 }), { maxLength: 6 });
const limits = fc
  .tuple(fc.double({ min: -1e6, max: 1e6, noNaN: true }), fc.double({ min: 1e-3, max: 10, noNaN: true }))
  .map(([low, width]): [number, number] => [low + 0, low + width]);
const stroke = fc
  .tuple(
    fc.nat({ max: 11 }),
    fc.array(fc.tuple(fc.nat({ max: 1000 }), fc.nat({ max: 1000 })), { minLength: 2, maxLength: 9 }),
  )
  .map(([panel, points]) => [panel, ...points.flat()]);
const view = fc.record(
  {
    metric: fc.oneof(oddText, fc.constantFrom("loss", "logGradientNorm.input")),
    point: indices,
    slice: indices,
    limits,
    home: fc.array(
      fc.tuple(fc.double({ min: -9, max: 0, noNaN: true }), fc.integer({ min: 1 }), fc.integer({ min: 2 })),
      { minLength: 1, maxLength: 2 },
    ),
    engine: fc.constantFrom(...engineChoices),
    panels: fc.uniqueArray(fc.nat({ max: 7 }), { maxLength: 3 }),
    reduce: fc.constantFrom(...reductions),
    quantile: fc.double({ min: 0, max: 1, noNaN: true }),
    fraction: fc.constantFrom(...finalOutcomes),
    cells: fc.constantFrom(...mergings),
    difference: fc.tuple(fc.nat({ max: 5 }), fc.integer({ min: 6, max: 11 })),
    differenceLimits: limits,
    predict: fc.constantFrom(...predictions),
    question: oddText
      .filter((text) => text.trim() !== "")
      .map((text) => text.slice(0, LONGEST_QUESTION))
      .filter((text) => text.trim() !== ""),
    drawing: fc.array(stroke, { minLength: 1, maxLength: 6 }),
    walk: fc.integer({ min: 1, max: 32768 }),
    walkSequence: fc.nat({ max: 63 }),
    walkTrained: fc.constant(true),
  },
  { requiredKeys: [] },
) as fc.Arbitrary<View>;

function readBack(address: Address): unknown {
  return parseAddress(formatAddress(address));
}

function mistakesOf(fragment: string): string[] {
  const parsed = parseAddress(fragment);
  return parsed.ok ? [] : parsed.mistakes.map((m) => m.path);
}

describe("a permalink", { timeout: 60_000 }, () => {
  it("reads back as the spec and view it was made from", () => {
    fc.assert(
      fc.property(anySpec, view, (input, shown) => {
        const spec = parseSpec(input);
        fc.pre(spec.ok);
        if (!spec.ok) return;
        const address = { spec: noMinusZero(spec.value), view: noMinusZero(shown) };
        expect(readBack(address)).toEqual({ ok: true, value: address });
      }),
      { numRuns: 500 },
    );
  });

  it("survives an address bar: it is plain ASCII, without spaces and without a second #", () => {
    fc.assert(
      fc.property(anySpec, view, (input, shown) => {
        const spec = parseSpec(input);
        fc.pre(spec.ok);
        if (!spec.ok) return;
        const text = formatAddress({ spec: spec.value, view: shown });
        expect(text).toMatch(/^[!$-~]*$/);
        expect(parseAddress(`#${text}`)).toEqual(parseAddress(text));
        expect(new URL(`https://example.org/#${text}`).hash.slice(1)).toBe(text);
      }),
      { numRuns: 150 },
    );
  });

  it("of the default spec is empty, and an empty one is the default spec", () => {
    expect(formatAddress({ spec: sound({}), view: {} })).toBe("");
    for (const empty of ["", "#", "&", "#&&"]) {
      expect(parseAddress(empty)).toEqual({ ok: true, value: { spec: sound({}), view: {} } });
    }
  });

  it("leaves out what is at its default and names the rest as the form does", () => {
    const spec = sound({
      model: { hidden: 1 },
      init: { recurrent: { kind: "constant", value: 1 } },
      axes: [{ param: "task.unroll", from: 1, to: 100, count: 100 }],
    });
    expect(formatAddress({ spec, view: { metric: "loss", point: [3, 4] } })).toBe(
      "model.hidden=1&init.recurrent.kind=constant&init.recurrent.value=1&axes.0.param=task.unroll" +
        "&axes.0.from=1&axes.0.to=100&axes.0.count=100&view.metric=loss&view.point=[3,4]",
    );
  });

  it("keeps explicit tasks and parameters whole, whose fields the defaults do not have", () => {
    for (const hidden of [1, 32]) {
      const spec = sound({
        model: { hidden },
        task: { kind: "explicit", inputs: [[[0]], [[50]]], targets: [[0], [1]] },
        init: {
          kind: "explicit",
          parameters: {
            weight_ih: new Array(hidden).fill([0]),
            weight_hh: new Array(hidden).fill(new Array(hidden).fill(0)),
            weight_out: [new Array(hidden).fill(1)],
          },
        },
      });
      expect(readBack({ spec, view: {} })).toEqual({ ok: true, value: { spec, view: {} } });
    }
  });
});

describe("a spec that is too long for an address", () => {
  const prices = (digits: number) =>
    Array.from({ length: 100_000 }, (_, i) => Number((1.5 + Math.sin(i)).toFixed(digits)) * 1e-7);
  const of = (series: number[]) =>
    sound({ name: "mine", task: { kind: "series", unroll: 9, series: [series] }, seed: 7 });

  it("has a link without its longest field, which says so when it is opened", () => {
    const { fragment, lacks } = linkOf({ spec: of(prices(16)), view: { metric: "loss" } });
    expect(lacks).toEqual(["task.series"]);
    expect(fragment.length).toBeLessThan(500);
    const parsed = parseAddress(fragment);
    expect(!parsed.ok && parsed.mistakes).toEqual([
      { path: "task.series", given: '"too long for a link"', allowed: "a list, or null" },
    ]);
  });

  it("is one whose link would be refused; a shorter one is whole (control)", () => {
    const spec = of(prices(16).slice(0, 80_000));
    const { fragment, lacks } = linkOf({ spec, view: {} });
    expect(lacks).toEqual([]);
    expect(fragment.length).toBeLessThanOrEqual(LONGEST_ADDRESS);
    expect(parseAddress(fragment)).toEqual({ ok: true, value: { spec, view: {} } });
  });
});

describe("a mistyped address", () => {
  it("says all its mistakes at once", () => {
    expect(
      mistakesOf(
        "model.hidden=0&task.unrol=3&seed&view.metric=1&view.limits=[3,1]&view.colour=red&%zz=1&seed.x=1",
      ),
    ).toEqual(
      expect.arrayContaining([
        "model.hidden",
        "task.unrol",
        "seed",
        "view.metric",
        "view.limits",
        "view.colour",
        "%zz=1",
      ]),
    );
  });

  it("says what each key of a view may be", () => {
    const wrong =
      "view.panels=[0,0]&view.reduce=average&view.quantile=1.5&view.fraction=running&view.difference=[1,1]&view.differenceLimits=[2]";
    const parsed = parseAddress(wrong);
    expect(parsed.ok ? [] : parsed.mistakes.map(({ path, allowed }) => [path, allowed])).toEqual([
      ["view.panels", "different dimensions as a list, e.g. [2]"],
      ["view.reduce", "mean, median, quantile, fraction"],
      ["view.quantile", "a number from 0 to 1"],
      ["view.fraction", "converged, unfinished, stalled, bouncing, diverged"],
      ["view.difference", "two different panels as a list, e.g. [0,1]"],
      ["view.differenceLimits", "two increasing numbers as a list, e.g. [-3,3]"],
    ]);
  });

  it("is refused where a field is given twice, or as a value and as a group", () => {
    expect(mistakesOf("seed=1&seed=2")).toContain("seed");
    expect(mistakesOf("model=1&model.hidden=2")).toContain("model.hidden");
    expect(mistakesOf("view=1")).toContain("view");
    // Control: the same fields once are fine.
    expect(mistakesOf("seed=1&model.hidden=2")).toEqual([]);
  });
});

/** JSON writes −0 as 0; nothing that the lab computes tells them apart. */
function noMinusZero<T>(value: T): T {
  return JSON.parse(JSON.stringify(value)) as T;
}
