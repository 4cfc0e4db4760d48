import { type LookAlike, routes } from '@wayfare/contracts';
import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import { useMay } from '../../app/session.js';
import { useFormat } from '../../i18n/format.js';
import { Button, Card, Curve, Emphasised, PlaceSlider } from '../../ui/index.js';
import { NameListDialog } from '../lists/NameListDialog.js';
import styles from './alike.module.css';

const WIDTH = 100;
const HALF = [
  [0, 50],
  [WIDTH, 50],
] as const;
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
  const plain = sentence.replaceAll(/<\/?em>/g, '');
  const x = (index: number): number => (one.curve.length > 1 ? (WIDTH * index) / (one.curve.length - 1) : WIDTH);
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
      <Curve
        label={plain}
        points={one.curve.map(({ mean }, index): [number, number] => [x(index), mean])}
        even={HALF}
        marks={[
          [
            [x(at), 0],
            [x(at), 100],
          ],
        ]}
        axis={[
          { y: 100, says: '100' },
          { y: 50, says: t('alike.size.half') },
        ]}
      />
      <PlaceSlider label={t('alike.size.label')} max={one.curve.length - 1} value={at} says={plain} onChange={setAt} />
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
