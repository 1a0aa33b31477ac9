// Which browser the tests would run in, on machines that have several, one, or none.

import { delimiter } from "node:path";
import { describe, expect, it } from "vitest";
import { findChrome, type Surroundings } from "../chrome.ts";

/** A machine on which only the given programs are there. */
function machine(there: readonly string[], more: Partial<Surroundings> = {}): Surroundings {
  return { env: {}, platform: "linux", playwright: null, runs: (path) => there.includes(path), ...more };
}

describe("the browser of the tests", () => {
  const all = ["/mine/chrome", "/pw/chrome", "/bin/google-chrome", "/opt/google/chrome/chrome"];

  it("is the one of CHROME_PATH, else Playwright's own, else the system's", () => {
    const env = { CHROME_PATH: "/mine/chrome", PATH: "/bin" };
    expect(findChrome(machine(all, { env, playwright: "/pw/chrome" }))).toBe("/mine/chrome");
    expect(findChrome(machine(all, { env: { PATH: "/bin" }, playwright: "/pw/chrome" }))).toBe("/pw/chrome");
    expect(findChrome(machine(all, { env: { PATH: "/bin" }, playwright: "/gone" }))).toBe(
      "/bin/google-chrome",
    );
    expect(findChrome(machine(all))).toBe("/opt/google/chrome/chrome");
  });

  it("is looked for along PATH under its usual names, Chrome before Chromium", () => {
    const env = { PATH: ["/a", "", "/b"].join(delimiter) };
    expect(findChrome(machine(["/b/chromium"], { env }))).toBe("/b/chromium");
    expect(findChrome(machine(["/a/chromium", "/b/google-chrome"], { env }))).toBe("/b/google-chrome");
  });

  it("is found where macOS and Windows keep it", () => {
    const mac = "/Applications/Google Chrome.app/Contents/MacOS/Google Chrome";
    expect(findChrome(machine([mac], { platform: "darwin" }))).toBe(mac);
    expect(findChrome(machine([`/me${mac}`], { platform: "darwin", env: { HOME: "/me" } }))).toBe(
      `/me${mac}`,
    );
    const windows = "C:\\Programs\\Google\\Chrome\\Application\\chrome.exe";
    const env = { PROGRAMFILES: "C:\\Programs" };
    expect(findChrome(machine([windows], { platform: "win32", env }))).toBe(windows);
  });

  it("is null where there is none, but a CHROME_PATH that is wrong is said to be", () => {
    for (const platform of ["linux", "darwin", "win32"])
      expect(findChrome(machine([], { platform }))).toBeNull();
    expect(findChrome(machine([], { env: { CHROME_PATH: "" } }))).toBeNull();
    expect(() => findChrome(machine(all, { env: { CHROME_PATH: "/gone" } }))).toThrow(
      'CHROME_PATH is "/gone"',
    );
  });
});
