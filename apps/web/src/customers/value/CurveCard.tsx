import type { ValueOverview } from '@wayfare/contracts';
import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import { useFormat } from '../../i18n/format.js';
import { Button, Card, Curve, Emphasised, PlaceSlider } from '../../ui/index.js';
import { wholeUnits } from './money.js';
import { type Group, whoBrought } from './people.js';
import styles from './value.module.css';

const SHOWN_FIRST = 20;
const QUARTERS = [25, 50, 75].map(
  (y) =>
    [
      [0, y],
      [100, y],
    ] as const,
);
const IN_TABLE = [1, 5, 10, 20, 30, 50, 80, 100];

/** The share of value by the share of customers: a curve that can be read at each point, with the mouse or with the keys. */
export const CurveCard = ({ overview, onOpen }: { overview: ValueOverview; onOpen(group: Group): void }) => {
  const { t } = useTranslation();
  const { percent, money } = useFormat();
  const [people, setPeople] = useState(SHOWN_FIRST);
  const { curve, currency } = overview;
  const at = curve.find((point) => point.people === people);
  if (!at) return null;
  const words = { people: percent(people / 100, 0), value: percent(at.value / 100, 0) };
  const sentence = t('value.curve.sentence', words);
  const plain = sentence.replaceAll(/<\/?em>/g, '');
  const from = at.from;
  return (
    <Card
      title={t('value.curve.title')}
      lead={t('value.curve.lead', { buyers: overview.buyers, purchases: overview.purchases, value: money(overview.value, currency) })}
    >
      <p className={styles.sentence}>
        <Emphasised text={sentence} />
      </p>
      <Curve
        label={plain}
        points={[[0, 0], ...curve.map((point): [number, number] => [point.people, point.value])]}
        even={[
          [0, 0],
          [100, 100],
        ]}
        marks={[
          [
            [people, 0],
            [people, at.value],
          ],
          [
            [0, at.value],
            [people, at.value],
          ],
        ]}
        rules={QUARTERS}
        axis={[{ y: 100, says: t('value.curve.value') }]}
        onPoint={(share) => setPeople(Math.min(100, Math.max(1, Math.round(share * 100))))}
      />
      <PlaceSlider label={t('value.curve.label')} min={1} max={100} value={people} says={plain} onChange={setPeople} />
      <div className="row">
        <span className="grow small muted">{from === null ? null : t('value.curve.from', { amount: money(from, currency) })}</span>
        {from === null ? null : (
          <Button
            small
            icon="people"
            onClick={() => onOpen({ title: t('value.curve.people', words), condition: whoBrought(wholeUnits(from, currency)) })}
          >
            {t('value.curve.open')}
          </Button>
        )}
      </div>
      <details className={styles.table}>
        <summary>{t('value.curve.table')}</summary>
        <table>
          <thead>
            <tr>
              <th scope="col">{t('value.curve.label')}</th>
              <th scope="col">{t('value.curve.value')}</th>
            </tr>
          </thead>
          <tbody>
            {curve
              .filter((point) => IN_TABLE.includes(point.people))
              .map((point) => (
                <tr key={point.people}>
                  <td>{percent(point.people / 100, 0)}</td>
                  <td>{percent(point.value / 100, 1)}</td>
                </tr>
              ))}
          </tbody>
        </table>
      </details>
    </Card>
  );
};
