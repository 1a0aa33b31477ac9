// The progress of the sweep for those who listen: a live region that speaks seldom.

import { useSignal } from "@preact/signals";
import { useEffect } from "preact/hooks";
import type { Page } from "../state/page.ts";
import { calmly } from "./calmly.ts";
import { spokenText } from "./spokenText.ts";

export function SpokenProgress({ page, waits }: { page: Page; waits: boolean }) {
  const waiting = useSignal(waits);
  waiting.value = waits;
  const said = useSignal("");
  useEffect(() => {
    const calm = calmly(() => {
      const { name, mode } = page.spec.value;
      return spokenText(page.run.status.value, name, mode === "training", waiting.value);
    });
    const stop = calm.said.subscribe((text) => {
      said.value = text;
    });
    return () => {
      stop();
      calm.stop();
    };
  }, [page, said, waiting]);
  return (
    <p class="visually-hidden" role="status" data-testid="progress-said">
      {said}
    </p>
  );
}
