// The catalog of keys: no key means two things, each one listed does what is listed, and people can read it.

import { describe, expect, test } from "vitest";
import { ariaKeys, keyFaces, keyWords } from "../../../src/app/keys/keyText.ts";
import {
  isCharacter,
  type KeyPress,
  type Place,
  places,
  type Shortcut,
  shortcutOf,
  shortcuts,
} from "../../../src/app/keys/shortcuts.ts";
import { movedBy } from "../../../src/app/map/cursor.ts";

const entries: readonly (readonly [string, Shortcut])[] = Object.entries(shortcuts);

/** The key press that a key of the catalog stands for, as a browser on an English keyboard tells it. */
function pressOf(key: string): KeyPress {
  const parts = key.split(/\+(?=.)/);
  const last = parts[parts.length - 1];
  const shiftKey = parts.includes("Shift") || last === "?";
  return {
    key: shiftKey ? last.replace(/^[a-z]$/, (letter) => letter.toUpperCase()) : last,
    ctrlKey: parts.includes("Mod"),
    metaKey: false,
    altKey: parts.includes("Alt"),
    shiftKey,
  };
}

/** Keys that mean two things at one place; those of the page are heard at every place. */
function clashes(all: typeof entries): string[] {
  const keysAt = (place: Place) =>
    all.flatMap(([name, entry]) =>
      entry.place === place || entry.place === "page" ? entry.keys.map((key) => `${key} (${name})`) : [],
    );
  return (Object.keys(places) as Place[]).flatMap((place) => {
    const keys = keysAt(place).map((text) => text.replace(/ \(.*/, ""));
    return keys.filter((key, i) => keys.indexOf(key) !== i).map((key) => `${place}: ${key}`);
  });
}

describe("the catalog of keys", () => {
  test("gives no key two meanings at one place", () => {
    expect(clashes(entries)).toEqual([]);
    const twice: Shortcut = { place: "map", keys: ["m"], text: "" };
    expect(clashes([...entries, ["twice", twice]])).toEqual(["map: m"]);
  });

  test.each(entries)(
    "hears each key of %s at its place, and not with another modifier",
    (name, { place, keys }) => {
      for (const key of keys) {
        expect(shortcutOf(place, pressOf(key)), key).toBe(name);
        expect(shortcutOf(place, { ...pressOf(key), altKey: true })).toBeNull();
      }
    },
  );

  test("tells Shift with a letter from the letter, whatever Caps Lock does, and takes a sign as it comes", () => {
    const press = { ctrlKey: false, metaKey: false, altKey: false };
    expect(shortcutOf("page", { ...press, key: "M", shiftKey: false })).toBe("nextMetric");
    expect(shortcutOf("page", { ...press, key: "m", shiftKey: true })).toBe("lastMetric");
    expect(shortcutOf("page", { ...press, key: "?", shiftKey: false })).toBe("help");
    expect(shortcutOf("page", { ...press, key: "z", metaKey: true, shiftKey: false })).toBe("undo");
    expect(shortcutOf("page", { ...press, key: "m", ctrlKey: true, shiftKey: false })).toBeNull();
  });

  test("lists no key of the cursor that does not move it", () => {
    const from = { x: 5, y: 5, panel: 0 };
    const keys = [...shortcuts.move.keys, ...shortcuts.jump.keys, ...shortcuts.ends.keys];
    const moves = (key: string) => {
      const press = pressOf(key);
      return movedBy(press.key, press.shiftKey, from, 40, 40);
    };
    for (const key of keys) expect(moves(key), key).not.toBeNull();
    for (const key of keys) expect(moves(key), key).not.toEqual(from);
    expect(moves("Insert")).toBeNull();
  });

  test("knows the keys that a voice sets off by mistake", () => {
    const isSingle = (keys: readonly string[]) => keys.some(isCharacter);
    expect(isSingle(shortcuts.help.keys) && isSingle(shortcuts.lastMetric.keys)).toBe(true);
    expect(isSingle(shortcuts.undo.keys) || isSingle(shortcuts.close.keys)).toBe(false);
  });
});

describe("a key in words", () => {
  test("is what stands on the keyboard, on a Mac and elsewhere", () => {
    expect(keyFaces("Mod+Shift+z", false)).toEqual(["Ctrl", "Shift", "Z"]);
    expect(keyFaces("Mod+y", true)).toEqual(["⌘", "Y"]);
    expect(keyFaces("Alt++", false)).toEqual(["Alt", "+"]);
    expect(keyFaces("Shift+ArrowUp", false)).toEqual(["Shift", "↑"]);
    expect(keyWords("Shift+ArrowUp", false)).toBe("Shift up arrow");
    expect(ariaKeys(shortcuts.redo.keys)).toBe("Control+Shift+Z Control+Y");
  });
});
