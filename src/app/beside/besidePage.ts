// The sweep beside the page's own: a page without an address, whose view is the page's. What a hand does to its map is done to
// the page's map.

import type { Lab } from "../../lab/connect.ts";
import type { View } from "../../sweep/address.ts";
import type { SweepSpec } from "../../sweep/spec.ts";
import { Page } from "../state/page.ts";

/** A change of a view; a field set to undefined goes back to its default. */
export type ViewChange = { readonly [K in keyof View]: View[K] | undefined };

/** Who does what is asked of the map beside. */
export interface Hands {
  /** Opens a network of the other sweep. */
  open(point: readonly number[]): void;
  /** Changes how both are shown. */
  change(change: ViewChange): void;
  /** Moves both maps to a window of the other sweep; without a home, to where one started. */
  move(window: SweepSpec, home: View["home"], goesOn: boolean): void;
}

/** The other sweep, with an address that nobody sees. */
export class BesidePage extends Page {
  constructor(
    lab: Promise<Lab>,
    private readonly hands: Hands,
  ) {
    super(lab, { fragment: "", push: () => undefined, replace: () => undefined });
  }

  override changeView(change: ViewChange): void {
    const { point, ...rest } = change;
    if (point !== undefined) this.hands.open(point);
    else if (Object.keys(rest).length > 0) this.hands.change(rest);
  }

  override changeWindow(spec: SweepSpec, home: View["home"], goesOn: boolean): void {
    this.hands.move(spec, home, goesOn);
  }

  /** Shows the same sweep in another view. */
  look(view: View): void {
    if (JSON.stringify(view) !== JSON.stringify(this.view.value)) this.view.value = view;
  }
}
