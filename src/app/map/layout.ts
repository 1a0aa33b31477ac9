// Where the map's plot lies within its picture, as the canvas, the axes and the readout share it.

/** Where the picture lies inside the map's frame, in CSS pixels. */
export interface Layout {
  readonly width: number;
  readonly height: number;
  readonly left: number;
  readonly top: number;
  readonly plotWidth: number;
  readonly plotHeight: number;
}

/** Before anything has been measured. */
export const NO_LAYOUT: Layout = { width: 0, height: 0, left: 0, top: 0, plotWidth: 0, plotHeight: 0 };

/** Where the picture lies inside the frame, both as they lie in the window. */
export function layoutOf(frame: DOMRect, picture: DOMRect): Layout {
  return {
    width: frame.width,
    height: frame.height,
    left: picture.left - frame.left,
    top: picture.top - frame.top,
    plotWidth: picture.width,
    plotHeight: picture.height,
  };
}
