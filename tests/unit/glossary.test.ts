// The glossary: what a newcomer does not know is explained where it first comes up, and no text is changed by it.

import { describe, expect, test } from "vitest";
import { glossed } from "../../src/app/glossary.ts";
import { type PresetName, presets } from "../../src/app/presets/index.ts";

const defined = (text: string) =>
  glossed(text)
    .filter(({ definition }) => definition !== null)
    .map(({ text: word }) => word);

describe("the glossary", () => {
  test.each(Object.keys(presets) as PresetName[])(
    "leaves the text of %s as it is, and explains words in it",
    (name) => {
      const text = presets[name].story.join(" ");
      expect(
        glossed(text)
          .map(({ text: part }) => part)
          .join(""),
      ).toBe(text);
      expect(defined(text).length).toBeGreaterThan(1);
    },
  );

  test("explains what the first visit says", () => {
    expect(defined(presets.scalar.story.join(" "))).toEqual([
      "recurrent network",
      "feedback weight",
      "unrolled",
      "gradient",
    ]);
  });

  test("explains a word once, whole words alone, and the longer of two", () => {
    expect(defined("the gain, and again the gain")).toEqual(["gain"]);
    expect(defined("against a United glossary")).toEqual([]);
    expect(defined("gradient descent along the gradient")).toEqual(["gradient descent", "gradient"]);
    expect(glossed("")).toEqual([]);
  });
});
