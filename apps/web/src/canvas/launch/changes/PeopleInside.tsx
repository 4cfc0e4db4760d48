import { Select } from '@mantine/core';
import type { JourneyChanges, LaunchChoice } from '@wayfare/contracts';
import { useTranslation } from 'react-i18next';
import { useFormat } from '../../../i18n/format.js';
import { Segmented } from '../../../ui/Segmented.js';
import styles from './changes.module.css';
import { LEAVES, type Standing, sentTo } from './choice.js';

interface PeopleInsideProps {
  readonly changes: JourneyChanges;
  /** What the steps of the draft are called. */
  readonly names: ReadonlyMap<string, string>;
  readonly choice: LaunchChoice;
  onChoice(choice: LaunchChoice): void;
}

/** Everybody who is inside, where they stand, and what becomes of them. */
export const PeopleInside = ({ changes, names, choice, onChoice }: PeopleInsideProps) => {
  const { t } = useTranslation();
  const ways = [
    { value: 'finish' as const, label: t('changes.people.finish') },
    { value: 'move' as const, label: t('changes.people.move') },
  ];
  return (
    <section className={styles.inside}>
      <h3>{t('changes.people.title')}</h3>
      <Segmented
        label={t('changes.people.title')}
        value={choice.people}
        options={ways}
        onChange={(people) => onChoice({ ...choice, people })}
      />
      <p className="small muted">{t(`changes.people.${choice.people}Means`)}</p>
      {changes.standing.map((place) => (
        <div key={`${place.version} ${place.nodeId}`} className={styles.place}>
          <div>
            <b>{place.name || place.nodeId}</b>
            {place.version === changes.version ? null : ` · ${t('changes.people.ofVersion', { version: place.version })}`}
            {choice.people === 'move' ? <Effect effect={place.effect} /> : null}
          </div>
          <span>{t('changes.people.here', { count: place.people })}</span>
          {choice.people === 'move' && place.effect?.does === 'gone' ? (
            <Target place={place} changes={changes} names={names} choice={choice} onChoice={onChoice} />
          ) : null}
        </div>
      ))}
    </section>
  );
};

const Effect = ({ effect }: Pick<Standing, 'effect'>) => {
  const { t } = useTranslation();
  const { dateTime, number } = useFormat();
  if (!effect) return null;
  if (effect.does !== 'anew') return <p className="small muted">{t(`changes.effect.${effect.does}`)}</p>;
  const { over, earliest, latest } = effect;
  return (
    <p className="small muted">
      {earliest === null && over === 0 ? t('changes.effect.anew') : null}
      {over > 0 ? `${t('changes.effect.over', { count: over, people: number(over) })} ` : null}
      {earliest !== null && latest !== null
        ? earliest === latest
          ? t('changes.effect.at', { at: dateTime(earliest) })
          : t('changes.effect.between', { earliest: dateTime(earliest), latest: dateTime(latest) })
        : null}
    </p>
  );
};

const Target = ({ place, changes, names, choice, onChoice }: PeopleInsideProps & { readonly place: Standing }) => {
  const { t } = useTranslation();
  const chosen = choice.map[place.nodeId];
  return (
    <Select
      size="xs"
      w={220}
      aria-label={t('changes.target.label', { name: place.name })}
      placeholder={t('changes.target.choose')}
      allowDeselect={false}
      searchable
      value={chosen === null ? LEAVES : (chosen ?? null)}
      data={[
        ...changes.targets.map((nodeId) => ({ value: nodeId, label: names.get(nodeId) ?? nodeId })),
        { value: LEAVES, label: t('changes.target.leave') },
      ]}
      onChange={(target) => target !== null && onChoice(sentTo(choice, place.nodeId, target))}
    />
  );
};
