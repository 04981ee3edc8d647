/** Two streams over a weir. */
export function Logo({ size = 20 }: { size?: number }) {
  return (
    <svg
      width={size}
      height={size}
      viewBox="0 0 20 20"
      fill="none"
      stroke="var(--accent)"
      strokeWidth="2"
      strokeLinecap="round"
      strokeLinejoin="round"
      aria-hidden="true"
    >
      <path d="M2 4.5h6.5c2 0 3 1 3 3v5c0 2 1 3 3 3H18" />
      <path d="M2 9h3c1.6 0 2.5.9 2.5 2.5v2.5c0 1.6.9 2.5 2.5 2.5" opacity=".55" />
    </svg>
  );
}
