// What the adapter is called, for whoever reads which hardware computed.

/** The adapter's name, for people: vendor, architecture, description. */
export function adapterName({ info }: GPUAdapter): string {
  const parts = [info.vendor, info.architecture, info.device, info.description].filter((part) => part !== "");
  return parts.length === 0 ? "unnamed adapter" : [...new Set(parts)].join(" · ");
}
