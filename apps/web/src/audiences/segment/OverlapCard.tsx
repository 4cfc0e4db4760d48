import { MultiSelect } from '@mantine/core';
import { type ReplyOf, routes } from '@wayfare/contracts';
import type { Condition } from '@wayfare/kernel';
import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import { useRead } from '../../api/hooks.js';
import { useFormat } from '../../i18n/format.js';
import { Card, ErrorNote } from '../../ui/index.js';
import styles from '../audiences.module.css';
import { useAudienceNames } from '../condition/use-audience-names.js';

/** Beside the segment itself. */
const MOST_OTHERS = 3;

interface OverlapCardProps {
  readonly asked: Condition;
  /** Of a segment that is stored already: it is not compared with itself. */
  readonly segmentId: string | undefined;
}

/** What this segment has in common with others: one line for each combination that somebody is in. */
export const OverlapCard = ({ asked, segmentId }: OverlapCardProps) => {
  const { t } = useTranslation();
  const { segments } = useAudienceNames();
  const [others, setOthers] = useState<string[]>([]);
  const conditions: Condition[] = [asked, ...others.map((segment) => ({ segment }))];
  const overlap = useRead(routes.overlapSegments, { body: { conditions } }, { enabled: others.length > 0, keep: true });
  const names = [t('audiences.segment.overlap.this'), ...others.map((id) => segments.find((one) => one.id === id)?.name ?? id)];
  return (
    <Card title={t('audiences.segment.overlap.title')}>
      <MultiSelect
        aria-label={t('audiences.segment.overlap.pick')}
        placeholder={others.length === 0 ? t('audiences.segment.overlap.pick') : ''}
        size="xs"
        data={segments.filter(({ id }) => id !== segmentId).map(({ id, name }) => ({ value: id, label: name }))}
        maxValues={MOST_OTHERS}
        searchable
        value={others}
        onChange={setOthers}
      />
      {others.length > 0 && overlap.error ? <ErrorNote error={overlap.error} /> : null}
      {others.length > 0 && overlap.data?.counts.length === names.length ? <Combinations overlap={overlap.data} names={names} /> : null}
    </Card>
  );
};

const Combinations = ({ overlap, names }: { overlap: ReplyOf<typeof routes.overlapSegments>; names: readonly string[] }) => {
  const { t } = useTranslation();
  const { number } = useFormat();
  const most = Math.max(1, ...overlap.combinations.map(({ people }) => people));
  return (
    <div aria-live="polite">
      {overlap.combinations.length === 0 ? <p className="muted small">{t('audiences.segment.overlap.nobody')}</p> : null}
      <ul className={styles.combinations}>
        {overlap.combinations.map(({ of, people }) => (
          <li key={of.join()}>
            <span>
              {of.length === names.length && names.length > 1
                ? t('audiences.segment.overlap.all')
                : of.length === 1
                  ? t('audiences.segment.overlap.only', { name: names[of[0] ?? 0] })
                  : of.map((at) => names[at]).join(' + ')}
            </span>
            <b>{number(people)}</b>
            <span className={styles.bar2} aria-hidden="true">
              <span style={{ width: `${(people / most) * 100}%` }} />
            </span>
          </li>
        ))}
      </ul>
    </div>
  );
};
