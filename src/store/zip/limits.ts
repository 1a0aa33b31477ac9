// How much of a zip is read at most: far above what a sweep's store needs, and below what would fill a tab's memory or keep
// it busy for minutes.

/** A store of 10^8 points has some 150,000 files. */
export const MOST_ENTRIES = 400_000;
/** The directory is read as a whole; a line of it has some 100 bytes. */
export const LARGEST_DIRECTORY = 64 * 2 ** 20;
/** A file is read as a whole. */
export const LARGEST_FILE = 256 * 2 ** 20;
export const LARGEST_TOTAL = 8 * 2 ** 30;

/** No deflated byte stands for more than this many plain ones: 258 of them in two bits. A larger claim is a lie. */
export const DEFLATE_RATIO = 1032;
/** Results are numbers, which deflate to a half; what is 200 times its zip's size is made to fill a memory … */
export const BOMB_RATIO = 200;
/** … unless all of it is small. */
export const HARMLESS = 64 * 2 ** 20;
