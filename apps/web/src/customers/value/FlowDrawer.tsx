import { routes, type ValueOverview } from '@wayfare/contracts';
import type { TFunction } from 'i18next';
import { useTranslation } from 'react-i18next';
import { usePages } from '../../api/hooks.js';
import { PeopleDrawer } from '../../ui/index.js';

export type Flow = Pick<ValueOverview['flows'][number], 'from' | 'to'>;

/** From where to where. */
export const flowWords = ({ from, to }: Flow, t: TFunction): string => {
  const stage = (name: Flow['to']): string => t(`value.stages.name.${name}`);
  return from === null ? t('value.stages.flowIn', { to: stage(to) }) : t('value.stages.flow', { from: stage(from), to: stage(to) });
};

/** Who went from one stage to another in the last thirty days. */
export const FlowDrawer = ({ flow, onClose }: { flow: Flow; onClose(): void }) => {
  const { t } = useTranslation();
  const { from, to } = flow;
  const pages = usePages(routes.valueFlowPeople, { query: { to, ...(from === null ? {} : { from }) } });
  return <PeopleDrawer opened onClose={onClose} title={flowWords(flow, t)} pages={pages} />;
};
