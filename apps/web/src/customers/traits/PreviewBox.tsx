import { useDebouncedValue } from '@mantine/hooks';
import { routes, type TraitFormula } from '@wayfare/contracts';
import { useTranslation } from 'react-i18next';
import { Link } from 'react-router';
import { useRead } from '../../api/hooks.js';
import { ErrorNote, Loading } from '../../ui/index.js';
import tags from '../tags/tags.module.css';
import { FIRST, isWhole } from './formula.js';

const PAUSE = 400;

/** What a formula comes to for some people, while it is being written. */
export const PreviewBox = ({ formula }: { formula: TraitFormula }) => {
  const { t } = useTranslation();
  const [settled] = useDebouncedValue(formula, PAUSE);
  const isAsked = isWhole(settled);
  const preview = useRead(
    routes.previewTrait,
    { body: { formula: isAsked ? settled : FIRST } },
    { enabled: isAsked, keep: true, fresh: 30_000 },
  );
  if (preview.error) return <ErrorNote error={preview.error} retry={() => void preview.refetch()} />;
  const { data } = preview;
  if (!isAsked || !data) return isAsked ? <Loading lines={4} /> : <p className="muted small">{t('traits.preview.incomplete')}</p>;
  return (
    <section aria-label={t('traits.preview.title')} aria-live="polite">
      <h3>{t('traits.preview.title')}</h3>
      <p className="muted small">{t('traits.preview.having', { count: data.people, having: data.having })}</p>
      {data.numbers ? <p className="small">{t('traits.preview.numbers', data.numbers)}</p> : null}
      <Values values={data.values} having={data.having} />
      {data.sample.length > 0 ? <h4>{t('traits.preview.sample')}</h4> : null}
      <ul className={tags.rows}>
        {data.sample.map(({ id, name, value }) => (
          <li key={id}>
            <Link className="grow" to={`/customers/${id}`} target="_blank">
              {name}
            </Link>
            <b>{value}</b>
          </li>
        ))}
      </ul>
    </section>
  );
};

/** The most frequent values, each with its share as a bar. */
const Values = ({ values, having }: { values: readonly { value: string; people: number }[]; having: number }) => {
  const { t } = useTranslation();
  return (
    <ul className={tags.rows} aria-label={t('traits.preview.values')}>
      {values.map(({ value, people }) => (
        <li key={value}>
          <span className="grow">{value === '' ? '“”' : value}</span>
          <meter min={0} max={Math.max(1, having)} value={people} aria-label={value} />
          <span className="muted small">{t('traits.preview.people', { count: people })}</span>
        </li>
      ))}
    </ul>
  );
};
