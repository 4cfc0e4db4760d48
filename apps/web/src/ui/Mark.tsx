/** The seal. */
export const Mark = ({ size = 26 }: { size?: number }) => (
  <svg width={size} height={size} viewBox="0 0 26 26" aria-hidden="true">
    <rect width="26" height="26" rx="6" fill="var(--seal)" />
    <path
      d="M7 9.5 10 17l3-6 3 6 3-7.500"
      fill="none"
      stroke="var(--on-seal)"
      strokeWidth="1.8"
      strokeLinecap="round"
      strokeLinejoin="round"
    />
  </svg>
);
