// The heads of the arrows in the networks' pictures: drawn once for all of them, each in the colour of what it stands for.

export function ArrowHeads() {
  return (
    <svg class="arrow-heads" width={0} height={0} aria-hidden="true">
      <defs>
        {["recurrent", "cell-state", "input", "readout"].map((kind) => (
          <marker
            key={kind}
            id={`arrow-${kind}`}
            class={`arrow-${kind}`}
            viewBox="0 0 8 8"
            refX={7}
            refY={4}
            markerWidth={7}
            markerHeight={7}
            orient="auto-start-reverse"
          >
            <path d="M0 0.5 8 4 0 7.5z" />
          </marker>
        ))}
      </defs>
    </svg>
  );
}
