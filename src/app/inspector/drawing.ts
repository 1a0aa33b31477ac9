// The measures that the network's two pictures share, in CSS pixels.

/** Heights of outputs, units and inputs. */
export const ROW = { output: 26, unit: 84, input: 146 } as const;
export const UNIT_RADIUS = 17;
export const NETWORK_HEIGHT = 176;
/** Width of the picture with the loop, and of one unrolled copy. */
export const LOOP_WIDTH = 104;
export const COPY_WIDTH = 51;

/** The class of a unit's label: a long name is written smaller, so that it stays inside its circle. */
export function unitLabel(symbol: string): string {
  return symbol.length > 5 ? "unit-label unit-label-long" : "unit-label";
}
