// The arrays that numbers stand in: float64 for the truth, float32 for the twin that shows what single precision does.

export type Floats = Float64Array | Float32Array;

/** Which of the two is to be made. */
export type FloatsKind = Float64ArrayConstructor | Float32ArrayConstructor;
