// Code that is fetched in the midst of some work: where that fails, the user is told in words what to do.

/** What is imported. @throws Error where it cannot be fetched: a message for people */
export async function fetched<Code>(load: () => Promise<Code>): Promise<Code> {
  try {
    return await load();
  } catch {
    throw new Error(
      "the part of the page that does this could not be fetched: the connection is interrupted, or a newer version of the page has taken this one’s place. Reload the page",
    );
  }
}
