import type { ValueOverview } from '@wayfare/contracts';
import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import { useFormat } from '../../i18n/format.js';
import { Emphasised } from '../../reports/response/Emphasised.js';
import { Button, Card } from '../../ui/index.js';
import { wholeUnits } from './money.js';
import { type Group, whoBrought } from './people.js';
import styles from './value.module.css';

const SHOWN_FIRST = 20;
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
  const line = ['0,100', ...curve.map((point) => `${point.people},${100 - point.value}`)].join(' ');
  const from = at.from;
  return (
    <Card
      title={t('value.curve.title')}
      lead={t('value.curve.lead', { buyers: overview.buyers, purchases: overview.purchases, value: money(overview.value, currency) })}
    >
      <p className={styles.sentence}>
        <Emphasised text={sentence} />
      </p>
      <div className={styles.plot}>
        <span className={styles.axisY}>{t('value.curve.value')}</span>
        <svg
          viewBox="0 0 100 100"
          preserveAspectRatio="none"
          role="img"
          aria-label={plain}
          onPointerMove={(event) => {
            const box = event.currentTarget.getBoundingClientRect();
            setPeople(Math.min(100, Math.max(1, Math.round(((event.clientX - box.left) / box.width) * 100))));
          }}
        >
          {[25, 50, 75].map((y) => (
            <line key={y} x1="0" x2="100" y1={y} y2={y} className={styles.rule} />
          ))}
          <polygon points={`${line} 100,100`} className={styles.area} />
          <line x1="0" y1="100" x2="100" y2="0" className={styles.even} />
          <polyline points={line} className={styles.line} />
          <line x1={people} x2={people} y1="100" y2={100 - at.value} className={styles.mark} />
          <line x1="0" x2={people} y1={100 - at.value} y2={100 - at.value} className={styles.mark} />
        </svg>
      </div>
      <label className={styles.slider}>
        <span className="small muted">{t('value.curve.label')}</span>
        <input
          type="range"
          min={1}
          max={100}
          value={people}
          aria-valuetext={plain}
          onChange={(event) => setPeople(Number(event.currentTarget.value))}
        />
      </label>
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
