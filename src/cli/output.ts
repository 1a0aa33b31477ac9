// Standard output: one JSON value per line, waited for, so that a full pipe neither loses lines nor fills memory.

/** Numbers that JSON cannot hold, as the strings that stand for them. */
function jsonNumber(_key: string, value: unknown): unknown {
  return typeof value === "number" && !Number.isFinite(value) ? String(value) : value;
}

/** A value as JSON on one line: ±Infinity and NaN are strings, −0 is 0. */
export function jsonLine(value: unknown): string {
  return JSON.stringify(value, jsonNumber);
}

/** Writes a text and its line end to standard output, and waits until it has left this process. */
export function printLine(line: string): Promise<void> {
  return new Promise((resolve, reject) => {
    process.stdout.write(`${line}\n`, (error) => (error ? reject(error) : resolve()));
  });
}

/** Whether an error says that whoever read our output has seen enough (`… | head -1`). */
export function isClosedPipe(error: unknown): boolean {
  return (error as NodeJS.ErrnoException | null)?.code === "EPIPE";
}
