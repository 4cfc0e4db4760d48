import { type LookAlike, routes } from '@wayfare/contracts';
import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import { useMay } from '../../app/session.js';
import { cssVariable } from '../../customers/value/css-variable.js';
import { useFormat } from '../../i18n/format.js';
import { Emphasised } from '../../reports/response/Emphasised.js';
import { Button, Card } from '../../ui/index.js';
import { NameListDialog } from '../lists/NameListDialog.js';
import styles from './alike.module.css';

const WIDTH = 100;
const points = new Intl.NumberFormat('en', { maximumFractionDigits: 1 });

/** How large the list is to be: the larger, the less alike. The curve can be read at each size, with the mouse or with the keys, and a list is made of it. */
export const SizeCard = ({ one }: { one: LookAlike }) => {
  const { t } = useTranslation();
  const format = useFormat();
  const [at, setAt] = useState(one.curve.length - 1);
  const [isListing, setListing] = useState(false);
  const may = useMay(routes.createList);
  const point = one.curve[at];
  if (!point) return null;
  const words = { size: format.number(point.size), mean: points.format(point.mean), least: points.format(point.least) };
  const sentence = t('alike.size.sentence', words);
  const x = (index: number): number => (one.curve.length > 1 ? (WIDTH * index) / (one.curve.length - 1) : WIDTH);
  const line = one.curve.map(({ mean }, index) => `${x(index)},${100 - mean}`).join(' ');
  const hidden = one.quality?.hidden ?? 0;
  return (
    <Card
      title={t('alike.size.title')}
      lead={t('alike.size.lead')}
      actions={
        may ? (
          <Button kind="seal" icon="list" onClick={() => setListing(true)}>
            {t('alike.size.makeList', { count: point.size })}
          </Button>
        ) : null
      }
    >
      <p className={styles.sentence}>
        <Emphasised text={sentence} />
      </p>
      <p className="muted">
        {t('alike.size.lift', {
          found: format.number(point.hiddenFound),
          hidden: format.number(hidden),
          lift: points.format(point.lift.value),
          low: points.format(point.lift.low),
          high: points.format(point.lift.high),
        })}
      </p>
      <div className={styles.plot}>
        <svg viewBox="0 0 100 100" preserveAspectRatio="none" role="img" aria-label={sentence.replaceAll(/<\/?em>/g, '')}>
          <line x1="0" x2="100" y1="50" y2="50" className={styles.even} />
          <polygon points={`0,100 ${line} 100,100`} className={styles.area} />
          <polyline points={line} className={styles.line} />
          <line x1={x(at)} x2={x(at)} y1="0" y2="100" className={styles.mark} />
        </svg>
        <span className={styles.axis} style={cssVariable('--at', '0%')}>
          100
        </span>
        <span className={styles.axis} style={cssVariable('--at', '50%')}>
          {t('alike.size.half')}
        </span>
      </div>
      <label className={styles.slider}>
        <span className="small muted">{t('alike.size.label')}</span>
        <input
          type="range"
          min={0}
          max={one.curve.length - 1}
          value={at}
          aria-valuetext={sentence.replaceAll(/<\/?em>/g, '')}
          onChange={(event) => setAt(Number(event.currentTarget.value))}
        />
      </label>
      {isListing ? (
        <NameListDialog
          from={{ lookAlike: { id: one.id, size: point.size } }}
          suggested={t('alike.size.listName', { name: one.seed.name })}
          lead={t('alike.size.listLead', { count: point.size })}
          opensIt
          onClose={() => setListing(false)}
        />
      ) : null}
    </Card>
  );
};
