// Training at the border of trainability on the GPU: a thousand networks as one sample.

import { trainingChaos } from "../pairs/trainingChaos.ts";
import { openEngine } from "./adapter.ts";

trainingChaos(openEngine);
