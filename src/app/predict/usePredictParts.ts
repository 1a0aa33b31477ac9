// Loads the code of predictions once it is needed, and says so where it cannot be had.

import { signal } from "@preact/signals";
import { useEffect } from "preact/hooks";

type Parts = typeof import("./parts.ts");

const parts = signal<Parts | "none" | "lost">("none");

/** The code of predictions; "none" until it is there, "lost" where it could not be loaded. */
export function usePredictParts(): Parts | "none" | "lost" {
  useEffect(() => {
    if (parts.peek() === "none" || parts.peek() === "lost") {
      import("./parts.ts").then(
        (loaded) => {
          parts.value = loaded;
        },
        () => {
          parts.value = "lost";
        },
      );
    }
  }, []);
  return parts.value;
}

/** What is said where the code could not be loaded. */
export const LOST =
  "The part of this page that takes predictions could not be loaded: reload the page. Until then the map stays covered.";
