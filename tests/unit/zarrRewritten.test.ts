// Folders that other programs wrote to after us: what Zarr lets them say in other words is taken, what they add is left alone,
// and whatever they put in the place of anything is told and never thrown.

import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { MemoryFolder } from "../../src/store/memoryFolder.ts";
import { openZarr } from "../../src/store/zarr/open.ts";
import { mistakeText } from "../../src/sweep/mistakes.ts";
import { edited, encoded, loss, mistakesWith, own, sweep, text, whole } from "./zarrFolder.ts";
import { boxesOf } from "./zarrSweeps.ts";

// Hundreds of openings take seconds on a busy core.
describe("opening a folder that others wrote to", { timeout: 60_000 }, () => {
  /** The same things in other words, as zarr-python and others have them. */
  const rewordings: readonly (readonly [string, readonly (string | number)[], unknown])[] = [
    [loss, ["storage_transformers"], []],
    [loss, ["codecs", 1], "crc32c"],
    [loss, ["codecs", 1], { name: "crc32c", configuration: {} }],
    [loss, ["data_type"], { name: "float32" }],
    [loss, ["fill_value"], "0x7fc00000"],
    [loss, ["chunk_key_encoding"], { name: "default" }],
    [loss, ["chunk_key_encoding"], "default"],
    [loss, ["attributes", "units"], "others"],
    [loss, ["conventions"], { must_understand: false, name: "cf" }],
    ["outcome/zarr.json", ["codecs", 0], { name: "bytes", configuration: { endian: "little" } }],
    ["zarr.json", ["consolidated_metadata"], undefined],
    ["zarr.json", ["consolidated_metadata"], null],
    ["zarr.json", ["attributes", "title"], undefined],
    ["zarr.json", [...own, "remark"], "seen"],
  ];

  it.each(
    rewordings.map(([path, at, value]) => ({
      path,
      at: at.join("."),
      value,
      file: () => edited(path, at, value),
    })),
  )("takes $value for $at of $path", async ({ path, file }) => {
    expect(await mistakesWith({ [path]: file() })).toEqual([]);
  });

  it("takes any order of members, and leaves files that are none of its own alone", async () => {
    const turned = (value: unknown): unknown => {
      if (typeof value !== "object" || value === null) return value;
      if (Array.isArray(value)) return value.map(turned);
      return Object.fromEntries(
        Object.entries(value)
          .toReversed()
          .map(([key, each]) => [key, turned(each)]),
      );
    };
    const files = new Map(whole);
    for (const path of [...files.keys()].filter((each) => each.endsWith("zarr.json"))) {
      files.set(path, encoded(JSON.stringify(turned(JSON.parse(text(path))))));
    }
    for (const foreign of [
      "notes.txt",
      "mine/zarr.json",
      "finalLoss/c/99/0/0/0",
      "finalLoss/c/-1/0/0/0",
      "../up",
      "finalLoss/c/0/0/0/0.tmp",
    ]) {
      files.set(foreign, encoded("no part of it"));
    }
    const opened = await openZarr(new MemoryFolder(files));
    if (!opened.ok) throw new Error(opened.mistakes.map(mistakeText).join("\n"));
    const boxes = boxesOf(sweep);
    expect((await opened.value.survey(boxes)).done).toEqual([...boxes.keys()]);
  });

  it("never throws, whatever a member is replaced by", async () => {
    const path = fc.constantFrom("zarr.json", loss, "outcome/zarr.json", "model.cell/zarr.json");
    const route = fc.array(fc.double({ min: 0, max: 0.999, noNaN: true }), { minLength: 1, maxLength: 7 });
    const junk = fc.oneof(
      fc.jsonValue({ maxDepth: 2 }),
      fc.constantFrom(2 ** 53, -1, 1e308, "__proto__", "NaN", null, [], {}),
    );
    let refused = 0;
    await fc.assert(
      fc.asyncProperty(path, route, junk, async (file, fractions, value) => {
        const document = JSON.parse(text(file));
        let node = document;
        for (const [level, fraction] of fractions.entries()) {
          const keys = Object.keys(node);
          const key = keys[Math.floor(fraction * keys.length)];
          const next = node[key];
          if (
            level < fractions.length - 1 &&
            typeof next === "object" &&
            next !== null &&
            Object.keys(next).length > 0
          )
            node = next;
          else {
            node[key] = value;
            break;
          }
        }
        if ((await mistakesWith({ [file]: encoded(JSON.stringify(document)) })).length > 0) refused++;
      }),
      { numRuns: 200 },
    );
    // Control: the lies were seen. Some words may be changed, and consolidated metadata are nobody's business but others'.
    expect(refused).toBeGreaterThan(75);
  });
});
