// Makes the built page one that can be installed and opens without a network: its manifest, its icons, and the service worker
// that knows every file of this very build.

import { createHash } from "node:crypto";
import { mkdirSync, readdirSync, readFileSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { type Plugin, transformWithOxc } from "vite";
import { iconPng } from "./icon.ts";

/** The service worker in the repository. */
const SOURCE = "src/app/offline/serviceWorker.ts";
const SIDES = [192, 512] as const;
const GROUND = "#f6f4f1";

/** Everything in it is relative, so that it holds under any path. */
const manifest = {
  name: "Vanishing Point",
  short_name: "Vanishing Point",
  description: "Maps where recurrent networks can be trained.",
  id: "./",
  start_url: "./",
  scope: "./",
  display: "standalone",
  background_color: GROUND,
  theme_color: GROUND,
  icons: SIDES.flatMap((side) =>
    ["any", "maskable"].map((purpose) => ({
      src: `icons/icon-${side}.png`,
      sizes: `${side}x${side}`,
      type: "image/png",
      purpose,
    })),
  ),
};

const link = (attrs: Readonly<Record<string, string>>) =>
  ({ tag: "link", attrs: { ...attrs }, injectTo: "head" }) as const;
const themeColour = (content: string, scheme: string) =>
  ({
    tag: "meta",
    attrs: { name: "theme-color", content, media: `(prefers-color-scheme: ${scheme})` },
    injectTo: "head",
  }) as const;

/** Writes them beside the page once the rest of it is written. */
export function offlinePlugin(): Plugin {
  let root = "";
  return {
    name: "vanishing-point-offline",
    apply: "build",
    configResolved(config) {
      root = config.root;
    },
    transformIndexHtml: {
      order: "post",
      handler: () => [
        link({ rel: "manifest", href: "./manifest.webmanifest" }),
        link({ rel: "apple-touch-icon", href: "./icons/icon-192.png" }),
        themeColour(GROUND, "light"),
        themeColour("#131019", "dark"),
      ],
    },
    async writeBundle({ dir }) {
      if (dir === undefined) return;
      mkdirSync(join(dir, "icons"), { recursive: true });
      for (const side of SIDES) writeFileSync(join(dir, "icons", `icon-${side}.png`), iconPng(side));
      writeFileSync(join(dir, "manifest.webmanifest"), `${JSON.stringify(manifest, null, 2)}\n`);
      writeFileSync(join(dir, "offline.js"), await serviceWorkerFor(dir, root));
    },
  };
}

/**
 * The service worker for the files in a folder: the same files give the same bytes.
 * @param root the repository
 */
export async function serviceWorkerFor(folder: string, root: string): Promise<string> {
  const source = join(root, SOURCE);
  const files = readdirSync(folder, { recursive: true, withFileTypes: true })
    .filter((entry) => entry.isFile() && !/\.map$|^offline\.js$/.test(entry.name))
    .map((entry) =>
      join(entry.parentPath, entry.name)
        .slice(folder.length + 1)
        .replaceAll("\\", "/"),
    )
    .sort();
  // The page itself by the address that people open: some hosts lead its file's name elsewhere.
  const addresses = files.map((file) => (file === "index.html" ? "./" : file));
  const hash = createHash("sha256");
  for (const file of files) hash.update(`${file}\n`).update(readFileSync(join(folder, file)));
  const { code } = await transformWithOxc(readFileSync(source, "utf8"), source, { sourcemap: false });
  const facts = `const VERSION = ${JSON.stringify(hash.digest("hex").slice(0, 16))};\nconst FILES = ${JSON.stringify(addresses)};\n`;
  return `${facts}${code.replace(/^export \{\};?$/m, "")}`;
}
