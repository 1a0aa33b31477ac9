// The error of a chunk whose file is there but cannot be trusted.

/** Thrown where a chunk is read whose file is not as it was written. */
export class DamagedChunk extends Error {
  override name = "DamagedChunk";

  /**
   * @param path the file, from the store's folder
   * @param problem what is wrong with it, in words
   */
  constructor(
    readonly path: string,
    readonly problem: string,
  ) {
    super(`${path} is damaged: ${problem}; resume the sweep, which computes what is damaged anew`);
  }
}
