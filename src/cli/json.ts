// Where broken JSON breaks. JSON.parse tells the place in words that differ between versions of Node, and often not
// at all; a user with a file of a thousand numbers needs the line and the column.

/** The first place at which a text stops being JSON. */
export interface BrokenAt {
  readonly line: number;
  readonly column: number;
  /** What could have stood there. */
  readonly expected: string;
}

/** The first mistake of a text that is not JSON, or null where it is. */
export function brokenJsonAt(text: string): BrokenAt | null {
  try {
    new Scanner(text).document();
    return null;
  } catch (error) {
    if (!(error instanceof Expected)) throw error;
    const before = text.slice(0, error.at).split(/\r\n|\r|\n/);
    return { line: before.length, column: before[before.length - 1].length + 1, expected: error.what };
  }
}

class Expected extends Error {
  constructor(
    readonly at: number,
    readonly what: string,
  ) {
    super(what);
  }
}

const SPACE = /[ \t\n\r]*/y;
const LITERAL = /true|false|null|-?(?:0|[1-9]\d*)(?:\.\d+)?(?:[eE][+-]?\d+)?/y;
const STRING_PART = /[^"\\\p{Cc}]+|[\u007f-\u009f]+|\\["\\/bfnrt]|\\u[0-9a-fA-F]{4}/uy;

/** Walks over a JSON text by its grammar (RFC 8259), keeping nothing. */
class Scanner {
  private at = 0;

  constructor(private readonly text: string) {}

  document(): void {
    this.value();
    if (this.at < this.text.length) throw new Expected(this.at, "the end of the file");
  }

  private value(): void {
    this.match(SPACE);
    const next = this.text[this.at];
    if (next === "{") this.list("}", () => this.member());
    else if (next === "[") this.list("]", () => this.value());
    else if (next === '"') this.string();
    else if (!this.match(LITERAL))
      throw new Expected(this.at, "a value: a number, a string, an object or a list");
    this.match(SPACE);
  }

  private member(): void {
    this.match(SPACE);
    if (this.text[this.at] !== '"') throw new Expected(this.at, 'a key in double quotes, or "}"');
    this.string();
    this.match(SPACE);
    if (this.text[this.at] !== ":") throw new Expected(this.at, '":" after the key');
    this.at++;
    this.value();
  }

  /** The items between brackets, with commas between them and none behind the last. */
  private list(end: string, item: () => void): void {
    this.at++;
    this.match(SPACE);
    if (this.text[this.at] === end) {
      this.at++;
      return;
    }
    for (;;) {
      item();
      const next = this.text[this.at];
      if (next !== "," && next !== end) throw new Expected(this.at, `"," or "${end}"`);
      this.at++;
      if (next === end) return;
      this.match(SPACE);
      if (this.text[this.at] === end) throw new Expected(this.at, "another item after the comma");
    }
  }

  private string(): void {
    this.at++;
    while (this.match(STRING_PART));
    if (this.text[this.at] !== '"') throw new Expected(this.at, "the closing double quote of a string");
    this.at++;
  }

  private match(pattern: RegExp): boolean {
    pattern.lastIndex = this.at;
    if (!pattern.test(this.text)) return false;
    this.at = pattern.lastIndex;
    return true;
  }
}
