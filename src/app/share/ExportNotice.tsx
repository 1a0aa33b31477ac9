// What an export does at the moment, what came of it, or what is to be copied by hand.

import type { MapState } from "../map/mapState.ts";
import { exportingOf } from "./exporting.ts";

export function ExportNotice({ map }: { map: MapState }) {
  const exporting = exportingOf(map);
  const { value: progress } = exporting.progress;
  if (progress.kind === "none") return null;
  const isBad = progress.kind === "failed";
  return (
    <div
      class={`export-notice ${isBad ? "export-failed" : ""}`}
      data-testid="export"
      data-kind={progress.kind}
    >
      {progress.kind === "by hand" ? (
        <label>
          To be copied by hand:
          <textarea
            readOnly
            rows={6}
            value={progress.text}
            onFocus={(event) => event.currentTarget.select()}
          />
        </label>
      ) : (
        <p role={isBad ? "alert" : "status"}>{progress.text}</p>
      )}
      <button type="button" class="quiet" onClick={() => exporting.dismiss()}>
        {progress.kind === "busy" ? "Never mind" : "Dismiss"}
      </button>
    </div>
  );
}
