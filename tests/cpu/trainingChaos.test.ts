// Training at the border of trainability on the CPU: a thousand networks as one sample.

import { trainingChaos } from "../pairs/trainingChaos.ts";
import { openEngine } from "./engine.ts";

trainingChaos(openEngine);
