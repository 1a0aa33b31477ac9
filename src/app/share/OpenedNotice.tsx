// What came of the files that were opened: how far their copying is, what they were, or everything that is wrong with them.

import { MOST_MISTAKES } from "../../sweep/csv/fewMistakes.ts";
import type { Opening } from "./opening.ts";

export function OpenedNotice({ opening }: { opening: Opening }) {
  const { value: outcome } = opening.outcome;
  if (outcome.kind === "none") return null;
  const dismiss = (
    <button type="button" class="quiet" onClick={() => opening.dismiss()}>
      Dismiss
    </button>
  );
  if (outcome.kind !== "refused") {
    return (
      <div class="banner opened" role="status" data-testid="opened" data-kind={outcome.kind}>
        <p>{outcome.text}</p>
        {outcome.kind === "done" ? dismiss : null}
      </div>
    );
  }
  const { file, mistakes } = outcome;
  const more = mistakes.length - MOST_MISTAKES;
  return (
    <div class="banner opened-refused" role="alert" data-testid="opened-mistakes">
      <div>
        <p>
          <code>{file}</code> was not opened, and nothing was changed:
        </p>
        <ul>
          {mistakes.slice(0, MOST_MISTAKES).map(({ path, given, allowed }) => (
            <li key={`${path} ${given}`}>
              <code>{path === "" ? "spec" : path}</code>: given <code>{given}</code>; allowed: {allowed}.
            </li>
          ))}
          {more > 0 ? <li>and {more} more</li> : null}
        </ul>
      </div>
      {dismiss}
    </div>
  );
}
