// The sweep beside the page's: in the same window where it has the same axes, with the metrics of both, and back again.

import { describe, expect, it } from "vitest";
import { atHome, homeOf, inWindowOf, sharedRanges, withMetricsOf } from "../../../src/app/beside/windowed.ts";
import { parseSpec, type SweepSpec } from "../../../src/sweep/spec.ts";

function sound(input: unknown): SweepSpec {
  const parsed = parseSpec(input);
  if (!parsed.ok) throw new Error(JSON.stringify(parsed.mistakes));
  return parsed.value;
}

const gain = { param: "init.recurrent.gain", from: 0, to: 3, count: 31 };
const unroll = { param: "task.unroll", from: 1, to: 20, count: 20 };
const spec = sound({ axes: [gain, unroll] });
const zoomed = {
  spec: sound({
    axes: [
      { ...gain, from: 1, to: 2 },
      { ...unroll, from: 5, to: 9, count: 5 },
    ],
  }),
  x: 0,
  y: 1,
};

describe("the window of a map", () => {
  it("becomes that of the other sweep, whose other fields stay, and going home brings its own ranges back", () => {
    const other = sound({ seed: 7, axes: [{ ...gain, to: 4 }, unroll] });
    const { spec: moved, home } = inWindowOf({ spec: other, x: 0, y: 1 }, zoomed);
    expect(moved).toEqual({ ...other, axes: zoomed.spec.axes });
    expect(home).toEqual([
      [0, 4, 31],
      [1, 20, 20],
    ]);
    expect(atHome({ spec: moved, x: 0, y: 1 }, home)).toEqual(other);
    // The control: without its home the window stays.
    expect(atHome({ spec: moved, x: 0, y: 1 }, undefined)).not.toEqual(other);
  });

  it("follows an axis to the other side of the map", () => {
    const turned = { spec: sound({ axes: [unroll, gain] }), x: 0, y: 1 };
    const { spec: moved } = inWindowOf(turned, zoomed);
    expect(moved.axes.map(({ from, to }) => [from, to])).toEqual([
      [5, 9],
      [1, 2],
    ]);
    expect([...sharedRanges({ ...turned, spec: moved }, { spec, x: 0, y: 1 }).keys()]).toEqual([0, 1]);
  });

  it("leaves a sweep alone that has none of its axes, or names in their place", () => {
    const other = sound({
      axes: [
        { param: "init.input.gain", from: 0, to: 1, count: 5 },
        { param: "task.unroll", values: [1, 2, 4] },
      ],
    });
    expect(inWindowOf({ spec: other, x: 0, y: 1 }, zoomed)).toEqual({ spec: other, home: undefined });
    expect(homeOf({ spec: other, x: 0, y: 1 })).toEqual([[0, 1, 5]]);
  });
});

describe("the metrics of both", () => {
  it("are computed for the other sweep, as far as its mode has them", () => {
    const loss = sound({ axes: [gain], metrics: ["loss"] });
    const ratio = sound({ axes: [gain], metrics: ["logGradientRatio"] });
    expect(withMetricsOf(loss, ratio).metrics).toEqual(["loss", "logGradientRatio"]);
    const training = sound({ mode: "training", axes: [gain], metrics: ["finalLoss"] });
    expect(withMetricsOf(training, ratio)).toEqual(training);
  });
});
