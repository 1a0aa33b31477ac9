// What a kept sweep is called and what is noted of it: a name that follows from what it is, and notes that are not believed.

import { describe, expect, it } from "vitest";
import { readAbout } from "../../src/lab/kept/about.ts";
import { keptId } from "../../src/lab/kept/keptId.ts";
import { sound as soundSpec } from "./draw.ts";

const spec = soundSpec({ name: "kept", axes: [{ param: "init.bias", from: 0, to: 1, count: 3 }] });

describe("the name under which a sweep is kept", () => {
  it("is the same whatever the sweep is called, and another on another engine or for another sweep", async () => {
    const id = await keptId(spec, "cpu");
    expect(id).toMatch(/^[0-9a-f]{32}$/);
    expect(await keptId({ ...spec, name: "other" }, "cpu")).toBe(id);
    expect(await keptId(spec, "webgpu")).not.toBe(id);
    expect(await keptId({ ...spec, seed: 1 }, "cpu")).not.toBe(id);
  });
});

it("a note that is none of ours is not read", () => {
  const sound = {
    id: "0".repeat(32),
    name: "a",
    link: "",
    engine: "cpu",
    networks: 1,
    done: 1,
    bytes: 4,
    begun: 0,
    changed: 0,
    picture: "",
  };
  expect(readAbout(JSON.stringify(sound))).toEqual(sound);
  for (const change of [
    { id: "../x" },
    { engine: "abacus" },
    { picture: "javascript:alert(1)" },
    { done: -1 },
  ]) {
    expect(readAbout(JSON.stringify({ ...sound, ...change }))).toBeNull();
  }
  expect(readAbout("{")).toBeNull();
});
