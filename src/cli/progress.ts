// A run's progress on standard error: one line with a bar redrawn on a terminal, a line now and then in a log.

/** In a log (no terminal) progress is told at most this often. */
const LOG_MS = 1000;
/** On a terminal what comes tile by tile is drawn at most this often. */
const REDRAWN_MS = 50;

/** What is told, counted in networks. */
export interface Progress {
  readonly done: number;
  /** The share of the whole work that is done, networks in training counted in: 0 … 1. */
  readonly share: number;
  readonly networks: number;
  readonly networksPerSecond: number;
  readonly secondsLeft: number;
}

/** The progress of one run. */
export class ProgressLine {
  private readonly terminal = process.stderr.isTTY === true;
  private drawn = false;
  private toldLast = false;
  private toldAt = Number.NEGATIVE_INFINITY;

  constructor(private readonly replicates: number) {}

  /** A line of its own that stays. */
  say(line: string): void {
    this.end();
    process.stderr.write(`${line}\n`);
  }

  tell(progress: Progress): void {
    const text = progressText(progress, this.replicates);
    if (this.terminal) {
      this.redraw(`${progressBar(progress, (process.stderr.columns || 80) - 1 - text.length)}${text}`);
      return;
    }
    const now = performance.now();
    const last = progress.done >= progress.networks;
    if ((now - this.toldAt < LOG_MS && !last) || this.toldLast) return;
    this.toldAt = now;
    this.toldLast = last;
    process.stderr.write(`${text}\n`);
  }

  /** How many tiles of a store were looked at; of interest only to somebody who waits. */
  surveyed(looked: number, all: number): void {
    if (!this.terminal || (performance.now() - this.toldAt < REDRAWN_MS && looked < all)) return;
    this.toldAt = performance.now();
    this.redraw(`looking at what is there already: ${looked} of ${all} tiles`);
  }

  /** Leaves the last state standing. */
  end(): void {
    if (this.drawn) process.stderr.write("\n");
    this.drawn = false;
  }

  private redraw(text: string): void {
    // A line longer than the terminal is wide would scroll instead of being redrawn.
    process.stderr.write(`\r${text.slice(0, (process.stderr.columns || 80) - 1)}\x1b[K`);
    this.drawn = true;
  }
}

/** A bar is this long where there is room, and shorter than the second length it says nothing. */
const [LONG_BAR, SHORT_BAR] = [30, 8];

/** `[======>     ] `, as long as there is room for; nothing where that is too short. */
export function progressBar({ done, share, networks }: Progress, room: number): string {
  const length = Math.min(LONG_BAR, room - 3);
  if (length < SHORT_BAR) return "";
  const full = done >= networks ? length : Math.min(length - 1, Math.floor(share * length));
  const bar = full === length ? "=".repeat(length) : `${"=".repeat(full)}>`.padEnd(length);
  return `[${bar}] `;
}

/** `1200 of 4096 points (29 %), 850 points/s, 3 s left`. */
export function progressText(progress: Progress, replicates: number): string {
  const { done, share, networks, networksPerSecond, secondsLeft } = progress;
  const percent = done >= networks ? 100 : Math.min(99, Math.floor(100 * share));
  const points = `${Math.floor(done / replicates)} of ${networks / replicates} points (${percent} %)`;
  const rate = `${Number((networksPerSecond / replicates).toPrecision(3))} points/s`;
  const left = done >= networks ? "done" : `${durationText(secondsLeft)} left`;
  return `${points}, ${rate}, ${left}`;
}

function durationText(seconds: number): string {
  if (!Number.isFinite(seconds)) return "unknown time";
  const whole = Math.ceil(seconds);
  if (whole < 60) return `${whole} s`;
  const minutes = Math.floor(whole / 60);
  const [hours, rest] = [Math.floor(minutes / 60), String(whole % 60).padStart(2, "0")];
  return hours === 0
    ? `${minutes}:${rest} min`
    : `${hours}:${String(minutes % 60).padStart(2, "0")}:${rest} h`;
}
