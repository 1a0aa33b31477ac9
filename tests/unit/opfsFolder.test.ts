// The browser's own file system while others write to it: what is being read or listed may change or go at any moment. How
// browsers put it is in the File API: a file that was changed since it was handed out is no longer readable.

import { describe, expect, test } from "vitest";
import { OpfsFolder } from "../../src/store/opfsFolder.ts";

const fault = (name: string) => new DOMException("of the browser", name);
const bytes = Uint8Array.of(1, 2, 3);

/** A file that is written anew during so many reads; what it holds tells how often it was asked for. */
function fileOf(changes: number, name = "NotReadableError") {
  let asked = 0;
  const getFile = async () => {
    const at = ++asked;
    return {
      size: 3,
      arrayBuffer: async () => {
        if (at <= changes) throw fault(name);
        return bytes.map((byte) => byte + at).buffer;
      },
    };
  };
  return { kind: "file", getFile };
}

const gone = {
  kind: "file",
  getFile: async () => {
    throw fault("NotFoundError");
  },
};

function folderOf(entries: Readonly<Record<string, unknown>>): OpfsFolder {
  const directory = {
    kind: "directory",
    getFileHandle: async (name: string) => {
      if (!(name in entries)) throw fault("NotFoundError");
      return entries[name];
    },
    async *entries() {
      yield* Object.entries(entries);
    },
  };
  return new OpfsFolder(directory as unknown as FileSystemDirectoryHandle);
}

describe("a file that is written to while it is read", () => {
  test("is read as it is then", async () => {
    expect(await folderOf({ a: fileOf(0) }).read("a")).toEqual(bytes.map((byte) => byte + 1));
    expect(await folderOf({ a: fileOf(3) }).read("a")).toEqual(bytes.map((byte) => byte + 4));
  });

  test("is given up where it never rests, and any other fault at once (control)", async () => {
    await expect(folderOf({ a: fileOf(1000) }).read("a")).rejects.toThrow("of the browser");
    const locked = fileOf(1, "SecurityError");
    await expect(folderOf({ a: locked }).read("a")).rejects.toThrow("of the browser");
    expect(await folderOf({ a: gone }).read("a")).toBeNull();
    expect(await folderOf({}).read("a")).toBeNull();
  });
});

describe("a list", () => {
  test("leaves out what goes while it is made, and nothing else", async () => {
    const all = { a: fileOf(0), b: gone, "c.part": fileOf(0), d: fileOf(0) };
    expect(await folderOf(all).list()).toEqual([
      { path: "a", bytes: 3 },
      { path: "d", bytes: 3 },
    ]);
  });

  test("fails where a file cannot be looked at for another reason (control)", async () => {
    const locked = { kind: "file", getFile: () => Promise.reject(fault("SecurityError")) };
    await expect(folderOf({ a: fileOf(0), b: locked }).list()).rejects.toThrow("of the browser");
  });
});
