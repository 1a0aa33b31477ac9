// A figure as files: the SVG is well-formed and the PNG sound whatever a sweep is called, and both give its spec back.

import { deflateSync } from "node:zlib";
import { describe, expect, it } from "vitest";
import { chunk, SIGNATURE } from "../../src/store/figure/png/chunks.ts";
import { pngOf, SPEC_KEYWORD, VIEW_KEYWORD } from "../../src/store/figure/png/pngOf.ts";
import { pngText } from "../../src/store/figure/png/pngText.ts";
import { svgOf } from "../../src/store/figure/svg.ts";
import { parseSpec } from "../../src/sweep/spec.ts";
import { figured, gain } from "./figureResults.ts";
import { readPng } from "./readPng.ts";

const hostile = [
  "]]>",
  "]]]]>><![CDATA[",
  "</metadata></svg><script>alert(1)</script>",
  `"quoted" & 'so' <b>`,
  "\u202eright to left\u202c שלום مرحبا",
  "a\u0000b\u0007c\ufffe\ud800 lone",
  "emoji 🌀 and 漢字",
  "&amp; --> <!--",
];

/** Objects to anything that is not well-formed XML: a reader of tags, entities, CDATA and characters, and of nothing else. */
function parseXml(text: string): { readonly cdata: string[]; readonly texts: string[] } {
  if (/[^\t\n\r\u{20}-\u{d7ff}\u{e000}-\u{fffd}\u{10000}-\u{10ffff}]/u.test(text))
    throw new Error("a forbidden character");
  const open: string[] = [];
  const [cdata, texts]: [string[], string[]] = [[], []];
  const token =
    /<\?xml [^?]*\?>|<!\[CDATA\[([\s\S]*?)\]\]>|<(\/?)([\w:]+)((?:\s+[\w:-]+="[^"<]*")*)\s*(\/?)>|([^<]+)/uy;
  while (token.lastIndex < text.length) {
    const at = token.lastIndex;
    const match = token.exec(text);
    if (match === null) throw new Error(`not XML at ${at}: ${text.slice(at, at + 40)}`);
    const [, data, closing, name, attributes, isEmpty, content] = match;
    const plain = content ?? attributes ?? "";
    if (/&(?!(amp|lt|gt|quot|apos);)/.test(plain) || content?.includes("]]>"))
      throw new Error(`not escaped: ${plain}`);
    if (data !== undefined) cdata.push(data);
    if (content !== undefined) texts.push(content);
    if (name === undefined) continue;
    if (closing === "") {
      if (isEmpty === "") open.push(name);
    } else if (open.pop() !== name) throw new Error(`${name} is closed where it is not open`);
  }
  if (open.length > 0) throw new Error(`${open.join()} stay open`);
  return { cdata, texts };
}

describe("a figure as SVG", () => {
  it.each(hostile)(
    "is well-formed, and gives its spec back, whatever the sweep is called: %j",
    async (name) => {
      const figure = await figured({ name, axes: [gain(3)] }, ([x]) => x, {}, { title: name });
      const svg = svgOf(figure);
      const { cdata } = parseXml(svg);
      expect(JSON.parse(cdata[0])).toMatchObject({
        spec: JSON.parse(JSON.stringify(figure.spec)),
        view: figure.view,
      });
      expect(svg).not.toContain("<script");
      // No text can be taken for markup: the tags are those that a figure without a name has.
      const tags = (text: string) => [...new Set(text.match(/<[a-z]+/g))].sort();
      expect(tags(svg.replace(/<!\[CDATA\[[\s\S]*?\]\]>/, ""))).toEqual([
        "<desc",
        "<image",
        "<line",
        "<metadata",
        "<rect",
        "<svg",
        "<text",
        "<title",
      ]);
    },
  );

  it("would be caught where it is not (control)", async () => {
    const svg = svgOf(await figured({ name: "plain", axes: [gain(3)] }, ([x]) => x));
    expect(() => parseXml(svg)).not.toThrow();
    for (const bad of ["<b>", "]]>", "&", "\u0000"])
      expect(() => parseXml(svg.replace("plain", bad))).toThrow();
  });

  it("holds the map as a sound PNG of the points themselves", async () => {
    const svg = svgOf(
      await figured({ axes: [gain(3), { param: "task.unroll", from: 1, to: 2, count: 2 }] }, ([x]) => x),
    );
    const [, data] = /base64,([^"]+)/.exec(svg) ?? [];
    expect(readPng(Buffer.from(data, "base64"))).toMatchObject({ width: 3, height: 2 });
    expect(svg).toContain("image-rendering:pixelated");
  });
});

describe("a figure as PNG", () => {
  it.each(hostile)("is sound and gives its spec back, whatever the sweep is called: %j", async (name) => {
    const figure = await figured({ name, axes: [gain(3)] }, ([x]) => x);
    const png = pngOf(figure);
    const read = readPng(png);
    expect([read.width, read.height]).toEqual([figure.width * 2, figure.height * 2]);
    // 192 pixels to the inch, in pixels per metre.
    expect(read.chunks.find(({ type }) => type === "pHYs")?.data.toString("hex")).toBe("00001d8700001d8701");
    const texts = pngText(png);
    expect(texts.get("Software")).toBe("Vanishing Point");
    expect(JSON.parse(texts.get(VIEW_KEYWORD) ?? "")).toEqual(figure.view);
    const given = parseSpec(JSON.parse(texts.get(SPEC_KEYWORD) ?? ""));
    expect(given).toEqual({ ok: true, value: figure.spec });
  });
});

const file = (...chunks: Uint8Array[]) =>
  Buffer.concat([Uint8Array.from(SIGNATURE), ...chunks, chunk("IEND", new Uint8Array())]);
const latin = (text: string) => Buffer.from(text, "latin1");

describe("the texts of a PNG", () => {
  it("are read in all three forms, the first of a keyword", () => {
    const texts = pngText(
      file(
        chunk("tEXt", latin("Author\0J. Müller")),
        chunk("zTXt", Buffer.concat([latin("Comment\0\0"), deflateSync(latin("packed"))])),
        chunk("iTXt", Buffer.concat([latin("Title\0\x01\0en\0Titel\0"), deflateSync("× ∂")])),
        chunk("iTXt", Buffer.from("Title\0\0\0\0\0second")),
      ),
    );
    expect([...texts]).toEqual([
      ["Author", "J. Müller"],
      ["Comment", "packed"],
      ["Title", "× ∂"],
    ]);
  });

  it("are none of what is no PNG, and those before the damage of what is damaged", async () => {
    for (const bytes of [
      new Uint8Array(),
      latin("GIF89a"),
      latin("\x89PNG\r\n"),
      Uint8Array.from(SIGNATURE),
    ]) {
      expect(pngText(bytes).size).toBe(0);
    }
    const [first, second] = [chunk("tEXt", latin("a\0one")), chunk("tEXt", latin("b\0two"))];
    const sound = file(first, second);
    expect([...pngText(sound).keys()]).toEqual(["a", "b"]);
    for (let at = 0; at < second.length; at++) {
      const flipped = Buffer.from(sound);
      flipped[SIGNATURE.length + first.length + at] ^= 0x10;
      expect([...pngText(flipped).keys()]).toEqual(["a"]);
    }
    for (let end = 0; end < sound.length; end++)
      expect(pngText(sound.subarray(0, end)).size).toBeLessThanOrEqual(2);
  });

  it("that are malformed are left out", () => {
    const packed = deflateSync(latin("x".repeat(1000)));
    for (const [type, data] of [
      ["tEXt", latin("no separator")],
      ["tEXt", latin("\0no keyword")],
      ["tEXt", latin(`${"k".repeat(80)}\0too long`)],
      ["iTXt", latin("k\0\0")],
      ["iTXt", latin("k\0\0\0no end")],
      ["iTXt", latin("k\0\x02\0\0\0flag")],
      ["iTXt", latin("k\0\0\0\0\0\xff\xfe")],
      ["zTXt", latin("k\0\x01method")],
      ["zTXt", latin("k\0\0not zlib")],
      ["zTXt", Buffer.concat([latin("k\0\0"), packed.subarray(0, packed.length - 9)])],
    ] as const) {
      expect(pngText(file(chunk(type, data))).size, `${type} ${data.toString("latin1")}`).toBe(0);
    }
  });

  it("do not grow beyond a limit, however well they are packed", () => {
    const bomb = deflateSync(new Uint8Array(3 * 2 ** 20).fill(65));
    const data = Buffer.concat([latin("k\0\0"), bomb]);
    expect(data.length).toBeLessThan(100_000);
    const texts = (most: number) => [
      ...pngText(file(chunk("zTXt", data), chunk("tEXt", latin("b\0two"))), most).keys(),
    ];
    expect(texts(2 ** 20)).toEqual(["b"]);
    // The control: where there is room, it is read.
    expect(texts(4 * 2 ** 20)).toEqual(["k", "b"]);
  });
});
