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
