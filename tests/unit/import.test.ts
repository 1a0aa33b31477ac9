// What a file is, told by its content: names and endings are never asked.

import { readFileSync } from "node:fs";
import { describe, expect, it } from "vitest";
import { blobSource, bytesSource } from "../../src/store/byteSource.ts";
import { LARGEST_JSON, recognise } from "../../src/store/import.ts";
import { npyHeader } from "../../src/store/npy.ts";
import { mistakeText } from "../../src/sweep/mistakes.ts";
import { ascii, handZip, joined } from "./handZip.ts";

/** The kind, or what the refusal says. */
async function told(content: string | Uint8Array<ArrayBuffer>): Promise<string> {
  const result = await recognise(blobSource(new Blob([content])));
  return result.ok ? result.value.kind : result.mistakes.map(mistakeText).join("\n");
}

const report = readFileSync(
  new URL("../../bench/results/2026-11-24-bench-2-cores.json", import.meta.url),
  "utf8",
);

describe("a file from outside", () => {
  it.each<[string, string | Uint8Array<ArrayBuffer>]>([
    ["spec", '{"version":1,"axes":[]}'],
    ["spec", "\ufeff \n\t{}"],
    ["spec", '{"version":1, broken'],
    ["spec", '{"kind":"something else"}'],
    ["bench report", report],
    ["zip", handZip([{ name: "zarr.json", content: "{}" }])],
    ["zip", handZip([])],
    ["csv", "Date,Close\n2020-01-02,1.5\n"],
    ["csv", "\ufeff1\n2\n3"],
    ["csv", Uint8Array.of(0x4b, 0xfc, 0x72, 0x3b, 0x31, 0x0a)],
  ])("is recognised as a %s", async (kind, content) => {
    expect(await told(content)).toBe(kind);
  });

  it.each<[string, string | Uint8Array<ArrayBuffer>, string]>([
    ["empty", "", "an empty file"],
    ["a list", "[1,2]", "given a list"],
    ["a page", "<!doctype html>", "HTML or XML"],
    ["another picture", joined(Uint8Array.of(0xff, 0xd8, 0xff, 0xe0, 0), ascii("JFIF")), "a binary file"],
    ["a .npy file", joined(npyHeader([2]), new Uint8Array(16)), "a binary file"],
    ["UTF-16", joined(Uint8Array.of(0xff, 0xfe, 0x7b, 0, 0x7d, 0)), "a text in UTF-16"],
    ["JSON that is not UTF-8", joined(ascii('{"name":"'), Uint8Array.of(0xff, 0x22, 0x7d)), "a binary file"],
  ])("is refused where it is %s, and told what is allowed", async (_, content, given) => {
    const text = await told(content);
    expect(text).toContain(given);
    expect(text).toContain("allowed: a spec or a bench report (JSON), results (a zip), or prices (CSV");
    // Control: a spec in its place is taken.
    expect(await told("{}")).toBe("spec");
  });

  it("is handed on as text, without its byte-order mark", async () => {
    const result = await recognise(bytesSource(joined(ascii('\ufeff{"name":"ü"}'))));
    expect(result).toEqual({ ok: true, value: { kind: "spec", text: '{"name":"ü"}' } });
  });

  it.each([
    ["{", LARGEST_JSON, "16.0 MB of JSON"],
    ["1,2\n", 20_000_000, "20.0 MB"],
  ])("is refused unread where it is too large for what begins with %j", async (start, largest, given) => {
    let read = 0;
    const source = (size: number) => ({
      size,
      slice: async (from: number, to: number) => {
        read += to - from;
        return joined(ascii(start.repeat(to - from)).subarray(0, to - from));
      },
    });
    const refused = await recognise(source(largest + 1));
    expect(refused.ok ? "" : refused.mistakes.map(mistakeText).join()).toContain(given);
    expect(read).toBeLessThan(10_000);
  });
});
