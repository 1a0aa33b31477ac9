// What differs between two states of the page: the dotted paths of the spec's fields, or the parts of the view.

import type { View } from "../../sweep/address.ts";
import type { SweepSpec } from "../../sweep/spec.ts";

/** Everything that undo brings back: a sweep and a view of it. */
export interface PageState {
  readonly spec: SweepSpec;
  readonly view: View;
}

/**
 * The paths at which two states differ, `view.…` for the view; none where they show the same.
 * Where the sweep is another, the view's part follows from that; and which page is shown is no change of what is on it.
 */
export function changedPaths(before: PageState, after: PageState): string[] {
  const paths: string[] = [];
  collect(before.spec, after.spec, "", paths);
  if (paths.length > 0) return paths;
  const { page: _, ...from } = before.view;
  const { page: __, ...to } = after.view;
  for (const key of new Set([...Object.keys(from), ...Object.keys(to)])) {
    if (!isSame(from[key as keyof typeof from], to[key as keyof typeof to])) paths.push(`view.${key}`);
  }
  return paths;
}

function collect(before: unknown, after: unknown, path: string, paths: string[]): void {
  if (before === after) return;
  if (isTree(before) && isTree(after) && Array.isArray(before) === Array.isArray(after)) {
    const keys = new Set([...Object.keys(before), ...Object.keys(after)]);
    const sameLength = !Array.isArray(before) || before.length === (after as unknown as unknown[]).length;
    if (sameLength) {
      for (const key of keys) collect(before[key], after[key], path === "" ? key : `${path}.${key}`, paths);
      return;
    }
  }
  if (!isSame(before, after)) paths.push(path);
}

/** Objects, and lists of objects; a list of numbers or names is one value. */
function isTree(value: unknown): value is Readonly<Record<string, unknown>> {
  if (typeof value !== "object" || value === null) return false;
  return (
    !Array.isArray(value) || (value.length > 0 && value.every((one) => isTree(one) && !Array.isArray(one)))
  );
}

function isSame(a: unknown, b: unknown): boolean {
  return a === b || JSON.stringify(a) === JSON.stringify(b);
}
