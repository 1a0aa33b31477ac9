// What was wrong with the address that one came with: every mistake, and what is shown instead.

import type { Page } from "./state/page.ts";

export function MistakeBanner({ page }: { page: Page }) {
  const mistakes = page.addressMistakes.value;
  if (mistakes.length === 0) return null;
  const onlyView = mistakes.every((m) => m.path.startsWith("view."));
  return (
    <div class="banner" role="alert" data-testid="banner">
      <div>
        <p>
          {mistakes.length === 1 ? "One part" : `${mistakes.length} parts`} of this link could not be read
          {onlyView ? " and were left out where they did not fit." : ", so you see the first map instead."}
        </p>
        <ul>
          {mistakes.map((m) => (
            <li key={`${m.path} ${m.given}`}>
              <code>{m.path === "" ? "spec" : m.path}</code>: given <code>{m.given}</code>; allowed:{" "}
              {m.allowed}.
            </li>
          ))}
        </ul>
      </div>
      <button
        type="button"
        class="quiet"
        onClick={() => {
          page.addressMistakes.value = [];
        }}
      >
        Dismiss
      </button>
    </div>
  );
}
