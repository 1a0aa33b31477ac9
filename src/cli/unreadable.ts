// A file that the system does not give, in the words of every other mistake.

/** What is wrong with a file that the system does not give, beside what was expected. */
export function unreadable(error: unknown, allowed: string): { given: string; allowed: string } {
  const code = (error as NodeJS.ErrnoException).code;
  const given =
    code === "ENOENT"
      ? "a file that does not exist"
      : code === "EISDIR"
        ? "a folder"
        : `a file that cannot be read (${code ?? String(error)})`;
  return { given, allowed };
}
