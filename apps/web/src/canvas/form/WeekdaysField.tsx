import { useTranslation } from 'react-i18next';
import styles from './form.module.css';

const DAYS = [1, 2, 3, 4, 5, 6, 7];

/** ISO weekdays, Monday first; none chosen stands for every day. */
export const WeekdaysField = ({ value, onChange }: { value: readonly number[]; onChange(days: number[]): void }) => {
  const { t } = useTranslation();
  const toggle = (day: number): void => onChange(DAYS.filter((each) => value.includes(each) !== (each === day)));
  return (
    <div className={styles.days}>
      {DAYS.map((day) => (
        <button
          key={day}
          type="button"
          aria-pressed={value.includes(day)}
          aria-label={t(`nodes.weekday.${day}`)}
          onClick={() => toggle(day)}
        >
          {t(`nodes.weekdayShort.${day}`)}
        </button>
      ))}
    </div>
  );
};
