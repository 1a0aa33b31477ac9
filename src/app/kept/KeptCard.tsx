// One kept sweep: its picture, what it is, how far it is; opened by its link, renamed in place, deleted at the second click.

import { useSignal } from "@preact/signals";
import type { KeptSweep } from "../../lab/kept/about.ts";
import { formatBytes, formatCount, formatShare } from "../../store/figure/format.ts";
import { focusKept } from "../keys/focus.ts";
import { type KeptState, titleOf } from "./keptState.ts";

const DATE = new Intl.DateTimeFormat("en", { dateStyle: "medium", timeStyle: "short" });

export function KeptCard({ kept, sweep }: { kept: KeptState; sweep: KeptSweep }) {
  const isSure = useSignal(false);
  const { id, name, link, engine, networks, done, bytes, changed, picture } = sweep;
  const isDone = done >= networks;
  const title = titleOf(name);
  return (
    <li class="kept-card panel" data-testid="kept-sweep">
      <div class="kept-picture">{picture === "" ? null : <img src={picture} alt={`Map of ${title}`} />}</div>
      <div class="kept-facts">
        <input
          type="text"
          class="kept-name"
          aria-label={`Name of ${title}`}
          value={name}
          placeholder={title}
          maxLength={200}
          onChange={(event) => void kept.rename(id, event.currentTarget.value)}
        />
        <p>
          {formatCount(networks)} networks on {engine} ·{" "}
          <b>{isDone ? "complete" : `${formatShare(done / networks)} done`}</b>
        </p>
        <p class="kept-when">
          {DATE.format(changed)} · about {formatBytes(bytes)}
        </p>
      </div>
      <div class="kept-buttons">
        <a class="button" href={`#${link}`} aria-label={`${isDone ? "Open" : "Go on with"} ${title}`}>
          {isDone ? "Open" : "Go on"}
        </a>
        <button
          type="button"
          class="quiet"
          aria-label={isSure.value ? `Really delete ${title}` : `Delete ${title}`}
          onClick={() => {
            // Behind the drawing of a list that is one shorter.
            if (isSure.value) void kept.remove(sweep).then(() => setTimeout(focusKept));
            else isSure.value = true;
          }}
          onBlur={() => {
            isSure.value = false;
          }}
        >
          {isSure.value ? "Really delete" : "Delete"}
        </button>
      </div>
    </li>
  );
}
