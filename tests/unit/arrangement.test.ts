// What each dimension of a grid becomes on the page, what of a view fits it, and what is kept for the next sweep.

import { describe, expect, it } from "vitest";
import { keepView } from "../../src/app/state/view.ts";
import {
  arrangementOf,
  MOST_PANELS,
  panelChoices,
  panelPositions,
  slidersOf,
} from "../../src/store/figure/arrangement.ts";
import { viewMistakes } from "../../src/store/figure/viewed.ts";
import type { View } from "../../src/sweep/address.ts";
import type { SweepSpec } from "../../src/sweep/spec.ts";
import { sound } from "./draw.ts";

const names = { param: "model.activation", values: ["tanh", "relu", "identity"] };
const kinds = { param: "init.recurrent.kind", values: ["normal", "orthogonal", "uniform", "identity"] };
const gain = { param: "init.recurrent.gain", from: 0, to: 2, count: 9 };
const unroll = { param: "task.unroll", from: 1, to: 7, count: 7 };
const bias = { param: "init.bias", from: 0, to: 1, count: 3 };
const sweep = (axes: readonly object[], replicates = 1) => sound({ axes, replicates });

/** The arrangement by the names of its parameters. */
function named(spec: SweepSpec, view: View = {}) {
  const arrangement = arrangementOf(spec, view);
  const of = (d: number) => (d < 0 ? null : (spec.axes[d]?.param ?? "replicates"));
  const { x, y, panels } = arrangement;
  return { x: of(x), y: of(y), panels: panels.map(of), sliders: slidersOf(arrangement).map(of) };
}

describe("the arrangement of a sweep", () => {
  it("puts an axis of names into panels, wherever it stands among the axes", () => {
    const same = { x: gain.param, y: unroll.param, panels: [names.param], sliders: [] };
    expect(named(sweep([names, gain, unroll]))).toEqual(same);
    expect(named(sweep([gain, names, unroll]))).toEqual(same);
    expect(named(sweep([gain, unroll, names]))).toEqual(same);
    // The control: numbers one by one are no names.
    const numbers = { param: "model.hidden", values: [2, 4, 8] };
    expect(named(sweep([numbers, gain, unroll]))).toMatchObject({ x: "model.hidden", panels: [] });
  });

  it("makes strips of names by one axis, and a map of names by names", () => {
    expect(named(sweep([names, gain]))).toEqual({
      x: gain.param,
      y: null,
      panels: [names.param],
      sliders: [],
    });
    expect(named(sweep([names, kinds]))).toMatchObject({ x: names.param, y: kinds.param, panels: [] });
    expect(named(sweep([names]))).toMatchObject({ x: names.param, y: null, panels: [] });
  });

  it("compares replicates where there is nothing else to compare, and gives them a slider otherwise", () => {
    expect(named(sweep([gain, unroll], 4)).panels).toEqual(["replicates"]);
    expect(named(sweep([names, gain, unroll], 4))).toMatchObject({
      panels: [names.param],
      sliders: ["replicates"],
    });
    expect(named(sweep([gain, unroll], MOST_PANELS + 1))).toMatchObject({
      panels: [],
      sliders: ["replicates"],
    });
    // Reduced, they are neither.
    expect(named(sweep([gain, unroll], 4), { reduce: "mean" })).toMatchObject({ panels: [], sliders: [] });
  });

  it("makes a grid of two axes of names as long as that is at most twelve panels", () => {
    const spec = sweep([names, gain, kinds, unroll]);
    expect(named(spec).panels).toEqual([names.param, kinds.param]);
    const positions = panelPositions(arrangementOf(spec, {}));
    expect(positions).toHaveLength(12);
    expect(positions.slice(0, 5)).toEqual([
      [0, 0],
      [0, 1],
      [0, 2],
      [0, 3],
      [1, 0],
    ]);
    const more = { param: "init.input.kind", values: ["normal", "uniform"] };
    expect(named(sweep([names, gain, kinds, unroll, more]))).toMatchObject({
      panels: [names.param, kinds.param],
      sliders: [more.param],
    });
  });

  it("follows the view's choice of panels, and offers every one that fits", () => {
    const spec = sweep([gain, unroll, names, bias], 2);
    expect(named(spec, { panels: [3, 4] })).toMatchObject({
      panels: [bias.param, "replicates"],
      sliders: [names.param],
    });
    expect(named(spec, { panels: [] }).sliders).toEqual([names.param, bias.param, "replicates"]);
    expect(panelChoices(arrangementOf(spec, {})).map((d) => d.join())).toEqual([
      "",
      "2",
      "3",
      "4",
      "2,3",
      "2,4",
      "3,4",
    ]);
  });
});

