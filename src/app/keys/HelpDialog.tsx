// All keys of the page by their places, made from the catalog; with the switch for those that type a character.

import { useEffect, useRef } from "preact/hooks";
import { isMac, keyFaces, keyWords } from "./keyText.ts";
import type { PageKeys } from "./pageKeys.ts";
import { type Place, places, type Shortcut, shortcuts } from "./shortcuts.ts";

export function HelpDialog({ keys }: { keys: PageKeys }) {
  const dialog = useRef<HTMLDialogElement>(null);
  useEffect(() => {
    // As a modal dialog it holds the focus, and gives it back when it closes.
    if (dialog.current?.open === false) dialog.current.showModal();
  }, []);
  const close = () => dialog.current?.close();
  return (
    // biome-ignore lint/a11y/useKeyWithClickEvents: Escape closes it by keyboard, as every dialog.
    <dialog
      ref={dialog}
      class="keys-dialog"
      aria-labelledby="keys-title"
      onClose={() => {
        keys.isHelpShown.value = false;
      }}
      onClick={(event) => {
        // On the ground beside its content.
        if (event.target === event.currentTarget) close();
      }}
    >
      <div class="keys-content">
        <header>
          <h2 id="keys-title">Keyboard shortcuts</h2>
          <button type="button" class="quiet" onClick={close}>
            Close
          </button>
        </header>
        <label class="keys-switch">
          <input
            type="checkbox"
            checked={keys.singleKeys.value}
            onChange={(event) => keys.switchSingleKeys(event.currentTarget.checked)}
          />
          <span>
            Keys without {isMac() ? "⌘" : "Ctrl"} work everywhere on the page. Switch them off if you talk to
            your computer, or press them by mistake.
          </span>
        </label>
        <div class="keys-places">
          {(Object.keys(places) as Place[]).map((place) => (
            <KeyList key={place} place={place} />
          ))}
        </div>
      </div>
    </dialog>
  );
}

function KeyList({ place }: { place: Place }) {
  const all: readonly Shortcut[] = Object.values(shortcuts);
  return (
    <section aria-labelledby={`keys-${place}`}>
      <h3 id={`keys-${place}`}>{places[place]}</h3>
      <dl>
        {all
          .filter((shortcut) => shortcut.place === place)
          .map(({ keys, text }) => (
            <div key={text}>
              <dt>
                {shown(keys).map((key, i) => (
                  <span key={key}>
                    {i === 0 ? "" : <span class="visually-hidden"> or </span>}
                    <KeyName name={key} />
                  </span>
                ))}
              </dt>
              <dd>{text}</dd>
            </div>
          ))}
      </dl>
    </section>
  );
}

/** A key with Shift that is listed without as well is said by the words beside it. */
function shown(keys: readonly string[]): readonly string[] {
  return keys.filter((key) => !key.startsWith("Shift+") || !keys.includes(key.slice("Shift+".length)));
}

function KeyName({ name }: { name: string }) {
  return (
    <>
      <span class="visually-hidden">{keyWords(name, isMac())}</span>
      <span class="keys-faces" aria-hidden="true">
        {keyFaces(name, isMac()).map((face) => (
          <kbd key={face}>{face}</kbd>
        ))}
      </span>
    </>
  );
}
