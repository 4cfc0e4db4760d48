import { STAGES, type ValueOverview } from '@wayfare/contracts';
import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import { useFormat } from '../../i18n/format.js';
import { Card, cssVariable, Icon, Num } from '../../ui/index.js';
import { type Flow, FlowDrawer, flowWords } from './FlowDrawer.js';
import { type Group, whoseStage } from './people.js';
import styles from './value.module.css';

const MOST_FLOWS = 12;
const WORSE = new Set(['at_risk', 'lapsed']);
const BETTER = new Set(['won_back', 'loyal']);
const toneOf = (stage: string): string | undefined => (WORSE.has(stage) ? 'worse' : BETTER.has(stage) ? 'better' : undefined);

/** How many stand where, and who went where in the last thirty days, the largest flow first. */
export const StagesCard = ({ overview, onOpen }: { overview: ValueOverview; onOpen(group: Group): void }) => {
  const { t } = useTranslation();
  const { percent } = useFormat();
  const [flow, setFlow] = useState<Flow | null>(null);
  const { stages, flows } = overview;
  const all = stages.reduce((sum, { people }) => sum + people, 0);
  const largest = Math.max(1, ...flows.map(({ people }) => people));
  return (
    <Card title={t('value.stages.title')} lead={t('value.stages.lead')}>
      <div className={styles.two}>
        <ul className={styles.bars}>
          {STAGES.map((stage) => {
            const people = stages.find((one) => one.stage === stage)?.people ?? 0;
            const title = t(`value.stages.name.${stage}`);
            return (
              <li key={stage} data-tone={toneOf(stage)}>
                <span>{title}</span>
                <span className={styles.bar} style={cssVariable('--part', all > 0 ? people / all : 0)} aria-hidden="true" />
                <Num value={people} label={title} onOpen={() => onOpen({ title, condition: whoseStage(stage) })} />
                <span className="faint small">{percent(all > 0 ? people / all : 0)}</span>
              </li>
            );
          })}
        </ul>
        <div>
          <h3 className={styles.sub}>{t('value.stages.flows')}</h3>
          {flows.length === 0 ? <p className="muted small">{t('value.stages.noFlows')}</p> : null}
          <ul className={styles.flows}>
            {flows.slice(0, MOST_FLOWS).map(({ from, to, people }) => (
              <li key={`${from} ${to}`} data-tone={toneOf(to)}>
                <span>{from === null ? t('value.stages.cameIn') : t(`value.stages.name.${from}`)}</span>
                <Icon name="onward" size={13} />
                <span>{t(`value.stages.name.${to}`)}</span>
                <span className={styles.bar} style={cssVariable('--part', people / largest)} aria-hidden="true" />
                <Num value={people} label={flowWords({ from, to }, t)} onOpen={() => setFlow({ from, to })} />
              </li>
            ))}
          </ul>
        </div>
      </div>
      {flow ? <FlowDrawer flow={flow} onClose={() => setFlow(null)} /> : null}
    </Card>
  );
};
