// A link to be copied by hand, where the clipboard was not lent.

export function LinkByHand({ label, link }: { label: string; link: string }) {
  return (
    <input
      class="link-text"
      readOnly
      aria-label={label}
      value={link}
      onFocus={(event) => event.currentTarget.select()}
    />
  );
}
