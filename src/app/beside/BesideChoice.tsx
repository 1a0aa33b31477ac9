// Which sweep is put beside the page's own: the same one as it is now, a preset, one that this browser keeps, or a pasted link.

import { useLayoutEffect, useRef, useState } from "preact/hooks";
import { formatAddress, parseAddress } from "../../sweep/address.ts";
import { type Mistake, mistakeText } from "../../sweep/mistakes.ts";
import type { SweepSpec } from "../../sweep/spec.ts";
import { isolated } from "../isolated.ts";
import { type PresetName, presets } from "../presets/index.ts";
import { presetSpec } from "../presets/open.ts";
import type { Page } from "../state/page.ts";
import { atHome } from "./windowed.ts";

const FREEZE =
  "Puts a copy of this sweep on the right. Then change something in the form: the left map follows, the right one stays.";
const LINK = "The address of any sweep, as Copy link gives it. Only its sweep is taken, not how it is shown.";
/** An answer to a wrong link is a few lines. */
const MOST_MISTAKES = 4;

export function BesideChoice({ page, close }: { page: Page; close: () => void }) {
  const first = useRef<HTMLButtonElement>(null);
  const [mistakes, setMistakes] = useState<readonly Mistake[]>([]);
  // Before anything is drawn: a key that follows quickly is meant for the choice.
  useLayoutEffect(() => {
    first.current?.focus();
    void page.kept.refresh();
  }, [page]);
  const put = (spec: SweepSpec) => {
    page.changeView({ beside: formatAddress({ spec, view: {} }) });
    close();
  };
  const putLink = (text: string) => {
    const read = specOfLink(text);
    if (read.ok) put(read.value);
    else setMistakes(read.mistakes);
  };
  const kept = page.kept.sweeps.value ?? [];
  return (
    <section
      class="beside-choice"
      aria-label="Compare with another sweep"
      onKeyDown={(event) => {
        if (event.key !== "Escape") return;
        event.stopPropagation();
        close();
      }}
    >
      <button ref={first} type="button" data-definition={FREEZE} onClick={() => put(unzoomed(page))}>
        This sweep as it is now
      </button>
      <label>
        A preset
        <select value="" onChange={(event) => put(presetSpec(event.currentTarget.value as PresetName))}>
          <option value="" disabled>
            Choose…
          </option>
          {(Object.keys(presets) as PresetName[]).map((name) => (
            <option key={name} value={name}>
              {presetSpec(name).name}
            </option>
          ))}
        </select>
      </label>
      {kept.length === 0 ? null : (
        <label>
          A kept sweep
          <select
            value=""
            onChange={(event) => {
              const chosen = kept.find(({ id }) => id === event.currentTarget.value);
              if (chosen !== undefined) putLink(chosen.link);
            }}
          >
            <option value="" disabled>
              Choose…
            </option>
            {kept.map(({ id, name }) => (
              <option key={id} value={id}>
                {isolated(name)}
              </option>
            ))}
          </select>
        </label>
      )}
      <form
        onSubmit={(event) => {
          event.preventDefault();
          putLink(String(new FormData(event.currentTarget).get("link") ?? ""));
        }}
      >
        <label data-definition={LINK}>
          A link
          <input
            name="link"
            type="text"
            autocomplete="off"
            spellcheck={false}
            placeholder="https://…#model.hidden=1&…"
            data-definition={LINK}
            aria-invalid={mistakes.length > 0}
          />
        </label>
        <button type="submit" class="quiet">
          Put it beside
        </button>
      </form>
      <button type="button" class="quiet" onClick={close}>
        Close
      </button>
      {mistakes.length === 0 ? null : (
        <ul class="beside-mistakes" role="alert">
          {mistakes.slice(0, MOST_MISTAKES).map((mistake) => (
            <li key={mistakeText(mistake)}>{mistakeText(mistake)}</li>
          ))}
          {mistakes.length > MOST_MISTAKES ? <li>and {mistakes.length - MOST_MISTAKES} more</li> : null}
        </ul>
      )}
    </section>
  );
}

/** The page's sweep as it was before one zoomed in: a window is shared anyway. */
function unzoomed(page: Page): SweepSpec {
  const { x, y } = page.arrangement.value;
  return atHome({ spec: page.spec.value, x, y }, page.view.value.home);
}

/** The sweep of a link, or what is wrong with it. */
function specOfLink(text: string) {
  const trimmed = text.trim();
  const fragment = trimmed.slice(trimmed.indexOf("#") + 1);
  if (fragment === "" || !fragment.includes("=")) {
    const allowed = "the address of a sweep, with what follows its #";
    return { ok: false, mistakes: [{ path: "link", given: `"${text.slice(0, 40)}"`, allowed }] } as const;
  }
  const parsed = parseAddress(fragment);
  return parsed.ok ? ({ ok: true, value: parsed.value.spec } as const) : parsed;
}
