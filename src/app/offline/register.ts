// Registers the service worker, once the first map stands: the page then also opens without a network, and tells of newer versions.

import { ownScript } from "../../lab/ownScripts.ts";
import { newer } from "./newer.ts";

/** A tab that is open for days asks the host for a newer version this often. */
const EVERY_MS = 3_600_000;

/** Where the browser or the address allows no such thing, the page works all the same, but only with a network. */
export async function keepOffline(): Promise<void> {
  // The server for developing has no such script.
  if (import.meta.hot || !isSecureContext || !("serviceWorker" in navigator)) return;
  const { serviceWorker } = navigator;
  const registration = await serviceWorker
    .register(ownScript("offline.js"), { updateViaCache: "none" })
    .catch(() => undefined);
  // Some browsers resolve with nothing where people have forbidden it.
  if (!registration) return;
  const tell = () => {
    const { waiting } = registration;
    // Without one that is in charge this is the first visit, and nothing newer.
    if (waiting === null || serviceWorker.controller === null) return;
    newer.value = () => {
      serviceWorker.addEventListener("controllerchange", () => location.reload(), { once: true });
      waiting.postMessage("take over");
    };
  };
  tell();
  registration.addEventListener("updatefound", () => {
    registration.installing?.addEventListener("statechange", tell);
  });
  setInterval(() => void registration.update().catch(() => undefined), EVERY_MS);
}
