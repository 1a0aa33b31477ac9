// Training runs at the ends of what numbers can be, on the CPU.

import { trainingExtremes } from "../pairs/trainingExtremes.ts";
import { openEngine } from "./engine.ts";

trainingExtremes(openEngine);
