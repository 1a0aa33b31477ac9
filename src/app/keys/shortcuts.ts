// Every key that does something of its own, in one catalog: handlers ask it what an event means, and the list on `?` is made
// of it, so that neither knows a key that the other does not. Adding one: a line here, and what it does at its place.

/** Where a key works: everywhere on the page, or only while something has the focus. */
export const places = {
  page: "Everywhere",
  map: "On the map",
  pen: "On a covered map, to be predicted",
  plot: "On a plot of the map’s slices",
  limit: "On an end of the colour scale",
  steps: "On a chart of one network’s steps",
} as const;
export type Place = keyof typeof places;

/** One entry of the catalog. */
export interface Shortcut {
  readonly place: Place;
  /** Each as the browser names it, behind `Mod+` (Ctrl, or ⌘ on a Mac), `Alt+` and `Shift+`, in this order. */
  readonly keys: readonly string[];
  /** What it does, as an instruction. */
  readonly text: string;
}

const withShift = (...keys: string[]) => [...keys, ...keys.map((key) => `Shift+${key}`)];

export const shortcuts = {
  help: { place: "page", keys: ["?"], text: "Show this list" },
  undo: { place: "page", keys: ["Mod+z"], text: "Undo the last change of the sweep or of its view" },
  redo: { place: "page", keys: ["Mod+Shift+z", "Mod+y"], text: "Redo what was undone" },
  pause: { place: "page", keys: ["p"], text: "Pause the sweep, or go on with it" },
  nextMetric: { place: "page", keys: ["m"], text: "Colour the map by the next metric" },
  lastMetric: { place: "page", keys: ["Shift+m"], text: "Colour the map by the metric before" },
  nextPreset: { place: "page", keys: ["n"], text: "Open the next of the sweeps to start from" },
  lastPreset: { place: "page", keys: ["Shift+n"], text: "Open the one before" },
  goToMap: { place: "page", keys: ["g"], text: "Go to the map" },
  goToInspector: { place: "page", keys: ["i"], text: "Go to the open network" },
  goToForm: { place: "page", keys: ["f"], text: "Go to the sweep’s form" },
  table: { place: "page", keys: ["t"], text: "Read the cursor’s row as a table, or go back to the map" },
  mapPage: { place: "page", keys: ["1"], text: "Show the map" },
  storyPage: { place: "page", keys: ["2"], text: "Show the story" },
  galleryPage: { place: "page", keys: ["3"], text: "Show the gallery" },
  keptPage: { place: "page", keys: ["4"], text: "Show the kept sweeps" },
  benchPage: { place: "page", keys: ["5"], text: "Show the bench" },
  close: { place: "page", keys: ["Escape"], text: "Close the open network, and go back to the map" },
  move: {
    place: "map",
    keys: withShift("ArrowLeft", "ArrowRight", "ArrowUp", "ArrowDown"),
    text: "Move the cursor; with Shift ten cells at a time",
  },
  jump: { place: "map", keys: ["PageUp", "PageDown"], text: "Move the cursor ten rows up or down" },
  ends: { place: "map", keys: ["Home", "End"], text: "Move the cursor to the first or last column" },
  inspect: { place: "map", keys: ["Enter", " "], text: "Open the network under the cursor" },
  movePen: {
    place: "pen",
    keys: withShift("ArrowLeft", "ArrowRight", "ArrowUp", "ArrowDown"),
    text: "Move the pen by a hundredth of the map; with Shift five times as far",
  },
  movePenFar: {
    place: "pen",
    keys: ["PageUp", "PageDown", "Home", "End"],
    text: "Move the pen up or down by a twentieth, or to the left or right edge",
  },
  usePen: { place: "pen", keys: ["Enter", " "], text: "Put the pen down, or lift it and keep the line" },
  undoLine: {
    place: "pen",
    keys: ["Backspace", "Delete"],
    text: "Drop the line at hand, or take the last one back",
  },
  follow: {
    place: "plot",
    keys: [...withShift("ArrowLeft", "ArrowRight"), "Home", "End"],
    text: "Move the map’s cursor along the curve; with Shift ten positions at a time",
  },
  inspectOnPlot: { place: "plot", keys: ["Enter"], text: "Open the network under the cursor" },
  moveLimit: {
    place: "limit",
    keys: withShift("ArrowLeft", "ArrowRight", "ArrowUp", "ArrowDown"),
    text: "Move it by a hundredth of the scale; with Shift by a tenth",
  },
  moveLimitFar: {
    place: "limit",
    keys: ["PageUp", "PageDown", "Home", "End"],
    text: "Move it by a tenth, or as far as it goes",
  },
  resetLimits: { place: "limit", keys: ["Delete", "Backspace"], text: "Let the values set both ends again" },
  readSteps: {
    place: "steps",
    keys: [...withShift("ArrowLeft", "ArrowRight"), "Home", "End"],
    text: "Read out another step; in training with Shift further at a time",
  },
} as const satisfies Readonly<Record<string, Shortcut>>;

export type ShortcutName = keyof typeof shortcuts;
/** The names of the shortcuts of a place. */
export type ShortcutAt<P extends Place> = {
  [N in ShortcutName]: (typeof shortcuts)[N]["place"] extends P ? N : never;
}[ShortcutName];

/** What of a keyboard event says which key it was. */
export interface KeyPress {
  readonly key: string;
  readonly ctrlKey: boolean;
  readonly metaKey: boolean;
  readonly altKey: boolean;
  readonly shiftKey: boolean;
}

const names = Object.keys(shortcuts) as ShortcutName[];

/** What a key means at a place, or null where it means nothing there. */
export function shortcutOf<P extends Place>(place: P, press: KeyPress): ShortcutAt<P> | null {
  const pressed = nameOf(press);
  const found = names.find((name) => {
    const { place: its, keys }: Shortcut = shortcuts[name];
    return its === place && keys.includes(pressed);
  });
  return (found as ShortcutAt<P> | undefined) ?? null;
}

/** Whether a key types a character: such a shortcut is one that talking to the computer sets off by mistake. */
export function isCharacter(key: string): boolean {
  return Array.from(key.replace(/^Shift\+/, "")).length === 1;
}

/** As the catalog writes it. A sign such as `?` is where a keyboard has it, with Shift or without; a letter is a letter. */
function nameOf({ key, ctrlKey, metaKey, altKey, shiftKey }: KeyPress): string {
  const isLetter = key.length === 1 && key.toLowerCase() !== key.toUpperCase();
  const counts = shiftKey && (isLetter || key.length > 1 || key === " ");
  return [
    ctrlKey || metaKey ? "Mod+" : "",
    altKey ? "Alt+" : "",
    counts ? "Shift+" : "",
    isLetter ? key.toLowerCase() : key,
  ].join("");
}
