// Says that a newer version of the page is there. Nobody is interrupted by it: it waits until it is asked for or all tabs are closed.

import { newer } from "./newer.ts";

export function NewVersion() {
  const { value: takeOver } = newer;
  if (takeOver === null) return null;
  return (
    <div class="banner new-version" role="status" data-testid="new-version">
      <p>A newer version of the page is here. What you have set stays in the address.</p>
      <button type="button" onClick={takeOver}>
        Reload
      </button>
    </div>
  );
}
