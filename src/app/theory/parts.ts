// What of theory is loaded on its own: the choice of borders, and their lines on a panel.

export { BorderLines } from "./BorderLines.tsx";
export { TheoryChoices } from "./TheoryChoices.tsx";
