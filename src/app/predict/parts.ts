// What a prediction needs of the page's code, in one piece: it is loaded when somebody predicts, and not before.

export { AskedPage } from "./AskedPage.tsx";
export { VerdictBar } from "./VerdictBar.tsx";
export { VerdictOverlay } from "./VerdictOverlay.tsx";
