// Parts of the page whose code is fetched when they are first drawn, so that the first map waits for nothing else; and what is
// said where such code cannot be fetched.

import { signal } from "@preact/signals";
import type { ComponentChildren, ComponentType } from "preact";
import { useEffect } from "preact/hooks";
import { theMapStands } from "./firstMap.ts";
import { NotFetched } from "./NotFetched.tsx";

/** When a part's code is fetched, and what stands in its place until then. */
export interface LaterOptions<Props> {
  /** It waits until the first map stands: for what is drawn in any case, beside or below the map. */
  readonly afterMap?: boolean;
  /** Keeps its place, so that nothing moves once it is there. */
  readonly inPlace?: ComponentChildren | ((props: Props) => ComponentChildren);
  /** Nothing is said where it cannot be fetched, for another part that goes with it says so. */
  readonly isSilent?: boolean;
}

const fetches: (() => Promise<void>)[] = [];

/**
 * A part of the page as a component that draws it once its code is there.
 * @param what what the part is called, for people
 */
export function later<Props extends object>(
  what: string,
  load: () => Promise<ComponentType<Props>>,
  { afterMap = false, inPlace = null, isSilent = false }: LaterOptions<Props> = {},
): ComponentType<Props> {
  const loaded = signal<ComponentType<Props> | null>(null);
  const failed = signal(false);
  let fetching: Promise<void> | null = null;
  const fetch = () => {
    fetching ??= load().then(
      (part) => {
        loaded.value = part;
        failed.value = false;
      },
      () => {
        // Tried again when it is next asked for: the connection may be back by then.
        fetching = null;
        failed.value = true;
      },
    );
    return fetching;
  };
  fetches.push(fetch);
  return function Later(props: Props) {
    useEffect(() => {
      void (afterMap ? theMapStands.then(fetch) : fetch());
    }, []);
    const { value: Part } = loaded;
    if (Part !== null) return <Part {...props} />;
    if (failed.value && !isSilent) return <NotFetched what={what} retry={() => void fetch()} />;
    return <>{typeof inPlace === "function" ? inPlace(props) : inPlace}</>;
  };
}

/** Fetches the code of all parts one by one, so that each is there at once when it is asked for. */
export async function fetchAll(): Promise<void> {
  for (const fetch of fetches) await fetch();
}
