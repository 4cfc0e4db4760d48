import { useTranslation } from 'react-i18next';
import { useFormat } from '../../i18n/format.js';
import styles from './imports.module.css';

type FigureName =
  | 'rows'
  | 'inserted'
  | 'updated'
  | 'good'
  | 'rejected'
  | 'skipped'
  | 'newCustomers'
  | 'knownCustomers'
  | `matched.${'customers' | 'orders' | 'products'}.${'made' | 'changed' | 'unchanged'}`;

/** What became of the rows of a file, in figures. */
export const Figures = ({ of }: { of: readonly (readonly [FigureName, number])[] }) => {
  const { t } = useTranslation();
  const { number } = useFormat();
  return (
    <dl className={styles.figures}>
      {of.map(([name, value]) => (
        <div key={name}>
          <dt>{t(`customers.imports.${name}`)}</dt>
          <dd>{number(value)}</dd>
        </div>
      ))}
    </dl>
  );
};
