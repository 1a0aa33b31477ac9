// Keeps the page's files in the browser, so that it opens without a network. It stands alone: the build (cli/offline) turns it
// into plain JavaScript and puts VERSION and FILES before it.

/** A hash of all files; another one is another version of the page. */
declare const VERSION: string;
/** Every file of the page, relative to this one. */
declare const FILES: readonly string[];

/** What a service worker's own scope offers, as far as it is used here. */
interface Scope {
  readonly registration: { readonly scope: string };
  skipWaiting(): Promise<void>;
  addEventListener(kind: string, listener: (event: WorkerEvent) => void): void;
}

interface WorkerEvent extends Event {
  readonly request: Request;
  readonly data: unknown;
  waitUntil(work: Promise<unknown>): void;
  respondWith(answer: Promise<Response>): void;
}

const scope = globalThis as unknown as Scope;
/** Several labs may lie beside each other on one host. */
const PREFIX = `vanishing-point ${scope.registration.scope} `;
const CURRENT = PREFIX + VERSION;
/** The folder that an address lies in. */
const FOLDER = "./";

scope.addEventListener("install", (event) => {
  event.waitUntil(fetchAll());
});

scope.addEventListener("activate", (event) => {
  event.waitUntil(forgetOld());
});

// Another version takes over when nobody looks at the one before, or somebody asks for it.
scope.addEventListener("message", (event) => {
  if (event.data === "take over") event.waitUntil(scope.skipWaiting());
});

scope.addEventListener("fetch", (event) => {
  const { request } = event;
  if (request.method === "GET" && request.url.startsWith(scope.registration.scope)) {
    event.respondWith(answer(request));
  }
});

/** All or nothing: a version of which a file is missing never takes over. */
async function fetchAll(): Promise<void> {
  const cache = await caches.open(CURRENT);
  await Promise.all(
    FILES.map(async (file) => {
      // Past the browser's own cache, which may hold another version under the same name.
      const response = await fetch(new URL(file, scope.registration.scope), { cache: "no-cache" });
      if (!response.ok) throw new Error(`${file}: the host answers ${response.status}`);
      await cache.put(new URL(file, scope.registration.scope), response);
    }),
  );
}

/** The version before stays: tabs that still show it may ask for parts of it. */
async function forgetOld(): Promise<void> {
  const others = (await caches.keys()).filter((name) => name.startsWith(PREFIX) && name !== CURRENT);
  await Promise.all(others.slice(0, -1).map((name) => caches.delete(name)));
}

/** From this version's files, else from those of the version before, else from the network. */
async function answer(request: Request): Promise<Response> {
  const current = await caches.open(CURRENT);
  const { href } = new URL(FOLDER, request.url);
  const isPage = request.mode === "navigate" && href === scope.registration.scope;
  const wanted = isPage ? scope.registration.scope : request;
  const here = await current.match(wanted, { ignoreSearch: true, ignoreVary: true });
  return here ?? (await caches.match(request, { ignoreVary: true })) ?? fetch(request);
}

export {};
