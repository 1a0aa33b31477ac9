// The WGSL sources, built into the page; their keys are their paths inside shaders/.

const files: Record<string, string> = import.meta.glob("/shaders/**/*.wgsl", {
  query: "?raw",
  import: "default",
  eager: true,
});

/** Every shader's source by its path, e.g. `activations/tanh.wgsl`. */
export const shaders: Readonly<Record<string, string>> = Object.fromEntries(
  Object.entries(files).map(([path, source]) => [path.replace(/^\/shaders\//, ""), source]),
);
