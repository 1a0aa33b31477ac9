// A key as people read it on their keyboard, and as a control tells a screen reader of its own.

const faces: Readonly<Record<string, string>> = {
  ArrowLeft: "←",
  ArrowRight: "→",
  ArrowUp: "↑",
  ArrowDown: "↓",
  PageUp: "Page up",
  PageDown: "Page down",
  Escape: "Esc",
  " ": "Space",
};

const words: Readonly<Record<string, string>> = {
  ArrowLeft: "left arrow",
  ArrowRight: "right arrow",
  ArrowUp: "up arrow",
  ArrowDown: "down arrow",
};

/** The parts of a key of the catalog, as they stand on a keyboard: `["Ctrl", "Z"]`. */
export function keyFaces(key: string, isMac: boolean): string[] {
  return partsOf(key).map((part) => {
    if (part === "Mod") return isMac ? "⌘" : "Ctrl";
    if (part === "Alt") return isMac ? "⌥" : "Alt";
    return faces[part] ?? (part.length === 1 ? part.toUpperCase() : part);
  });
}

/** The same to be listened to: arrows by their names. */
export function keyWords(key: string, isMac: boolean): string {
  return partsOf(key)
    .map((part) => words[part] ?? keyFaces(part, isMac)[0])
    .join(" ");
}

/** As the attribute `aria-keyshortcuts` wants it. */
export function ariaKeys(keys: readonly string[]): string {
  return keys
    .map((key) =>
      partsOf(key)
        .map((part) => (part === "Mod" ? "Control" : part.length === 1 ? part.toUpperCase() : part))
        .join("+"),
    )
    .join(" ");
}

/** Whether this is a Mac, whose keys have other names. */
export function isMac(): boolean {
  return /Mac|iPhone|iPad/.test(navigator.userAgent);
}

/** The plus sign is itself a key. */
function partsOf(key: string): string[] {
  return key.split(/\+(?=.)/);
}
