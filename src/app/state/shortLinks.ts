// What a link says of a page alone, and the same view on another page.

import type { View } from "../../sweep/address.ts";
import { sceneView } from "../story/scenes.ts";
import type { PageName } from "./page.ts";

/** Links to the bench and to the story as one types them. */
export const SHORT_LINKS: readonly string[] = ["bench", "gallery", "story"];

/** Whether a fragment is about another page alone: the sweep beside it is then the first visit's, as without any fragment. */
export function saysNoSweep(fragment: string): boolean {
  return fragment
    .split("&")
    .every((pair) => SHORT_LINKS.includes(pair) || /^view\.(page|scene|bench\w+)=/.test(pair));
}

/** The same view on another page. */
export function onPage(view: View, page: PageName): View {
  const { page: _, scene: __, ...rest } = view;
  return page === "map" ? rest : { ...rest, page };
}

/** The view of a scene of the story, on the engine that was chosen. */
export function inScene(number: number, { engine }: View): View {
  return { ...sceneView(number), ...(engine === undefined ? {} : { engine }) };
}
