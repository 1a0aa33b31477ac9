// A prediction on a map: the line under the hand, whether it waits to be revealed, what was measured then, and what is said of
// it. What was drawn is in the view, and so in the link.

import { batch, computed, effect, signal, untracked } from "@preact/signals";
import { linkOf } from "../../sweep/address.ts";
import type { MapState } from "../map/mapState.ts";
import { wantsCalm } from "../motion.ts";
import { ASKED } from "./asked.ts";
import type { Place } from "./border.ts";
import { type Measured, measure } from "./measuring.ts";
import { questionOf } from "./question.ts";
import { type Named, remarkOf } from "./remark.ts";
import { type Line, type Score, scoreOf } from "./score.ts";
import { isLong, linesIn, withStroke } from "./stroke.ts";

/** How long the cover takes to go; the style sheet has the same number. */
const WIPE_MS = 1400;

const FULL = "There is no room for more lines: undo some, or clear the drawing.";

/** A line that is being drawn. */
export interface Pending {
  readonly panel: number;
  readonly line: Line;
}

/** Where the keyboard's pen is. */
export interface Pen {
  readonly panel: number;
  readonly place: Place;
  readonly isDown: boolean;
}

/** What came of a prediction. */
export interface Verdict extends Score {
  readonly measured: Measured;
  readonly remark: string;
}

export class Prediction {
  readonly pending = signal<Pending | null>(null);
  readonly pen = signal<Pen | null>(null);
  /** Why the last line was not taken, or "". */
  readonly refusal = signal("");
  /** It is revealed as soon as the sweep is done. */
  readonly isWaiting = signal(false);
  readonly isWiping = signal(false);
  readonly showsLines = signal(true);
  readonly showsBorder = signal(true);
  readonly drawing = computed(() => this.map.page.view.value.drawing ?? []);
  /** What the map asks by itself, … */
  readonly ownQuestion = computed(() => questionOf(this.map.page.metric.value, this.map.quantity.value));
  /** … and what is asked. */
  readonly question = computed(() => this.map.page.view.value.question ?? this.ownQuestion.value.text);
  private readonly measured = signal<Measured | null>(null);
  /** The lines in each panel. */
  readonly lines = computed(() =>
    this.map.panels.value.map((_, panel) => linesIn(this.drawing.value, panel)),
  );
  readonly verdict = computed((): Verdict | null => {
    const { value: measured } = this.measured;
    const { value: lines } = this.lines;
    if (measured === null || measured.borders.length !== lines.length) return null;
    const score = scoreOf(measured.borders.map((border, panel) => ({ border, lines: lines[panel] })));
    return { ...score, measured, remark: remarkOf(score, measured.question, this.named(), measured.all) };
  });
  /** Whether every network is there, taken in and drawn from. */
  readonly isComplete = computed(() => {
    const { run } = this.map.page;
    void run.frame.value;
    const { value: store } = run.store;
    return run.status.value.phase === "done" && store !== null && store.doneCount >= store.plan.networks;
  });

  constructor(readonly map: MapState) {
    const { page } = map;
    effect(() => {
      const { phase } = page.run.status.value;
      const isOver = this.isComplete.value || phase === "cancelled" || phase === "failed";
      if (this.isWaiting.value && isOver) untracked(() => this.uncover());
    });
    effect(() => {
      // Whoever leaves the question, or the map, waits for nothing any more.
      if (page.view.value.predict !== "asked" || page.view.value.page !== undefined) this.forgetHand();
    });
    this.measureAlways();
  }

  /** Takes a line into the drawing. */
  add(panel: number, line: Line): void {
    const { value: before } = this.drawing;
    const drawing = withStroke(before, panel, line);
    const isFull = drawing === before && isLong(line);
    batch(() => {
      this.pending.value = null;
      this.refusal.value = isFull ? FULL : "";
      if (drawing !== before) this.map.page.changeView({ drawing });
    });
  }

  /** Takes the last line back. */
  undo(): void {
    this.refusal.value = "";
    const { value: drawing } = this.drawing;
    this.map.page.changeView({ drawing: drawing.length < 2 ? undefined : drawing.slice(0, -1) });
  }

  clear(): void {
    this.refusal.value = "";
    this.map.page.changeView({ drawing: undefined });
  }

  /** Asks in a teacher's own words; a blank asks what the map asks by itself. */
  ask(text: string): void {
    this.map.page.changeView({ question: text.trim() === "" ? undefined : text });
  }

  /** Uncovers the map: at once, or as soon as the sweep is done. */
  reveal(): void {
    const { phase } = this.map.page.run.status.value;
    const comes = phase === "starting" || phase === "running" || phase === "paused";
    if (comes || (phase === "done" && !this.isComplete.value)) this.isWaiting.value = true;
    else this.uncover();
  }

  /** Goes on drawing. */
  wait(): void {
    this.isWaiting.value = false;
  }

  /** Shows the map, with nothing predicted. */
  leave(): void {
    this.map.page.changeView({ predict: undefined, question: undefined, drawing: undefined });
  }

  /** Covers the map once more; the lines go on being drawn. */
  again(): void {
    this.map.page.changeView({ ...ASKED, drawing: this.map.page.view.value.drawing });
  }

  /** The link that opens this map covered, without anybody's lines. */
  challenge(): string {
    const { spec, view } = this.map.page;
    const { drawing: _, point: __, page: ___, walk: ____, ...rest } = view.value;
    const { fragment } = linkOf({ spec: spec.value, view: { ...rest, predict: "asked" } });
    return `${location.href.replace(/#.*$/, "")}#${fragment}`;
  }

  private uncover(): void {
    const calm = wantsCalm();
    batch(() => {
      this.isWiping.value = !calm;
      this.showsLines.value = true;
      this.showsBorder.value = true;
      this.map.page.changeView({ predict: "revealed" });
    });
    if (!calm) {
      setTimeout(() => {
        this.isWiping.value = false;
      }, WIPE_MS);
    }
  }

  private forgetHand(): void {
    this.pending.value = null;
    this.pen.value = null;
    this.isWaiting.value = false;
  }

  /** Measures whatever is revealed and complete, and anew when the map shows something else. */
  private measureAlways(): void {
    const { map, measured } = this;
    const { page } = map;
    const isDue = computed(() => page.view.value.predict === "revealed" && this.isComplete.value);
    const slice = computed(() => page.slice.value.join());
    let current = 0;
    effect(() => {
      current++;
      const own = current;
      void slice.value;
      void map.field.value;
      void map.panels.value;
      const { value: question } = this.ownQuestion;
      measured.value = null;
      if (!isDue.value) return;
      untracked(() => {
        void measure(map, question, () => own !== current).then((result) => {
          if (own === current) measured.value = result;
        });
      });
    });
  }

  private named(): Named {
    const { map } = this;
    const { x, y } = map.page.arrangement.value;
    const { value: axes } = map.axes;
    return { x: axes[x], y: axes[y], titles: map.panels.value.map(({ place }) => place.title) };
  }
}

const known = new WeakMap<MapState, Prediction>();

/** The prediction on a map: one, for all that is shown of it. */
export function predictionOf(map: MapState): Prediction {
  let prediction = known.get(map);
  if (prediction === undefined) {
    prediction = new Prediction(map);
    known.set(map, prediction);
  }
  return prediction;
}
