// The gallery's small sweeps: every preset has one that is sound, cheap, and on the same axes.

import { describe, expect, test } from "vitest";
import { lookFor } from "../../src/app/gallery/lookFor.ts";
import { smallSpec } from "../../src/app/gallery/smallSpec.ts";
import { tagsOf } from "../../src/app/gallery/tags.ts";
import { type PresetName, presets } from "../../src/app/presets/index.ts";
import { presetSpec } from "../../src/app/presets/open.ts";
import { presetGroups } from "../../src/app/presets/preset.ts";
import { shapeOf } from "../../src/store/figure/arrangement.ts";
import { parseSpec, type SweepSpec } from "../../src/sweep/spec.ts";

const names = Object.keys(presets) as PresetName[];

/** More networks than this are too many for a picture of a few hundred pixels. */
const MOST_NETWORKS = 3000;

const networksOf = (spec: SweepSpec) => shapeOf(spec).reduce((product, count) => product * count, 1);

/** What is wrong with a small sweep, in words. */
function faults(small: SweepSpec, whole: SweepSpec): string[] {
  const found: string[] = [];
  if (!parseSpec(small).ok) found.push("is no sound spec");
  if (networksOf(small) > MOST_NETWORKS) found.push("has too many networks");
  if (JSON.stringify(endsOf(small)) !== JSON.stringify(endsOf(whole))) found.push("is on other axes");
  const { axes: _, replicates: __, ...rest } = small;
  const { axes: ___, replicates: ____, ...wholeRest } = whole;
  if (JSON.stringify(rest) !== JSON.stringify(wholeRest)) found.push("is of other networks");
  return found;
}

const endsOf = ({ axes }: SweepSpec) => axes.map(({ count: _, ...axis }) => axis);

describe("the small sweep of", () => {
  test.each(names)("%s is sound, small, and of the same networks on the same axes", (name) => {
    const whole = presetSpec(name);
    expect(faults(smallSpec(whole), whole)).toEqual([]);
  });

  test.each(names)("%s has a picture of at least nine pixels along every range", (name) => {
    for (const { count = 9 } of smallSpec(presetSpec(name)).axes) expect(count).toBeGreaterThanOrEqual(9);
  });

  test("a sweep that is as small already stays what it is", () => {
    const small = smallSpec(presetSpec("scalar"));
    expect(smallSpec(small)).toEqual(small);
  });

  test("no sweep passes for small that is the whole one, on another axis, of other networks or unsound", () => {
    const whole = presetSpec("scalar");
    const small = smallSpec(whole);
    expect(faults(whole, whole)).toEqual(["has too many networks"]);
    const [first, ...others] = small.axes;
    expect(faults({ ...small, axes: [{ ...first, to: 3 }, ...others] }, whole)).toEqual(["is on other axes"]);
    expect(faults({ ...small, model: { ...small.model, activation: "relu" } }, whole)).toEqual([
      "is of other networks",
    ]);
    expect(faults({ ...small, axes: [{ ...first, count: 0 }, ...others] }, whole)).toContain(
      "is no sound spec",
    );
  });
});

describe("the cards", () => {
  test("every group has presets, and every preset says in a sentence what to look for", () => {
    for (const group of Object.keys(presetGroups))
      expect(names.some((name) => presets[name].group === group)).toBe(true);
    for (const name of names) expect(lookFor[name]).toMatch(/^[A-Z].{20,160}[.?]$/);
  });

  test("the tags tell mode, cells, units and networks of the whole map", () => {
    expect(tagsOf(presetSpec("scalar")).map(({ text }) => text)).toEqual([
      "gradient",
      "rnn, tanh, 1 unit",
      expect.stringMatching(/^32.100 networks$/),
    ]);
    expect(tagsOf(presetSpec("threeCellsTrained")).map(({ text }) => text)).toEqual([
      "training",
      "rnn, gru, lstm, 4 units",
      "390 networks",
    ]);
  });
});
