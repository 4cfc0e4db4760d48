import { useFormat } from '../i18n/format.js';
import styles from './Num.module.css';

/** A count. Where it opens its people it is a button, and says so by its underline. */
export const Num = ({ value, onOpen, label }: { value: number; onOpen?: (() => void) | undefined; label?: string }) => {
  const { number } = useFormat();
  if (!onOpen || value === 0) return <span>{number(value)}</span>;
  return (
    <button
      type="button"
      className={styles.open}
      aria-label={label ? `${label}: ${number(value)}` : undefined}
      onClick={(event) => {
        event.stopPropagation();
        onOpen();
      }}
    >
      {number(value)}
    </button>
  );
};
