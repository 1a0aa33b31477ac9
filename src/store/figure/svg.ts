// A figure as an SVG file that stands alone: texts stay texts, the map is a picture within, and the spec is its metadata.

import type { Figure, Pixels, Shape, TextShape } from "./figure.ts";
import { encodePng } from "./png/encode.ts";

const FONT = "Inter, Helvetica, Arial, 'Liberation Sans', sans-serif";
const CSS_PIXELS_PER_INCH = 96;

/** A figure as an SVG 1.1 document. */
export function svgOf(figure: Figure): string {
  const { width, height, title, description, spec, view, shapes } = figure;
  return `<?xml version="1.0" encoding="UTF-8"?>
<svg xmlns="http://www.w3.org/2000/svg" xmlns:xlink="http://www.w3.org/1999/xlink" version="1.1" width="${width}" height="${height}" viewBox="0 0 ${width} ${height}" font-family="${FONT}" role="img">
<title>${escaped(title)}</title>
<desc>${escaped(description)}</desc>
<metadata><![CDATA[${embedded({ program: "vanishing-point", spec, view })}]]></metadata>
${shapes.map(drawn).join("\n")}
</svg>
`;
}

function drawn(shape: Shape): string {
  if (shape.kind === "text") return text(shape);
  if (shape.kind === "line") {
    const { x1, y1, x2, y2, stroke } = shape;
    return `<line x1="${short(x1)}" y1="${short(y1)}" x2="${short(x2)}" y2="${short(y2)}" stroke="${stroke}"/>`;
  }
  if (shape.kind === "path") {
    const { pieces, stroke, width } = shape;
    const to = pieces
      .map((piece) => piece.map(([x, y], i) => `${i === 0 ? "M" : "L"}${short(x)} ${short(y)}`).join(""))
      .join("");
    return `<path d="${to}" fill="none" stroke="${stroke}" stroke-width="${short(width)}" stroke-linecap="round" stroke-linejoin="round"/>`;
  }
  const place = `x="${short(shape.x)}" y="${short(shape.y)}" width="${short(shape.width)}" height="${short(shape.height)}"`;
  if (shape.kind === "rect") return `<rect ${place} fill="${shape.fill}"/>`;
  // Older renderers know only the one, newer ones only the other name of “no smoothing”; the last that is known counts.
  const sharp = "image-rendering:optimizeSpeed;image-rendering:crisp-edges;image-rendering:pixelated";
  return `<image ${place} preserveAspectRatio="none" style="${sharp}" xlink:href="${dataAddress(shape.pixels)}"><title>${escaped(shape.label)}</title></image>`;
}

function text({ x, y, text: content, size, anchor, fill, isBold, isTurned }: TextShape): string {
  const parts = [
    `x="${short(x)}" y="${short(y)}" font-size="${size}" fill="${fill}"`,
    ...(anchor === "start" ? [] : [`text-anchor="${anchor}"`]),
    ...(isBold ? [`font-weight="600"`] : []),
    ...(isTurned ? [`transform="rotate(-90 ${short(x)} ${short(y)})"`] : []),
  ];
  return `<text ${parts.join(" ")}>${escaped(content)}</text>`;
}

function dataAddress(pixels: Pixels): string {
  const png = encodePng(pixels, new Map(), CSS_PIXELS_PER_INCH);
  let binary = "";
  // Piece by piece: a call has no room for a million arguments.
  for (let at = 0; at < png.length; at += 2 ** 13) {
    binary += String.fromCharCode(...png.subarray(at, at + 2 ** 13));
  }
  return `data:image/png;base64,${btoa(binary)}`;
}

/** Characters that XML 1.0 does not allow at all, not even escaped, become the sign for what cannot be shown. */
const FORBIDDEN = /[^\t\n\r\u{20}-\u{d7ff}\u{e000}-\u{fffd}\u{10000}-\u{10ffff}]/gu;
const ENTITIES: Readonly<Record<string, string>> = {
  "&": "&amp;",
  "<": "&lt;",
  ">": "&gt;",
  '"': "&quot;",
  "'": "&apos;",
};

function escaped(content: string): string {
  return content.replace(FORBIDDEN, "\ufffd").replace(/[&<>"']/g, (character) => ENTITIES[character]);
}

/** A value as JSON that a CDATA section can hold: nothing in it ends the section, looks like a tag, or is forbidden in XML. */
function embedded(value: unknown): string {
  const escapeOf = (character: string) => `\\u${character.charCodeAt(0).toString(16).padStart(4, "0")}`;
  return JSON.stringify(value).replace(FORBIDDEN, escapeOf).replace(/[<>]/g, escapeOf);
}

/** A thousandth of a pixel is nothing. */
function short(length: number): string {
  return String(Number(length.toFixed(3)));
}
