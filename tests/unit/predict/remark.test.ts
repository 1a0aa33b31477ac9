// What is said of a prediction: true of it, and by the places on the axes.

import { describe, expect, it } from "vitest";
import type { Border } from "../../../src/app/predict/border.ts";
import { questionOf } from "../../../src/app/predict/question.ts";
import { remarkOf, valueText } from "../../../src/app/predict/remark.ts";
import { type Line, scoreOf } from "../../../src/app/predict/score.ts";
import { metricQuantity } from "../../../src/store/figure/quantity.ts";
import { shownAxes } from "../../../src/store/figure/shownAxis.ts";
import { sound } from "../draw.ts";
import { flanks, left, measured, right, upwards } from "./maps.ts";

const spec = sound({
  mode: "training",
  model: { hidden: 1 },
  init: { recurrent: { kind: "constant", value: 1 } },
  axes: [
    { param: "init.recurrent.value", from: -2, to: 2, count: 321 },
    { param: "training.learningRate", from: 0.001, to: 1, count: 100, scale: "log" },
  ],
});
const [x, y] = shownAxes(spec);
const question = questionOf("logGradientRatio", metricQuantity("logGradientRatio"));
const both = measured(321, 100, flanks);
const remark = (lines: readonly Line[], border: Border = both, all: 0 | 1 = 0) =>
  remarkOf(scoreOf([{ border, lines }]), question, { x, y, titles: [""] }, all);

describe("what is said of a prediction", () => {
  it("names the flank that was found and the one that was not", () => {
    expect(remark([upwards(right)])).toMatch(
      /^You found the border on the right, near Recurrent weights: value = 1.1; the one on the left, near −1.1?, is the surprise\.$/,
    );
    expect(remark([upwards(left)])).toMatch(/^You found the border on the left, .* the one on the right/);
  });

  it("praises what is as good as a hand can make it, and nothing less", () => {
    expect(remark([upwards(left), upwards(right)])).toMatch(/^You saw it coming/);
    const shaky = [left, right].map((of) => upwards((at) => of(at) + 0.035));
    expect(remark(shaky)).not.toMatch(/^You saw it coming/);
  });

  it("tells which way the border lies from a line that runs beside it", () => {
    const one = measured(321, 100, (at, up) => at - right(up));
    expect(remark([upwards((up) => right(up) - 0.12)], one)).toMatch(
      /the border lies about 1[12] % of the map’s width to the right of your line/,
    );
    // The control: a line that crosses it lies to no side of it.
    expect(
      remark(
        [
          [
            [0.4, 0.5],
            [1, 0.52],
          ],
        ],
        one,
      ),
    ).not.toMatch(/of your line/);
  });

  it("tells of a line where there is no border, and of a map that has none", () => {
    expect(remark([upwards(left), upwards(right), upwards(() => 0.5)])).toContain(
      "you drew a line where there is none",
    );
    const none = measured(30, 30, () => -1);
    expect(remark([], none, 1)).toBe(
      "There is no border in this map: the gradient vanishes everywhere. You drew none: well seen.",
    );
    expect(remark([upwards(right)], none, 0)).toContain("explodes everywhere. Your lines divide");
  });

  it("says where to look where nothing was drawn", () => {
    expect(remark([])).toMatch(/^You drew no line, and there is a border: look on the (left|right)/);
  });

  it("names places on an axis as finely as a hand can point", () => {
    expect(valueText(x, 0.5)).toBe("Recurrent weights: value = 0");
    expect(valueText(x, 0.7513, true)).toBe("1");
    expect(valueText(y, 0.5, true)).toMatch(/^0\.03[0-9]*$/);
  });
});
