// The ZIP format's numbers, as PKWARE's APPNOTE 6.3 gives them, for the writer and the reader alike.

/** What each kind of record begins with … */
export const LOCAL = 0x04034b50;
export const CENTRAL = 0x02014b50;
export const END = 0x06054b50;
export const END64 = 0x06064b50;
export const LOCATOR64 = 0x07064b50;

/** … and its length without names, extra fields and comments. */
export const LOCAL_SIZE = 30;
export const CENTRAL_SIZE = 46;
export const END_SIZE = 22;
export const END64_SIZE = 56;
export const LOCATOR64_SIZE = 20;

/** A field that is full means: the number is in the ZIP64 record or extra field. */
export const FULL16 = 0xffff;
export const FULL32 = 0xffffffff;
/** The extra field that holds an entry's numbers of 64 bits. */
export const EXTRA64 = 0x0001;

/** How an entry's bytes are kept. */
export const STORED = 0;
export const DEFLATED = 8;

/** Flags: sizes and checksum follow the data; the name is UTF-8. */
export const SIZES_FOLLOW = 0x0008;
export const NAME_IS_UTF8 = 0x0800;
/** Flags of encryption (0, 6, 13) and of patches (5), neither of which is read. */
export const UNREADABLE = 0x0001 | 0x0020 | 0x0040 | 0x2000;
