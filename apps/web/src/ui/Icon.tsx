import { ICONS, type IconName } from './icons.js';

/** A line drawing in the colour of the text around it; it says nothing to a screen reader, so the text must. */
export const Icon = ({ name, size = 16, weight }: { name: IconName; size?: number; weight?: number }) => {
  const [square, path] = ICONS[name];
  return (
    <svg
      width={size}
      height={size}
      viewBox={`0 0 ${square} ${square}`}
      fill="none"
      stroke="currentColor"
      strokeWidth={weight ?? (square === 24 ? 1.6 : 1.5)}
      strokeLinecap="round"
      strokeLinejoin="round"
      aria-hidden="true"
      focusable="false"
    >
      <path d={path} />
    </svg>
  );
};
