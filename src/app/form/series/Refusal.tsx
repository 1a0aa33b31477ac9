// Why a file was not taken: every mistake with its row and column, as plain text, and what holds instead.

import { useEffect, useRef } from "preact/hooks";
import { scrollToShow } from "../../motion.ts";
import type { SeriesFile } from "./seriesFile.ts";

export function Refusal({ file }: { file: SeriesFile }) {
  const box = useRef<HTMLDivElement>(null);
  const mistakes = file.mistakes.value;
  useEffect(() => {
    // A file dropped on the map is refused here, which may be out of sight.
    if (mistakes.length > 0) scrollToShow(box.current);
  }, [mistakes]);
  if (mistakes.length === 0) return null;
  return (
    <div class="mistake-summary" role="alert" data-testid="series-mistakes" ref={box}>
      <p>{file.refused.value} was not taken; the data stay as they were.</p>
      <ul>
        {mistakes.map(({ path, given, allowed }) => (
          <li key={path}>
            {path}: given {given}; allowed: {allowed}.
          </li>
        ))}
      </ul>
    </div>
  );
}