describe("a view that does not fit", () => {
  it("is told all its mistakes at once", () => {
    const spec = sweep([names, gain, unroll]);
    const paths = (view: View) => viewMistakes(spec, view).map(({ path }) => path);
    expect(paths({ panels: [1], difference: [0, 3], reduce: "fraction", slice: [9] })).toEqual([
      "view.slice",
      "view.panels",
      "view.reduce",
      "view.difference",
    ]);
    // The control: what fits is not objected to.
    expect(paths({ panels: [0], difference: [0, 2], reduce: "median", slice: [2, 0] })).toEqual([]);
  });

  it("may name the replicates' panels beside a reduction that takes them away for now", () => {
    const spec = sweep([gain, unroll], 4);
    expect(viewMistakes(spec, { panels: [2], reduce: "mean" })).toEqual([]);
  });
});

describe("another sweep", () => {
  const from = sweep([names, gain, unroll], 4);
  const view: View = {
    panels: [0, 3],
    difference: [0, 2],
    differenceLimits: [-1, 1],
    reduce: "quantile",
    quantile: 0.25,
    slice: [0, 1],
    engine: "reference",
  };

  it("keeps all of the view where only the networks are others", () => {
    const to = sound({ ...from, model: { ...from.model, hidden: 2 } });
    expect(keepView(view, from, to)).toEqual(view);
  });

  it("keeps the comparison on other positions of the same axes, and drops what counts positions", () => {
    const finer = sweep([names, { ...gain, count: 17 }, unroll], 4);
    const { slice: _, differenceLimits: __, ...kept } = view;
    expect(keepView(view, from, finer)).toEqual(kept);
  });

  it("stays asked whatever it becomes, and what was drawn goes with its axes", () => {
    const asked: View = { predict: "asked", question: "Where?", drawing: [[0, 1, 2, 3, 4]] };
    const seeded = sound({ ...from, seed: 7 });
    expect(keepView(asked, from, seeded)).toEqual(asked);
    const finer = sweep([names, { ...gain, to: 1 }, unroll], 4);
    expect(keepView(asked, from, finer)).toEqual({ predict: "asked", question: "Where?" });
    expect(keepView(asked, from, sweep([gain, unroll]))).toEqual({ predict: "asked" });
    // The control: what was revealed belongs to its sweep.
    expect(keepView({ ...asked, predict: "revealed" }, from, seeded)).toEqual({});
  });

  it("has no lines in panels that there are not", () => {
    const spec = sweep([names, gain, unroll]);
    expect(viewMistakes(spec, { drawing: [[2, 1, 2, 3, 4]] })).toEqual([]);
    const [mistake] = viewMistakes(spec, { drawing: [[3, 1, 2, 3, 4]] });
    expect(mistake.path).toBe("view.drawing");
  });

  it("drops the comparison where other things are compared, and the reduction where nothing is to be reduced", () => {
    const others = sweep([{ ...names, values: ["tanh", "relu"] }, gain, unroll], 4);
    expect(keepView(view, from, others)).toEqual({ engine: "reference", reduce: "quantile", quantile: 0.25 });
    expect(keepView(view, from, sweep([gain, unroll]))).toEqual({ engine: "reference" });
  });
});
