// The top of the page: what this is, which engine runs, and the link to exactly what is on the screen.

import { useLayoutEffect, useRef } from "preact/hooks";
import { AUTO_DEFINITION, engineChoices, engineNames, engineTexts } from "../sweep/engineChoice.ts";
import { HeaderKeys } from "./keys/HeaderKeys.tsx";
import type { PageKeys } from "./keys/pageKeys.ts";
import { LinkByHand } from "./LinkByHand.tsx";
import { OpenFiles } from "./share/OpenFiles.tsx";
import type { Opening } from "./share/opening.ts";
import type { Page } from "./state/page.ts";
import { useCopying } from "./useCopying.ts";

const ENGINE_DEFINITION = [
  "What computes the map.",
  `auto: ${AUTO_DEFINITION}.`,
  ...engineNames.map((name) => `${name}: ${engineTexts[name].definition}.`),
].join("\n");

export function PageHeader({
  page,
  opening,
  keys,
  brand,
}: {
  page: Page;
  opening: Opening;
  keys: PageKeys;
  brand: Element;
}) {
  const isMap = page.view.value.page === undefined;
  return (
    <header class="page-header">
      <Brand brand={brand} />
      <PageTabs page={page} />
      <div class="header-controls">
        {!isMap ? null : (
          <label data-definition={ENGINE_DEFINITION}>
            Engine
            <select
              value={page.engine.value}
              onChange={(event) => {
                const { value } = event.currentTarget;
                page.changeView({ engine: value === "auto" ? undefined : value });
              }}
            >
              {engineChoices.map((name) => (
                <option key={name} value={name}>
                  {name === "auto" ? name : engineTexts[name].label}
                </option>
              ))}
            </select>
          </label>
        )}
        <HeaderKeys keys={keys} />
        <OpenFiles opening={opening} />
        <CopyLink page={page} />
      </div>
    </header>
  );
}

/** The sign, the name and the question, as they stood on the page before it was drawn. */
function Brand({ brand }: { brand: Element }) {
  const place = useRef<HTMLDivElement>(null);
  useLayoutEffect(() => place.current?.append(brand), [brand]);
  return <div ref={place} class="brand-place" />;
}

/** The pages of the lab. They are links, so that they can be opened beside each other. */
function PageTabs({ page }: { page: Page }) {
  const at = page.view.value.page ?? "map";
  const tabs = [
    ["map", "Map"],
    ["story", "Story"],
    ["gallery", "Gallery"],
    ["kept", "Kept"],
    ["bench", "Bench"],
  ] as const;
  return (
    <nav class="page-tabs" aria-label="Pages">
      {tabs.map(([name, title]) => (
        <a
          key={name}
          href={name === at ? location.hash || "#" : page.linkTo(name)}
          aria-current={name === at ? "page" : undefined}
          onClick={(event) => {
            if (event.ctrlKey || event.metaKey || event.shiftKey) return;
            event.preventDefault();
            page.goTo(name);
          }}
        >
          {title}
        </a>
      ))}
    </nav>
  );
}

function CopyLink({ page }: { page: Page }) {
  const { state, copy } = useCopying(() => page.permalink());
  return (
    <span class="copy-link">
      <button
        type="button"
        onClick={copy}
        data-definition="A link that opens exactly this: the sweep, the metric, the colours and the open network."
      >
        {state.value === "copied" ? "Link copied" : "Copy link"}
      </button>
      <span class="visually-hidden" role="status">
        {state.value === "copied" ? "Link copied" : ""}
      </span>
      {page.linkLacks.value.length === 0 ? null : (
        <span class="link-lacks" role="status" data-testid="link-lacks">
          The link does not hold <code>{page.linkLacks.value.join(", ")}</code>, which is too long for an
          address. “Download” under “Spec as JSON” holds all of it.
        </span>
      )}
      {state.value === "by hand" ? (
        <LinkByHand label="Link to this page, to be copied" link={page.permalink()} />
      ) : null}
    </span>
  );
}
