// The row under the cursor as a table: closed until somebody asks for it, by its button or by its key.

import { useMemo } from "preact/hooks";
import { ariaKeys } from "../../keys/keyText.ts";
import type { PageKeys } from "../../keys/pageKeys.ts";
import { shortcuts } from "../../keys/shortcuts.ts";
import { Loaded } from "../../Loaded.tsx";
import type { MapState } from "../mapState.ts";
import { anchorOf } from "../slice/anchor.ts";

const load = () => import("./RowTableView.tsx").then(({ RowTableView }) => RowTableView);

export function RowTable({ map, keys }: { map: MapState; keys: PageKeys }) {
  // Also while it is closed: a table that is opened is to show where the cursor was.
  const anchor = useMemo(() => anchorOf(map), [map]);
  if (map.page.arrangement.value.x < 0) return null;
  const isShown = keys.isTableShown.value;
  return (
    <details
      class="row-table"
      open={isShown}
      onToggle={(event) => {
        keys.isTableShown.value = event.currentTarget.open;
      }}
    >
      <summary
        aria-keyshortcuts={keys.singleKeys.value ? ariaKeys(shortcuts.table.keys) : undefined}
        data-definition="The values along the row or the column of the cursor, one by one: position and value, in every panel."
      >
        The cursor’s row as a table
      </summary>
      {isShown ? <Loaded load={load} map={map} anchor={anchor} onShown={() => keys.tableIsThere()} /> : null}
    </details>
  );
}
