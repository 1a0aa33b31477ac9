// The small picture by which a kept sweep is known in the list: its map as it stands, as a few kilobytes.

/** The longer side of a picture, in pixels. */
const SIDE = 160;

/** A map as a small PNG, as a data URL; "" where there is nothing to see yet. */
export function pictureOf(canvas: HTMLCanvasElement): string {
  const { width, height } = canvas;
  if (width === 0 || height === 0) return "";
  const small = document.createElement("canvas");
  const scale = SIDE / Math.max(width, height);
  // A map of few points stays as it is, and is enlarged where it is shown.
  small.width = Math.max(1, Math.round(width * Math.min(1, scale)));
  small.height = Math.max(1, Math.round(height * Math.min(1, scale)));
  small.getContext("2d")?.drawImage(canvas, 0, 0, small.width, small.height);
  return small.toDataURL("image/png");
}
