// A training run under way on the CPU: networks begin one after another, as slots become free.

import { trainingPreviews } from "../pairs/trainingPreviews.ts";
import { openEngine } from "./engine.ts";

trainingPreviews(openEngine, false);
