// Training runs at the ends of what numbers can be, on the GPU.

import { trainingExtremes } from "../pairs/trainingExtremes.ts";
import { openEngine } from "./adapter.ts";

trainingExtremes(openEngine);
