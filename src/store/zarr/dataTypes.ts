// The data types of a store's arrays: how many bytes a number takes, and what stands where there is none.

/** A data type by its name in Zarr. */
export const dataTypes = {
  float32: { bytes: 4, fill: "NaN" },
  float64: { bytes: 8, fill: "NaN" },
  int32: { bytes: 4, fill: -1 },
  int64: { bytes: 8, fill: -1 },
  uint8: { bytes: 1, fill: 255 },
} as const;

export type DataType = keyof typeof dataTypes;
