// Files dropped anywhere on the page: without this the browser would leave the page and show the file instead.

import { signal } from "@preact/signals";
import { useEffect, useMemo } from "preact/hooks";
import type { PlacedFile } from "../lab/share/blobFolder.ts";
import { droppedFiles } from "./share/droppedFiles.ts";

/** A file, and where it lies in the folder that was dropped; its name where there was none. */
export interface DroppedFile extends PlacedFile {
  readonly file: File;
}

/** Calls `take` with the files and folders that are dropped on the page; tells whether any are being held above it. */
export function useDropped(take: (files: Promise<readonly DroppedFile[]>) => void): boolean {
  const over = useMemo(() => signal(false), []);
  useEffect(() => {
    const listening = new AbortController();
    const { signal: until } = listening;
    const holdsFiles = (event: DragEvent) => event.dataTransfer?.types.includes("Files") === true;
    const hold = (event: DragEvent) => {
      if (!holdsFiles(event)) return;
      event.preventDefault();
      over.value = true;
    };
    addEventListener("dragenter", hold, { signal: until });
    addEventListener("dragover", hold, { signal: until });
    // Leaving one element for the next tells which; leaving the page tells none.
    const leave = (event: DragEvent) => {
      if (event.relatedTarget === null) over.value = false;
    };
    addEventListener("dragleave", leave, { signal: until });
    const drop = (event: DragEvent) => {
      if (!holdsFiles(event)) return;
      event.preventDefault();
      over.value = false;
      if (event.dataTransfer !== null) take(droppedFiles(event.dataTransfer));
    };
    addEventListener("drop", drop, { signal: until });
    return () => listening.abort();
  }, [take, over]);
  return over.value;
}
