import { type ImportKind, type ImportPreview, routes } from '@wayfare/contracts';
import { useTranslation } from 'react-i18next';
import { useRead } from '../../api/hooks.js';
import { Icon } from '../../ui/index.js';
import styles from './imports.module.css';
import { type Mapping, readTarget } from './mapping.js';
import { TargetFields } from './TargetFields.js';

interface ColumnsTableProps {
  readonly kind: ImportKind;
  readonly columns: ImportPreview['columns'];
  readonly mapping: Mapping;
  onChange(mapping: Mapping): void;
}

const SHOWN = 3;

/** What the first values become, asked for again whenever a column goes elsewhere. */
const useValues = (kind: ImportKind, columns: ImportPreview['columns'], mapping: Mapping) => {
  const asked = columns.map(({ name, samples }) => ({
    target: mapping[name] ?? '',
    samples: samples.filter((sample) => sample !== '').slice(0, SHOWN),
  }));
  return useRead(routes.importValues, { body: { kind, columns: asked } }, { keep: true }).data?.columns;
};

/** Each column of the file with its first values, what it becomes, and what these values become. */
export const ColumnsTable = ({ kind, columns, mapping, onChange }: ColumnsTableProps) => {
  const { t } = useTranslation();
  const values = useValues(kind, columns, mapping);
  return (
    <table className={styles.columns}>
      <thead>
        <tr>
          <th>{t('customers.imports.column')}</th>
          <th>{t('customers.imports.samples')}</th>
          <th style={{ width: '44%' }}>{t('customers.imports.becomes')}</th>
          <th>{t('customers.imports.valuesBecome')}</th>
        </tr>
      </thead>
      <tbody>
        {columns.map((column, at) => {
          const target = mapping[column.name] ?? '';
          return (
            <tr key={column.name} data-out={target === '' || undefined}>
              <td>
                <b className={styles.name}>{column.name}</b>
              </td>
              <td>
                <div className={`${styles.samples} ellipsis`} title={column.samples.join(' · ')}>
                  {column.samples
                    .filter((sample) => sample !== '')
                    .slice(0, SHOWN)
                    .join(' · ')}
                </div>
              </td>
              <td>
                <TargetFields
                  kind={kind}
                  column={column.name}
                  target={target}
                  onChange={(next) => onChange({ ...mapping, [column.name]: next })}
                />
                {column.dateFormats.length > 1 && !readTarget(target).kind.startsWith('date-') ? (
                  <p className={styles.hint}>
                    <Icon name="warning" size={12} /> {t('customers.imports.datesHint')}
                  </p>
                ) : null}
              </td>
              <td>
                <Values values={values?.[at] ?? []} />
              </td>
            </tr>
          );
        })}
      </tbody>
    </table>
  );
};

const Values = ({ values }: { values: readonly { readonly value: string | null; readonly problem: string | null }[] }) => {
  const problem = values.find((one) => one.problem !== null)?.problem;
  const text = values.flatMap(({ value }) => value ?? []).join(' · ');
  return (
    <div className={`${styles.samples} ellipsis`} title={problem ?? text}>
      {problem ? <span className={styles.refused}>{problem}</span> : text}
    </div>
  );
};
