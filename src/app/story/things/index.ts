// The live things of the scenes, in the scenes' order: each shows the network that is open on the map.

import type { FunctionComponent } from "preact";
import type { MapState } from "../../map/mapState.ts";
import type { Page } from "../../state/page.ts";
import { FourCases } from "./FourCases.tsx";
import { Loop } from "./Loop.tsx";
import { Trained } from "./Trained.tsx";
import { Unrolled } from "./Unrolled.tsx";
import { WayBack } from "./WayBack.tsx";

/** What every live thing is given. */
export interface ThingParts {
  readonly page: Page;
  readonly map: MapState;
}

export const things: readonly FunctionComponent<ThingParts>[] = [
  Loop,
  Unrolled,
  FourCases,
  WayBack,
  Trained,
  WayBack,
];
