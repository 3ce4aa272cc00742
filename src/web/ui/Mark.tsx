/** 系舟: a ring on the shore, a line, a boat. */
export function Mark({ size = 20 }: { readonly size?: number }) {
  return (
    <svg
      width={size}
      height={(size * 4) / 5}
      viewBox="0 0 20 16"
      fill="none"
      stroke="currentColor"
      strokeWidth="1.7"
      strokeLinecap="round"
      strokeLinejoin="round"
      aria-hidden="true"
    >
      <circle cx="3.6" cy="3.4" r="2.4" />
      <path d="M3.8 5.9c.5 2.2 1.7 3.5 3.8 3.8" />
      <path d="M7.2 9.7h11.6c-.4 3-2 4.6-4.8 4.6h-3.2c-2 0-3.3-1.700-3.600-4.600z" />
    </svg>
  );
}
