// The buttons that open files: for whoever does not drop them. A .zarr store is a folder, for which browsers have a picker of its own.

import { useEffect, useRef } from "preact/hooks";
import type { Opening } from "./opening.ts";

const FILE_DEFINITION =
  "A spec (JSON), a PNG or SVG exported here, results (the zip of a Zarr store), prices (CSV), or bench reports. Files can also be dropped anywhere on the page. They stay on this machine.";
const FOLDER_DEFINITION =
  "A .zarr folder of results, as the terminal writes it: checked byte for byte, kept in this browser, and shown as it is.";

export function OpenFiles({ opening }: { opening: Opening }) {
  return (
    <span class="open-files">
      <Picker opening={opening} title="Open…" definition={FILE_DEFINITION} isFolder={false} />
      <Picker opening={opening} title="Open folder…" definition={FOLDER_DEFINITION} isFolder={true} />
    </span>
  );
}

interface PickerParts {
  readonly opening: Opening;
  readonly title: string;
  readonly definition: string;
  readonly isFolder: boolean;
}

function Picker({ opening, title, definition, isFolder }: PickerParts) {
  const input = useRef<HTMLInputElement>(null);
  useEffect(() => {
    // The types of JSX do not know it as an attribute.
    if (input.current !== null) input.current.webkitdirectory = isFolder;
  }, [isFolder]);
  return (
    <>
      <button type="button" class="quiet" data-definition={definition} onClick={() => input.current?.click()}>
        {title}
      </button>
      <input
        ref={input}
        type="file"
        hidden
        multiple
        data-testid={isFolder ? "open-folder" : "open-file"}
        onChange={(event) => {
          const files = [...(event.currentTarget.files ?? [])];
          // Emptied, so that the same file can be chosen again once it was mended.
          event.currentTarget.value = "";
          const placed = files.map((file) => ({ path: file.webkitRelativePath || file.name, file }));
          opening.take(Promise.resolve(placed));
        }}
      />
    </>
  );
}
