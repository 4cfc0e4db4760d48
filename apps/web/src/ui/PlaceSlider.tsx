import styles from './PlaceSlider.module.css';

interface PlaceSliderProps {
  /** What is chosen. */
  readonly label: string;
  readonly min?: number;
  readonly max: number;
  readonly value: number;
  /** What is said of the chosen place, read out while it is moved. */
  readonly says: string;
  onChange(value: number): void;
}

/** Chooses a place of a drawing above it, with the mouse or with the keys. */
export const PlaceSlider = ({ label, min = 0, max, value, says, onChange }: PlaceSliderProps) => (
  <label className={styles.slider}>
    <span className="small muted">{label}</span>
    <input
      type="range"
      min={min}
      max={max}
      value={value}
      aria-valuetext={says}
      onChange={(event) => onChange(Number(event.currentTarget.value))}
    />
  </label>
);
