// What all figures look like: colours of ink, sizes of letters and distances, in CSS pixels. Light, so that it can be printed.

import type { Colour } from "../figure.ts";

export const PAPER: Colour = "#ffffff";
export const INK: Colour = "#1b1a22";
export const FAINT: Colour = "#5d5a68";
export const RULE: Colour = "#3a3842";

export const TITLE_SIZE = 15;
export const LABEL_SIZE = 12;
export const TICK_SIZE = 11;
export const NOTE_SIZE = 10.5;

/** From the figure's edge to whatever is nearest to it. */
export const PADDING = 18;
/** Between two panels beside each other; half of it is for the labels of ticks at their ends. */
export const GAP = 30;
export const TICK_LENGTH = 4;
/** Between two labels on one axis at least. */
export const LABEL_GAP = 9;

/** From the top of capitals to the baseline, as a share of the size. */
export const CAPITAL_SHARE = 0.7;
/** From one line to the next, as a share of the size. */
export const LINE_SHARE = 1.35;
