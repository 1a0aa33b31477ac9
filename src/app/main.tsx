// The page's entry: connects the lab, reads the address, and draws.

import { effect } from "@preact/signals";
import { render } from "preact";
import { connectLab } from "../lab/connect.ts";
import { kernels } from "./kernels.ts";
import { theMapStands, watchFirstMap } from "./later/firstMap.ts";
import { fetchAll } from "./later/later.tsx";
import { PageView } from "./PageView.tsx";
import { shaders } from "./shaders.ts";
import { Page, type PageName } from "./state/page.ts";
import "./style/base.css";
import "./style/beginning.css";
import "./style/layout.css";
import "./style/map.css";
import "./style/legend.css";
import "./style/zoom.css";
import "./style/beside.css";
import "./style/slice.css";
import "./style/inspector.css";
import "./style/story.css";
import "./style/form.css";
import "./style/series.css";
import "./style/theory.css";
import "./style/trust.css";
import "./style/bench.css";
import "./style/kept.css";
import "./style/share.css";
import "./style/keys.css";
import "./style/motion.css";
import "./style/print.css";

const page = new Page(connectLab(shaders, kernels));
page.open();
watchFirstMap(page);
// So that nothing has to be waited for later, and a newer version on the host disturbs nobody who is at work.
void theMapStands.then(fetchAll).then(async () => (await import("./offline/register.ts")).keepOffline());
effect(() => {
  const { page: shown } = page.view.value;
  const name = shown === undefined ? page.spec.value.name : titleOf(shown, page.view.value.scene);
  document.title = name === "" ? "Vanishing Point" : `${name} · Vanishing Point`;
});
const place = document.getElementById("app") as HTMLElement;
// In the same frame, what index.html has put there gives way to the page, which takes over the brand.
const brand = place.querySelector(".brand") as Element;
place.replaceChildren();
render(<PageView page={page} brand={brand} />, place);

/** What a page of the lab other than the map is called. */
function titleOf(shown: Exclude<PageName, "map">, scene = 1): string {
  if (shown === "story") return `Scene ${scene} of the story`;
  return { bench: "Bench", gallery: "Gallery", kept: "Kept sweeps" }[shown];
}
